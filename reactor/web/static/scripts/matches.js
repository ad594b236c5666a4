// A title opens what is below its row, and closes it again; without scripts it leads to a page.
addEventListener("click", (event) => {
  const title = event.target.closest("[data-opens]");
  if (!title || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opened = document.getElementById(title.dataset.opens);
  title.setAttribute("aria-expanded", !opened.childElementCount);
  if (!opened.childElementCount) return;
  event.preventDefault();
  event.stopPropagation();
  opened.replaceChildren();
}, true);

// Notes are saved when somebody pauses, one request at a time, each with what the last one wrote.
(() => {
  const waiting = new Map();
  const busy = new Set();
  const save = async (form, leaving = false) => {
    clearTimeout(waiting.get(form));
    if (busy.has(form) && !leaving) return waiting.set(form, setTimeout(save, 300, form));
    waiting.delete(form);
    busy.add(form);
    const said = form.querySelector(".noted");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: leaving,
        headers: { "HX-Request": "true", Accept: "text/html" },
      });
      if (!answer.ok && answer.status !== 409) throw answer;
      const inside = said.contains(document.activeElement);
      said.innerHTML = await answer.text();
      if (inside) said.querySelector("button").focus();
    } catch {
      said.dataset.failed = form.dataset.notes;
      waiting.set(form, setTimeout(save, 5000, form));
      return;
    } finally {
      busy.delete(form);
    }
    delete said.dataset.failed;
  };
  addEventListener("input", (event) => {
    const form = event.target.closest("form[data-notes]");
    if (!form || form.querySelector("[data-conflict]")) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(save, 700, form));
  });
  addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-notes]")) return;
    event.preventDefault();
    save(event.target);
  });
  const flush = () => [...waiting.keys()].forEach((form) => save(form, true));
  addEventListener("pagehide", flush);
  addEventListener("visibilitychange", () => document.hidden && flush());
})();
