// A form in which somebody types stays as it is, and so does what it says of what it was made from:
// who wrote the same meanwhile is then told of it. So does one that would be the same.
const isChanged = (field) => {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  return field.matches("input:not([type=hidden]), textarea") && field.value !== field.defaultValue;
};
const isTyped = (form) => form.matches("[data-unsaved], :has([data-conflict])")
  || (form.contains(document.activeElement) && document.activeElement.matches("input, select, textarea"))
  || (!form.matches("[data-notes]") && [...form.elements].some(isChanged));
const stays = (part, text) => [...part.querySelectorAll("form")].some((form) =>
  isTyped(form) || (form.elements.mark && text.includes(`name="mark" value="${form.elements.mark.value}"`)));
// What is pushed: a row that the page does not have goes on top of its list, if it names one.
addEventListener("htmx:sse:before:message", ({ detail: { message } }) => {
  if (message.event) return;
  const [head, row, into] = /^<hx-partial hx-target="(#[\w-]+)"(?: data-into="(#[\w-]+)")?/.exec(message.data) || [];
  const there = row && document.querySelector(row);
  if (there?.matches("[data-kept]") && stays(there, message.data)) message.data = "";
  if (!row || there) return;
  const list = into && document.querySelector(into);
  message.data = list ? message.data.replace(head, `<hx-partial hx-target="${into}"`).replace("outerMorph", "afterbegin") : "";
});
// What was missed is read as a whole. Many pages do not ask at the same moment.
let reloading = 0;
addEventListener("reload-list", () => setTimeout(async () => {
  reloading += 1;
  try {
    await htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerMorph" });
  } finally {
    reloading -= 1;
  }
}, Math.random() * 500));
// What somebody has opened stays open, and what they type stays.
htmx.registerExtension("stay-open", {
  htmx_before_morph_node: (element) => !(reloading && element.matches?.("form") && isTyped(element)),
  htmx_before_morph_attr: (element, { attrName }) => attrName !== "open" || !element.matches("details, dialog"),
});
