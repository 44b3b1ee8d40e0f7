// Draws the charts, and opens what an address or a print needs to see. The page can be read without it.
"use strict";

for (const plot of document.querySelectorAll(".chart .plot")) {
  const spec = JSON.parse(plot.querySelector("script").textContent);
  const figure = plot.parentElement;
  vegaEmbed(plot, spec, {
    mode: "vega-lite",
    ast: true, // no code is made from strings, so a strict policy holds
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  }).then(
    () => figure.classList.add("drawn"),
    (error) => { figure.hidden = true; console.error(error); },
  );
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
