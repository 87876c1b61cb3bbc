// Writing answers: each field is saved as it is written, kept in this browser while the site is away, shown to others.
"use strict";

const form = document.querySelector("form[data-sheet]");
const PREFIX = "reponse:";
const place = (key) => `${PREFIX}${form.dataset.person}:${form.dataset.sheet}:${key}`;
const timers = new Map();
const waits = new Map();
const sending = new Set();
const doubts = new Map(); // what was sent and had no answer: saved perhaps
let submitted = false;

const kept = (key) => {
  try { return JSON.parse(localStorage.getItem(place(key))); } catch { return null; }
};
const keep = (key, value) => {
  try { localStorage.setItem(place(key), JSON.stringify(value)); return true; } catch { return false; }
};
const forget = (key) => { try { localStorage.removeItem(place(key)); } catch { /* nothing was kept */ } };

const fields = (question) => [...question.querySelectorAll(`[name="${CSS.escape(question.dataset.key)}"]`)];
const version = (question) => form.elements[`version-${question.dataset.key}`];
const tell = (question, text) => { question.querySelector("[data-status]").textContent = text; };

function values(question) {
  return fields(question).filter((one) => !/radio|checkbox/.test(one.type) || one.checked).map((one) => one.value);
}

function fill(question, given) {
  for (const one of fields(question)) {
    if (/radio|checkbox/.test(one.type)) one.checked = given.includes(one.value);
    else one.value = given[0] || "";
  }
}

function note(question) {
  const key = question.dataset.key;
  const stored = keep(key, { values: values(question), version: version(question).value, sent: doubts.get(key) });
  if (!stored) tell(question, "Ce navigateur ne garde rien : n’oubliez pas d’enregistrer.");
}

async function newToken() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("form[data-sheet] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return Boolean(token);
}

function post(address, data) {
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const headers = { Accept: "application/json", "X-Requested-With": "fetch" };
  return fetch(address, { method: "POST", body: data, headers, redirect: "manual" });
}

function later(question, text) {
  const key = question.dataset.key;
  const wait = Math.min((waits.get(key) || 1000) * 2, 60000);
  waits.set(key, wait);
  tell(question, `${text} Gardé dans ce navigateur.`);
  plan(question, wait);
}

function plan(question, wait) {
  clearTimeout(timers.get(question));
  timers.set(question, setTimeout(() => save(question), wait));
}

async function save(question) {
  const key = question.dataset.key;
  if (submitted) return;
  if (sending.has(key)) return plan(question, 500);
  sending.add(key);
  const sent = doubts.get(key) || values(question); // first what is in doubt: written over, it would be a conflict with oneself
  const data = new FormData();
  for (const one of sent) data.append(key, one);
  data.append("version", version(question).value);
  doubts.set(key, sent);
  if (kept(key)) note(question);
  try {
    await answered(question, sent, await post(question.dataset.save, data));
  } catch {
    later(question, "Le site ne répond pas : nous réessayons.");
  } finally {
    sending.delete(key);
  }
}

async function answered(question, sent, response) {
  if (response.type === "opaqueredirect" || (response.status === 403 && !(await newToken()))) {
    return later(question, "Votre session est close : reconnectez-vous dans un autre onglet.");
  }
  if (![200, 409, 422].includes(response.status)) return later(question, "Rien n’est encore enregistré.");
  const answer = await response.json();
  waits.delete(question.dataset.key);
  doubts.delete(question.dataset.key);
  if (answer.state === "saved") {
    version(question).value = answer.version;
    if (JSON.stringify(values(question)) === JSON.stringify(sent)) forget(question.dataset.key);
    else plan(question, 200);
    showProgress(answer);
    document.getElementById(`erreur-${question.dataset.key}`).textContent = answer.fault ? `À corriger avant le dépôt : ${answer.fault}.` : "";
    return tell(question, answer.text);
  }
  tell(question, answer.text);
  if (answer.state === "conflict") offerComparison(question);
  else if (JSON.stringify(values(question)) !== JSON.stringify(sent)) plan(question, 200);
}

function showProgress({ percent, progress }) {
  document.querySelector("main progress")?.setAttribute("value", percent);
  const text = document.querySelector("main .progress__text");
  if (text) text.textContent = progress;
}

function offerComparison(question) {
  const button = Object.assign(document.createElement("button"), { type: "submit", className: "button button--secondary", textContent: "Comparer les deux réponses" });
  question.querySelector("[data-status]").append(" ", button);
}

function count(field) {
  const limit = Number(field.dataset.limit);
  if (!limit) return;
  const spot = field.nextElementSibling?.matches("[data-count]") ? field.nextElementSibling : document.createElement("p");
  spot.dataset.count = "";
  spot.className = "field__help";
  const left = limit - [...field.value].length;
  spot.textContent = left < 0 ? `${-left} caractères de trop` : `${left} caractères restants`;
  field.after(spot);
}

function showConditions() {
  for (const question of form.querySelectorAll("[data-condition]")) {
    const on = form.querySelector(`#question-${CSS.escape(question.dataset.condition)}`);
    if (!on || !on.dataset.save) continue;
    const wanted = question.dataset.values.split("|");
    question.hidden = on.hidden || !values(on).some((one) => wanted.includes(one));
  }
}

function bringBack(question) {
  const found = kept(question.dataset.key);
  if (!found || JSON.stringify(found.values) === JSON.stringify(values(question))) return forget(question.dataset.key);
  const isOurs = JSON.stringify(found.sent) === JSON.stringify(values(question)); // it was saved, and nobody told us
  fill(question, found.values);
  if (!isOurs) version(question).value = found.version;
  tell(question, "Texte retrouvé dans ce navigateur.");
  plan(question, 300);
}

async function ping() {
  const data = new FormData();
  data.append("key", document.activeElement?.closest("[data-key]")?.dataset.key || "");
  try {
    const response = await post(form.dataset.presence, data);
    if (response.status !== 200) return;
    const { others } = await response.json();
    const labels = others.map(({ name, key }) => {
      const label = key && form.querySelector(`#question-${CSS.escape(key)}`)?.querySelector("label, legend")?.textContent.trim();
      return label ? `${name} (« ${label} »)` : name;
    });
    const text = labels.length ? `Écrivent aussi en ce moment : ${labels.join(", ")}.` : "";
    const spot = document.querySelector("[data-others]");
    if (spot.textContent !== text) spot.textContent = text;
  } catch { /* the next one will tell */ }
}

function start() {
  const open = [...form.querySelectorAll("[data-save]")].filter(version);
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-save]");
    if (!question || !version(question)) return;
    count(event.target);
    showConditions();
    note(question);
    plan(question, 900);
  });
  form.addEventListener("submit", () => { submitted = true; for (const one of timers.values()) clearTimeout(one); });
  for (const field of form.querySelectorAll("[data-limit]")) count(field);
  for (const question of open) bringBack(question);
  showConditions();
  window.addEventListener("online", () => open.filter((one) => kept(one.dataset.key)).forEach(save));
  setInterval(ping, 15000);
  ping();
}

if (form) start();
