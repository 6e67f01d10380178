// The room with script: what is typed is kept as it is typed, the clock moves, and an answer changes
// the stage without loading the page. Every form works without this file; nothing here decides
// anything.

const SAVE_AFTER = 700;
// Browsers send no more than this for a page that is being left.
const LARGEST_LEAVING = 60000;
const FRAGMENT = { "X-Fragment": "stage" };

const stage = () => document.querySelector(".stage");
const answer = () => document.getElementById("answer");
const notes = document.getElementById("notes");
const kept = { notes: notes?.value ?? "" };

// ---- how long an answer took to say: as long as its recording ----

function noteSeconds() {
  const field = document.querySelector('#turn input[name="seconds"]');
  const seconds = Number(document.getElementById("speaking")?.dataset.seconds ?? 0);
  // What was typed has no pace.
  if (field) field.value = seconds ? String(Math.max(1, Math.round(seconds))) : "";
}

// ---- drafts ----

let waiting = 0;
let changed = false;

function say(text) {
  const place = document.getElementById("saved");
  // Said once: whoever listens to the page hears it whenever it is written.
  if (place && place.textContent !== text) place.textContent = text;
}

function fields(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  // Notes that were not touched here are not sent: another window may have newer ones.
  if (notes && notes.value === kept.notes) data.delete("notes");
  return data;
}

async function save(leaving = false) {
  clearTimeout(waiting);
  const form = document.getElementById("turn");
  if (!changed || !form) return;
  changed = false;
  const written = notes?.value;
  const body = fields(form);
  const done = await fetch(`${stage().dataset.here}/draft`, {
    method: "POST",
    body,
    headers: FRAGMENT,
    keepalive: leaving && body.toString().length < LARGEST_LEAVING,
  }).catch(() => null);
  if (done?.ok) {
    if (notes) kept.notes = written;
    say("Kept as you type");
  } else {
    changed = true;
    say(done ? "Not saved: the server could not keep this. Your text is still here." : "Not saved: Greenroom does not answer. Your text is still here.");
  }
}

document.addEventListener("input", (event) => {
  if (event.target !== answer() && event.target !== notes) return;
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(save, SAVE_AFTER);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save(true);
});
window.addEventListener("pagehide", () => save(true));

// ---- sending ----

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target !== answer()) return;
  event.preventDefault();
  document.getElementById("turn").requestSubmit();
});

let sending = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const by = event.submitter;
  if (form.id !== "turn") return;
  if (sending) {
    event.preventDefault();
    return;
  }
  noteSeconds();
  clearTimeout(waiting);
  if (!("swap" in form.dataset) || (by && "leave" in by.dataset)) return;
  event.preventDefault();
  sending = true;
  stage().setAttribute("aria-busy", "true");
  const address = by?.getAttribute("formaction") ?? form.action;
  // What is typed from here on is not sent with it.
  changed = false;
  const written = notes?.value;
  const done = await fetch(address, { method: "POST", body: fields(form, by), headers: FRAGMENT }).catch(() => null);
  sending = false;
  stage().removeAttribute("aria-busy");
  if (!done?.ok) changed = true;
  else if (notes) kept.notes = written;
  if (!done) return trouble("Greenroom does not answer. Is it still running? Your text is still here; send it again.");
  if (done.redirected) return location.assign(done.url);
  const html = new DOMParser().parseFromString(await done.text(), "text/html");
  if (by && "preview" in by.dataset && done.ok) return preview(html.body);
  const next = html.getElementById("stage");
  if (next) return swap(next);
  trouble(html.querySelector("main .lede")?.textContent ?? "That did not work. Your text is still here.", html.querySelector("main .actions a"));
});

function swap(next) {
  const before = stage();
  const same = before.dataset.turn === next.dataset.turn;
  const typed = answer();
  const selection = same && typed ? [typed.value, typed.selectionStart, typed.selectionEnd] : null;
  before.replaceWith(next);
  if (selection) {
    answer().value = selection[0];
    answer().setSelectionRange(selection[1], selection[2]);
    // A button that was pressed has gone with its stage: the keyboard goes on where the words are.
    if (document.activeElement === document.body) answer().focus({ preventScroll: true });
  } else {
    window.scrollTo({ top: 0 });
    (answer() ?? document.getElementById("asked"))?.focus({ preventScroll: true });
    tick();
  }
  document.dispatchEvent(new Event("stage"));
}

function preview(content) {
  const place = document.getElementById("preview");
  place.replaceChildren(...content.childNodes);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function trouble(text, way) {
  document.querySelector(".trouble")?.remove();
  const box = document.createElement("div");
  box.className = "trouble";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  if (way) box.append(way);
  document.getElementById("turn").prepend(box);
}

// ---- the clock, in the same words as the server's ----

let read = performance.now();

function left(seconds) {
  if (seconds <= 0) return "Time is over; finish your answer";
  if (seconds <= 90) return "About a minute left";
  return `${Math.ceil(seconds / 60)} minutes left`;
}

let shown = null;

function tick() {
  const timer = document.getElementById("timer");
  if (!timer) return;
  if (timer !== shown) {
    shown = timer;
    read = performance.now();
  }
  if (timer.dataset.running !== "true") return;
  const of = Number(timer.dataset.of);
  const used = Number(timer.dataset.used) + (performance.now() - read) / 1000;
  timer.querySelector("progress").value = Math.min(used, of);
  const words = timer.querySelector("span");
  if (words.textContent !== left(of - used)) words.textContent = left(of - used);
}
setInterval(tick, 5000);
