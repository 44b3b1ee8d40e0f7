// Keys, dropping files, layers that are remembered. Every page works without it.
"use strict";

const rows = () => [...document.querySelectorAll(".card, .measure, .stories tbody tr, .hits li, .matrix tbody tr, .cast tbody tr, .timeline > li, .origin, .sayings li, .par")]
  .filter((row) => row.offsetParent !== null);
let at = -1;
let waiting = "";

function step(by) {
  const all = rows();
  if (!all.length) return;
  all[at]?.classList.remove("at");
  at = Math.max(0, Math.min(all.length - 1, at + by));
  all[at].classList.add("at");
  all[at].scrollIntoView({ block: "nearest" });
  const link = all[at].querySelector("a, summary, button, input");
  if (link) link.focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (waiting === "g" && event.key === "d") location.assign("/");
  waiting = event.key === "g" ? "g" : "";
  if (event.key === "/") {
    event.preventDefault();
    (document.getElementById("q") || document.getElementById("site-q")).focus();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]");
  addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

for (const box of document.querySelectorAll("[data-layer]")) {
  const key = `layer-${box.dataset.layer}`;
  try {
    box.checked = localStorage.getItem(key) !== "off";
    box.addEventListener("change", () => localStorage.setItem(key, box.checked ? "on" : "off"));
  } catch { /* nothing is remembered where storage is off */ }
}

// What is copied from an article says where it is from.
document.getElementById("reading")?.addEventListener("copy", (event) => {
  const words = String(getSelection()).trim();
  if (!words || !event.clipboardData) return;
  event.clipboardData.setData("text/plain", `“${words}”\n— ${event.currentTarget.dataset.cite}`);
  event.preventDefault();
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
