"""What the HTML report does when somebody filters it; without it everything is shown."""

from __future__ import annotations

SCRIPT = """
"use strict";
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("article")];
const nodes = [...document.querySelectorAll("svg [role=button]")];
const told = document.querySelector("#told");
let chosen = null;
const apply = () => {
  const wanted = new FormData(form);
  let shown = 0;
  for (const each of findings) {
    const data = each.dataset;
    const fits = (!wanted.get("code") || data.code === wanted.get("code"))
      && (!wanted.get("severity") || data.severity === wanted.get("severity"))
      && data.file.toLowerCase().includes((wanted.get("file") || "").toLowerCase())
      && (chosen === null || data.nodes.split(" ").includes(chosen.dataset.node));
    each.hidden = !fits;
    shown += fits;
  }
  for (const each of nodes) each.setAttribute("aria-pressed", String(each === chosen));
  told.textContent = shown + " of " + findings.length + " shown";
};
const choose = (node) => { chosen = chosen === node ? null : node; apply(); };
for (const each of nodes) {
  each.addEventListener("click", () => choose(each));
  each.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(each); }
  });
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => { chosen = null; setTimeout(apply); });
apply();
"""
