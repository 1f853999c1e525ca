// Adds to the form: a busy state that forbids a second click, the focus on the error summary, the address of a result, dropping
// a file anywhere on the page, checks before a file is sent, and a file that is sent with its bytes counted and can be stopped.
// Without this script the form works the same; the browser shows that it waits.

const MEGABYTE = 1_000_000;
const number = new Intl.NumberFormat(document.documentElement.lang === "ru" ? "ru-RU" : "en-GB", {
  maximumFractionDigits: 1,
});
/** The request that carries a file; null when none is on its way. */
let sending = null;
/** What the busy state replaced; null when idle. */
let idle = null;

const form = () => document.querySelector("form.analyze");
const part = (selector) => form()?.querySelector(selector) ?? null;

document.querySelector(".error-summary")?.focus();
// Loading the result again, or coming back to it, must not send the form once more.
if (form()?.dataset.result) history.replaceState(null, "", form().dataset.result + location.hash);
showRemove();

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  if (form().getAttribute("aria-busy") === "true") return event.preventDefault();
  const file = part("#audio")?.files[0];
  if (!file) return busy(form().dataset.busy, part("[data-busy-hint]"), part("[data-busy-hint]").dataset.busyHint);
  event.preventDefault();
  if (isSendable(file)) send();
});

document.addEventListener("click", (event) => {
  if (event.target === part(".upload-cancel")) return sending?.abort();
  if (event.target !== part(".drop-remove")) return;
  part("#audio").value = "";
  clearFault();
  showRemove();
  part("#audio").focus();
});

document.addEventListener("change", (event) => {
  if (event.target !== part("#audio")) return;
  clearFault();
  const file = part("#audio").files[0];
  if (file) isSmall(file);
  showRemove();
});

// A file dropped beside the field would otherwise replace the page.
document.addEventListener("dragover", (event) => {
  const input = part("#audio");
  if (!input || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = sending ? "none" : "copy";
  input.classList.add("drop--over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) part("#audio")?.classList.remove("drop--over");
});
document.addEventListener("drop", (event) => {
  const input = part("#audio");
  if (!input || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  input.classList.remove("drop--over");
  if (sending) return;
  if (event.dataTransfer.files.length !== 1) return fault(input.dataset.onlyOne);
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
});

window.addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});

// Coming back through the history shows the page as it was left: busy. Nothing is busy any more.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) rest();
});

/** What the server would refuse anyway is refused before a long way. */
function isSendable(file) {
  clearFault();
  const { ambiguous } = part("#audio").dataset;
  if (part("#dialog-text").value.trim() || part("#file-url").value.trim()) return fault(ambiguous);
  return isSmall(file);
}

function isSmall(file) {
  const { bytesMax, tooLarge } = part("#audio").dataset;
  return file.size <= Number(bytesMax) || fault(tooLarge);
}

function send() {
  const told = part(".upload-told");
  const body = new FormData(form());
  sending = new XMLHttpRequest();
  sending.open("POST", form().action);
  sending.setRequestHeader("accept", "text/html");
  sending.responseType = "document";
  sending.upload.addEventListener("progress", ({ loaded, total }) => count(loaded, total));
  sending.upload.addEventListener("load", () => {
    told.textContent = told.dataset.storing;
  });
  sending.addEventListener("load", () => answered(sending));
  sending.addEventListener("error", () => stopped(told.dataset.cut));
  sending.addEventListener("abort", () => stopped(told.dataset.cancelled));
  busy(told.dataset.busy, told, told.dataset.sending);
  count(0, part("#audio").files[0].size);
  part(".upload").hidden = false;
  sending.send(body);
  part(".upload-cancel").focus();
}

function count(loaded, total) {
  const bar = part(".upload progress");
  bar.max = Math.max(total, 1);
  bar.value = loaded;
  const line = part(".upload-count");
  line.textContent = line.dataset.template
    .replace("{done}", number.format(loaded / MEGABYTE))
    .replace("{total}", number.format(total / MEGABYTE));
}

/** Accepted: on to the page it led to. Refused: the page with the faults takes the place of this one, the file stays. */
function answered({ status, responseURL, response }) {
  sending = null;
  if (status < 400 && responseURL !== form().action) return location.assign(responseURL);
  const main = response?.querySelector("main");
  if (!main) return stopped(part(".upload-told").dataset.cut);
  const { files } = part("#audio");
  document.querySelector("main").replaceWith(main);
  document.title = response.title;
  idle = null;
  const input = part("#audio");
  if (input && !input.hasAttribute("aria-invalid")) {
    input.files = files;
    document.querySelector("#audio-lost")?.remove();
  }
  showRemove();
  const summary = document.querySelector(".error-summary") ?? main;
  summary.focus();
  summary.scrollIntoView();
}

/** The file did not get there: the form is as it was before, the file still chosen. */
function stopped(why) {
  sending = null;
  rest();
  part(".upload-told").textContent = why;
  part("button[type=submit]").focus();
}

function busy(label, hint, text) {
  const button = part("button[type=submit]");
  idle = { label: button.textContent, hint, text: hint.textContent };
  form().setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  button.textContent = label;
  hint.textContent = text;
}

function rest() {
  if (!idle) return;
  const button = part("button[type=submit]");
  form().removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  button.textContent = idle.label;
  idle.hint.textContent = idle.text;
  idle = null;
  const upload = part(".upload");
  if (upload) upload.hidden = true;
}

/** Puts a fault between the label of the file and the file; answers false, so that it can end a check. */
function fault(text) {
  clearFault();
  const input = part("#audio");
  const line = part("template.fault").content.firstElementChild.cloneNode(true);
  line.id = "audio-error";
  line.querySelector("[data-fault-text]").textContent = text;
  input.before(line);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `audio-error ${input.getAttribute("aria-describedby")}`);
  input.focus();
  return false;
}

function clearFault() {
  const input = part("#audio");
  part("#audio-error")?.remove();
  input.removeAttribute("aria-invalid");
  input.setAttribute("aria-describedby", input.getAttribute("aria-describedby").replaceAll("audio-error ", ""));
}

function showRemove() {
  const button = part(".drop-remove");
  if (button) button.hidden = part("#audio").files.length === 0;
}
