// Zoom by buttons, links, pinch and Ctrl + wheel: only the viewBox changes. Not needed by the page.
(() => {
"use strict";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const active = { passive: false };
const boxOf = (text) => text.split(" ").map(Number);
const make = (name, place, props) => {
  const made = Object.assign(document.createElement(name), props);
  place.append(made);
  return made;
};

function enliven(figure) {
  const svg = figure.querySelector("svg[data-map]");
  if (!svg || figure.dataset.live) return;
  figure.dataset.live = "yes";
  const links = [...figure.querySelectorAll("[data-map-window]")];
  const whole = boxOf(links[0]?.dataset.mapWindow || svg.getAttribute("viewBox"));
  let box = boxOf(svg.getAttribute("viewBox"));
  let frame = 0;
  function show(next) {
    const width = Math.min(whole[2], Math.max(whole[2] / 14, next[2]));
    const height = (width * whole[3]) / whole[2];
    const keep = (i, size) => Math.min(whole[i] + whole[i + 2] - size, Math.max(whole[i], next[i]));
    box = [keep(0, width), keep(1, height), width, height];
    svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
    for (const point of svg.querySelectorAll(".map__point")) {
      const place = point.getAttribute("transform").split(" scale")[0];
      point.setAttribute("transform", `${place} scale(${(width / whole[2]).toFixed(4)})`);
    }
  }
  function glide(target) {
    cancelAnimationFrame(frame);
    if (calm.matches) return show(target);
    const from = box, start = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, now - start) / 180);
      show(from.map((n, i) => n + (target[i] - n) * t * (2 - t)));
      if (t < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  }
  const around = (x, y, k) => [x - (x - box[0]) * k, y - (y - box[1]) * k, box[2] * k, box[3] * k];
  function spot(x, y) {
    const area = svg.getBoundingClientRect();
    return [box[0] + ((x - area.left) / area.width) * box[2], box[1] + ((y - area.top) / area.height) * box[3]];
  }

  const told = make("div", svg.parentNode, { className: "map-told", ariaHidden: "true" });
  const tell = (event) => { told.textContent = event.target.closest("[data-told]")?.dataset.told || ""; };
  const hush = () => { told.textContent = ""; };
  for (const name of ["pointerover", "focusin"]) svg.addEventListener(name, tell);
  for (const name of ["pointerleave", "focusout"]) svg.addEventListener(name, hush);
  if (!links.length) return;

  const buttons = make("div", svg.parentNode, { className: "map-buttons" });
  for (const [textContent, ariaLabel, k] of [["+", "Agrandir", 0.6], ["−", "Réduire", 1 / 0.6]]) {
    make("button", buttons, { type: "button", textContent, ariaLabel })
      .addEventListener("click", () => glide(around(box[0] + box[2] / 2, box[1] + box[3] / 2, k)));
  }
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      for (const other of links) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      history.replaceState(history.state, "", link.href);
      glide(boxOf(link.dataset.mapWindow));
    });
  }
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    show(around(...spot(event.clientX, event.clientY), Math.exp(event.deltaY / 300)));
  }, active);
  let apart = 0;
  svg.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [{ clientX: x, clientY: y }, { clientX: z, clientY: t }] = event.touches;
    const now = Math.hypot(x - z, y - t);
    if (apart) show(around(...spot((x + z) / 2, (y + t) / 2), apart / now));
    apart = now;
  }, active);
  svg.addEventListener("touchend", () => { apart = 0; });
}
const start = (root) => root.querySelectorAll("[data-map-figure]").forEach(enliven);
start(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.target));
})();
