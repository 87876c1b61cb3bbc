// Writing answers: each field is saved as it is written, kept in this browser while the site is away, shown to others.
// What others write meanwhile comes into the fields that nobody touches here.
"use strict";

const form = document.querySelector("form[data-sheet]");
const PREFIX = "reponse:";
const place = (key) => `${PREFIX}${form.dataset.person}:${form.dataset.sheet}:${key}`;
const timers = new Map();
const waits = new Map();
const sending = new Set();
const doubts = new Map(); // what was sent and had no answer: saved perhaps
const joining = new Set(); // pieces on their way
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

const table = (question) => question.querySelector("[data-rows]");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const text = (given) => given.join("").length;

function values(question) {
  const given = fields(question).filter((one) => !/radio|checkbox/.test(one.type) || one.checked).map((one) => one.value);
  if (table(question)) while (given.length && !given.at(-1).trim()) given.pop(); // empty rows at the end are no answer
  return given;
}

function fill(question, given) {
  if (table(question)) while (fields(question).length < given.length) addRow(question);
  fields(question).forEach((one, at) => {
    if (/radio|checkbox/.test(one.type)) one.checked = given.includes(one.value);
    else one.value = given[at] || "";
  });
  fields(question).forEach(count);
}

function addRow(question) {
  const rows = table(question).tBodies[0].rows;
  const row = rows[rows.length - 1].cloneNode(true);
  for (const cell of row.querySelectorAll("input")) {
    cell.value = "";
    cell.removeAttribute("id");
    cell.setAttribute("aria-label", `${cell.dataset.label}, ligne ${rows.length + 1}`);
  }
  table(question).tBodies[0].append(row);
  return row.querySelector("input");
}

function note(question) {
  const key = question.dataset.key;
  const stored = keep(key, { values: values(question), version: version(question).value, sent: doubts.get(key) });
  if (!stored) tell(question, "Ce navigateur ne garde rien : n’oubliez pas d’enregistrer.");
}

