// The microphone: asked for when it is opened, and never before.

const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

const REFUSALS = {
  NotAllowedError: "The browser may not use the microphone. Allow it beside the address and try again, or type your answer.",
  NotFoundError: "No microphone was found. Plug one in and try again, or type your answer.",
  NotReadableError: "The microphone is held by another program. Close that and try again, or type your answer.",
};

// Opens it. `heard` gets chunks of samples, `lost` is told when the device goes away.
export async function open(heard, lost) {
  if (!navigator.mediaDevices?.getUserMedia || !globalThis.AudioWorkletNode) {
    throw new Error("This browser gives pages no microphone. Type your answer.");
  }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: PLAIN }).catch((refusal) => {
    throw new Error(REFUSALS[refusal.name] ?? `The microphone could not be opened (${refusal.message}). Type your answer.`);
  });
  const [track] = stream.getAudioTracks();
  const context = new AudioContext();
  let finished = () => {};
  let capture = null;
  try {
    await context.audioWorklet.addModule(new URL("capture.js", import.meta.url));
    await context.resume();
    capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 1 });
  } catch (error) {
    track.stop();
    context.close();
    throw new Error(`The microphone could not be heard (${error.message}). Type your answer.`);
  }
  capture.port.onmessage = ({ data }) => (data ? heard(data) : finished());
  context.createMediaStreamSource(stream).connect(capture);
  // Nothing is played: browsers only let work what leads to a destination.
  capture.connect(context.destination);
  track.addEventListener("ended", lost);
  return {
    track,
    // Hands on what has been heard up to now.
    flush() {
      return new Promise((done) => {
        finished = done;
        capture.port.postMessage("finish");
        setTimeout(done, 300);
      });
    },
    close() {
      track.removeEventListener("ended", lost);
      track.stop();
      context.close();
    },
  };
}
