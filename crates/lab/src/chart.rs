//! What is drawn of an answer, and the same as a table. Drawing itself is the pages' business.

use serde::{Deserialize, Serialize};

use crate::sentence::{amount, figure};
use crate::tools::Partial;

/// A line of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// A value for each place across; none where there is nothing to divide by.
    pub values: Vec<Option<f64>>,
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How long it is.
    pub value: Option<f64>,
    /// What it is compared with: before, a year earlier.
    pub before: Option<f64>,
}

/// One group of people on their way through steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// The group; "all" where there is only one.
    pub name: String,
    /// How many reached each step.
    pub reached: Vec<f64>,
}

/// What a segment adds to a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The segment.
    pub name: String,
    /// Added because the segment itself changed.
    pub level: f64,
    /// Added because the segment's share of the whole changed.
    pub mix: f64,
}

/// A bar of a histogram.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// From here on.
    pub from: f64,
    /// Up to here, itself not included; the last bin holds everything above.
    pub to: Option<f64>,
    /// How many lie in it.
    pub count: f64,
}

/// A value below which a share of everything lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// The share, between 0 and 1.
    pub share: f64,
    /// The value.
    pub value: f64,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Chart {
    /// Values over time or days since the beginning.
    Lines {
        /// Unit of the values.
        unit: String,
        /// What goes across: day, week, month.
        across: String,
        /// The places across, in order.
        places: Vec<String>,
        /// The lines, the largest first: a page draws the first of them and writes all in the table.
        lines: Vec<Line>,
        /// The places of which only some days are there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        partial: Vec<Partial>,
        /// The place from which on it is after, where before and after are compared.
        turn: Option<String>,
    },
    /// Values side by side.
    Bars {
        /// Unit of the values.
        unit: String,
        /// What the bars are of: country, device.
        of: String,
        /// What `before` of the bars is; empty where nothing is compared.
        compared: String,
        /// The bars.
        bars: Vec<Bar>,
    },
    /// How many go on from step to step.
    Steps {
        /// Who is counted.
        unit: String,
        /// The steps.
        steps: Vec<String>,
        /// One for each group.
        ways: Vec<Way>,
    },
    /// Shares by cohort and time since its beginning.
    Heat {
        /// Unit of the cells.
        unit: String,
        /// What a row is of.
        of: String,
        /// The rows.
        rows: Vec<String>,
        /// How many each row stands for.
        sizes: Vec<f64>,
        /// The columns.
        columns: Vec<String>,
        /// A row of cells for each row; none where the time has not come.
        cells: Vec<Vec<Option<f64>>>,
    },
    /// What adds up to a change.
    Shares {
        /// Unit of the change.
        unit: String,
        /// What the segments are values of.
        of: String,
        /// The segments.
        shares: Vec<Share>,
    },
    /// How often each size is.
    Histogram {
        /// Unit of the sizes.
        unit: String,
        /// Who or what is counted.
        counted: String,
        /// The bins.
        bins: Vec<Bin>,
        /// The quantiles.
        quantiles: Vec<Quantile>,
    },
}

/// Rows of words under a head, as a chart says without drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The head.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

fn change(before: Option<f64>, after: Option<f64>) -> String {
    match (before.filter(|before| *before != 0.0), after) {
        (Some(before), Some(after)) => {
            let change = (after / before - 1.0) * 100.0;
            let sign = if change < 0.0 { "\u{2212}" } else { "+" };
            format!("{sign}{:.1}%", change.abs())
        }
        _ => NOTHING.to_owned(),
    }
}

/// A dash where there is nothing.
const NOTHING: &str = "\u{2013}";

fn told(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| amount(value, unit))
}

/// A part of a whole in per cent.
fn part(of: Option<f64>, whole: Option<f64>) -> String {
    match (of, whole) {
        (Some(of), Some(whole)) if whole > 0.0 => format!("{:.1}%", of / whole * 100.0),
        _ => NOTHING.to_owned(),
    }
}

impl Chart {
    /// The unit of what is drawn.
    #[must_use]
    pub fn unit(&self) -> &str {
        match self {
            Self::Lines { unit, .. }
            | Self::Bars { unit, .. }
            | Self::Steps { unit, .. }
            | Self::Heat { unit, .. }
            | Self::Shares { unit, .. }
            | Self::Histogram { unit, .. } => unit,
        }
    }

