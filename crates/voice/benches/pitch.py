"""Holds the pitch that `voice` tells beside that of praat-parselmouth and librosa, where the truth is known.

    peers/bin/python crates/voice/benches/pitch.py target/release/examples/listen

Set up as for peers.py. Tones, glides and vowels made of pulses are written to a folder that is thrown away, clean
and with white noise 10 dB below, and each tool is asked for every tenth of a second. A step counts where there is
voice throughout, and is right within a quarter tone of the pitch in its middle; in steps without any voice no tool
should tell a pitch.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import lfilter

from peers import STEP, librosas, ours, praat, warm

RATE = 22_050
SILENCE = 0.5
TONES = [70, 110, 196, 247, 330, 440, 560]
GLIDES = [(90, 140), (220, 160), (180, 320), (110, 220), (400, 250)]
VOWELS = {"a": (700, 1200, 2500), "i": (300, 2200, 2900), "o": (400, 900, 2300)}


def way(start, end, seconds=2.0):
    """The pitch of each sample: evenly in semitones."""
    return start * (end / start) ** np.linspace(0, 1, int(seconds * RATE), endpoint=False)


def sine(pitch):
    return 0.3 * np.sin(2 * np.pi * np.cumsum(pitch) / RATE)


def vowel(pitch, formants):
    """Pulses at a pitch, through the resonances of a mouth, with soft ends."""
    sound = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0.0)
    for hertz in formants:
        narrow = np.exp(-np.pi * (60 + hertz / 20) / RATE)
        back = [1.0, -2 * narrow * np.cos(2 * np.pi * hertz / RATE), narrow * narrow]
        sound = lfilter([sum(back)], back, sound)
    soft = int(0.015 * RATE)
    edge = np.minimum(1.0, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / soft)
    return 0.3 * edge * sound / np.abs(sound).max()


def sounds():
    """Kind, sound and pitch of each sample."""
    for hertz in TONES:
        yield "tones", sine(way(hertz, hertz)), way(hertz, hertz)
    for start, end in GLIDES:
        yield "glides", sine(way(start, end)), way(start, end)
    for formants in VOWELS.values():
        for start, end in GLIDES:
            yield "vowels", vowel(way(start, end), formants), way(start, end)


def judged(told, truth):
    """Right and all steps with voice throughout, then told and all without any."""
    size = int(STEP * RATE)
    counts = np.zeros(4, int)
    for place in range(len(truth) // size):
        step = truth[place * size : (place + 1) * size]
        heard = told[place] if place < len(told) else 0.0
        if step.all():
            counts += [heard > 0 and abs(12 * np.log2(heard / step[size // 2])) <= 0.5, 1, 0, 0]
        elif not step.any():
            counts += [0, 0, heard > 0, 1]
    return counts


def main():
    listen = sys.argv[1]
    tools = {"voice": lambda path: ours(listen, path), "parselmouth": praat, "librosa": librosas}
    rest = np.zeros(int(SILENCE * RATE))
    sums = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.wav"
        warm(path)
        for number, (kind, sound, pitch) in enumerate(sounds()):
            sound, truth = (np.concatenate([rest, part, rest]) for part in (sound, pitch))
            power = np.mean(sound[truth > 0] ** 2)
            hiss = np.random.default_rng(number).standard_normal(len(sound)) * np.sqrt(power / 10)
            for noise, samples in [("clean", sound), ("10 dB", sound + hiss)]:
                soundfile.write(path, samples, RATE, subtype="PCM_16")
                for name, tool in tools.items():
                    row = sums.setdefault((kind, noise), {}).setdefault(name, np.zeros(4, int))
                    row += judged(tool(path)["pitch"], truth)
    for (kind, noise), row in sums.items():
        for name, (right, voiced, told, silent) in row.items():
            print(f"{kind:7} {noise:6} {name:12} {right / voiced:6.1%} of {voiced} right; a pitch in {told} of {silent} without voice")


if __name__ == "__main__":
    main()
