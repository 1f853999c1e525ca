// Keeps a page that counts something up to date: it is fetched again every few seconds, and what changed in it takes the
// place of what stands here, until the page says that nothing moves any more. Without this script it asks for itself again.

let timer = null;

if (document.querySelector("[data-refresh]")) {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : load()));
  window.addEventListener("pagehide", () => clearTimeout(timer));
  wait();
}

function wait() {
  clearTimeout(timer);
  const seconds = Number(document.querySelector("[data-refresh]")?.dataset.refresh ?? 0);
  if (seconds > 0 && !document.hidden) timer = setTimeout(load, seconds * 1_000);
}

async function load() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Away for a moment: the next question brings it.
  }
  wait();
}

/** Whoever stood in the part that changes is put back to its like, or to the heading; a page without that part is another one. */
function show(page) {
  for (const element of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${element.dataset.live}"]`);
    if (!fresh) return location.reload();
    if (fresh.isEqualNode(element)) continue;
    const held = element.contains(document.activeElement) ? document.activeElement : null;
    element.replaceWith(fresh);
    if (held) (fresh.querySelector("button, a") ?? document.querySelector("h1"))?.focus();
  }
}
