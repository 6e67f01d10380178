// Runs on the browser's sound thread: what the microphone gives becomes one channel of 16,000 samples a
// second in 16 bits, whatever the device has. Everything above what that can hold is filtered out first.

const RATE = 16000;
const CHUNK = 1600; // samples that are handed on together: a tenth of a second
const ZEROS = 12; // zero crossings of the filter on each side
const PHASES = 128; // places between two samples that the filter knows

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / RATE;
    const cut = 0.93 * Math.min(1, 1 / this.step);
    this.reach = Math.ceil(ZEROS / cut);
    this.filters = Array.from({ length: PHASES + 1 }, (_, phase) => filter(phase / PHASES, this.reach, cut));
    this.line = new Float32Array(16384);
    this.filled = this.reach;
    this.at = this.reach;
    this.chunk = new Int16Array(CHUNK);
    this.ready = 0;
    this.port.onmessage = () => {
      this.give();
      this.port.postMessage(null);
    };
  }

  process([channels]) {
    if (channels.length === 0) return true;
    for (let place = 0; place < channels[0].length; place += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[place];
      this.line[this.filled + place] = sum / channels.length;
    }
    this.filled += channels[0].length;
    while (Math.floor(this.at) + this.reach < this.filled) {
      this.put(this.sample());
      this.at += this.step;
    }
    const done = Math.floor(this.at) - this.reach;
    this.line.copyWithin(0, done, this.filled);
    this.filled -= done;
    this.at -= done;
    return true;
  }

  sample() {
    const base = Math.floor(this.at);
    const taps = this.filters[Math.round((this.at - base) * PHASES)];
    const from = base - this.reach + 1;
    let sum = 0;
    for (let place = 0; place < taps.length; place += 1) sum += taps[place] * this.line[from + place];
    return sum;
  }

  put(value) {
    this.chunk[this.ready] = Math.round(32767 * Math.max(-1, Math.min(1, value)));
    this.ready += 1;
    if (this.ready === CHUNK) this.give();
  }

  give() {
    if (this.ready > 0) this.port.postMessage(this.chunk.slice(0, this.ready));
    this.ready = 0;
  }
}

// A low-pass filter, cut off by a window, for a place `between` two samples.
function filter(between, reach, cut) {
  const taps = new Float32Array(2 * reach);
  for (let place = 0; place < taps.length; place += 1) {
    const away = place - reach + 1 - between;
    const turn = Math.PI * cut * away;
    const sinc = Math.abs(turn) < 1e-9 ? 1 : Math.sin(turn) / turn;
    const window = Math.abs(away) < reach ? 0.5 + 0.5 * Math.cos((Math.PI * away) / reach) : 0;
    taps[place] = cut * sinc * window;
  }
  return taps;
}

registerProcessor("capture", Capture);
