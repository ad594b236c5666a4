// What is pushed: a row that the page does not have goes on top of its list, if it names one.
addEventListener("htmx:sse:before:message", ({ detail: { message } }) => {
  if (message.event) return;
  const [head, row, into] = /^<hx-partial hx-target="(#[\w-]+)"(?: data-into="(#[\w-]+)")?/.exec(message.data) || [];
  if (!row || document.querySelector(row)) return;
  const list = into && document.querySelector(into);
  message.data = list ? message.data.replace(head, `<hx-partial hx-target="${into}"`).replace("outerMorph", "afterbegin") : "";
});
// What was missed is read as a whole. Many pages do not ask at the same moment.
addEventListener("reload-list", () => setTimeout(() => {
  htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerMorph" });
}, Math.random() * 500));
// What somebody has opened stays open.
htmx.registerExtension("stay-open", {
  htmx_before_morph_attr: (element, { attrName }) => attrName !== "open" || !element.matches("details, dialog"),
});
