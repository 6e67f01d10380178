// Answers by voice. The panel is in the page, hidden; this file shows it, opens the microphone when it is
// asked to, and sends what is heard to be kept. Nothing here ends or sends an answer by itself.

import * as aloud from "./aloud.js";
import * as captions from "./captions.js";
import * as microphone from "./microphone.js";
import { Pieces, reason } from "./pieces.js";

const RATE = 16000;
const LANGUAGE = "en-US";
const SHORT_PRESS = 350; // a press as short as this starts or stops, a longer one holds
const KEY = "F8";
const LISTENING = "Listening.";
const ALONE = "Send again, and your words go without waiting for it.";
const NOTHING = "Nothing at all is heard. Is the microphone muted?";
const MUTED = 4; // seconds of nothing, not even noise: no microphone that is on is that silent
const LEAD_IN = 3; // chunks from before the button was pressed: nobody presses before they breathe in
const LAST_SOUND = 200; // milliseconds: the last sound of a word comes after the finger
const SAFE_WITHIN = 5000; // milliseconds that an answer waits for its sound before it may go without

const at = (id) => document.getElementById(id);
const panel = () => at("speaking");

let mic = null;
let opening = null; // however often the button is pressed meanwhile, one microphone is asked for
let pieces = null;
let talking = false;
let latched = false;
let pressed = 0;
let releasing = 0;
let flushing = null; // the last sound before a pause is on its way here
let pausing = null; // the pause under way: its sound and its last words are not all here yet
let trouble = ""; // why sound waits in this page
let alone = false; // whether an answer may go before its sound is safe: it was told, and is sent again
let lead = [];
let ear = null;
let endCaptions = null;
let captionsReady = "unavailable";
let written = { sound: "", words: "" }; // what a recording was last written down as

// ---- what is said of it ----

function tell(words) {
  at("speaking-state").textContent = words;
}

const holds = () => document.querySelector('[name="way-to-speak"]:checked')?.value !== "open";

