// A form that asks the browser for a passkey, and sends its answer as any other field.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const described = (keys) => keys?.map((key) => ({ ...key, id: toBytes(key.id) }));

function read(options) {
  const asked = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) asked.excludeCredentials = described(options.excludeCredentials);
  if (options.allowCredentials) asked.allowCredentials = described(options.allowCredentials);
  return asked;
}

function written(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = toText(made.response[name]);
  }
  const id = toText(made.rawId);
  return JSON.stringify({ id, rawId: id, type: made.type, response, clientExtensionResults: {} });
}

function complain(form, text) {
  const place = form.querySelector("[data-complaint]") || form.insertBefore(document.createElement("p"), form.firstChild);
  Object.assign(place, { className: "field__errors", textContent: text });
  place.dataset.complaint = "";
  place.setAttribute("role", "alert");
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form || form.elements.answer.value) return;
  event.preventDefault();
  if (!navigator.credentials) return complain(form, "Ce navigateur ne connaît pas les clés d’accès : choisissez un autre moyen.");
  const publicKey = read(JSON.parse(form.dataset.options).publicKey);
  try {
    const made = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.elements.answer.value = written(made);
    form.requestSubmit();
  } catch (error) {
    const known = error.name === "InvalidStateError";
    complain(form, known ? "Cet appareil a déjà une clé pour ce compte." : "Rien n’a été fait : réessayez quand vous voulez.");
  }
});
