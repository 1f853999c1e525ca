// Adds to the recording of a call: a time or a place in the picture is heard on a click, the line that sounds is marked.
// Without this script the player plays, and times lead to the sound itself.

const player = document.querySelector("#player");
const picture = document.querySelector(".waveform svg[data-seconds]");
const now = picture?.querySelector(".lane-now");
const lines = [...document.querySelectorAll(".utterance[data-start]")];
/** The line that sounds; null between lines. */
let sounding = null;

document.addEventListener("click", (event) => {
  const time = event.target.closest?.("a[data-seek]");
  if (!time || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  hear(Number(time.dataset.seek));
});

picture?.addEventListener("click", ({ clientX }) => {
  const { left, width } = picture.getBoundingClientRect();
  if (width > 0) hear(Math.max(0, (clientX - left) / width) * Number(picture.dataset.seconds));
});

for (const name of ["timeupdate", "seeking"]) player?.addEventListener(name, follow);

function hear(seconds) {
  player.currentTime = seconds;
  player.play().catch(() => {});
}

function follow() {
  const at = player.currentTime;
  if (now) {
    const share = `${((at / Number(picture.dataset.seconds)) * 100).toFixed(2)}%`;
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
