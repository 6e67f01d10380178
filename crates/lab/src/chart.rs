//! What is drawn of an answer, and the same as a table. Drawing itself is the pages' business.

use serde::{Deserialize, Serialize};

use crate::sentence::figure;

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
        /// The lines.
        lines: Vec<Line>,
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
        (Some(before), Some(after)) => format!("{:+.1}%", (after / before - 1.0) * 100.0),
        _ => String::new(),
    }
}

impl Chart {
    /// The same as a table.
    #[must_use]
    pub fn written(&self) -> Written {
        match self {
            Self::Lines {
                unit,
                across,
                places,
                lines,
                ..
            } => Written {
                head: std::iter::once(across.clone())
                    .chain(lines.iter().map(|line| line.name.clone()))
                    .collect(),
                rows: places
                    .iter()
                    .enumerate()
                    .map(|(place, name)| {
                        std::iter::once(name.clone())
                            .chain(lines.iter().map(|line| {
                                match line.values.get(place).copied().flatten() {
                                    None => "\u{2013}".to_owned(),
                                    value => figure(value, unit),
                                }
                            }))
                            .collect()
                    })
                    .collect(),
            },
            Self::Bars {
                unit,
                of,
                compared,
                bars,
            } => {
                let comparing = !compared.is_empty();
                let mut head = vec![of.clone()];
                if comparing {
                    head.push(compared.clone());
                }
                head.push(if comparing { "now" } else { "value" }.to_owned());
                if comparing {
                    head.push("change".to_owned());
                }
                Written {
                    head,
                    rows: bars
                        .iter()
                        .map(|bar| {
                            let mut row = vec![bar.name.clone()];
                            if comparing {
                                row.push(figure(bar.before, unit));
                            }
                            row.push(figure(bar.value, unit));
                            if comparing {
                                row.push(change(bar.before, bar.value));
                            }
                            row
                        })
                        .collect(),
                }
            }
            Self::Steps { unit, steps, ways } => Written {
                head: std::iter::once("step".to_owned())
                    .chain(ways.iter().flat_map(|way| {
                        [
                            way.name.clone(),
                            format!("{}: of the first step", way.name),
                            format!("{}: of the step before", way.name),
                        ]
                    }))
                    .collect(),
                rows: steps
                    .iter()
                    .enumerate()
                    .map(|(place, step)| {
                        std::iter::once(step.clone())
                            .chain(ways.iter().flat_map(|way| {
                                let reached = way.reached.get(place).copied();
                                let of = |earlier: Option<&f64>| match (reached, earlier) {
                                    (Some(reached), Some(earlier)) if *earlier > 0.0 => {
                                        format!("{:.1}%", reached / earlier * 100.0)
                                    }
                                    _ => "\u{2013}".to_owned(),
                                };
                                [
                                    figure(reached, unit),
                                    of(way.reached.first()),
                                    of(place
                                        .checked_sub(1)
                                        .and_then(|before| way.reached.get(before))),
                                ]
                            }))
                            .collect()
                    })
                    .collect(),
            },
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
                        let mut row = vec![
                            name.clone(),
                            figure(sizes.get(place).copied(), "").trim().to_owned(),
                        ];
                        let cells = cells.get(place).map_or(&[][..], Vec::as_slice);
                        row.extend(columns.iter().enumerate().map(|(column, _)| {
                            match cells.get(column).copied().flatten() {
                                None => "\u{2013}".to_owned(),
                                Some(share) if unit.starts_with("share") => {
                                    format!("{:.1}%", share * 100.0)
                                }
                                value => figure(value, unit),
                            }
                        }));
                        row
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
                            signed(share.level, unit),
                            signed(share.mix, unit),
                            signed(share.level + share.mix, unit),
                        ]
                    })
                    .collect(),
            },
            Self::Histogram {
                unit,
                counted,
                bins,
                quantiles,
            } => {
                let whole: f64 = bins.iter().map(|bin| bin.count).sum();
                let mut rows: Vec<Vec<String>> = bins
                    .iter()
                    .map(|bin| {
                        let range = bin.to.map_or_else(
                            || format!("{} and more", plain(bin.from)),
                            |to| format!("{} to {}", plain(bin.from), plain(to)),
                        );
                        let share = if whole > 0.0 { bin.count / whole } else { 0.0 };
                        vec![
                            range,
                            figure(Some(bin.count), "").trim().to_owned(),
                            format!("{:.1}%", share * 100.0),
                        ]
                    })
                    .collect();
                rows.extend(quantiles.iter().map(|quantile| {
                    vec![
                        format!("{:.0}% lie below", quantile.share * 100.0),
                        plain(quantile.value),
                        String::new(),
                    ]
                }));
                Written {
                    head: vec![unit.clone(), counted.clone(), "share".to_owned()],
                    rows,
                }
            }
        }
    }
}

/// A change with its sign; of shares in points.
#[must_use]
pub fn signed(value: f64, unit: &str) -> String {
    if unit.starts_with("share") {
        return format!("{:+.2} points", value * 100.0);
    }
    let sign = if value < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{}", figure(Some(value.abs()), unit))
}

/// A number as short as it can be said.
pub(crate) fn plain(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
