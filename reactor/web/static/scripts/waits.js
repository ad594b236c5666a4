// A form whose answer takes long says so, until one comes back to its page.
addEventListener("submit", ({ target }) => target.matches("[data-waits]") && target.classList.add("htmx-request"));
addEventListener("pageshow", () => document.querySelectorAll("[data-waits]").forEach((each) => each.classList.remove("htmx-request")));
