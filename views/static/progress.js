// Keeps the page of a recording at work up to date: every event of the call brings the page anew, and what changed in it
// takes the place of what stands here. Without this script the page asks for itself again.

const live = document.querySelector("[data-events]");
/** Where events cannot be had, the page is asked for so often. */
const ASK_EVERY_MS = 5_000;
let events = null;
let timer = null;
let isLoading = false;
let isStale = false;
/** Whether nothing comes any more unless a person acts. */
let isOver = false;

if (live) {
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : follow()));
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", (event) => event.persisted && follow());
  if (!document.hidden) follow();
}

/** A hidden page holds no connection: a browser has six for all pages of a site. */
function pause() {
  events?.close();
  events = null;
  clearTimeout(timer);
}

function follow() {
  pause();
  if (isOver) return;
  events = new EventSource(live.dataset.events);
  events.addEventListener("progress", (event) => {
    if (JSON.parse(event.data).settled) pause();
    load();
  });
  events.addEventListener("error", () => {
    if (events?.readyState === EventSource.CLOSED) ask();
  });
}

async function ask() {
  pause();
  await load();
  if (!isOver && !document.hidden) timer = setTimeout(ask, ASK_EVERY_MS);
}

/** Fetches the page; a change that comes meanwhile makes it fetch once more. */
async function load() {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  while (isStale) {
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      show(new DOMParser().parseFromString(await answer.text(), "text/html"), answer);
    } catch {
      // Away for a moment: the next event or question brings it.
    }
  }
  isLoading = false;
}

/** The page of a finished call has no steps: then this one makes way for it. */
function show(page, answer) {
  if (!answer.ok && answer.status !== 404) return;
  if (!page.querySelector(".steps")) {
    pause();
    return location.reload();
  }
  isOver = !page.querySelector("[data-events]");
  if (isOver) pause();
  document.title = page.title;
  for (const element of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${element.dataset.live}"]`);
    if (!fresh || fresh.isEqualNode(element) || isHeard(element, fresh)) continue;
    if (element.getAttribute("role") === "status") element.textContent = fresh.textContent;
    else swap(element, fresh);
  }
  // The sound came with the end of the work.
  if (document.querySelector("#player")) import("./player.js");
}

/** A sound that somebody may be listening to stays where it is, until there are words beside it. */
function isHeard(element, fresh) {
  const isThere = (selector) => element.querySelector(selector) !== null;
  return isThere("#player") && (isThere(".utterance") || fresh.querySelector(".utterance") === null);
}

/** Whoever stood in the part that changes is put back to its like, or to the heading. */
function swap(element, fresh) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  element.replaceWith(fresh);
  if (!held) return;
  const like = held.name ? fresh.querySelector(`[name="${held.name}"]`) : null;
  (like ?? document.querySelector("h1"))?.focus();
}
