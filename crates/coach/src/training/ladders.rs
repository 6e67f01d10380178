//! Ladders: how far each piece of evidence lifts a criterion, by least squares on answers whose
//! criteria were judged one by one, and, counting for little, on answers of which only the overall
//! level is known. No piece may press a criterion down, nor lift more than the one before it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pack::vocabulary::{CriterionId, QuestionKind};

use crate::marking::{Climb, LADDERS, Ladders, Rung};

/// An answer with what was judged.
pub(super) struct Judged {
    pub(super) kind: QuestionKind,
    pub(super) climbs: Vec<Climb>,
    /// The level of each criterion that could be judged; `None` where nobody judged them one by one.
    pub(super) criteria: Option<BTreeMap<CriterionId, Option<u8>>>,
    /// The level of the whole.
    pub(super) level: f64,
}

/// How much an answer counts of which only the level of the whole is known.
const ONLY_THE_WHOLE: f64 = 0.1;
/// How far the first, second and third piece lift before anything is known, and how many answers'
/// worth of doubt it takes to leave that.
const BEFORE: [f64; 3] = [0.4, 0.15, 0.1];
const DOUBT: f64 = 3.0;
/// Beyond this one piece would reach the last anchor by itself.
const MOST: f64 = 1.6;
/// Steps of the search, each half of the one before.
const FIRST_STEP: f64 = 0.32;
const LAST_STEP: f64 = 0.004;

/// The ladders of the program, with lifts that fit what was judged.
pub(super) fn of(judged: &[Judged]) -> Option<String> {
    let mut ladders: Ladders = toml::from_str(LADDERS).ok()?;
    for (kind, ladders) in &mut ladders {
        for (place, ladder) in ladders.iter_mut().enumerate() {
            let rows: Vec<(&Climb, f64, f64)> = judged
                .iter()
                .filter(|each| each.kind == *kind)
                .filter_map(|each| {
                    let climb = each.climbs.get(place)?;
                    match &each.criteria {
                        Some(criteria) => {
                            let level = (*criteria.get(&climb.criterion)?)?;
                            Some((climb, f64::from(level), 1.0))
                        }
                        None => Some((climb, each.level, ONLY_THE_WHOLE)),
                    }
                })
                .collect();
            let sizes = ladder.rungs.iter().map(|rung| rung.lifts().len());
            let fitted = fit(&sizes.collect::<Vec<_>>(), &rows);
            for (rung, lifts) in ladder.rungs.iter_mut().zip(fitted) {
                *rung = rung.with(lifts);
            }
        }
    }
    written(&ladders)
}

/// Descends along one lift after the other, in ever smaller steps.
fn fit(sizes: &[usize], rows: &[(&Climb, f64, f64)]) -> Vec<Vec<f64>> {
    let before = |piece: usize| BEFORE.get(piece).or(BEFORE.last()).copied().unwrap_or(0.0);
    let mut lifts: Vec<Vec<f64>> = sizes
        .iter()
        .map(|size| (0..*size).map(before).collect())
        .collect();
    let off = |lifts: &[Vec<f64>]| {
        let wrong: f64 = rows
            .iter()
            .map(|(climb, level, weight)| {
                let given = climb.level(lifts.iter().map(Vec::as_slice));
                weight * (given - level).powi(2)
            })
            .sum();
        let left = lifts.iter().flat_map(|lifts| lifts.iter().enumerate());
        let doubt: f64 = left
            .map(|(piece, lift)| (lift - before(piece)).powi(2))
            .sum();
        wrong + DOUBT * doubt
    };
    let mut least = off(&lifts);
    let mut step = FIRST_STEP;
    while step > LAST_STEP {
        let mut better = false;
        for rung in 0..lifts.len() {
            for piece in 0..lifts[rung].len() {
                for way in [step, -step] {
                    let held = lifts[rung].clone();
                    move_by(&mut lifts[rung], piece, way);
                    let now = off(&lifts);
                    if now + 1e-9 < least {
                        least = now;
                        better = true;
                    } else {
                        lifts[rung] = held;
                    }
                }
            }
        }
        if !better {
            step /= 2.0;
        }
    }
    lifts
}