function clock(samples) {
  const seconds = Math.floor(samples / RATE);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} recorded`;
}

function draw() {
  const words = talking ? (holds() && !latched ? "Release to pause" : "Pause the microphone") : holds() ? "Hold to talk" : pieces ? "Go on" : "Talk";
  at("talk").querySelector("span").textContent = words;
  at("talk").setAttribute("aria-pressed", String(talking));
  panel().classList.toggle("on", talking);
}

function kept(state, reason) {
  if (state === "waiting") {
    trouble = reason ? `${reason} What you say waits in this page.` : "Greenroom does not answer. What you say waits in this page; is it still running?";
    tellTrouble();
  }
  if (state === "refused") {
    tell(reason);
    hush();
  }
  if (state === "kept") {
    if (trouble || alone) tell(talking ? LISTENING : "Kept.");
    trouble = "";
    alone = false;
  }
}

function tellTrouble() {
  const words = alone ? `${trouble} ${ALONE}`.trim() : trouble;
  // Said once: whoever listens to the page hears it whenever it is written.
  if (at("speaking-state").textContent !== words) tell(words);
}

// ---- hearing ----

// Knows what is silence in this room: a little above the quietest that was heard.
class Ear {
  constructor() {
    this.floor = 0.002;
    this.silentFor = 0;
    this.nothingFor = 0;
    this.heardSpeech = false;
    this.loudest = 0;
    this.waved = false;
  }

  hear(samples) {
    let sum = 0;
    let peak = 0;
    for (const sample of samples) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    const loudness = Math.sqrt(sum / samples.length) / 32768;
    this.floor = Math.min(this.floor * 1.01, Math.max(loudness, 0.0005));
    const speech = loudness > Math.max(0.006, 3 * this.floor);
    this.heardSpeech ||= speech;
    this.silentFor = speech ? 0 : this.silentFor + samples.length / RATE;
    this.nothingFor = peak > 0 ? 0 : this.nothingFor + samples.length / RATE;
    if (speech) this.waved = false;
    this.loudest = Math.max(this.loudest * 0.97, peak / 32768);
    return loudness;
  }

  words() {
    if (this.loudest > 0.985) return "Too loud: move back a little";
    if (this.heardSpeech && this.loudest < 0.03) return "Very quiet: come closer";
    return this.loudest > 0.03 ? "Good" : "";
  }
}

function heard(samples) {
  const loudness = ear.hear(samples);
  at("level").value = Math.max(0, 1 + Math.log10(Math.max(loudness, 1e-4)) / 3);
  const words = ear.words();
  if (at("level-words").textContent !== words) at("level-words").textContent = words;
  if (!talking) {
    lead.push(samples);
    if (lead.length > LEAD_IN) lead.shift();
    return;
  }
  const told = at("speaking-state").textContent;
  if (ear.nothingFor >= MUTED && told === LISTENING) tell(NOTHING);
  if (ear.nothingFor === 0 && told === NOTHING) tell(LISTENING);
  pieces.add(samples);
  panel().dataset.seconds = String(pieces.samples / RATE);
  at("spoken").textContent = clock(pieces.samples);
  const silent = !holds() && latched && ear.heardSpeech && ear.silentFor >= Number(at("silence").value);
  at("offer").hidden = !silent || ear.waved;
}

// Opens the microphone and finds the place in the recording; says whether both are still wanted.
async function ready() {
  const asked = panel();
  await flushing;
  // Sound that was refused left a gap: the place is asked for anew.
  if (pieces?.refused) pieces = null;
  if (!mic) {
    tell("Waiting for the microphone.");
    ear = new Ear();
    const opened = await microphone.open(heard, lost);
    // Another question has come up, or the panel was closed or begins anew, while the browser asked.
    if (panel() !== asked || at("speaking-room").hidden || at("talk").disabled) {
      opened.close();
      return false;
    }
    mic = opened;
  }
  const samples = pieces ? 0 : await recorded();
  if (panel() !== asked) return false;
  const { sound } = asked.dataset;
  pieces ??= new Pieces(sound, samples, (state, reason) => {
    if (panel()?.dataset.sound === sound) kept(state, reason);
  });
  return true;
}

async function begin() {
  aloud.stop();
  const asked = panel();
  opening ??= ready();
  const mine = opening;
  try {
    if (!(await mine) || talking || !mic) return;
  } catch (refusal) {
    if (panel() !== asked) return;
    tell(refusal.message);
    close();
    return draw();
  } finally {
    if (opening === mine) opening = null;
  }
  // Released while the browser still asked: the button is pressed again when all is ready.
  if (holds() && !latched && pressed === 0) {
    tell("The microphone is ready.");
    return draw();
  }
  for (const samples of lead) pieces.add(samples);
  lead = [];
  talking = true;
  ear.silentFor = 0;
  tell(LISTENING);
  listen();
  draw();
}

async function recorded() {
  const answer = await fetch(`${panel().dataset.sound}/pieces`).catch(() => null);
  if (!answer?.ok) {
    const why = answer && (await reason(answer));
    throw new Error(why ?? "Greenroom does not answer, so nothing can be recorded. Is it still running?");
  }
  return Number(await answer.text());
}

// Pauses: what was said up to now is made safe, and its last words are written. However often it is asked
// for meanwhile, it is one pause.
async function hush() {
  if (talking && !flushing) {
    const mine = pause().finally(() => {
      if (pausing === mine) pausing = null;
    });
    pausing = mine;
  }
  await pausing;
}

async function pause() {
  const mine = pieces;
  latched = false;
  flushing = mic?.flush();
  await flushing;
  flushing = null;
  talking = false;
  const words = endCaptions?.();
  endCaptions = null;
  // Another question has come up, or it was deleted.
  if (pieces !== mine) return;
  at("offer").hidden = true;
  draw();
  await Promise.all([words, mine.drained()]);
  if (talking || pieces !== mine) return;
  if (mic && !mine.refused) tell("Paused. Everything up to here is kept.");
  play();
}

function play() {
  const player = at("heard").querySelector("audio");
  player.src = `${panel().dataset.sound}/sound.wav?${pieces.samples}`;
  at("heard").hidden = pieces.samples === 0;
}

function close() {
  mic?.close();
  mic = null;
  lead = [];
  talking = false;
  latched = false;
  endCaptions?.();
  endCaptions = null;
  // A stage on which somebody is waited for has no microphone, and no level of it.
  if (at("level")) {
    at("level").value = 0;
    at("level-words").textContent = "";
  }
}

async function lost() {
  const was = talking;
  const closing = mic;
  mic = null;
  await hush();
  closing?.close();
  close();
  tell(was ? "The microphone has gone. Everything up to then is kept: plug it in and go on, or type." : "The microphone has gone.");
  draw();
}

// ---- captions ----

async function listen() {
  if (captionsReady !== "available" || endCaptions) return;
  const box = at("captions");
  box.hidden = false;
  const asked = panel();
  endCaptions = captions.begin(LANGUAGE, mic.track, (settled, open) => {
    // The last words of an answer may come when the next question stands here.
    if (panel() !== asked) return;
    box.textContent = `${settled} ${open}`.trim();
    if (settled && panel().dataset.writes === "browser") write(settled);
  });
}

// Where the browser could recognise speech here if it fetched what it needs, it is asked to by a button.
function offerCaptions() {
  const button = at("get-captions");
  if (button) button.hidden = captionsReady !== "downloadable";
}

async function getCaptions() {
  tell("The browser fetches what it needs to recognise speech on this machine.");
  captionsReady = (await captions.fetchPack(LANGUAGE)) ? "available" : "unavailable";
  tell(captionsReady === "available" ? "Captions will appear as you speak." : "The browser could not fetch it; there are no captions.");
  offerCaptions();
}

// Puts words into the answer, behind what is there.
function write(words) {
  const answer = at("answer");
  answer.value = [answer.value.trim(), words].filter(Boolean).join(" ");
  answer.dispatchEvent(new Event("input", { bubbles: true }));
}

// The whole recording is written down each time: what was written of it before makes room.
function rewrite(words) {
  const answer = at("answer");
  const { sound } = panel().dataset;
  const before = written.sound === sound ? written.words : "";
  const place = before ? answer.value.lastIndexOf(before) : -1;
  if (place < 0) write(words);
  else {
    answer.value = answer.value.slice(0, place) + words + answer.value.slice(place + before.length);
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  }
  written = { sound, words };
}

// The recording that is being written down, and what stops it.
let writing = null;

async function writeDown() {
  const button = at("write-down");
  const other = at("anew");
  const { sound } = panel().dataset;
  if (writing?.sound === sound) {
    writing.stop.abort();
    return;
  }
  const mine = { sound, stop: new AbortController() };
  writing = mine;
  button.textContent = "Stop writing it down";
  other.disabled = true;
  await hush();
  await pieces?.drained();
  tell("It is being written down. That can take a while.");
  const { signal } = mine.stop;
  const looks = setInterval(() => tellHowFar(mine), 1000);
  const done = await fetch(`${sound}/transcript`, { method: "POST", signal }).catch(() => null);
  clearInterval(looks);
  if (writing === mine) writing = null;
  button.textContent = "Write it down";
  other.disabled = false;
  // Another question has come up meanwhile: these are not its words.
  if (panel()?.dataset.sound !== sound) return;
  if (signal.aborted) {
    tell("Stopped. Your recording is safe.");
  } else if (done?.ok) {
    rewrite(await done.text());
    tell("Written down. Look it over: what you send is what is marked.");
    at("answer").focus();
  } else {
    const page = done && new DOMParser().parseFromString(await done.text(), "text/html");
    tell(page?.querySelector("main .lede")?.textContent ?? "Greenroom does not answer. Your recording is safe.");
  }
}

// Some who write it down say how far they are.
async function tellHowFar(mine) {
  const answer = await fetch(`${mine.sound}/transcript`, { signal: mine.stop.signal }).catch(() => null);
  const percent = answer?.ok ? await answer.text() : "";
  const words = `It is being written down: ${percent}% so far.`;
  if (percent && writing === mine && panel()?.dataset.sound === mine.sound && at("speaking-state").textContent !== words) tell(words);
}

// ---- pressing ----

function down() {
  if (at("talk").disabled) return;
  pressed = performance.now();
  if (releasing) {
    // Held again before the last sound was in: it goes on.
    clearTimeout(releasing);
    releasing = 0;
  } else if (talking && !flushing) {
    pressed = 0;
    hush();
  } else {
    latched = !holds();
    begin();
  }
}

function up() {
  if (pressed === 0) return;
  const short = performance.now() - pressed < SHORT_PRESS;
  pressed = 0;
  if (!holds()) return;
  if (short) {
    latched = true;
    draw();
  } else if (talking) {
    releasing = setTimeout(() => {
      releasing = 0;
      hush();
    }, LAST_SOUND);
  }
}

async function anew() {
  const asked = panel();
  const talk = at("talk");
  close();
  draw();
  // What was said while it is deleted would belong to neither.
  talk.disabled = true;
  await pieces?.drained();
  const done = await fetch(`${asked.dataset.sound}/anew`, { method: "POST" }).catch(() => null);
  talk.disabled = false;
  if (panel() !== asked) return;
  if (!done?.ok) return tell("It could not be deleted; everything is still there.");
  pieces = null;
  draw();
  written = { sound: "", words: "" };
  delete asked.dataset.seconds;
  at("heard").hidden = true;
  at("spoken").textContent = "";
  tell("Deleted. The microphone is off.");
}

function finish() {
  hush();
  at("answer")?.focus();
}

function show(on) {
  at("speaking-room").hidden = !on;
  tell(on ? "The microphone is off." : "");
  at("speak").setAttribute("aria-expanded", String(on));
  sessionStorage.setItem("speaking", on ? "on" : "");
  if (!on && mic) {
    hush().then(() => {
      close();
      tell("The microphone is off.");
    });
  }
}

function readAloud() {
  const button = at("read-aloud");
  const words = button.querySelector("span");
  if (button.classList.toggle("on")) {
    words.textContent = "Stop reading";
    aloud.read(panel().dataset.question, LANGUAGE, () => {
      button.classList.remove("on");
      words.textContent = "Read me the question";
    });
  } else {
    aloud.stop();
  }
}

// ---- a question has come up ----

// What is chosen here holds for the questions that follow, until the settings say something else.
const ways = () => [...document.querySelectorAll('[name="way-to-speak"]')];
const chosen = () => `speaking ${ways().find((way) => way.defaultChecked)?.value} ${at("silence").defaultValue}`;

function choose() {
  const way = ways().find((each) => each.checked)?.value;
  sessionStorage.setItem(chosen(), JSON.stringify({ way, silence: at("silence").value }));
}

function chooseAgain() {
  const before = JSON.parse(sessionStorage.getItem(chosen()));
  if (!before) return;
  for (const way of ways()) way.checked = way.value === before.way;
  at("silence").value = before.silence;
}

function arrive() {
  close();
  aloud.stop();
  opening = null;
  // A question that comes up again, as when the last answer is rated, is gone on with.
  if (pieces?.address !== panel()?.dataset.sound) {
    pieces = null;
    trouble = "";
    alone = false;
  }
  ear = new Ear();
  if (!panel()) return;
  at("speaking-offer").hidden = false;
  at("anew").hidden = false;
  if (at("write-down")) at("write-down").hidden = false;
  const talk = at("talk");
  talk.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    talk.setPointerCapture(event.pointerId);
    down();
  });
  talk.addEventListener("pointerup", up);
  talk.addEventListener("pointercancel", up);
  // Pressed by neither pointer nor key: by a reader of screens.
  talk.addEventListener("click", (event) => {
    if (event.detail !== 0 || event.pointerType) return;
    down();
    if (holds() && pressed) up();
  });
  at("speak").addEventListener("click", () => show(at("speaking-room").hidden));
  at("anew").addEventListener("click", anew);
  at("write-down")?.addEventListener("click", writeDown);
  at("get-captions").addEventListener("click", getCaptions);
  offerCaptions();
  at("finish").addEventListener("click", finish);
  at("keep-on").addEventListener("click", () => {
    ear.waved = true;
    at("offer").hidden = true;
  });
  at("read-aloud").addEventListener("click", readAloud);
  chooseAgain();
  at("silence").addEventListener("change", choose);
  for (const way of ways()) {
    way.addEventListener("change", () => {
      choose();
      draw();
    });
  }
  const asked = panel();
  let unread = asked.dataset.read === "true";
  aloud.whenKnown((there) => {
    if (panel() !== asked) return;
    at("read-aloud").hidden = !there;
    if (!there || !unread) return;
    unread = false;
    readAloud();
  });
  show(sessionStorage.getItem("speaking") === "on" || location.hash === "#speaking-room");
  draw();
}

function key(event, does) {
  const onButton = event.target === at("talk") && (event.key === " " || event.key === "Enter");
  const anywhere = event.key === KEY && panel() && !at("speaking-room").hidden;
  if (!onButton && !anywhere) return;
  event.preventDefault();
  if (!event.repeat) does();
}

document.addEventListener("keydown", (event) => key(event, down));
document.addEventListener("keyup", (event) => key(event, up));
window.addEventListener("blur", up);
window.addEventListener("pagehide", () => pieces?.leave());
document.addEventListener("stage", arrive);

// An answer is sent when its sound is safe: the words and the recording stay together. Where it waits in
// this page for long, whoever sends again sends the words alone.
let held = null; // the form that waits
let goes = false; // one that has waited

// Done when sound cannot be made safe soon; what is only slow is waited for.
async function stuck() {
  do await new Promise((ready) => setTimeout(ready, SAFE_WITHIN));
  while (held && !trouble);
  return false;
}

document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if (form.id !== "turn" || goes || !pieces) return;
    if (!talking && (alone || (!pausing && !pieces.sending))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held === form) return;
    held = form;
    const safe = hush()
      .then(() => pieces?.drained())
      .then(() => true, () => false);
    const done = await Promise.race([safe, stuck()]);
    held = null;
    if (!form.isConnected) return;
    if (done) {
      goes = true;
      form.requestSubmit(submitter);
      goes = false;
    } else {
      alone = true;
      tellTrouble();
    }
  },
  true,
);

arrive();
captions.possible(LANGUAGE).then((found) => {
  captionsReady = found;
  offerCaptions();
});
