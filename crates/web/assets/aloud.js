// The question, read by a voice of this machine. Voices that live on a server are passed over: the words
// would go there.

const voices = () => (globalThis.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService);

// Tells whenever it becomes known whether there is a voice.
export function whenKnown(told) {
  const look = () => told(voices().length > 0);
  look();
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", look);
}

// Reads nothing where no voice of this machine is known: the browser would choose one itself.
export function read(text, language, ended) {
  stop();
  const spoken = voices();
  if (spoken.length === 0) return ended();
  const speech = new SpeechSynthesisUtterance(text);
  speech.voice = spoken.find((voice) => voice.lang.startsWith(language.slice(0, 2))) ?? spoken[0];
  speech.lang = language;
  speech.onend = ended;
  speech.onerror = ended;
  globalThis.speechSynthesis.speak(speech);
}

export function stop() {
  globalThis.speechSynthesis?.cancel();
}
