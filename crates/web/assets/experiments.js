// The design studio with script: figures follow what is typed. Without this file a button shows them.

const WAIT = 350;
const form = document.querySelector("form[data-live]");
let waiting = 0;
let latest = 0;

async function look() {
  if (!form.checkValidity()) return;
  const number = ++latest;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-Fragment": form.dataset.live },
  }).catch(() => null);
  // A slower answer to an older question is late.
  if (!answer?.ok || number !== latest) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(form.dataset.live);
  const before = document.getElementById(form.dataset.live);
  if (!next || !before) return;
  const open = [...before.querySelectorAll("details")].map((each) => each.open);
  next.querySelectorAll("details").forEach((each, place) => { each.open = open[place] ?? false; });
  before.replaceWith(next);
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, WAIT);
});
