// Follows long work and goes where it leads. Without this file the page has a link that looks again.

const EVERY = 500;
const work = document.getElementById("work");

async function look() {
  const told = await fetch(location.pathname, { headers: { "X-Fragment": "work" } }).catch(() => null);
  if (!told) {
    work.querySelector("p").textContent = "Greenroom does not answer. Is it still running?";
    return setTimeout(look, 4 * EVERY);
  }
  const now = new DOMParser().parseFromString(await told.text(), "text/html").getElementById("work");
  if (!now || ("over" in now.dataset && !now.dataset.leadsTo)) return location.reload();
  // In place of this page, so that the way back does not lead into work that is done.
  if (now.dataset.leadsTo) return location.replace(now.dataset.leadsTo);
  work.querySelector("progress").value = now.querySelector("progress").value;
  work.querySelector("p").textContent = now.querySelector("p").textContent;
  setTimeout(look, EVERY);
}

if (work) setTimeout(look, EVERY);
