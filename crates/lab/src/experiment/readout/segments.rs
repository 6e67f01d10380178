//! The primary effect by segment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stats::heterogeneity::heterogeneity;
use world::ObservedUnit;
use world::names::Named;

use crate::experiment::columns::{Columns, Panel};
use crate::experiment::estimate::{self, Estimate};

/// Units that a segment needs to be shown.
const LEAST: usize = 200;

/// The primary measure cut one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// How it is cut.
    pub dimension: String,
    /// The segments.
    pub parts: Vec<Part>,
    /// p-value of "the effect is the same in all of them"; none where there is but one.
    pub p_value: Option<f64>,
    /// The same, corrected for the number of cuts (Bonferroni).
    pub p_corrected: Option<f64>,
}

/// One segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its value.
    pub value: String,
    /// The effect in it.
    pub estimate: Estimate,
    /// The effect drawn towards all segments' mean by as much as its noise asks.
    pub shrunken: f64,
}

type Key = fn(&ObservedUnit) -> &'static str;

const CUTS: [(&str, Key); 5] = [
    ("plan", |unit| unit.plan.name()),
    ("device", |unit| unit.device.name()),
    ("tenure", |unit| unit.tenure_band.name()),
    ("line", |unit| if unit.slow_line { "slow" } else { "fast" }),
    ("country", |unit| unit.country.name()),
];

/// Every cut of the primary measure.
pub(super) fn cuts(panel: &Panel<'_>, columns: &Columns, places: &[usize], alpha: f64) -> Vec<Cut> {
    let units = panel.logs.units();
    let mut cuts: Vec<Cut> = CUTS
        .iter()
        .map(|(dimension, key)| {
            let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (row, place) in places.iter().enumerate() {
                rows.entry(key(&units[*place])).or_default().push(row);
            }
            cut(dimension, rows, columns, alpha)
        })
        .filter(|cut| cut.parts.len() > 1)
        .collect();
    let tested = cuts.len() as f64;
    for cut in &mut cuts {
        cut.p_corrected = cut.p_value.map(|p| (p * tested).min(1.0));
    }
    cuts
}

fn cut(dimension: &str, rows: BTreeMap<&str, Vec<usize>>, columns: &Columns, alpha: f64) -> Cut {
    let mut effects = Vec::new();
    let mut parts = Vec::new();
    for (value, rows) in rows {
        if rows.len() < LEAST {
            continue;
        }
        if let Ok((estimate, effect)) = estimate::best(&columns.at(&rows), alpha) {
            effects.push(effect);
            parts.push(Part {
                value: value.to_owned(),
                shrunken: estimate.relative,
                estimate,
            });
        }
    }
    let scatter = heterogeneity(&effects).ok();
    if let Some(scatter) = &scatter {
        for (part, shrunken) in parts.iter_mut().zip(&scatter.shrunken) {
            part.shrunken = *shrunken;
        }
    }
    Cut {
        dimension: dimension.to_owned(),
        parts,
        p_value: scatter.map(|scatter| scatter.p_value),
        p_corrected: None,
    }
}
