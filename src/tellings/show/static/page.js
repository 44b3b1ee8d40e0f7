// Draws the charts, filters the findings, opens what an address or a print needs to see. The page reads without it.
"use strict";

function draw(plot) {
  const spec = JSON.parse(plot.querySelector("script").textContent);
  vegaEmbed(plot, spec, {
    mode: "vega-lite",
    ast: true, // no code is made from strings, so a strict policy holds
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  }).catch((error) => {
    plot.parentElement.hidden = true; // the table below holds the same
    console.error(error);
  });
}

// A chart takes the width of its place, so it is drawn when the place is on the screen (or about to be).
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    draw(target);
  }
}, { rootMargin: "600px" });
for (const plot of document.querySelectorAll(".plot")) watcher.observe(plot);

for (const entry of document.querySelectorAll(".kinds > span")) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.append(...entry.childNodes);
  entry.append(button);
  button.addEventListener("click", () => {
    const only = button.getAttribute("aria-pressed") === "true" ? "" : entry.dataset.kind;
    for (const other of document.querySelectorAll(".kinds button")) {
      other.setAttribute("aria-pressed", String(other === button && only !== ""));
    }
    for (const card of document.querySelectorAll(".card")) card.hidden = only !== "" && !card.classList.contains(only);
    const more = document.querySelector("#findings > .more");
    if (more && only) more.open = true;
  });
}

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target && target.parentElement; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
  if (target) target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not(.input)")) details.open = true;
});
