// Recordings of webm or opus, cut into parts that a browser can read one by one: read at once, an hour takes more
// than a gigabyte and two hours are refused.

const PART = 120; // seconds of a part
const APART = 1; // seconds between places at which a part may begin
const WINDOW = 1 << 20; // bytes that are looked at together

// Parts in order: the sound, when it begins in seconds, and where it ends in the file as a share. A part begins
// before the end of the one before, as the first moments after a cut are not decoded fully. What cannot be cut, or
// is short, is a single part.
export async function* parts(file) {
  const bytes = new Bytes(file);
  const form = (await bytes.starts(EBML)) ? webm : ogg;
  const found = await form(bytes).catch(() => null);
  const cuts = found ? found.places.filter(spaced(PART)) : [];
  if (cuts.length < 2) {
    yield { sound: file, at: 0, until: 1 };
    return;
  }
  const head = file.slice(0, found.places[0].from);
  for (const [number, cut] of cuts.entries()) {
    const to = cuts[number + 1]?.from ?? file.size;
    const begin = found.places[Math.max(0, found.places.indexOf(cut) - 1)];
    yield { sound: new Blob([head, file.slice(begin.from, to)]), at: begin.at, until: to / file.size };
  }
}

function spaced(seconds) {
  let last = -Infinity;
  return ({ at }) => at - last >= seconds && ((last = at), true);
}

const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const SCALE = 0x2ad7b1;
const CLUSTER = 0x1f43b675;
const TIME = 0xe7;

// Where clusters begin, and when. A recorder leaves the length of a segment and of a cluster open, so that what is in
// them is gone through one by one.
async function webm(bytes) {
  const places = [];
  const keep = spaced(APART);
  let scale = 1e6; // nanoseconds of a unit of time
  let cluster = null;
  for (let at = 0; at + 2 <= bytes.size; ) {
    await bytes.near(at);
    const id = bytes.number(at, false);
    const length = bytes.number(at + id.bytes, true);
    const inside = at + id.bytes + length.bytes;
    const end = length.open ? inside : inside + length.value;
    if (id.value === CLUSTER) cluster = { from: at, end };
    if (id.value === SCALE) scale = bytes.integer(inside, length.value);
    if (id.value === TIME && cluster) {
      const place = { from: cluster.from, at: (bytes.integer(inside, length.value) * scale) / 1e9 };
      if (keep(place)) places.push(place);
      at = Math.max(end, cluster.end);
      cluster = null;
    } else {
      at = [SEGMENT, INFO, CLUSTER].includes(id.value) ? inside : end;
    }
  }
  return { places };
}

const PAGE = [0x4f, 0x67, 0x67, 0x53]; // OggS
const HEAD = [0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64]; // OpusHead
const CONTINUED = 1;
const OPUS = 48000; // its samples a second, whatever was recorded

// Where pages begin, and when: each says at which sample it ends.
async function ogg(bytes) {
  const places = [];
  const keep = spaced(APART);
  let ended = 0;
  let stream = null;
  for (let at = 0; at + 27 <= bytes.size; ) {
    await bytes.near(at);
    const page = bytes.view(at);
    if (!bytes.holds(at, PAGE)) throw new Error("no page");
    if (stream === null && !bytes.holds(at + 27 + page.getUint8(26), HEAD)) throw new Error("no opus");
    stream ??= page.getUint32(14, true);
    if (page.getUint32(14, true) !== stream) throw new Error("several streams");
    const sample = Number(page.getBigInt64(6, true));
    const place = { from: at, at: ended / OPUS };
    if (sample !== 0 && !(page.getUint8(5) & CONTINUED) && keep(place)) places.push(place);
    if (sample > 0) ended = sample;
    const segments = page.getUint8(26);
    at += 27 + segments;
    for (let segment = 0; segment < segments; segment += 1) at += page.getUint8(27 + segment);
  }
  return { places };
}

// A file of which only a window is in memory.
class Bytes {
  constructor(file) {
    this.file = file;
    this.size = file.size;
    this.from = 0;
    this.data = new DataView(new ArrayBuffer(0));
  }

  // So that at least 512 bytes from here on can be looked at; beyond the end there are zeros.
  async near(at) {
    if (at >= this.from && at + 512 <= this.from + this.data.byteLength) return;
    const read = await this.file.slice(at, at + WINDOW).arrayBuffer();
    const data = new Uint8Array(read.byteLength + 512);
    data.set(new Uint8Array(read));
    this.from = at;
    this.data = new DataView(data.buffer);
  }

  async starts(sign) {
    await this.near(0);
    return this.holds(0, sign);
  }

  holds(at, sign) {
    const view = this.view(at);
    return sign.every((byte, place) => view.getUint8(place) === byte);
  }

  view(at) {
    return new DataView(this.data.buffer, at - this.from);
  }

  // A number of webm: how many bytes it has stands in its first ones; `open` where all others are ones.
  number(at, withoutMark) {
    const first = this.view(at).getUint8(0);
    const bytes = Math.clz32(first) - 23;
    if (bytes > 8) throw new Error("no number");
    const mark = 1 << (8 - bytes);
    let value = withoutMark ? first & (mark - 1) : first;
    let open = (first & (mark - 1)) === mark - 1;
    for (let place = 1; place < bytes; place += 1) {
      const byte = this.view(at).getUint8(place);
      value = value * 256 + byte;
      open &&= byte === 0xff;
    }
    return { value, bytes, open };
  }

  integer(at, length) {
    let value = 0;
    for (let place = 0; place < length; place += 1) value = value * 256 + this.view(at).getUint8(place);
    return value;
  }
}
