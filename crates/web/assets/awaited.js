// While a friend who leads says what is asked next, looks whether it was said. Without this file the page
// has a link that looks again.

const EVERY = 1500;

async function look() {
  const before = document.getElementById("stage");
  if (!before || !("awaited" in before.dataset)) return;
  const told = await fetch(before.dataset.here, { headers: { "X-Fragment": "stage" } }).catch(() => null);
  // An answer may have been sent, or the page left, while this was asked.
  if (!told?.ok || !before.isConnected) return;
  const next = new DOMParser().parseFromString(await told.text(), "text/html").getElementById("stage");
  if (!next) return location.reload();
  if ("awaited" in next.dataset) return;
  before.replaceWith(next);
  (document.getElementById("answer") ?? document.getElementById("asked"))?.focus();
  document.dispatchEvent(new Event("stage"));
}

setInterval(look, EVERY);
