//! Which segments a change is made of, and whether they changed themselves or only their share did.
//!
//! A share or mean of the whole is the sum over segments of weight times own value, M = Σ wᵢrᵢ, where
//! wᵢ is the segment's part of what is divided by. Its change from before (0) to after (1) is, exactly,
//!
//! ΔM = Σ w̄ᵢ Δrᵢ  (level) + Σ Δwᵢ (r̄ᵢ − M̄)  (mix),
//!
//! with w̄ᵢ, r̄ᵢ and M̄ halfway between before and after (the midpoint form of Kitagawa's decomposition
//! of a difference between rates, 1955). As the weights add up to one before and after, Σ Δwᵢ M̄ = 0: taking
//! M̄ away changes no sum, and makes a segment's mix say whether more of the whole came to lie in a
//! segment that is above it. A total has no mix: each segment adds its own change.

use std::collections::BTreeMap;

use super::{Opened, narrowed, readable};
use crate::chart::{Chart, Share, signed};
use crate::definitions::Definitions;
use crate::engine::{self, Question, Segment, Tables, Trouble, halves};
use crate::finding::{Asked, Finding};
use crate::request::{Span, Window};
use crate::sentence::{figure, first_upper};
use crate::sql;

/// So many segments are drawn, the ones that add most.
const MOST: usize = 20;

/// What a segment adds to a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The segment.
    pub name: String,
    /// The metric in it before; none where it divides by nothing.
    pub before: Option<f64>,
    /// The metric in it after.
    pub after: Option<f64>,
    /// Its part of the whole before, between 0 and 1; of a total, of the total.
    pub weight_before: f64,
    /// Its part of the whole after.
    pub weight_after: f64,
    /// What it adds because it changed itself.
    pub level: f64,
    /// What it adds because its part of the whole changed.
    pub mix: f64,
}

/// A change and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Segments {
    /// The metric's unit; "… a day" for totals.
    pub unit: String,
    /// The metric before.
    pub before: f64,
    /// The metric after.
    pub after: f64,
    /// The segments, those that add most (either way) first. Their levels and mixes add up to the
    /// change.
    pub segments: Vec<Contribution>,
}

impl Segments {
    /// The sum of the levels.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.segments.iter().map(|each| each.level).sum()
    }

    /// The sum of the mixes.
    #[must_use]
    pub fn mix(&self) -> f64 {
        self.segments.iter().map(|each| each.mix).sum()
    }

    /// Whether the whole went one way while no segment did, every one of them standing still or
    /// going the other way: Simpson's paradox.
    #[must_use]
    pub fn reversed(&self) -> bool {
        let change = self.after - self.before;
        let against = |each: &Contribution| match (each.before, each.after) {
            (Some(before), Some(after)) => (after - before) * change <= 0.0,
            _ => true,
        };
        let moved = |each: &Contribution| each.before.zip(each.after).is_some_and(|(b, a)| a != b);
        change != 0.0 && self.segments.iter().all(against) && self.segments.iter().any(moved)
    }
}

/// Takes a change apart.
///
/// # Errors
/// [`Trouble`] says why not: among others where a member may be in several segments, so that they do
/// not add up to the whole.
pub fn segments(
    tables: &dyn Tables,
    definitions: &Definitions,
    metric: &str,
    by: &str,
    filters: &BTreeMap<String, String>,
    window: Window,
    span: Span,
) -> Result<Segments, Trouble> {
    let known = engine::metric(definitions, metric)?;
    engine::inside(Some(window), span)?;
    if matches!(window, Window::LastDays(_)) {
        return Err(Trouble::NothingToCompare);
    }
    let question = |dimensions: Vec<String>| Question {
        metric: metric.to_owned(),
        dimensions,
        filters: filters.clone(),
        window: Some(window),
    };
    let parts = halves(tables, definitions, &question(vec![by.to_owned()]), span)?;
    let whole = halves(tables, definitions, &question(Vec::new()), span)?;
    let is_total = known.per.is_none() && known.retained.is_none();
    let Some(whole) = whole.first() else {
        return Ok(Segments {
            unit: known.unit.clone(),
            before: 0.0,
            after: 0.0,
            segments: Vec::new(),
        });
    };
    if !adds_up(&parts, whole, is_total) {
        return Err(Trouble::Overlap {
            metric: known.name.clone(),
            dimension: definitions
                .dimension(by)
                .map_or_else(|| by.to_owned(), |dimension| dimension.name.clone()),
        });
    }
    for (side, half) in [("before", whole.before), ("after", whole.after)] {
        if half.per <= 0.0 {
            return Err(Trouble::NothingToDivide {
                metric: known.name.clone(),
                side,
            });
        }
    }
    let unit = if is_total && !known.per_day {
        format!("{} a day", known.unit)
    } else {
        known.unit.clone()
    };
    Ok(take_apart(unit, &parts, whole, is_total))
}

