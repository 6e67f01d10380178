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
    /// Segments of which nothing is said, and why.
    #[serde(default)]
    pub left_out: Vec<(String, String)>,
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
        .filter(|cut| cut.parts.len() + cut.left_out.len() > 1)
        .collect();
    let tested = cuts.iter().filter(|cut| cut.p_value.is_some()).count() as f64;
    for cut in &mut cuts {
        cut.p_corrected = cut.p_value.map(|p| (p * tested).min(1.0));
    }
    cuts
}

fn cut(dimension: &str, rows: BTreeMap<&str, Vec<usize>>, columns: &Columns, alpha: f64) -> Cut {
    let mut effects = Vec::new();
    let mut parts = Vec::new();
    let mut left_out = Vec::new();
    for (value, rows) in rows {
        if rows.len() < LEAST {
            let why = format!("it has {} units, {LEAST} are needed", rows.len());
            left_out.push((value.to_owned(), why));
            continue;
        }
        match estimate::best(&columns.at(&rows), alpha) {
            Ok((estimate, effect)) => {
                effects.push(effect);
                parts.push(Part {
                    value: value.to_owned(),
                    shrunken: estimate.relative,
                    estimate,
                });
            }
            Err(why) => left_out.push((value.to_owned(), why.to_string())),
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
        left_out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_of_which_nothing_is_said_is_told_with_its_reason() {
        let columns = Columns {
            arms: (0..900).map(|row| row % 2).map(|arm| arm as u8).collect(),
            above: (0..900)
                .map(|row| if row < 300 { 3 } else { row * 31 % 97 })
                .map(f64::from)
                .collect(),
            below: vec![1.0; 900],
            is_ratio: false,
            covariate: None,
        };
        let rows = BTreeMap::from([
            ("alike", (0..300).collect()),
            ("few", (300..310).collect()),
            ("usual", (310..900).collect()),
        ]);
        let found = cut("plan", rows, &columns, 0.05);
        assert_eq!(found.parts.len(), 1);
        assert_eq!(found.p_value, None);
        let [(alike, nothing_varies), (few, too_few)] = found.left_out.as_slice() else {
            panic!("{:?}", found.left_out);
        };
        assert_eq!((alike.as_str(), few.as_str()), ("alike", "few"));
        assert!(
            nothing_varies.contains("the same for every unit"),
            "{nothing_varies}"
        );
        assert!(too_few.contains("10 units"), "{too_few}");
        // A readout that was kept before this was told is read.
        let mut kept = serde_json::to_value(&found).unwrap();
        kept.as_object_mut().unwrap().remove("left_out");
        let back: Cut = serde_json::from_value(kept).unwrap();
        assert!(back.left_out.is_empty() && back.parts == found.parts);
    }
}
