//! How well a claim fits what is true and what the data gave.

use super::Conduct;
use crate::experiment::readout::Line;
use crate::experiment::setting;
use crate::experiment::truth::Truth;
use crate::experiment::warning::signed;

/// How many times as wide as the always-valid interval a claim may be before it is told as wide: who rounds
/// to whole points is not wide.
const ROUNDED: f64 = 1.15;

/// How wide an interval on those whom the change reaches is that says as much as the always-valid one on
/// those who were tested.
fn usual_width(conduct: &Conduct<'_>, truth: &Truth) -> Option<f64> {
    let best = conduct.readout.primary.as_ref().map(Line::best)?;
    let width = best.anytime_high - best.anytime_low;
    let primary = conduct.design.primary;
    let (Some(tested), Some(reached)) = (&truth.tested, truth.effect(primary)) else {
        return Some(width);
    };
    // A sum over all is moved by a part of them only as far as this is a part of the sum.
    let part = if setting::measure(primary).is_total() && reached.control > 0.0 {
        (tested.effect.control / reached.control).max(1.0)
    } else {
        1.0
    };
    Some(width * part)
}

/// How well the claim fits what is true, from 0 to 1, and why.
pub(super) fn claim(conduct: &Conduct<'_>, truth: &Truth) -> (f64, String) {
    let Some(effect) = truth.effect(conduct.design.primary) else {
        return (
            0.5,
            "The claim cannot be held against the truth.".to_owned(),
        );
    };
    let conclusion = conduct.conclusion;
    let claimed = format!(
        "You claimed {} ({} to {}); the truth is {}.",
        signed(conclusion.effect),
        signed(conclusion.low),
        signed(conclusion.high),
        signed(effect.relative)
    );
    let width = conclusion.high - conclusion.low;
    let times = usual_width(conduct, truth).map_or(1.0, |usual| width / usual);
    let wide = if times > ROUNDED {
        format!(
            " It is {times:.1} times as wide as the always-valid interval: you claim less than the data gave."
        )
    } else {
        String::new()
    };
    if (conclusion.low..=conclusion.high).contains(&effect.relative) {
        let worth = if times > ROUNDED {
            (1.0 / times).max(0.2)
        } else {
            1.0
        };
        (worth, format!("{claimed} The range holds it.{wide}"))
    } else {
        let beyond = (conclusion.low - effect.relative).max(effect.relative - conclusion.high);
        // What misses is near by the measure of the data, not by that of a range as wide as one likes.
        let near = beyond <= 0.5 * width / times.max(1.0);
        (
            if near { 0.4 } else { 0.0 },
            format!("{claimed} The range misses it.{wide}"),
        )
    }
}