    /// The same as a table. Figures are without their unit, which is [`Chart::unit`].
    #[must_use]
    pub fn written(&self) -> Written {
        match self {
            Self::Lines {
                unit,
                across,
                places,
                lines,
                partial,
                ..
            } => Written {
                head: std::iter::once(across.clone())
                    .chain(lines.iter().map(|line| line.name.clone()))
                    .collect(),
                rows: places
                    .iter()
                    .enumerate()
                    .map(|(place, name)| {
                        let values = lines
                            .iter()
                            .map(|line| told(line.values.get(place).copied().flatten(), unit));
                        std::iter::once(marked(name, partial))
                            .chain(values)
                            .collect()
                    })
                    .collect(),
            },
            Self::Bars {
                unit,
                of,
                compared,
                bars,
            } => written_bars(unit, of, compared, bars),
            Self::Steps { unit, steps, ways } => written_steps(unit, steps, ways),
            Self::Heat {
                unit,
                of,
                rows,
                sizes,
                columns,
                cells,
            } => Written {
                head: [of.clone(), "people".to_owned()]
                    .into_iter()
                    .chain(columns.iter().cloned())
                    .collect(),
                rows: rows
                    .iter()
                    .enumerate()
                    .map(|(place, name)| {
                        let cells = cells.get(place).map_or(&[][..], Vec::as_slice);
                        [name.clone(), told(sizes.get(place).copied(), "people")]
                            .into_iter()
                            .chain(
                                (0..columns.len())
                                    .map(|column| told(cells.get(column).copied().flatten(), unit)),
                            )
                            .collect()
                    })
                    .collect(),
            },
            Self::Shares { unit, of, shares } => Written {
                head: [of.as_str(), "level", "mix", "together"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: shares
                    .iter()
                    .map(|share| {
                        vec![
                            share.name.clone(),
                            change_of(share.level, unit),
                            change_of(share.mix, unit),
                            change_of(share.level + share.mix, unit),
                        ]
                    })
                    .collect(),
            },
            Self::Histogram {
                unit,
                counted,
                bins,
                quantiles,
            } => written_histogram(unit, counted, bins, quantiles),
        }
    }
}

/// The name of a place, with how many of its days are there.
fn marked(name: &str, partial: &[Partial]) -> String {
    partial
        .iter()
        .find(|each| each.place == name)
        .map_or_else(|| name.to_owned(), |each| format!("{name} {}", each.mark()))
}

fn written_bars(unit: &str, of: &str, compared: &str, bars: &[Bar]) -> Written {
    if compared.is_empty() {
        return Written {
            head: vec![of.to_owned(), unit.to_owned()],
            rows: bars
                .iter()
                .map(|bar| vec![bar.name.clone(), told(bar.value, unit)])
                .collect(),
        };
    }
    Written {
        head: [of, compared, "now", "change"].map(str::to_owned).to_vec(),
        rows: bars
            .iter()
            .map(|bar| {
                vec![
                    bar.name.clone(),
                    told(bar.before, unit),
                    told(bar.value, unit),
                    change(bar.before, bar.value),
                ]
            })
            .collect(),
    }
}

fn written_steps(unit: &str, steps: &[String], ways: &[Way]) -> Written {
    let of_each = |name: &str| match ways {
        [_] => [unit, "of the first step", "of the step before"].map(str::to_owned),
        _ => ["", ": of the first step", ": of the step before"]
            .map(|suffix| format!("{name}{suffix}")),
    };
    Written {
        head: std::iter::once("step".to_owned())
            .chain(ways.iter().flat_map(|way| of_each(&way.name)))
            .collect(),
        rows: steps
            .iter()
            .enumerate()
            .map(|(place, step)| {
                let cells = ways.iter().flat_map(|way| {
                    let reached = way.reached.get(place).copied();
                    let before = place
                        .checked_sub(1)
                        .and_then(|before| way.reached.get(before).copied());
                    [
                        told(reached, unit),
                        part(reached, way.reached.first().copied()),
                        part(reached, before),
                    ]
                });
                std::iter::once(step.clone()).chain(cells).collect()
            })
            .collect(),
    }
}

fn written_histogram(unit: &str, counted: &str, bins: &[Bin], quantiles: &[Quantile]) -> Written {
    let whole: f64 = bins.iter().map(|bin| bin.count).sum();
    let mut rows: Vec<Vec<String>> = bins
        .iter()
        .map(|bin| {
            vec![
                bin.range(),
                amount(bin.count, counted),
                part(Some(bin.count), Some(whole)),
            ]
        })
        .collect();
    rows.extend(quantiles.iter().map(|quantile| {
        vec![
            format!("{:.0}% lie at or below", quantile.share * 100.0),
            plain(quantile.value),
            String::new(),
        ]
    }));
    Written {
        head: vec![unit.to_owned(), counted.to_owned(), "share".to_owned()],
        rows,
    }
}

impl Bin {
    /// From where to where it goes, in words.
    #[must_use]
    pub fn range(&self) -> String {
        self.to.map_or_else(
            || format!("{} and more", plain(self.from)),
            |to| format!("{} to {}", plain(self.from), plain(to)),
        )
    }
}

/// A change with its sign and without its unit; of shares in points.
#[must_use]
pub fn change_of(value: f64, unit: &str) -> String {
    with_sign(
        value,
        if unit.starts_with("share") {
            let points = value.abs() * 100.0;
            let decimals = match points {
                small if small < 0.01 => 4,
                small if small < 0.1 => 3,
                _ => 2,
            };
            format!("{points:.decimals$} points")
        } else {
            amount(value.abs(), unit)
        },
    )
}

/// A sign before a number that is written without one; none where it is written as 0.
fn with_sign(value: f64, written: String) -> String {
    let number = written.split(' ').next().unwrap_or_default();
    match value {
        _ if !number.contains(|digit| matches!(digit, '1'..='9')) => written,
        below if below < 0.0 => format!("\u{2212}{written}"),
        _ => format!("+{written}"),
    }
}

/// A change with its sign; of shares in points.
#[must_use]
pub fn signed(value: f64, unit: &str) -> String {
    if unit.starts_with("share") {
        return change_of(value, unit);
    }
    with_sign(value, figure(Some(value.abs()), unit))
}

/// The name of a column of somebody's own as a unit. One that is called a share need not hold one, so
/// that it is quoted and its figures are told as they are.
#[must_use]
pub fn unit_of_column(name: &str) -> String {
    if name.starts_with("share") {
        format!("\u{201c}{name}\u{201d}")
    } else {
        name.to_owned()
    }
}

/// A number as short as it can be said.
pub(crate) fn plain(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
