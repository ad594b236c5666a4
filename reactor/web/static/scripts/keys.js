// Keys: j and k go along [data-row]; any other letter clicks what has it as data-key, first in the
// row that has the focus; after g, a letter leads to the screen that has it as data-go. They are off while somebody types, and for whoever switched them off.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const row = () => document.activeElement.closest("[data-row]");
  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    const next = rows[rows.indexOf(row()) + by] ?? (row() ? null : rows[0]);
    if (next) (one("[data-key=o]", next) ?? one("a, button", next))?.focus();
  };
  let leaves = 0;
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const goes = Date.now() - leaves < 1500;
    leaves = 0;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const dialog = one("[data-keys]");
    if (!dialog || dialog.open) return;
    if (key !== "?" && localStorage.getItem("scoutly-keys") === "off") return;
    if (goes && /^[a-z]$/.test(key)) {
      const place = one(`[data-go="${key}"]`);
      if (!place) return;
      place.click();
    } else if (key === "g") leaves = Date.now();
    else if (key === "?") dialog.showModal();
    else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (/^[a-z/]$/.test(key)) {
      const named = `[data-key="${key}"]`;
      const meant = (row() && one(named, row())) ?? [...document.querySelectorAll(named)].find((each) => !each.closest("[data-row]"));
      if (!meant) return;
      meant.matches("input") ? meant.focus() : meant.click();
    } else return;
    event.preventDefault();
  });
  addEventListener("click", (event) => {
    if (event.target.closest("[data-key='?']")) one("[data-keys]").showModal();
  });
  addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-off]")) localStorage.setItem("scoutly-keys", event.target.checked ? "off" : "on");
  });
  addEventListener("DOMContentLoaded", () => {
    const off = one("[data-keys-off]");
    if (off) off.checked = localStorage.getItem("scoutly-keys") === "off";
    document.querySelectorAll("[data-key='?']").forEach((each) => { each.hidden = false; });
  });
})();
