//! A diagnosis in sentences, and what is drawn of it.

use super::{Diagnosis, Segment, Within};
use crate::chart::{Chart, Share};
use crate::sentence::{changed, figure, first_upper};
use crate::tools::readable;

/// Segments that are told of.
const TOLD: usize = 3;
/// Values of a dimension that are drawn; the others are drawn together.
const DRAWN: usize = 8;

impl Segment {
    /// As "country Brazil and device TV".
    #[must_use]
    pub fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                format!(
                    "{} {}",
                    part.dimension.replace('_', " "),
                    readable(&part.value)
                )
            })
            .collect();
        parts.join(" and ")
    }

    /// "−31.0% (−35.2% to −27.1%)"
    fn moved(&self) -> String {
        self.piece.change.map_or_else(
            || "nothing before".to_owned(),
            |change| {
                format!(
                    "{}, between {} and {}",
                    changed(change),
                    changed(self.low),
                    changed(self.high)
                )
            },
        )
    }
}

impl Diagnosis {
    /// What was found, in sentences that begin with "went from".
    #[must_use]
    pub fn told(&self, unit: &str) -> String {
        let mut text = format!(
            "went from {} to {}",
            figure(Some(self.before), unit).trim_end(),
            figure(Some(self.after), unit).trim_end()
        );
        if self.before != 0.0 {
            text.push_str(&format!(" ({})", changed(self.after / self.before - 1.0)));
        }
        text.push('.');
        if let Some(whole) = &self.everywhere {
            text.push_str(&format!(" Everything moved alike: {}.", whole.moved()));
        }
        if self.segments.is_empty() {
            text.push_str(if self.everywhere.is_some() {
                " No segment did so more than the others."
            } else {
                " No segment stands out against chance."
            });
        }
        for segment in self.segments.iter().take(TOLD) {
            text.push_str(&format!(
                " {}: {}",
                first_upper(&segment.in_words()),
                segment.moved()
            ));
            if let Some(explains) = segment.piece.explains {
                text.push_str(&format!(", {:.0}% of the change", explains * 100.0));
            }
            text.push_str(&if segment.certainty > 0.995 {
                "; certainty above 99%.".to_owned()
            } else {
                format!("; certainty {:.0}%.", segment.certainty * 100.0)
            });
        }
        match self.segments.len().saturating_sub(TOLD) {
            0 => {}
            more => text.push_str(&format!(" And {more} more.")),
        }
        if let Some(first) = self.against.first() {
            text.push_str(&format!(
                " Against the change went {}: {}.",
                first.in_words(),
                first.moved()
            ));
        }
        if let Some(mix) = self
            .mix
            .as_ref()
            .filter(|mix| mix.mix.abs() >= 0.1 * self.change.abs() && mix.mix != 0.0)
        {
            text.push_str(&format!(
                " Of the change, {} came of rates that changed and {} of parts that grew or shrank.",
                crate::signed(mix.rates, unit),
                crate::signed(mix.mix, unit)
            ));
        }
        text
    }

    /// What the segments that were found add to the change, beside everything else; then the same by
    /// each dimension in which they are narrowed, or by every one where none was found.
    #[must_use]
    pub fn charts(&self, unit: &str) -> Vec<Chart> {
        let added = |explains: Option<f64>| explains.unwrap_or(0.0) * self.change;
        let mut charts = Vec::new();
        if !self.segments.is_empty() {
            let mut shares: Vec<Share> = self
                .segments
                .iter()
                .take(DRAWN)
                .map(|segment| Share {
                    name: segment.in_words(),
                    level: added(segment.piece.explains),
                    mix: 0.0,
                })
                .collect();
            self.close(&mut shares, 0.0);
            charts.push(Chart::Shares {
                unit: unit.to_owned(),
                of: "segment".to_owned(),
                shares,
            });
        }
        let narrowed = |within: &&Within| {
            self.segments.is_empty()
                || self.segments.iter().any(|segment| {
                    segment
                        .parts
                        .iter()
                        .any(|part| part.dimension == within.dimension)
                })
        };
        charts.extend(self.dimensions.iter().filter(narrowed).map(|within| {
            let mut shares: Vec<Share> = within
                .values
                .iter()
                .take(DRAWN)
                .map(|(value, piece)| Share {
                    name: readable(value),
                    level: added(piece.explains),
                    mix: 0.0,
                })
                .collect();
            let mix = self.mix.as_ref().map_or(0.0, |mix| mix.mix);
            self.close(&mut shares, mix);
            Chart::Shares {
                unit: unit.to_owned(),
                of: within.dimension.replace('_', " "),
                shares,
            }
        }));
        charts
    }

    /// Adds what is left of the change: other values, and what came of parts that grew or shrank.
    fn close(&self, shares: &mut Vec<Share>, mix: f64) {
        let listed: f64 = shares.iter().map(|share| share.level).sum();
        for (name, level) in [
            ("everything else", self.change - listed - mix),
            ("parts that grew or shrank", mix),
        ] {
            if level.abs() > 1e-6 * self.change.abs() {
                shares.push(Share {
                    name: name.to_owned(),
                    level,
                    mix: 0.0,
                });
            }
        }
    }
}
