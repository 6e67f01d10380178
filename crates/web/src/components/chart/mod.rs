//! Charts of effects. Drawings have no fixed width: places across are per cent of it, so that words and
//! marks stay as large on a phone as on a desk. What is drawn is also said, beside or in a table.

pub(crate) mod course;
pub(crate) mod forest;
pub(crate) mod spread;

use std::fmt::Write;

/// A scale from values to places.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Covers all of the values, some room and zero; without a value it is narrow around zero.
    pub(crate) fn around(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if high - low < 1e-12 {
            (low, high) = (-0.01, 0.01);
        }
        let room = 0.04 * (high - low);
        Self {
            low: low - room,
            high: high + room,
            from,
            to,
        }
    }

    /// The same with at most some extent on either side, for courses that begin wildly; an extent of
    /// nothing cuts nothing off.
    pub(crate) fn within(mut self, least: f64, most: f64) -> Self {
        let (low, high) = (self.low.max(least), self.high.min(most));
        if high - low >= 1e-12 {
            (self.low, self.high) = (low, high);
        }
        self
    }

    /// Where a value lies; values beyond the ends lie on them.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let value = if value.is_finite() { value } else { 0.0 };
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        ((self.from + share * (self.to - self.from)) * 100.0).round() / 100.0
    }

    /// About so many round values to mark.
    pub(crate) fn marks(&self, about: usize) -> Vec<f64> {
        let raw = (self.high - self.low) / about.max(1) as f64;
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= raw)
            .unwrap_or(10.0 * power);
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        (first..=last.min(first + 24))
            .map(|number| number as f64 * step)
            .collect()
    }
}

/// A place across a drawing.
pub(crate) fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

/// Points as SVG writes them.
pub(crate) fn points(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut text = String::new();
    for (x, y) in points {
        // Writing to a string cannot fail.
        let _ = write!(text, "{x:.2},{y:.2} ");
    }
    text
}

/// A share with its sign, as people say it.
pub(crate) fn effect(share: f64) -> String {
    let percent = 100.0 * share;
    let size = percent.abs();
    if size < 0.005 {
        return "0.0%".to_owned();
    }
    let sign = if percent < 0.0 { "\u{2212}" } else { "+" };
    if size >= 9.95 {
        format!("{sign}{size:.0}%")
    } else if size >= 0.095 {
        format!("{sign}{size:.1}%")
    } else {
        format!("{sign}{size:.2}%")
    }
}

/// A range of shares; without ends it rules out nothing.
pub(crate) fn range(low: f64, high: f64) -> String {
    if low.is_infinite() && high.is_infinite() {
        return "nothing is ruled out".to_owned();
    }
    format!("{} to {}", effect(low), effect(high))
}

/// A mark of an axis: a share without more digits than it needs.
pub(crate) fn mark(share: f64) -> String {
    let percent = 100.0 * share;
    let sign = if percent < 0.0 { "\u{2212}" } else { "" };
    let digits = usize::from((percent * 10.0).round() % 10.0 != 0.0);
    format!("{sign}{:.digits$}%", percent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_zero_and_everything_and_never_breaks() {
        let scale = Scale::around([0.02, -0.01, f64::NAN].into_iter(), 0.0, 100.0);
        assert!(scale.at(-0.01) < scale.at(0.0) && scale.at(0.0) < scale.at(0.02));
        assert_eq!(scale.at(f64::INFINITY), scale.at(0.0));
        assert!(scale.marks(5).contains(&0.0));
        let empty = Scale::around(std::iter::empty(), 0.0, 100.0);
        assert!(empty.at(0.5).is_finite());
        // Where nothing moves there is no extent to keep within.
        assert_eq!(empty.within(0.0, 0.0).at(0.0), 50.0);
    }

    #[test]
    fn effects_are_said_with_their_sign() {
        assert_eq!(effect(0.0314), "+3.1%");
        assert_eq!(effect(-0.4), "\u{2212}40%");
        assert_eq!(effect(-0.000_01), "0.0%", "nothing has no sign");
        assert_eq!(mark(-0.025), "\u{2212}2.5%");
        assert_eq!(mark(0.04), "4%");
    }
}
