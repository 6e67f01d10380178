"""Holds `voice` beside praat-parselmouth and librosa on the same files.

    cargo build --release -p voice --example listen
    python3 -m venv peers && peers/bin/pip install praat-parselmouth librosa soundfile
    peers/bin/python crates/voice/benches/corpus.py corpus
    peers/bin/python crates/voice/benches/peers.py corpus target/release/examples/listen

One core each. Pauses are right when both ends lie within 50 ms of the truth. Pitch has no truth in
speech, so that the three are compared with each other, and each with what the other two agree on; on tones
and made vowels it has one (pitch.py).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

import librosa
import numpy as np
import parselmouth
import soundfile
from parselmouth.praat import call

SHORTEST = 0.25
STEP = 0.1
KINDS = ["clean", "noisy", "white", "pink", "babble"]


def ours(listen, path):
    told = json.loads(subprocess.run([listen, str(path)], capture_output=True, text=True, check=True).stdout)
    pitch = [value or 0.0 for value in told["pitch"]["track"]]
    return {
        "pauses": [(pause["start"], pause["end"]) for pause in told["pauses"]],
        "fillers": [(filler["start"], filler["end"]) for filler in told["fillers"]],
        "rate": told["pace"]["syllables_per_second"],
        "pitch": np.array(pitch),
        "told": told,
    }


def praat(path):
    """As de Jong, Pacilly and Heeren (2021) do it, with their settings."""
    sound = parselmouth.Sound(str(path))
    intensity = sound.to_intensity(minimum_pitch=50, time_step=0.016)
    top = call(intensity, "Get quantile", 0, 0, 0.99)
    loudest = call(intensity, "Get maximum", 0, 0, "Parabolic")
    grid = call(intensity, "To TextGrid (silences)", -25 - (loudest - top), SHORTEST, 0.1, "silent", "sounding")
    count = call(grid, "Get number of intervals", 1)
    label = lambda n: call(grid, "Get label of interval", 1, n)
    begin = lambda n: call(grid, "Get start time of interval", 1, n)
    end = lambda n: call(grid, "Get end time of interval", 1, n)
    silent = [(begin(n), end(n)) for n in range(1, count + 1) if label(n) == "silent"]
    inside = [(a, b) for a, b in silent if a > 0.01 and b < sound.duration - 0.01]
    sounding = [(begin(n), end(n)) for n in range(1, count + 1) if label(n) == "sounding"]

    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=60, pitch_ceiling=600)
    values = pitch.selected_array["frequency"]
    nuclei = praat_nuclei(intensity, pitch, sounding, top)
    told = np.array([middle(values, pitch.xs(), place) for place in range(int(sound.duration / STEP))])
    span = sounding[-1][1] - sounding[0][0] if sounding else 1.0
    return {"pauses": inside, "rate": nuclei / span, "pitch": told}


def praat_nuclei(intensity, pitch, sounding, top, dip=2.0):
    """Peaks over the threshold with a dip before the next that carry voice."""
    levels, times = intensity.values[0], intensity.xs()
    peaks = [n for n in range(1, len(levels) - 1) if levels[n - 1] < levels[n] >= levels[n + 1] and levels[n] > top - 25]
    kept = [
        peak
        for peak, following in zip(peaks, peaks[1:] + [len(levels) - 1])
        if levels[peak] - levels[peak:following + 1].min() > dip
    ]
    heard = lambda at: any(a <= at <= b for a, b in sounding)
    return sum(heard(times[peak]) and not np.isnan(pitch.get_value_at_time(times[peak])) for peak in kept)


def middle(values, times, place):
    """The middle of the voiced values of a step, as ours has it."""
    inside = values[(times >= place * STEP) & (times < (place + 1) * STEP)]
    voiced = np.sort(inside[inside > 0])
    return voiced[len(voiced) // 2] if len(voiced) and 2 * len(voiced) >= len(inside) else 0.0


def librosas(path):
    samples, rate = librosa.load(path, sr=16_000)
    hop = 160
    pitch, voiced, _ = librosa.pyin(samples, fmin=60, fmax=600, sr=rate, frame_length=1024, hop_length=hop)
    pitch = np.where(voiced, pitch, 0.0)
    times = (np.arange(len(pitch)) * hop) / rate
    told = np.array([middle(pitch, times, place) for place in range(int(len(samples) / rate / STEP))])
    sound = librosa.effects.split(samples, top_db=35, frame_length=512, hop_length=hop) / rate
    gaps = [(before[1], after[0]) for before, after in zip(sound, sound[1:])]
    return {"pauses": [gap for gap in gaps if gap[1] - gap[0] >= SHORTEST], "rate": None, "pitch": told}


def matched(found, truth, slack):
    """How many of the truth are found with both ends within `slack` seconds."""
    near = lambda one, other: abs(one[0] - other[0]) <= slack and abs(one[1] - other[1]) <= slack
    return sum(any(near(one, other) for one in found) for other in truth)


def overlapping(found, truth):
    return sum(any(min(a[1], b[1]) > max(a[0], b[0]) for b in found) for a in truth)


def agree(one, other):
    """Of the steps in which both hear voice, the share within a quarter tone; and how many steps."""
    length = min(len(one), len(other))
    one, other = one[:length], other[:length]
    both = (one > 0) & (other > 0)
    near = np.abs(12 * np.log2(one[both] / other[both])) <= 0.5
    return near.sum(), both.sum()


def outvoted(told, others):
    """Of the steps on which the two others agree within a quarter tone, the share in which this one does too."""
    length = min(map(len, [told, *others]))
    told, one, other = (values[:length] for values in (told, *others))
    sure = (one > 0) & (other > 0)
    sure[sure] = np.abs(12 * np.log2(one[sure] / other[sure])) <= 0.5
    between = np.sqrt(one[sure] * other[sure])
    near = np.abs(12 * np.log2(np.maximum(told[sure], 1e-9) / between)) <= 0.5
    return near.sum(), sure.sum()


def warm(path):
    """librosa compiles itself when it is first used, which is nobody's speed."""
    soundfile.write(path, 0.1 * np.sin(np.arange(8_000) / 16), 16_000)
    librosas(path)


