// Adds to the recording of a call: a line, a time or a place in the picture is heard on a click, arrows lead from the time of
// one line to the next, the picture moves by keys as a slider does, the line that sounds is marked, and a format that
// cannot be played says so.
// Without this script the player plays, and times lead to the sound itself.

const player = document.querySelector("#player");
const picture = document.querySelector(".waveform svg[data-seconds]");
const now = picture?.querySelector(".lane-now");
const lines = [...document.querySelectorAll(".utterance[data-start]")];
const seconds = Number(picture?.dataset.seconds);
/** How far an arrow moves, and a page key, in seconds. */
const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };
/** The line that sounds; null between lines. */
let sounding = null;

const note = document.querySelector("[data-heard]");
/** Whether words were selected when the button went down: then a click only lets go of them. */
let hadSelection = false;

if (player && lines.length > 0) {
  lines[0].parentElement.classList.add("transcript--heard");
  if (note) note.textContent = note.dataset.heard;
}

document.addEventListener("mousedown", () => {
  hadSelection = isSelecting();
});

document.addEventListener("click", (event) => {
  if (!player || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const time = event.target.closest?.("a[data-seek]");
  if (time) {
    event.preventDefault();
    return hear(Number(time.dataset.seek));
  }
  const line = event.target.closest?.(".utterance[data-start]");
  if (line && !event.target.closest("a, button") && !hadSelection && !isSelecting()) hear(Number(line.dataset.start));
});

// From line to line without the links in between.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const line = event.target.closest?.("a[data-seek]")?.closest(".utterance[data-start]");
  if (!step || !line || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const shown = lines.filter((one) => one.checkVisibility());
  const next = shown[shown.indexOf(line) + step];
  if (!next) return;
  event.preventDefault();
  next.querySelector("a[data-seek]").focus();
});

function isSelecting() {
  return getSelection()?.isCollapsed === false;
}

if (player && picture) {
  const words = { role: "slider", tabindex: "0", "aria-valuemin": "0", "aria-valuemax": Math.round(seconds) };
  for (const [name, value] of Object.entries(words)) picture.setAttribute(name, value);
  tellPosition();
}

picture?.addEventListener("click", ({ clientX }) => {
  const { left, width } = picture.getBoundingClientRect();
  if (width > 0) hear(Math.max(0, (clientX - left) / width) * seconds);
});

picture?.addEventListener("keydown", (event) => {
  const { key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (key === " " || key === "Enter") player.paused ? play() : player.pause();
  else if (key === "Home" || key === "End") player.currentTime = key === "Home" ? 0 : seconds;
  else if (key in STEPS) player.currentTime = Math.min(seconds, Math.max(0, player.currentTime + STEPS[key]));
  else return;
  event.preventDefault();
});

for (const name of ["timeupdate", "seeking"]) player?.addEventListener(name, follow);

// It may have failed before this script came.
player?.addEventListener("error", tellUnplayable);
if (player?.error) tellUnplayable();

function tellUnplayable() {
  document.querySelector("#unplayable").hidden = false;
}

function hear(at) {
  player.currentTime = at;
  play();
}

/** A play that a later one interrupts is no failure; what cannot be played fails as `error` too. */
function play() {
  player.play().catch(() => {});
}

function tellPosition() {
  const at = Math.round(player.currentTime);
  picture.setAttribute("aria-valuenow", at);
  picture.setAttribute("aria-valuetext", `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`);
}

function follow() {
  const at = player.currentTime;
  if (now) {
    const share = `${((at / seconds) * 100).toFixed(2)}%`;
    tellPosition();
    now.setAttribute("x1", share);
    now.setAttribute("x2", share);
    now.removeAttribute("hidden");
  }
  const line = lines.findLast(({ dataset }) => Number(dataset.start) <= at && at < Number(dataset.end)) ?? null;
  if (line === sounding) return;
  sounding?.removeAttribute("aria-current");
  line?.setAttribute("aria-current", "true");
  sounding = line;
}