/// Moves one lift, and with it those that would then lift more than the one before.
fn move_by(lifts: &mut [f64], piece: usize, way: f64) {
    lifts[piece] = (lifts[piece] + way).clamp(0.0, MOST);
    for later in piece + 1..lifts.len() {
        lifts[later] = lifts[later].min(lifts[later - 1]);
    }
    for earlier in (0..piece).rev() {
        lifts[earlier] = lifts[earlier].max(lifts[earlier + 1]);
    }
}

/// The file: what stands above the ladders now, then the ladders.
fn written(ladders: &Ladders) -> Option<String> {
    let head = LADDERS.lines().take_while(|line| line.starts_with('#'));
    let mut out: String = head.flat_map(|line| [line, "\n"]).collect();
    for kind in QuestionKind::ALL {
        for ladder in ladders.get(kind)? {
            let (criterion, share) = (ladder.criterion.word(), ladder.share);
            let _ = writeln!(
                out,
                "\n[[{kind}]]\ncriterion = \"{criterion}\"\nshare = {share:.2}\nrungs = ["
            );
            for rung in &ladder.rungs {
                let _ = writeln!(out, "  {},", toml::Value::try_from(rung).ok()?);
            }
            out.push_str("]\n");
        }
    }
    Some(out)
}

impl Rung {
    /// The same rung with other lifts, in hundredths.
    fn with(&self, lifts: Vec<f64>) -> Self {
        let lifts = lifts
            .into_iter()
            .map(|lift| (lift * 100.0).round() / 100.0)
            .collect();
        match self {
            Self::Evidence { evidence, .. } => Self::Evidence {
                evidence: *evidence,
                lifts,
            },
            Self::Parts { parts, .. } => Self::Parts {
                parts: parts.clone(),
                lifts,
            },
            Self::Topic { .. } => Self::Topic { topic: lifts },
            Self::Expected { .. } => Self::Expected { expected: lifts },
            Self::Claims { .. } => Self::Claims { claims: lifts },
            Self::ChangeOfMind { .. } => Self::ChangeOfMind {
                change_of_mind: lifts,
            },
            Self::WhyNow { .. } => Self::WhyNow { why_now: lifts },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn climb(pieces: &[&[f64]]) -> Climb {
        Climb {
            criterion: CriterionId::Impact,
            pieces: pieces.iter().map(|each| each.to_vec()).collect(),
            wrong: 0.0,
            hollow: 0.0,
        }
    }

    #[test]
    fn lifts_that_made_the_levels_are_found_again() {
        let made = [vec![0.9, 0.3], vec![0.2]];
        let climbs: Vec<Climb> = (0..400)
            .map(|row| {
                let first: &[f64] = [&[][..], &[1.0], &[1.0, 1.0]][row % 3];
                let second: &[f64] = if row % 2 == 0 { &[1.0] } else { &[] };
                climb(&[first, second])
            })
            .collect();
        let rows: Vec<_> = climbs
            .iter()
            .map(|climb| (climb, climb.level(made.iter().map(Vec::as_slice)), 1.0))
            .collect();
        let found = fit(&[2, 1], &rows);
        for (found, made) in found.iter().flatten().zip(made.iter().flatten()) {
            assert!((found - made).abs() < 0.03, "{found} for {made}");
        }
    }

    #[test]
    fn a_kind_that_goes_with_low_levels_lifts_nothing_but_presses_nothing_down() {
        let (with, without) = (climb(&[&[1.0]]), climb(&[&[]]));
        let rows: Vec<_> = (0..50)
            .flat_map(|_| [(&with, 1.0, 1.0), (&without, 3.0, 1.0)])
            .collect();
        assert!(fit(&[1], &rows)[0][0] < 0.05);
    }
}