fn adds_up(parts: &[Segment], whole: &Segment, is_total: bool) -> bool {
    let near = |sum: f64, whole: f64| (sum - whole).abs() <= 1e-6 * whole.abs().max(1e-9);
    let sum = |of: &dyn Fn(&Segment) -> f64| parts.iter().map(of).sum::<f64>();
    near(sum(&|part| part.before.of), whole.before.of)
        && near(sum(&|part| part.after.of), whole.after.of)
        && (is_total
            || near(sum(&|part| part.before.per), whole.before.per)
                && near(sum(&|part| part.after.per), whole.after.per))
}

fn take_apart(unit: String, parts: &[Segment], whole: &Segment, is_total: bool) -> Segments {
    let value = |of: f64, per: f64| (per > 0.0).then(|| of / per);
    let before = value(whole.before.of, whole.before.per).unwrap_or(0.0);
    let after = value(whole.after.of, whole.after.per).unwrap_or(0.0);
    let middle = (before + after) / 2.0;
    let mut segments: Vec<Contribution> = parts
        .iter()
        .map(|part| {
            let own = [
                value(part.before.of, part.before.per),
                value(part.after.of, part.after.per),
            ];
            let share = |of: f64, whole: f64| if whole > 0.0 { of / whole } else { 0.0 };
            let (weights, level, mix);
            if is_total {
                weights = [
                    share(part.before.of, whole.before.of),
                    share(part.after.of, whole.after.of),
                ];
                level = part.after.of - part.before.of;
                mix = 0.0;
            } else {
                weights = [
                    share(part.before.per, whole.before.per),
                    share(part.after.per, whole.after.per),
                ];
                // A segment that was not there, or is gone, changed nothing but its part.
                let first = own[0].or(own[1]).unwrap_or(0.0);
                let last = own[1].or(own[0]).unwrap_or(0.0);
                level = (weights[0] + weights[1]) / 2.0 * (last - first);
                mix = (weights[1] - weights[0]) * ((first + last) / 2.0 - middle);
            }
            Contribution {
                name: part.name.clone(),
                before: own[0],
                after: own[1],
                weight_before: weights[0],
                weight_after: weights[1],
                level,
                mix,
            }
        })
        .collect();
    segments.sort_by(|one, other| {
        let size = |each: &Contribution| (each.level + each.mix).abs();
        size(other).total_cmp(&size(one))
    });
    Segments {
        unit,
        before,
        after,
        segments,
    }
}

pub(super) fn find(
    opened: Opened<'_>,
    metric: &str,
    by: &str,
    filters: &BTreeMap<String, String>,
    window: Window,
) -> Result<Finding, Trouble> {
    let Opened {
        tables,
        definitions,
        span,
    } = opened;
    let found = segments(tables, definitions, metric, by, filters, window, span)?;
    let known = engine::metric(definitions, metric)?;
    let dimension = definitions
        .dimension(by)
        .map_or(by, |dimension| dimension.name.as_str());
    let question = Question {
        metric: metric.to_owned(),
        dimensions: vec![by.to_owned()],
        filters: filters.clone(),
        window: Some(window),
    };
    Ok(Finding {
        title: format!(
            "What changed {} by {dimension}{}",
            known.name,
            narrowed(filters, Some(window))
        ),
        question: Asked::Segments {
            metric: metric.to_owned(),
            by: by.to_owned(),
            filters: filters.clone(),
            window,
        },
        answer: told(&first_upper(&known.name), dimension, &found),
        charts: vec![
            Chart::Shares {
                unit: found.unit.clone(),
                of: dimension.to_owned(),
                shares: found
                    .segments
                    .iter()
                    .take(MOST)
                    .map(|each| Share {
                        name: readable(&each.name),
                        level: each.level,
                        mix: each.mix,
                    })
                    .collect(),
            },
            values(&found, dimension, window),
        ],
        sql: sql::metric(definitions, &question, Some(span), false)?,
    })
}

