// The second view with script: follows the interview by itself, and keeps marks and notes as they are
// given. Every form works without this file; nothing here decides anything.

const EVERY = 1500;
// The clock moves even when nothing happens.
const LOOKS_UNTIL_CLOCK = 14;
const KEEP_AFTER = 700;
const AGAIN_AFTER = 4 * KEEP_AFTER;

const now = () => document.getElementById("now");
const page = location.pathname;
let looks = 0;
// A follow-up that is half typed; kept while the candidate takes a break and nothing can be asked.
let typed = "";

// ---- following ----

async function look() {
  const before = now();
  looks += 1;
  const all = looks % LOOKS_UNTIL_CLOCK === 0;
  const address = all ? page : `${page}?seen=${before.dataset.seen}`;
  const told = await fetch(address, { headers: { "X-Fragment": "now" } }).catch(() => null);
  if (told?.status === 404) return location.reload();
  if (told?.status === 200) take(new DOMParser().parseFromString(await told.text(), "text/html"));
  setTimeout(look, EVERY);
}

function take(told) {
  const before = now();
  const next = told.getElementById("now");
  if (!next) return;
  const same = before.dataset.seen === next.dataset.seen;
  if (same) {
    const timer = next.querySelector(".timer");
    if (timer) before.querySelector(".timer")?.replaceWith(timer);
    return;
  }
  const words = before.querySelector("#words");
  const typing = words && document.activeElement === words;
  if (words) typed = words.value;
  before.replaceWith(next);
  const again = next.querySelector("#words");
  if (again && typed) {
    again.value = typed;
    if (typing) again.focus();
  }
  for (const card of [...told.querySelectorAll("#cards > details")].reverse()) add(card);
}

// A new question brings its scorecard. What stands on the others is left alone, but what was said is put
// under them once it no longer stands above.
function add(card) {
  const cards = document.getElementById("cards");
  const there = document.getElementById(card.id);
  if (there) {
    const said = card.querySelector(":scope > details");
    if (said && !there.querySelector(":scope > details")) there.append(said);
    return;
  }
  for (const each of cards.querySelectorAll(":scope > details")) each.open = each.contains(document.activeElement);
  cards.querySelector(":scope > .note")?.remove();
  cards.prepend(card);
}

setTimeout(look, EVERY);

// ---- keeping ----

const waiting = new Map();

function say(form, text) {
  const place = form.querySelector(".saved");
  if (place.textContent !== text) place.textContent = text;
}

// Browsers send no more than this for a page that is being left.
const LARGEST_LEAVING = 60000;

async function keep(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const body = new URLSearchParams(new FormData(form));
  const done = await fetch(form.action, {
    method: "POST",
    body,
    headers: { "X-Fragment": "sheet" },
    keepalive: body.toString().length < LARGEST_LEAVING,
  }).catch(() => null);
  if (done?.ok) return say(form, "Kept as you mark");
  say(form, "Not kept: Greenroom does not answer, or the invitation is withdrawn. It still stands here.");
  if (!waiting.has(form)) waiting.set(form, setTimeout(() => keep(form), AGAIN_AFTER));
}

function soon(event) {
  const form = event.target.closest?.(".sheet-form");
  if (!form) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), KEEP_AFTER));
}

document.addEventListener("input", soon);
const keepAll = () => Promise.all([...waiting.keys()].map(keep));

let tried = false; // to keep everything, before a form goes

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.matches(".sheet-form")) {
    event.preventDefault();
    keep(form);
  } else if (waiting.size && !tried) {
    // The page that follows shows what is kept: nothing may be on its way then.
    event.preventDefault();
    await keepAll();
    tried = true;
    form.requestSubmit(submitter);
    tried = false;
  }
});
window.addEventListener("pagehide", keepAll);

// ---- marking by number: 1 to 5, 0 for not observed, in whatever group of marks has the focus ----

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.type !== "radio") return;
  const value = event.key === "0" ? "none" : event.key;
  const choice = event.target.closest(".marked")?.querySelector(`input[type="radio"][value="${CSS.escape(value)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.focus();
  choice.dispatchEvent(new Event("input", { bubbles: true }));
});
