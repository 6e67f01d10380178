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

// ---- tables that are drawn ----

const figure = (text) => Number.parseFloat(text.replaceAll(",", "").replace("\u2212", "-"));

// Rows change their order by a press on the head of a column; their sum stays below them.
for (const table of document.querySelectorAll("figure.chart table.bars:not(.steps-table, .ways)")) {
  const [body] = table.tBodies;
  const rows = [...body.rows].filter((row) => !row.classList.contains("sum"));
  const sum = body.querySelector(".sum");
  const heads = [...table.tHead.rows[0].cells];
  if (rows.length < 3) continue;
  heads.forEach((head, column) => {
    if (head.tagName !== "TH") return;
    const told = (row) => row.cells[column].textContent.trim();
    const named = Number.isNaN(figure(told(rows[0])));
    const compare = (one, other) => (named ? told(one).localeCompare(told(other)) : figure(told(one)) - figure(told(other)));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const rising = before === null ? named : before === "descending";
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const sorted = [...rows].sort(compare);
      if (!rising) sorted.reverse();
      for (const row of sorted) body.insertBefore(row, sum);
    });
  });
}

// A cell of the cohort map tells whose it is, and of how many.
for (const table of document.querySelectorAll("figure.chart table.heat")) {
  const region = table.parentElement;
  const readout = table.closest("figure").querySelector(".readout");
  const usual = readout.textContent;
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const FIRST = 2; // behind the name of the cohort and its people
  let chosen = null;

  const choose = (cell) => {
    if (cell === chosen) return;
    chosen?.classList.remove("on");
    chosen = cell;
    if (!cell) {
      readout.textContent = usual;
      return;
    }
    cell.classList.add("on");
    const [cohort, people] = cell.parentElement.cells;
    readout.textContent = `${heads[0]} ${cohort.textContent.trim()}, ${heads[cell.cellIndex]}: ${cell.textContent.trim()} of ${people.textContent.trim()} ${heads[1]}`;
  };
  const told = (cell) => (cell && cell.tagName === "TD" && cell.cellIndex >= FIRST ? cell : null);

  table.addEventListener("pointerover", (event) => choose(told(event.target.closest("td"))));
  table.addEventListener("pointerleave", () => choose(null));
  region.addEventListener("blur", () => choose(null));
  region.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    if (event.key === "Escape") choose(null);
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [down, right] = steps[event.key];
    const row = chosen ? rows.indexOf(chosen.parentElement) + down : 0;
    const column = chosen ? chosen.cellIndex + right : FIRST;
    const cell = told(rows[row]?.cells[column]);
    if (!cell) return;
    choose(cell);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