async function freshPage() {
  const response = await fetch(form.action + `?partie=${encodeURIComponent(form.elements.partie.value)}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function newToken() {
  const token = (await freshPage()).querySelector("form[data-sheet] [name=csrfmiddlewaretoken]");
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
  if (submitted || isTooLong(question)) return;
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
    later(question, "Votre session est close : reconnectez-vous dans un autre onglet.");
    return offerSignIn(question);
  }
  if ([404, 413].includes(response.status)) {
    return tell(question, "Cette réponse ne peut plus être enregistrée ici : copiez votre texte, puis rechargez la page.");
  }
  if (![200, 409, 422].includes(response.status)) return later(question, "Rien n’est encore enregistré.");
  const answer = await response.json();
  waits.delete(question.dataset.key);
  doubts.delete(question.dataset.key);
  if (answer.state === "saved") {
    version(question).value = answer.version;
    if (same(values(question), sent)) forget(question.dataset.key);
    else plan(question, 200);
    if (table(question)) question.querySelector("[data-total]").textContent = answer.total;
    showProgress(answer);
    document.querySelector("[data-live=written]").textContent = `${answer.text}, par vous`;
    document.getElementById(`erreur-${question.dataset.key}`).textContent = answer.fault ? `À corriger avant le dépôt : ${answer.fault}.` : "";
    return tell(question, answer.text);
  }
  tell(question, answer.text);
  if (answer.state === "conflict") offerComparison(question);
  else if (!same(values(question), sent)) plan(question, 200);
}

function showProgress({ percent, progress }) {
  document.querySelector("main progress")?.setAttribute("value", percent);
  const spot = document.querySelector("main .progress__text");
  if (spot) spot.textContent = progress;
}

function offerComparison(question) {
  const button = Object.assign(document.createElement("button"), { type: "submit", className: "button button--secondary", textContent: "Comparer les deux réponses" });
  question.querySelector("[data-status]").append(" ", button);
}

function offerSignIn(question) {
  const link = Object.assign(document.createElement("a"), { href: form.dataset.signIn, target: "_blank", textContent: "Se reconnecter (nouvel onglet)" });
  question.querySelector("[data-status]").append(" ", link);
}

// What is pasted by mistake (a whole file) would freeze the browser for minutes: it is stopped before it is in the field.
function refuseLong(event) {
  const question = event.target.closest("[data-save]");
  const pasted = (event.clipboardData || event.dataTransfer)?.getData("text") || "";
  if (!question || pasted.length <= Number(form.dataset.longest)) return;
  event.preventDefault();
  tell(question, `Le texte collé est beaucoup trop long (${pasted.length.toLocaleString("fr-FR")} caractères) et n’est pas ajouté : raccourcissez-le, ou joignez-le en pièce.`);
}

function isTooLong(question) {
  const longest = Number(form.dataset.longest);
  if (text(values(question)) <= longest) return false;
  tell(question, `Ce texte est beaucoup trop long (plus de ${longest.toLocaleString("fr-FR")} caractères) et n’est pas enregistré : raccourcissez-le, ou joignez-le en pièce.`);
  return true;
}

function count(field) {
  const limit = Number(field.dataset.limit);
  if (!limit) return;
  const spot = field.nextElementSibling?.matches("[data-count]") ? field.nextElementSibling : document.createElement("p");
  spot.dataset.count = "";
  spot.className = "field__help";
  const units = field.value.length;
  const left = limit - (units > 4 * limit ? units : [...field.value].length); // letter by letter only where it counts
  const told = Math.abs(left).toLocaleString("fr-FR");
  spot.textContent = left < 0 ? `${told} caractères de trop` : `${told} caractères restants`;
  spot.classList.toggle("question__over", left < 0);
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

// What was written before this script was there, on a slow line, or what the browser wrote back after a return.
function isWritten(question) {
  return fields(question).some((one) => (/radio|checkbox/.test(one.type) ? one.checked !== one.defaultChecked
    : one.options ? [...one.options].some((option) => option.selected !== option.defaultSelected) : one.value !== one.defaultValue));
}

function bringBack(question) {
  const found = kept(question.dataset.key);
  if (!found && isWritten(question) && !isTooLong(question)) {
    note(question);
    return plan(question, 300);
  }
  if (!found || same(found.values, values(question))) return forget(question.dataset.key);
  const isOurs = same(found.sent, values(question)); // it was saved, and nobody told us
  fill(question, found.values);
  if (!isOurs) version(question).value = found.version;
  tell(question, "Texte retrouvé dans ce navigateur.");
  plan(question, 300);
}

// The ticket sent with the whole part comes back in the address once it is saved: what was kept of it is then settled.
const tickets = (given) => {
  const name = `${PREFIX}recus`;
  try {
    if (given) sessionStorage.setItem(name, JSON.stringify(given));
    return JSON.parse(sessionStorage.getItem(name)) || {};
  } catch { return {}; }
};

function takeTicket(open) {
  const ticket = [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join("").padStart(8, "0");
  const sent = Object.fromEntries(open.map((question) => [place(question.dataset.key), values(question)]));
  tickets({ ticket, sent });
  const field = form.elements.ticket || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "ticket" }));
  field.value = ticket;
}

function settleTicket() {
  const address = new URL(location.href);
  const { ticket, sent } = tickets();
  if (!ticket || address.searchParams.get("recu") !== ticket) return;
  for (const [name, given] of Object.entries(sent)) {
    try { if (same(JSON.parse(localStorage.getItem(name))?.values, given)) localStorage.removeItem(name); } catch { /* nothing was kept */ }
  }
  address.searchParams.delete("recu");
  history.replaceState(null, "", address);
}

function send(question, file) {
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append(question.dataset.key, file);
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  request.upload.onprogress = ({ loaded, total }) => {
    const share = Math.floor((4 * loaded) / total) * 25; // four words are enough for who listens
    if (share) tell(question, `Envoi de « ${file.name} » : ${share} %`);
  };
  return new Promise((resolve, reject) => {
    request.onload = () => resolve(request);
    request.onerror = reject;
    request.open("POST", question.dataset.save);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "fetch");
    request.send(data);
  });
}

async function join(question, file) {
  if (file.size > Number(form.dataset.maxSize)) return tell(question, `« ${file.name} » dépasse 50 Mo : allégez-le, ou partagez-le en plusieurs.`);
  tell(question, `Envoi de « ${file.name} »…`);
  for (let wait = 2000; ; wait = Math.min(2 * wait, 60000)) {
    try {
      const { status, responseText } = await send(question, file);
      if ([200, 422].includes(status)) return tell(question, JSON.parse(responseText).text);
      if (status === 403 && (await newToken())) continue;
      if (status < 500) return tell(question, "La pièce n’est pas reçue : rechargez la page, puis choisissez-la de nouveau.");
    } catch { /* the site is away: again, a little later */ }
    tell(question, `Le site ne répond pas : « ${file.name} » n’est pas encore reçue, nous réessayons. Gardez cette page ouverte.`);
    await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

async function joinAll(question) {
  const input = fields(question)[0];
  const files = [...input.files];
  input.value = "";
  const told = [];
  for (const file of files) {
    await join(question, file);
    told.push(question.querySelector("[data-status]").textContent);
  }
  const page = await freshPage();
  const list = page.querySelector(`#${question.id} [data-files]`);
  if (list) question.querySelector("[data-files]").replaceChildren(...list.childNodes);
  showLive(page);
  tell(question, [...new Set(told)].join(" "));
}

function track(journey) {
  joining.add(journey);
  journey.finally(() => joining.delete(journey));
}

function showLive(page) {
  for (const spot of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${spot.dataset.live}"]`);
    if (fresh && !spot.contains(document.activeElement) && spot.innerHTML !== fresh.innerHTML) spot.replaceChildren(...fresh.childNodes);
  }
}

function isUntouched(question) {
  const key = question.dataset.key;
  return !kept(key) && !doubts.has(key) && !sending.has(key) && !question.contains(document.activeElement);
}

async function refresh(open) {
  const page = await freshPage();
  for (const question of open) {
    const fresh = page.getElementById(question.id);
    const newer = fresh && fresh.querySelector(`[name="version-${question.dataset.key}"]`)?.value;
    if (!newer || Number(newer) <= Number(version(question).value)) continue;
    if (!isUntouched(question)) { tell(question, "Une autre personne vient de changer cette réponse : vous pourrez comparer en enregistrant."); continue; }
    fill(question, values(fresh));
    version(question).value = newer;
    tell(question, "Cette réponse vient d’être changée par une autre personne.");
  }
  showConditions();
  showLive(page);
}

async function ping(open) {
  const data = new FormData();
  data.append("key", document.activeElement?.closest("[data-key]")?.dataset.key || "");
  try {
    const response = await post(form.dataset.presence, data);
    if (response.status !== 200) return;
    const { others, changed } = await response.json();
    const labels = others.map(({ name, key }) => {
      const label = key && form.querySelector(`#question-${CSS.escape(key)}`)?.querySelector("label, legend")?.textContent.trim();
      return label ? `${name} (« ${label} »)` : name;
    });
    const told = labels.length ? `Écrivent aussi en ce moment : ${labels.join(", ")}.` : "";
    const spot = document.querySelector("[data-others]");
    if (spot.textContent !== told) spot.textContent = told;
    if (changed === form.dataset.changed) return;
    await refresh(open);
    form.dataset.changed = changed;
  } catch { /* the next one will tell */ }
}

function submits(event, open) {
  if (joining.size) { // leaving now would lose what is still being sent
    const { submitter } = event;
    event.preventDefault();
    return Promise.allSettled([...joining]).then(() => form.requestSubmit(submitter));
  }
  const long = open.find(isTooLong);
  if (long) {
    event.preventDefault();
    return fields(long)[0].focus();
  }
  submitted = true;
  for (const one of timers.values()) clearTimeout(one);
  return takeTicket(open);
}

function startTables() {
  for (const button of form.querySelectorAll("[data-add-row]")) {
    button.hidden = false;
    button.addEventListener("click", () => addRow(button.closest("[data-key]")).focus());
  }
}

function start() {
  const open = [...form.querySelectorAll("[data-save]")].filter(version);
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-save]");
    if (!question || !version(question)) return;
    count(event.target);
    showConditions();
    if (isTooLong(question)) return;
    note(question);
    plan(question, 900);
  });
  form.addEventListener("paste", refuseLong);
  form.addEventListener("drop", refuseLong);
  form.addEventListener("change", (event) => { if (event.target.type === "file" && event.target.files.length) track(joinAll(event.target.closest("[data-save]"))); });
  form.addEventListener("submit", (event) => submits(event, open));
  for (const field of form.querySelectorAll("[data-limit]")) count(field);
  for (const note of form.querySelectorAll("[data-without-script]")) note.remove();
  startTables();
  for (const question of open) bringBack(question);
  showConditions();
  document.querySelector("[data-errors]")?.focus();
  if (matchMedia("(max-width: 62rem)").matches) document.querySelector("[data-folds]").open = false;
  window.addEventListener("online", () => open.filter((one) => kept(one.dataset.key)).forEach(save));
  setInterval(ping, 15000, open);
  ping(open);
}

settleTicket();
if (form) start();
