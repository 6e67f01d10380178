// Recordings that only a browser can read (webm, opus): decoded here and sent as samples, into the room of
// the question. Everything else is a plain form.

import { parts } from "./parts.js";
import { Pieces } from "./pieces.js";

const RATE = 16000;
const OURS = /\.(webm|weba|opus)$/i;
const STEP = 60 * RATE; // samples that are handed on at once

const form = document.getElementById("bring");
const state = document.getElementById("bring-state");

form.addEventListener("submit", async (event) => {
  const [file] = form.elements.sound.files;
  if (!file || !(OURS.test(file.name) || /webm|opus/.test(file.type))) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  await send(file).catch((error) => {
    state.textContent = error.message;
  });
  button.disabled = false;
});

async function send(file) {
  state.textContent = "The browser reads the recording.";
  const sounds = read(parts(file));
  let next = await sounds.next();
  const data = new FormData(form);
  data.delete("sound");
  data.append("brought", file.name);
  const begun = await fetch(form.action, { method: "POST", body: data, headers: { "X-Fragment": "room" } });
  const answer = await begun.text();
  if (!begun.ok) {
    const page = new DOMParser().parseFromString(answer, "text/html");
    throw new Error(page.querySelector("main .lede")?.textContent ?? "It could not be taken in.");
  }
  let trouble = "";
  const pieces = new Pieces(`${answer}/recordings/1/0`, 0, (how, reason) => {
    if (how === "refused") trouble = reason;
  });
  for (let kept = 0; !next.done && !trouble; ) {
    const { samples, until } = next.value;
    for (let from = 0; from < samples.length && !trouble; from += 32000) {
      pieces.add(integers(samples.subarray(from, from + 32000)));
      if (from % STEP === 0) {
        const share = kept + (until - kept) * (from / samples.length);
        state.textContent = `Kept ${Math.round(100 * share)}%.`;
        await pieces.drained();
      }
    }
    kept = until;
    if (!trouble) next = await sounds.next().catch((error) => ((trouble = error.message), next));
  }
  await pieces.drained();
  if (trouble) {
    // The room was begun for this recording alone.
    await fetch(`${answer}/delete`, { method: "POST" });
    throw new Error(trouble);
  }
  location.assign(answer);
}

// What follows on each other in the parts, which overlap.
async function* read(parts) {
  let ended = 0; // the sample up to which there is sound
  for await (const { sound, at, until } of parts) {
    const samples = await decoded(sound);
    const begin = Math.round(at * RATE);
    // Where a recorder left a gap, what follows comes right after.
    yield { samples: samples.subarray(Math.max(0, ended - begin)), until };
    ended = begin + samples.length;
  }
}

// One channel of 16,000 samples a second.
async function decoded(sound) {
  const context = new OfflineAudioContext(1, 1, RATE);
  const heard = await context.decodeAudioData(await sound.arrayBuffer()).catch(() => {
    throw new Error("This browser cannot read that recording. Save it as wav, mp3 or m4a and bring that.");
  });
  const mixed = new Float32Array(heard.length);
  for (let channel = 0; channel < heard.numberOfChannels; channel += 1) {
    const data = heard.getChannelData(channel);
    for (let place = 0; place < mixed.length; place += 1) mixed[place] += data[place] / heard.numberOfChannels;
  }
  return mixed;
}

function integers(samples) {
  return Int16Array.from(samples, (sample) => Math.round(32767 * Math.max(-1, Math.min(1, sample))));
}
