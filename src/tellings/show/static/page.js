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

// Saves a chart as a picture, its colours written out: outside the page the names mean nothing.
function save(measure) {
  const svg = measure.querySelector(".plot svg");
  if (!svg) return;
  const copy = svg.cloneNode(true);
  const others = [copy, ...copy.querySelectorAll("*")];
  [svg, ...svg.querySelectorAll("*")].forEach((one, i) => {
    const style = getComputedStyle(one);
    for (const name of ["fill", "stroke"]) {
      if (/var\(|currentColor/.test(others[i].getAttribute(name) || "")) others[i].setAttribute(name, style[name]);
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const address = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  const label = measure.querySelector("h3 bdi").textContent.trim();
  link.href = address;
  link.download = `${label.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "chart"}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// A chart takes the width of its place, so it is drawn when the place is on the screen (or about to be).
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    draw(target);
  }
}, { rootMargin: "600px" });

function wake(root) {
  for (const plot of root.querySelectorAll(".plot:not([data-seen])")) {
    plot.dataset.seen = "";
    watcher.observe(plot);
  }
}
wake(document);
addEventListener("htmx:after:swap", () => wake(document)); // in the reading room rows come later

async function put(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch { // not offered on this page: the older way
    const box = document.createElement("textarea");
    box.value = words;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}

addEventListener("click", (event) => {
  const saver = event.target.closest("[data-save]");
  if (saver) save(saver.closest(".measure"));
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  put(button.dataset.copy).then(() => {
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
    const said = document.getElementById("said");
    if (said) said.textContent = "Copied with its sources";
  });
});

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
