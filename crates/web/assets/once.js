// What is being sent is not sent again by a second press of the same button: a double click begins one
// interview. A page that is shown again sends anew. Every form works without this file.

// So long after a press another one is meant: what was sent has failed, or was stopped.
const MEANT_ANEW = 10_000;

let sent = new WeakMap();

// On the window, after every other script: what one of them sends by itself is its own affair.
window.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const method = submitter?.getAttribute("formmethod") ?? form.getAttribute("method");
  if (event.defaultPrevented || method?.toLowerCase() !== "post") return;
  const before = sent.get(form);
  if (before?.submitter === submitter && performance.now() - before.at < MEANT_ANEW) event.preventDefault();
  else sent.set(form, { submitter, at: performance.now() });
});

window.addEventListener("pageshow", () => {
  sent = new WeakMap();
});
