// Listening to an answer: a click on a word, a piece of evidence, a sentence of the table or the timeline
// plays from there, and the word now heard is marked. Without this file the player still plays.

const AHEAD = 0.15; // seconds before a word, so that it is heard whole

const names = new Set([...document.querySelectorAll("[data-spoken]")].map((part) => part.dataset.spoken));
for (const name of names) follow([...document.querySelectorAll(`[data-spoken="${name}"]`)]);

// The parts of a page that belong to one recording: its player, its words, its timeline.
function follow(parts) {
  const all = (selector) => parts.flatMap((part) => [...part.querySelectorAll(selector)]);
  const [player] = all("audio");
  if (!player) return;
  const [drawing] = all("svg.timeline");
  const words = all(".heard-word").map((word) => ({
    word,
    from: Number(word.dataset.from),
    until: Number(word.dataset.until),
  }));
  let marked = [];

  function hear(at) {
    player.currentTime = Math.max(0, at - AHEAD);
    player.play();
  }

  const pressed = (event) => {
    if (!window.getSelection().isCollapsed) return;
    const word = event.target.closest(".heard-word");
    const link = event.target.closest("[data-hear]");
    if (word) hear(Number(word.dataset.from));
    else if (link) hear(Number(link.dataset.hear));
    else if (drawing?.contains(event.target)) hear(time(event));
  };
  for (const part of parts) part.addEventListener("click", pressed);

  function time(event) {
    const place = drawing.createSVGPoint();
    place.x = event.clientX;
    const { x } = place.matrixTransform(drawing.getScreenCTM().inverse());
    const { left, right, start, seconds } = drawing.dataset;
    return Number(start) + ((x - left) / (right - left)) * seconds;
  }

  function draw() {
    const now = player.currentTime;
    const playing = words.filter((each) => each.from <= now && now < each.until).map((each) => each.word);
    for (const word of marked) if (!playing.includes(word)) word.classList.remove("now");
    for (const word of playing) word.classList.add("now");
    marked = playing;
    if (drawing) {
      const { left, right, start, seconds } = drawing.dataset;
      const x = Number(left) + Math.min(1, Math.max(0, (now - start) / seconds)) * (right - left);
      const line = drawing.querySelector(".now");
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
    for (const field of all('input[name="at"]')) field.value = now.toFixed(2);
    if (!player.paused && !player.ended) requestAnimationFrame(draw);
  }

  player.addEventListener("play", () => requestAnimationFrame(draw));
  player.addEventListener("seeked", draw);
  player.addEventListener("pause", draw);
}
