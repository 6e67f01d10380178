//! What the planted cause really did, in the words of cases.

use std::collections::BTreeMap;

use pack::vocabulary::{CauseId, Headline};
use serde::{Deserialize, Serialize};
use world::names::Named;
use world::{Progress, Schedule, Segment, World, truth};

use crate::case::{CaseError, Drawn};

/// The truth of a case: the market with the cause and without it, same dice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseTruth {
    /// The cause.
    pub cause: CauseId,
    /// Whom it touches.
    pub segment: Segment,
    /// How far it moved the case's headline in the market while it acted, as a share of what would
    /// have been.
    pub size: f64,
    /// The same for every measure of the market, by metric.
    pub effects: BTreeMap<String, f64>,
    /// The steps from the cause to the headline: words, metric, and change among those it touches.
    pub chain: Vec<(String, String, f64)>,
}

impl CaseTruth {
    /// Simulates the market with the cause and without it.
    ///
    /// # Errors
    /// The world cannot be made; somebody stopped the work.
    pub fn of(
        drawn: &Drawn,
        headline: Headline,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Self, CaseError> {
        let world = World::new(drawn.configuration.clone())?;
        let found = truth(&world, 0, schedule, progress)?;
        let incident = &drawn.configuration.incidents[0];
        let away = drawn.cause == CauseId::MovedHoliday;
        let effects: BTreeMap<String, f64> = found
            .region
            .iter()
            .filter_map(|effect| Some((effect.measure.name().to_owned(), effect.relative()?)))
            // The window of the sums is where the holiday was last year: what it lacks there, it
            // has where it is now.
            .map(|(metric, change)| {
                (
                    metric,
                    if away {
                        1.0 / (1.0 + change) - 1.0
                    } else {
                        change
                    },
                )
            })
            .collect();
        let size = effects.get(headline.word()).copied().unwrap_or(0.0);
        Ok(Self {
            cause: drawn.cause,
            segment: incident.segment,
            size,
            chain: found
                .chain
                .iter()
                .filter_map(|step| {
                    let change = step.effect.relative()?;
                    let change = if away {
                        1.0 / (1.0 + change) - 1.0
                    } else {
                        change
                    };
                    Some((
                        step.words.to_owned(),
                        step.effect.measure.name().to_owned(),
                        change,
                    ))
                })
                .collect(),
            effects,
        })
    }
}
