// Captions where the browser recognises speech on this machine. Browsers that would send the sound to a
// server for it are not asked.

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

// "available", "downloadable", "downloading" or "unavailable".
export async function possible(language) {
  if (!Recognition?.available || !("processLocally" in Recognition.prototype)) return "unavailable";
  return Recognition.available({ langs: [language], processLocally: true }).catch(() => "unavailable");
}

// Has the browser fetch what it needs; says whether it can be used then.
export async function fetchPack(language) {
  return Recognition.install({ langs: [language], processLocally: true }).catch(() => false);
}

const LAST_WORDS = 1000; // milliseconds that a browser is given to settle what was said last

// Begins to recognise. `told` gets what is settled and what may still change. Gives what ends it: done when
// the last words have been told.
export function begin(language, track, told) {
  const recognition = new Recognition();
  recognition.processLocally = true;
  recognition.lang = language;
  recognition.continuous = true;
  recognition.interimResults = true;
  let on = true;
  let over = () => {};
  const ended = new Promise((done) => {
    over = done;
  });
  recognition.onresult = (event) => {
    let settled = "";
    let open = "";
    for (let place = event.resultIndex; place < event.results.length; place += 1) {
      const { transcript } = event.results[place][0];
      if (event.results[place].isFinal) settled += transcript;
      else open += transcript;
    }
    told(settled.trim(), open.trim());
  };
  recognition.onend = () => {
    if (on) recognition.start(track);
    else over();
  };
  recognition.onerror = ({ error }) => {
    if (error !== "no-speech") on = false;
  };
  recognition.start(track);
  return () => {
    on = false;
    recognition.stop();
    setTimeout(over, LAST_WORDS);
    return ended;
  };
}
