"""Speech of which the truth is known: sentences said by espeak-ng, put together with pauses and fillers.

    python3 corpus.py FOLDER [other]

writes NAME-KIND.wav and NAME-KIND.json (pauses, fillers, syllables, seconds of speech) for each kind of noise.
Needs espeak-ng, numpy and soundfile. The same folder is written every time.

What is changed is looked at on the first corpus, with pink noise. The other one is for checking: other sentences,
voices, speeds and lengths of pauses, half of it by the voices of flite, which are made of recordings of people, with
white noise, pink noise and the babble of sixteen voices. It needs flite as well.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile

RATE = 22_050
SENTENCES = [
    "In twenty twenty four I led the team that rebuilt our search page.",
    "We had lost nine percent of sessions since the spring, and nobody knew why.",
    "I asked for the numbers by region, and I found that one country carried most of the loss.",
    "My designer wanted to ship the whole thing at once, but I argued for a test.",
    "After six weeks the share of members who found something to watch rose by two points.",
    "If I did it again, I would talk to the people who left before I looked at the data.",
    "The hardest part was telling sales that their favourite feature would have to wait.",
    "So what did we learn from that?",
]
VOICES = [("en-us", 45), ("en-gb+f3", 60), ("en-gb-scotland", 35), ("en-us+f2", 50), ("en-029", 40), ("en-us+m3", 50)]
FILLERS = ["[[V:]]", "[[V:m]]", "[[3:]]"]
OTHER_SENTENCES = [
    "Nobody on the finance side believed the forecast, which is why they called me.",
    "First I checked whether the drop was real or a fault of our counting.",
    "It turned out that half of the new accounts had never opened the app.",
    "Then we sat down with support and read two hundred complaints.",
    "I chose the cheaper option because we could undo it within a week.",
    "That was a mistake, and I said so in front of the whole group.",
    "Churn fell from four percent to three and a half by the end of the year.",
    "What would you have done with less time?",
    "Most of the gap came from people who share a device with their kids.",
    "Thanks, that helps.",
]
OTHER_VOICES = [
    ("flite:slt", 0), ("en-us+m7", 55), ("flite:rms", 0), ("en-gb-x-gbclan+f4", 45), ("flite:awb", 0), ("en-us-nyc+m1", 30),
    ("flite:kal16", 0), ("en-gb-x-rp+f1", 65), ("flite:slt", 0), ("en-gb-x-gbcwmd", 40), ("flite:rms", 0), ("en-029+f5", 50),
]
SAID_FILLERS = ["uh", "um", "err"]
VOWELS = "aeiouæɐɑɒɔəɚɛɜɪᵻʊʌøœɨʉ"


def speak(text, voice, speed, pitch):
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        if voice.startswith("flite:"):
            slower = str(175 / speed)
            subprocess.run(["flite", "-voice", voice[6:], "--setf", "duration_stretch=" + slower, "-t", text, "-o", file.name], check=True)
        else:
            subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", file.name, text], check=True)
        samples, rate = soundfile.read(file.name)
    if rate == RATE:
        return samples
    # What the other rate holds, and nothing above it.
    spectrum = np.fft.rfft(samples)
    length = round(len(samples) * RATE / rate)
    return np.fft.irfft(np.pad(spectrum, (0, max(0, length // 2 + 1 - len(spectrum)))), length) * (length / len(samples))


def heard(samples, silence):
    """Where it is louder than silence, a share of the loudest sample."""
    return np.nonzero(np.abs(samples) > silence * np.abs(samples).max())[0]


def trimmed(samples, silence):
    """Without the silence around it."""
    loud = heard(samples, silence)
    return samples[loud[0] : loud[-1] + 1]


def inner_pauses(samples, silence):
    """Silences of a quarter of a second that the voice makes itself."""
    loud = heard(samples, silence)
    gaps = np.nonzero(np.diff(loud) >= 0.25 * RATE)[0]
    return [(loud[gap] / RATE, loud[gap + 1] / RATE) for gap in gaps]


def syllables(text, voice):
    """Vowels of what is going to be said; a diphthong is one."""
    if voice.startswith("flite:"):
        shown = subprocess.run(["flite", "-voice", voice[6:], "-ps", "-t", text, "-o", "none"], capture_output=True, text=True, check=True)
        return sum(sound[0] in "aeiou" for sound in shown.stdout.split() if sound != "pau")
    shown = subprocess.run(["espeak-ng", "-q", "--ipa", "--sep=_", "-v", voice, text], capture_output=True, text=True, check=True)
    sounds = shown.stdout.replace("\n", " ").replace(" ", "_").split("_")
    return sum(any(mark in VOWELS for mark in sound) for sound in sounds)


class First:
    sentences, voices, speeds = SENTENCES, VOICES, [130, 160, 190, 220]
    silence = 0.0056

    def dice(number):
        return np.random.default_rng(number)

    def pause(dice):
        return [0.4, 0.7, 1.2, 2.5][int(dice.integers(4))]

    def noises(samples, number):
        return {"clean": None, "noisy": pink(samples, 10, number)}


class Other:
    sentences, voices, speeds = OTHER_SENTENCES, OTHER_VOICES, [145, 175, 205]
    # Recordings of people hiss 45 dB below.
    silence = 0.01

    def dice(number):
        return np.random.default_rng(7_000 + number)

    def pause(dice):
        return float(np.exp(dice.uniform(np.log(0.33), np.log(3.0))))

    def noises(samples, number):
        return {
            "clean": None,
            "white": white(samples, 10, 7_100 + number),
            "pink": pink(samples, 10, 7_200 + number),
            "babble": babble(samples, 10, 7_300 + number),
        }


def recording(corpus, number):
    voice, pitch = corpus.voices[number % len(corpus.voices)]
    speed = corpus.speeds[number % len(corpus.speeds)]
    dice = corpus.dice(number)
    parts, at = [np.zeros(int(0.6 * RATE))], 0.6
    truth = {"pauses": [], "fillers": [], "syllables": 0, "speech": [], "words": 0}

    def say(text, speed):
        nonlocal at
        samples = trimmed(speak(text, voice, speed, pitch), corpus.silence)
        inside = inner_pauses(samples, corpus.silence)
        truth["pauses"] += [(at + start, at + end) for start, end in inside]
        bounds = [0.0] + [edge for pause in inside for edge in pause] + [len(samples) / RATE]
        truth["speech"] += [(at + start, at + end) for start, end in zip(bounds[::2], bounds[1::2])]
        parts.append(samples)
        at += len(samples) / RATE

    def wait(seconds):
        nonlocal at
        length = int(seconds * RATE)
        truth["pauses"].append((at, at + length / RATE))
        parts.append(np.zeros(length))
        at += length / RATE

    fillers = SAID_FILLERS if voice.startswith("flite:") else FILLERS
    order = dice.permutation(len(corpus.sentences))
    for place, which in enumerate(order):
        say(corpus.sentences[which], speed)
        truth["syllables"] += syllables(corpus.sentences[which], voice)
        truth["words"] += len(corpus.sentences[which].split())
        if place + 1 == len(order):
            break
        wait(corpus.pause(dice))
        if place % 2 == 1:
            begun = at
            say(fillers[place // 2 % len(fillers)], 160)
            truth["fillers"].append((begun, at))
            truth["syllables"] += 1
            wait(corpus.pause(dice))
    parts.append(np.zeros(int(0.5 * RATE)))
    return np.concatenate(parts), truth


def below_speech(noise, samples, below):
    """The noise, so many decibels below the mean power of the speech."""
    speech = samples[np.abs(samples) > 1e-4]
    return noise * np.sqrt(np.mean(speech**2) / np.mean(noise**2) / 10 ** (below / 10))


def white(samples, below, seed):
    return below_speech(np.random.default_rng(seed).standard_normal(len(samples)), samples, below)


def pink(samples, below, seed):
    white = np.random.default_rng(seed).standard_normal(len(samples))
    spectrum = np.fft.rfft(white)
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    return below_speech(np.fft.irfft(spectrum, len(samples)), samples, below)


def babble(samples, below, seed):
    """Sixteen voices of both corpora that speak at once without a pause, each from somewhere in its sentences."""
    dice = np.random.default_rng(seed)
    sum_ = np.zeros(len(samples))
    for place in range(16):
        voice, pitch = (VOICES + OTHER_VOICES)[int(dice.integers(len(VOICES + OTHER_VOICES)))]
        text = " ".join(dice.permutation(SENTENCES + OTHER_SENTENCES)[:6])
        said = trimmed(speak(text, voice, 175, pitch), 0.0056)
        said = np.roll(said, int(dice.integers(len(said)))) / np.sqrt(np.mean(said**2))
        sum_ += np.resize(said, len(samples))
    return below_speech(sum_, samples, below)


def audible(pauses, samples, noise):
    """Pauses up to where speech stands above the noise in some band: what lies below it nobody hears."""
    edges = [100, 250, 400, 600, 850, 1150, 1600, 2200, 3100, 4500, 7200]
    window, hop = np.hanning(RATE // 50), RATE // 100
    frequencies = np.fft.rfftfreq(len(window), 1 / RATE)

    def bands(sound, at):
        power = np.abs(np.fft.rfft(sound[at : at + len(window)] * window)) ** 2
        return np.array([power[(frequencies >= low) & (frequencies < high)].sum() for low, high in zip(edges, edges[1:])])

    mean = np.mean([bands(noise, at) for at in range(0, len(noise) - len(window), 10 * hop)], axis=0)

    def heard(at):
        return (bands(samples, int(at * RATE) - len(window) // 2) > mean).any()

    moved = []
    for start, end in pauses:
        while not heard(start) and start > 0.1:
            start -= 0.005
        while not heard(end) and end < len(samples) / RATE - 0.1:
            end += 0.005
        moved.append((start, end))
    return moved


def main():
    folder = Path(sys.argv[1])
    corpus = Other if sys.argv[2:] == ["other"] else First
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(12):
        samples, truth = recording(corpus, number)
        samples *= 0.5 / np.abs(samples).max()
        for kind, noise in corpus.noises(samples, number).items():
            sound, heard = (samples, truth["pauses"]) if noise is None else (samples + noise, audible(truth["pauses"], samples, noise))
            soundfile.write(folder / f"{number:02}-{kind}.wav", sound, RATE, subtype="PCM_16")
            (folder / f"{number:02}-{kind}.json").write_text(json.dumps(truth | {"audible": heard}))


if __name__ == "__main__":
    main()