/// The metric in each segment, before and after.
fn values(found: &Segments, dimension: &str, window: Window) -> Chart {
    Chart::Bars {
        unit: found.unit.clone(),
        of: dimension.to_owned(),
        compared: if window == Window::YearOverYear {
            "a year earlier"
        } else {
            "before"
        }
        .to_owned(),
        bars: found
            .segments
            .iter()
            .take(MOST)
            .map(|each| crate::chart::Bar {
                name: readable(&each.name),
                value: each.after,
                before: each.before,
            })
            .collect(),
    }
}

fn told(name: &str, dimension: &str, found: &Segments) -> String {
    let change = found.after - found.before;
    let mut text = format!(
        "{name} went from {} to {} ({}).",
        figure(Some(found.before), &found.unit),
        figure(Some(found.after), &found.unit),
        signed(change, &found.unit)
    );
    if let Some(first) = found.segments.first().filter(|_| change != 0.0) {
        text.push_str(&format!(
            " Of that, {} adds {}",
            readable(&first.name),
            signed(first.level + first.mix, &found.unit)
        ));
        if let Some(second) = found.segments.get(1) {
            text.push_str(&format!(
                ", {} {}",
                readable(&second.name),
                signed(second.level + second.mix, &found.unit)
            ));
        }
        text.push('.');
    }
    if found.segments.iter().any(|each| each.mix != 0.0) {
        text.push_str(&format!(
            " Level {}, mix {}.",
            signed(found.level(), &found.unit),
            signed(found.mix(), &found.unit)
        ));
    }
    if found.reversed() {
        text.push_str(&format!(
            " Within every {dimension} it stood still or went the other way: only the shares moved \
             (Simpson's paradox)."
        ));
    } else if change * found.mix() > 0.0 && found.mix().abs() > found.level().abs() {
        text.push_str(" More of it is a shift of shares than a change within.");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Half;
    use proptest::prelude::*;

    fn part(name: &str, before: (f64, f64), after: (f64, f64)) -> Segment {
        let half = |(of, per)| Half { of, per };
        Segment {
            name: name.to_owned(),
            before: half(before),
            after: half(after),
        }
    }

    fn whole(parts: &[Segment]) -> Segment {
        let sum = |of: &dyn Fn(&Segment) -> Half| {
            parts
                .iter()
                .map(of)
                .fold(Half::default(), |all, half| Half {
                    of: all.of + half.of,
                    per: all.per + half.per,
                })
        };
        Segment {
            name: String::new(),
            before: sum(&|part| part.before),
            after: sum(&|part| part.after),
        }
    }

    #[test]
    fn a_whole_that_falls_while_every_part_rises_is_told() {
        // Both plans rise by a point, and the one that is low becomes nine tenths of all.
        let parts = [
            part("standard", (45.0, 50.0), (9.1, 10.0)),
            part("ads", (5.0, 50.0), (9.9, 90.0)),
        ];
        let found = take_apart("share".to_owned(), &parts, &whole(&parts), false);
        assert!(found.after < found.before && found.reversed());
        assert!(found.level() > 0.0 && found.mix() < 0.0);
        assert!((found.level() - 0.01).abs() < 1e-12, "{}", found.level());
        assert!(told("It", "plan", &found).contains("Simpson"));
    }

    #[test]
    fn a_segment_that_is_new_adds_by_its_part_alone() {
        let parts = [
            part("old", (10.0, 100.0), (10.0, 100.0)),
            part("new", (0.0, 0.0), (50.0, 100.0)),
        ];
        let found = take_apart("share".to_owned(), &parts, &whole(&parts), false);
        assert_eq!(found.level(), 0.0);
        assert!((found.mix() - 0.2).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn terms_add_up_to_the_change_exactly(
            parts in prop::collection::vec(((0.0..50.0_f64, 0.0..100.0_f64), (0.0..50.0_f64, 0.0..100.0_f64)), 1..12)
        ) {
            let parts: Vec<Segment> = parts
                .into_iter()
                .map(|(before, after)| part("x", before, after))
                .collect();
            let whole = whole(&parts);
            prop_assume!(whole.before.per > 1.0 && whole.after.per > 1.0);
            prop_assume!(parts.iter().all(|part| part.before.per > 0.0 && part.after.per > 0.0));
            let found = take_apart("share".to_owned(), &parts, &whole, false);
            let change = found.after - found.before;
            prop_assert!((found.level() + found.mix() - change).abs() < 1e-9);
            let weights: f64 = found.segments.iter().map(|each| each.weight_after).sum();
            prop_assert!((weights - 1.0).abs() < 1e-9);
        }
    }
}
