// A slider and the number beside it follow each other, and say how often that is.
addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-rank]");
  const { slider, rank } = form?.elements ?? {};
  if (target !== slider && target !== rank) return;
  (target === slider ? rank : slider).value = target.value;
  const paces = [...document.querySelectorAll("[data-pace]")];
  const often = paces.find((each) => +target.value >= +each.dataset.pace)?.textContent ?? "";
  const output = form.querySelector("output");
  if (output.textContent !== often) output.textContent = often;
});
