//! Loudness as the ear has it, by ITU-R BS.1770-5: two filters, power, two gates.

use std::f64::consts::PI;

use crate::mono::RATE;

/// Samples of one value of the track.
const STEP: usize = RATE as usize / 10;
/// Steps in a gating block of 400 ms.
const BLOCK: usize = 4;
/// What is quieter is silence to the gate, in LUFS.
const SILENCE: f64 = -70.0;

/// Measures loudness step by step.
pub(crate) struct Meter {
    shelf: Biquad,
    high_pass: Biquad,
    sum: f64,
    count: usize,
    /// Mean power of each tenth of a second.
    steps: Vec<f32>,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self {
            shelf: Biquad::shelf(),
            high_pass: Biquad::high_pass(),
            sum: 0.0,
            count: 0,
            steps: Vec::new(),
        }
    }

    pub(crate) fn feed(&mut self, samples: &[f32]) {
        for &sample in samples {
            let weighted = self.high_pass.next(self.shelf.next(f64::from(sample)));
            self.sum += weighted * weighted;
            self.count += 1;
            if self.count == STEP {
                self.close();
            }
        }
    }

    /// Loudness of the whole, and of each tenth of a second, of those that count: the others are silent.
    pub(crate) fn finish(mut self, counts: impl Fn(usize) -> bool) -> (Option<f64>, Vec<f32>) {
        if self.count > 0 {
            self.close();
        }
        let tenth = |loudness: f64| (loudness * 10.0).round() / 10.0;
        let track = self.steps.iter().enumerate().map(|(step, power)| {
            let loudness = loudness(f64::from(*power)).max(SILENCE);
            tenth(if counts(step) { loudness } else { SILENCE }) as f32
        });
        (self.whole(&counts).map(tenth), track.collect())
    }

    fn close(&mut self) {
        self.steps.push((self.sum / self.count as f64) as f32);
        (self.sum, self.count) = (0.0, 0);
    }

    /// Blocks of which every step counts.
    fn whole(&self, counts: impl Fn(usize) -> bool) -> Option<f64> {
        let blocks: Vec<f64> = self
            .steps
            .windows(BLOCK)
            .enumerate()
            .filter(|(first, _)| (*first..first + BLOCK).all(&counts))
            .map(|(_, steps)| {
                steps.iter().map(|power| f64::from(*power)).sum::<f64>() / BLOCK as f64
            })
            .filter(|power| loudness(*power) > SILENCE)
            .collect();
        let gate = loudness(mean(blocks.iter().copied())?) - 10.0;
        let heard = blocks
            .iter()
            .copied()
            .filter(|power| loudness(*power) > gate);
        mean(heard).map(loudness)
    }
}

fn loudness(power: f64) -> f64 {
    10.0 * power.max(1e-12).log10() - 0.691
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    (count > 0).then(|| sum / count as f64)
}

/// A filter of second order.
struct Biquad {
    forward: [f64; 3],
    back: [f64; 2],
    kept: [f64; 2],
}

impl Biquad {
    /// The head's shelf: its analogue form, brought to our rate.
    fn shelf() -> Self {
        let (frequency, gain, quality) = (
            1_681.974_450_955_533,
            3.999_843_853_973_347_f64,
            0.707_175_236_955_419_6,
        );
        let bend = (PI * frequency / f64::from(RATE)).tan();
        let high = 10_f64.powf(gain / 20.0);
        let middle = high.powf(0.499_666_774_154_541_6);
        let whole = 1.0 + bend / quality + bend * bend;
        Self::new(
            [
                (high + middle * bend / quality + bend * bend) / whole,
                2.0 * (bend * bend - high) / whole,
                (high - middle * bend / quality + bend * bend) / whole,
            ],
            [
                2.0 * (bend * bend - 1.0) / whole,
                (1.0 - bend / quality + bend * bend) / whole,
            ],
        )
    }

    /// What lies too low to be loud. Takes a constant offset away as well.
    fn high_pass() -> Self {
        let (frequency, quality) = (38.135_470_876_024_44, 0.500_327_037_323_877_3);
        let bend = (PI * frequency / f64::from(RATE)).tan();
        let whole = 1.0 + bend / quality + bend * bend;
        Self::new(
            [1.0, -2.0, 1.0],
            [
                2.0 * (bend * bend - 1.0) / whole,
                (1.0 - bend / quality + bend * bend) / whole,
            ],
        )
    }

    fn new(forward: [f64; 3], back: [f64; 2]) -> Self {
        Self {
            forward,
            back,
            kept: [0.0; 2],
        }
    }

    fn next(&mut self, sample: f64) -> f64 {
        let given = self.forward[0] * sample + self.kept[0];
        self.kept[0] = self.forward[1] * sample - self.back[0] * given + self.kept[1];
        self.kept[1] = self.forward[2] * sample - self.back[1] * given;
        given
    }
}