def spent():
    """Processor time of this program and those it started, so that others on the machine do not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main():
    folder, listen = Path(sys.argv[1]), sys.argv[2]
    quick = len(sys.argv) > 3
    if not quick:
        with tempfile.TemporaryDirectory() as elsewhere:
            warm(Path(elsewhere) / "sound.wav")
    tools = {"voice": lambda path: ours(listen, path)} | ({} if quick else {"parselmouth": praat, "librosa": librosas})
    for kind in [kind for kind in KINDS if any(folder.glob(f"*-{kind}.wav"))]:
        sums = {name: {"hit": 0, "audible": 0, "found": 0, "rates": [], "seconds": 0.0} for name in tools}
        pairs, voted, fillers, whole, length, edges = {}, {}, [0, 0, 0], 0, 0.0, []
        for path in sorted(folder.glob(f"*-{kind}.wav")):
            truth = json.loads(path.with_suffix(".json").read_text())
            span = truth["speech"][-1][1] - truth["speech"][0][0]
            whole += len(truth["pauses"])
            length += soundfile.info(path).duration
            told = {}
            for name, tool in tools.items():
                begun = spent()
                told[name] = tool(path)
                sums[name]["seconds"] += spent() - begun
                sums[name]["hit"] += matched(told[name]["pauses"], truth["pauses"], 0.05)
                sums[name]["audible"] += matched(told[name]["pauses"], truth["audible"], 0.05)
                sums[name]["found"] += len(told[name]["pauses"])
                if told[name]["rate"]:
                    sums[name]["rates"].append(told[name]["rate"] * span / truth["syllables"] - 1)
            found = told["voice"]["fillers"]
            fillers[0] += overlapping(found, truth["fillers"])
            fillers[1] += len(truth["fillers"])
            fillers[2] += len(found)
            for a, b in truth["pauses"]:
                for c, d in told["voice"]["pauses"]:
                    if min(b, d) > max(a, c):
                        edges += [c - a, d - b]
            for one, other in [("voice", "parselmouth"), ("voice", "librosa"), ("parselmouth", "librosa")]:
                if one in told and other in told:
                    near, both = agree(told[one]["pitch"], told[other]["pitch"])
                    sums_ = pairs.setdefault((one, other), [0, 0])
                    sums_[0] += near
                    sums_[1] += both
            if not quick:
                for name in told:
                    others = [told[other]["pitch"] for other in told if other != name]
                    near, sure = outvoted(told[name]["pitch"], others)
                    votes = voted.setdefault(name, [0, 0])
                    votes[0] += near
                    votes[1] += sure
            if quick:
                print(path.name, f"{matched(found=told['voice']['pauses'], truth=truth['pauses'], slack=0.05)}/{len(truth['pauses'])} found {len(told['voice']['pauses'])}", f"rate {sums['voice']['rates'][-1]:+.1%}", f"fillers {overlapping(found, truth['fillers'])}/{len(truth['fillers'])} of {len(found)}")
        print(f"{kind}: {length:.0f} seconds, {whole} pauses")
        for name, sum_ in sums.items():
            rates = np.abs(sum_["rates"])
            print(
                f"  {name:12} pauses right {sum_['hit'] / whole:.1%}, up to where speech can be heard {sum_['audible'] / whole:.1%}, found {sum_['found']}"
                + (f"; syllable rate off by {rates.mean():.1%}, at most {rates.max():.1%}, on average {np.mean(sum_['rates']):+.1%}" if len(rates) else "")
                + f"; {length / sum_['seconds']:.0f} times real time"
            )
        if edges:
            print(f"  voice's ends off by {np.median(np.abs(edges)) * 1000:.0f} ms in the middle, 95% within {np.quantile(np.abs(edges), 0.95) * 1000:.0f} ms")
        print(f"  fillers: {fillers[0]} of {fillers[1]} found, {fillers[2]} told")
        for (one, other), (near, both) in pairs.items():
            print(f"  pitch of {one} and {other} within a quarter tone: {near / both:.1%} of {both} steps")
        for name, (near, sure) in voted.items():
            print(f"  pitch of {name} as the two others have it: {near / sure:.1%} of {sure} steps on which these agree")


if __name__ == "__main__":
    main()
