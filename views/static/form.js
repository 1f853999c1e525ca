// Adds to the form: a busy state that forbids a second click, and the focus on the error summary.
// Without this script the form works the same; the browser shows that it waits.

const form = document.querySelector("form.analyze");
const button = form?.querySelector("button[type=submit]");
const hint = form?.querySelector("[data-busy-hint]");
const idle = { button: button?.textContent, hint: hint?.textContent };

document.querySelector(".error-summary")?.focus();

form?.addEventListener("submit", (event) => {
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.busy;
  hint.textContent = hint.dataset.busyHint;
});

// Coming back through the history shows the page as it was left: busy. Nothing is busy any more.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted || !form) return;
  form.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  button.textContent = idle.button;
  hint.textContent = idle.hint;
});
