// Small helps; every page works without them.
"use strict";

// A menu opened with <details> closes with Escape, and when another place is chosen.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target instanceof Element && event.target.closest("details.menu[open], details.account[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.account[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A list filters itself as soon as a choice changes: its button is needed only without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.closest && event.target.closest("form[data-filters]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
});

// The address of a list says what was chosen, not what was left empty.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form[data-filters]")) return;
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
});

// What was kept of answers in this browser goes away with whoever signs out of it: said first, as it is not saved yet.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  const unsaved = Object.keys(localStorage).filter((key) => key.startsWith("reponse:"));
  const question = "Un texte que vous avez écrit n’est pas encore enregistré sur le site : il sera effacé de ce navigateur. Se déconnecter quand même ?";
  if (unsaved.length && !window.confirm(question)) event.preventDefault();
  else for (const key of unsaved) localStorage.removeItem(key);
});

// Two answers were compared and one chosen: what this browser kept of the question is settled.
document.addEventListener("submit", (event) => {
  const { settles } = event.target.dataset;
  if (settles) try { localStorage.removeItem(settles); } catch { /* nothing was kept */ }
});
