"""Speech of which the truth is known: sentences said by espeak-ng, put together with pauses and fillers.

    python3 corpus.py FOLDER

writes NAME.wav and NAME.json (pauses, fillers, syllables, seconds of speech). Needs espeak-ng, numpy and
soundfile. The same folder is written every time.
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
SPEEDS = [130, 160, 190, 220]
PAUSES = [0.4, 0.7, 1.2, 2.5]
FILLERS = ["[[V:]]", "[[V:m]]", "[[3:]]"]
VOWELS = "aeiouæɐɑɒɔəɚɛɜɪᵻʊʌøœɨʉ"


def espeak(text, voice, speed, pitch):
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", file.name, text], check=True)
        samples, rate = soundfile.read(file.name)
    assert rate == RATE
    return samples


def trimmed(samples):
    """Without the silence around it: what lies 45 dB below the loudest sample is silence."""
    loud = np.nonzero(np.abs(samples) > 0.0056 * np.abs(samples).max())[0]
    return samples[loud[0] : loud[-1] + 1]


def inner_pauses(samples):
    """Silences of a quarter of a second that espeak-ng makes itself."""
    loud = np.nonzero(np.abs(samples) > 0.0056 * np.abs(samples).max())[0]
    gaps = np.nonzero(np.diff(loud) >= 0.25 * RATE)[0]
    return [(loud[gap] / RATE, loud[gap + 1] / RATE) for gap in gaps]


def syllables(text, voice):
    """Vowels of what espeak-ng is going to say; a diphthong is one."""
    shown = subprocess.run(["espeak-ng", "-q", "--ipa", "--sep=_", "-v", voice, text], capture_output=True, text=True, check=True)
    sounds = shown.stdout.replace("\n", " ").replace(" ", "_").split("_")
    return sum(any(mark in VOWELS for mark in sound) for sound in sounds)


def recording(number):
    voice, pitch = VOICES[number % len(VOICES)]
    speed = SPEEDS[number % len(SPEEDS)]
    dice = np.random.default_rng(number)
    parts, at = [np.zeros(int(0.6 * RATE))], 0.6
    truth = {"pauses": [], "fillers": [], "syllables": 0, "speech": [], "words": 0}

    def say(samples):
        nonlocal at
        inside = inner_pauses(samples)
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

    order = dice.permutation(len(SENTENCES))
    for place, which in enumerate(order):
        say(trimmed(espeak(SENTENCES[which], voice, speed, pitch)))
        truth["syllables"] += syllables(SENTENCES[which], voice)
        truth["words"] += len(SENTENCES[which].split())
        if place + 1 == len(order):
            break
        wait(PAUSES[int(dice.integers(len(PAUSES)))])
        if place % 2 == 1:
            begun = at
            say(trimmed(espeak(FILLERS[place // 2 % len(FILLERS)], voice, 160, pitch)))
            truth["fillers"].append((begun, at))
            truth["syllables"] += 1
            wait(PAUSES[int(dice.integers(len(PAUSES)))])
    parts.append(np.zeros(int(0.5 * RATE)))
    return np.concatenate(parts), truth


def pink(samples, below, seed):
    """Pink noise, so many decibels below the mean power of the speech."""
    white = np.random.default_rng(seed).standard_normal(len(samples))
    spectrum = np.fft.rfft(white)
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, len(samples))
    speech = samples[np.abs(samples) > 1e-4]
    return noise * np.sqrt(np.mean(speech**2) / np.mean(noise**2) / 10 ** (below / 10))


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
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(12):
        samples, truth = recording(number)
        samples *= 0.5 / np.abs(samples).max()
        noise = pink(samples, 10, number)
        heard = audible(truth["pauses"], samples, noise)
        for name, sound, pauses in [("clean", samples, truth["pauses"]), ("noisy", samples + noise, heard)]:
            soundfile.write(folder / f"{number:02}-{name}.wav", sound, RATE, subtype="PCM_16")
            (folder / f"{number:02}-{name}.json").write_text(json.dumps(truth | {"audible": pauses}))


if __name__ == "__main__":
    main()
