// Values read off a drawn chart: with the pointer, a finger, or the arrow keys. Without this file the
// table below each chart says the same.

for (const drawn of document.querySelectorAll("svg.drawn")) {
  const marks = [...drawn.querySelectorAll(".mark")];
  const readout = drawn.parentElement.querySelector(".readout");
  if (!readout || marks.length === 0) continue;
  const usual = readout.textContent;
  let chosen = -1;

  const choose = (place) => {
    if (place === chosen) return;
    marks[chosen]?.classList.remove("on");
    chosen = place;
    marks[chosen]?.classList.add("on");
    readout.textContent = chosen < 0 ? usual : marks[chosen].dataset.told;
  };
  const nearest = (event) => {
    const box = drawn.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * drawn.viewBox.baseVal.width;
    let best = 0;
    marks.forEach((mark, place) => {
      if (Math.abs(mark.dataset.x - x) < Math.abs(marks[best].dataset.x - x)) best = place;
    });
    return best;
  };

  drawn.tabIndex = 0;
  drawn.setAttribute("aria-label", `${drawn.getAttribute("aria-label")}. Arrow keys read the values.`);
  drawn.addEventListener("pointermove", (event) => choose(nearest(event)));
  drawn.addEventListener("pointerdown", (event) => choose(nearest(event)));
  drawn.addEventListener("pointerleave", () => choose(-1));
  drawn.addEventListener("blur", () => choose(-1));
  drawn.addEventListener("keydown", (event) => {
    const last = marks.length - 1;
    const steps = {
      ArrowRight: Math.min(chosen + 1, last),
      ArrowLeft: chosen < 0 ? last : Math.max(chosen - 1, 0),
      Home: 0,
      End: last,
      PageDown: Math.min(chosen + 7, last),
      PageUp: Math.max(chosen - 7, 0),
      Escape: -1,
    };
    if (!(event.key in steps)) return;
    event.preventDefault();
    choose(steps[event.key]);
  });
}
