//! What drawn charts have in common: the field, its scale, and how numbers are written along it.

use maud::{Markup, html};

/// The field in which is drawn.
pub(super) const LEFT: f64 = 62.0;
pub(super) const RIGHT: f64 = 712.0;
pub(super) const TOP: f64 = 14.0;
pub(super) const BOTTOM: f64 = 246.0;

/// A scale of values from the bottom of the field to its top.
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// One that shows all of these, with round numbers along it; from 0 on unless everything lies far
    /// above it.
    pub(super) fn over(values: impl Iterator<Item = f64>, from_zero: bool) -> Self {
        let (mut low, mut high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if from_zero || low < 0.6 * high {
            low = low.min(0.0);
        }
        // Where all are the same, what is shown lies below them: nothing is above a share of all.
        if high - low < 1e-12 {
            if high == 0.0 {
                high = 1.0;
            } else {
                low = high - 0.1 * high.abs();
            }
        }
        let rough = (high - low) / 4.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= rough)
            .unwrap_or(rough);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    /// The height of a value.
    pub(super) fn up(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        round(BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP))
    }

    fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(|place| self.low + self.step * place as f64)
    }

    /// Lines across the field with what they stand for.
    pub(super) fn grid(&self, unit: &str) -> Markup {
        html! {
            @for mark in self.marks() {
                line.grid.none[mark.abs() < self.step * 1e-6] x1=(LEFT) x2=(RIGHT) y1=(self.up(mark)) y2=(self.up(mark)) {}
                text x=(LEFT - 8.0) y=(self.up(mark) + 4.0) text-anchor="end" { (short(mark, self.step, unit)) }
            }
        }
    }
}

/// A coordinate, as precise as a screen can show.
pub(super) fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// A number as short as it can be said beside a line.
fn short(value: f64, step: f64, unit: &str) -> String {
    let (value, step, suffix) = if unit.starts_with("share") {
        (value * 100.0, step * 100.0, "%")
    } else if value.abs() >= 1e6 {
        (value / 1e6, step / 1e6, "M")
    } else if value.abs() >= 1e4 || step >= 1e3 {
        (value / 1e3, step / 1e3, "k")
    } else {
        (value, step, "")
    };
    let decimals = (0..4)
        .find(|decimals| {
            let scaled = step * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(4) as usize;
    if value.abs() < step * 1e-6 {
        return format!("0{}", if suffix == "%" { "%" } else { "" });
    }
    format!("{value:.decimals$}{suffix}")
}

/// Every so many places a name stands below the field.
pub(super) fn every(places: usize) -> usize {
    places.div_ceil(6).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_along_a_scale_are_round_and_short() {
        let told = |values: &[f64], unit: &str| -> Vec<String> {
            let scale = Scale::over(values.iter().copied(), false);
            scale
                .marks()
                .map(|mark| short(mark, scale.step, unit))
                .collect()
        };
        assert_eq!(
            told(&[0.0, 0.21], "share of plays"),
            ["0%", "10%", "20%", "30%"]
        );
        assert_eq!(told(&[9_000_000.0, 9_800_000.0], "hours")[0], "9.0M");
        assert_eq!(told(&[3.0, 12.0], "seconds"), ["0", "5", "10", "15"]);
        assert_eq!(told(&[], "hours").len(), 5);
    }

    #[test]
    fn nothing_is_above_a_share_of_all() {
        for values in [&[1.0, 1.0][..], &[0.2, 1.0], &[0.97, 1.0], &[0.0, 0.0]] {
            let scale = Scale::over(values.iter().copied(), false);
            assert!(scale.high < 1.0 + 1e-9, "{values:?}: {}", scale.high);
            assert!(scale.low < scale.high);
        }
    }
}
