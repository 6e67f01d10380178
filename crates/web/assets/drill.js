// Cards with the keyboard: what carries data-key is pressed by that key, and something to be said has
// a clock. Every form works without this file. A digit counts only while the answer has the focus: software
// that hears words as keys must not answer a card from elsewhere on the page (WCAG 2.1.4).

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input[type=text], textarea, a, button, summary") && event.key === "Enter") return;
  if (event.target.closest("input[type=text], textarea")) return;
  if (event.key.length === 1 && !event.target.closest(".card-answer")) return;
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    // A key that is held grades one card, and not the ones behind it.
    if (!event.repeat) pressed.click();
  }
});

const say = document.getElementById("say");
if (say) {
  const began = Date.now();
  const of = Number(say.dataset.seconds);
  const tick = () => {
    const used = (Date.now() - began) / 1000;
    say.querySelector("progress").value = Math.min(used, of);
    const left = Math.ceil(of - used);
    say.querySelector("span").textContent = left > 0 ? `${left} seconds left` : "Time is over";
    if (left > 0) setTimeout(tick, 250);
  };
  tick();
}
