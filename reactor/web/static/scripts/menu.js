// An open menu closes by Escape, and when somebody goes on elsewhere.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.person[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("click", (event) => {
  const menu = document.querySelector("details.person[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
