// Sound on its way to the disk: sent in pieces of a second and a half, one after the other, each kept here until
// the server says that it is safe. Where the server does not answer, they wait and are sent again.

const MOST_AT_THE_END = 60000; // bytes that a browser still sends for a page that goes away
const PIECE = 24000; // samples of two bytes: with the chunk that makes it full a piece is less than that

export class Pieces {
  // `at`: the sample of the recording with which this begins. `told` hears "kept", "waiting" or
  // "refused"; the last with the reason, and waiting too where the server gives one.
  constructor(address, at, told) {
    this.address = address;
    this.at = at;
    this.told = told;
    this.open = [];
    this.length = 0;
    this.queue = [];
    this.sending = null;
    this.refused = false;
  }

  get samples() {
    return this.at + this.length;
  }

  add(samples) {
    if (this.refused) return;
    this.open.push(samples);
    this.length += samples.length;
    if (this.length >= PIECE) this.cut();
  }

  // Makes a piece of what is open and sends it.
  cut() {
    if (this.length === 0) return;
    const sound = new Int16Array(this.length);
    let place = 0;
    for (const samples of this.open) {
      sound.set(samples, place);
      place += samples.length;
    }
    this.queue.push({ at: this.at, sound });
    this.at += this.length;
    this.open = [];
    this.length = 0;
    this.sending ??= this.send();
  }

  // Done when everything is on the disk, or refused for good.
  async drained() {
    this.cut();
    await this.sending;
  }

  async send() {
    let patience = 500;
    while (this.queue.length > 0 && !this.refused) {
      const [first] = this.queue;
      const done = await post(this.address, first).catch(() => null);
      if (done?.ok) {
        this.queue.shift();
        patience = 500;
        this.told("kept");
      } else if (done && done.status !== 503) {
        this.refused = true;
        this.told("refused", (await reason(done)) ?? "The sound could not be kept.");
      } else {
        this.told("waiting", done && (await reason(done)));
        await new Promise((ready) => setTimeout(ready, patience));
        patience = Math.min(2 * patience, 4000);
      }
    }
    this.sending = null;
  }

  // The page goes away: what is not safe yet is sent once more, as far as the browser still does.
  leave() {
    this.cut();
    let left = MOST_AT_THE_END;
    for (const piece of this.queue) {
      if (piece.sound.byteLength > left) continue;
      left -= piece.sound.byteLength;
      post(this.address, piece, true).catch(() => null);
    }
  }
}

// What a page says went wrong; nothing where it does not say.
export async function reason(answer) {
  const page = new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
  return page.querySelector("main .lede")?.textContent;
}

function post(address, { at, sound }, keepalive = false) {
  return fetch(`${address}/pieces/${at}`, {
    method: "POST",
    body: littleEndian(sound),
    headers: { "Content-Type": "application/octet-stream" },
    keepalive,
  });
}

function littleEndian(sound) {
  const view = new DataView(new ArrayBuffer(sound.byteLength));
  sound.forEach((sample, place) => view.setInt16(2 * place, sample, true));
  return view.buffer;
}
