//! Which column of a file is what.

use super::FileFault;
use super::moment::Moment;

/// What was said about the columns; what was not is told from their names.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The dimensions; all other columns if none are named.
    pub by: Vec<String>,
    /// The measure before, or its forecast.
    pub before: Option<String>,
    /// The measure after.
    pub after: Option<String>,
    /// What a ratio is divided by, before.
    pub per_before: Option<String>,
    /// What a ratio is divided by, after.
    pub per_after: Option<String>,
    /// How much stands behind a row, where before and after are averages or rates.
    pub weight: Option<String>,
    /// When a row was, where rows hold one value each.
    pub date: Option<String>,
    /// The value of such a row.
    pub value: Option<String>,
    /// What it is divided by, of a ratio.
    pub per: Option<String>,
    /// From when on it counts as after.
    pub since: Option<String>,
    /// Rows earlier than this do not count.
    pub from: Option<String>,
    /// Rows later than this do not count.
    pub until: Option<String>,
}

/// The usual names of a forecast or the time before, and of what came.
const BEFORE: [&str; 9] = [
    "before",
    "predict",
    "predicted",
    "prediction",
    "forecast",
    "expected",
    "baseline",
    "previous",
    "pred",
];
const AFTER: [&str; 6] = ["after", "actual", "real", "observed", "current", "now"];
const DATE: [&str; 7] = [
    "date",
    "day",
    "timestamp",
    "time",
    "datetime",
    "week",
    "month",
];
const VALUE: [&str; 3] = ["value", "count", "amount"];

/// Where everything stands.
pub(super) struct Plan {
    pub(super) dimensions: Vec<usize>,
    pub(super) numbers: Numbers,
}

/// Which columns hold numbers.
pub(super) enum Numbers {
    /// Both sides in one row.
    Pair {
        before: usize,
        after: usize,
        per: Option<(usize, usize)>,
        weight: Option<usize>,
    },
    /// One side a row.
    Dated {
        date: usize,
        value: usize,
        per: Option<usize>,
        since: Moment,
        from: Option<Moment>,
        until: Option<Moment>,
    },
}

impl Numbers {
    pub(super) fn is_ratio(&self) -> bool {
        match self {
            Self::Pair { per, weight, .. } => per.is_some() || weight.is_some(),
            Self::Dated { per, .. } => per.is_some(),
        }
    }

    fn columns(&self) -> Vec<usize> {
        match *self {
            Self::Pair {
                before,
                after,
                per,
                weight,
            } => [
                Some(before),
                Some(after),
                per.map(|per| per.0),
                per.map(|per| per.1),
                weight,
            ]
            .into_iter()
            .flatten()
            .collect(),
            Self::Dated {
                date, value, per, ..
            } => [Some(date), Some(value), per]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

/// Finds the columns in a header.
pub(super) fn plan(header: &[String], said: &Columns) -> Result<Plan, FileFault> {
    for (place, name) in header.iter().enumerate() {
        if name.is_empty() {
            return Err(FileFault::Nameless(place + 1));
        }
        if let Some(first) = header[..place].iter().position(|before| before == name) {
            return Err(FileFault::Twice {
                name: name.clone(),
                first: first + 1,
                second: place + 1,
            });
        }
    }
    let header = Header(header);
    let numbers = match header.dated(said)? {
        Some(dated) => dated,
        None => header.pair(said)?,
    };
    let used = numbers.columns();
    if let Some(twice) = used
        .iter()
        .enumerate()
        .find_map(|(place, column)| used[..place].contains(column).then_some(*column))
    {
        return Err(FileFault::Reused(header.0[twice].clone()));
    }
    let dimensions = if said.by.is_empty() {
        (0..header.0.len())
            .filter(|column| !used.contains(column) && !header.is_another_pair(*column, &numbers))
            .collect()
    } else {
        let mut dimensions: Vec<usize> = Vec::new();
        for name in &said.by {
            let column = header.named(name, "--by")?;
            if used.contains(&column) || dimensions.contains(&column) {
                return Err(FileFault::Reused(name.clone()));
            }
            dimensions.push(column);
        }
        dimensions
    };
    Ok(Plan {
        dimensions,
        numbers,
    })
}

struct Header<'a>(&'a [String]);

impl Header<'_> {
    fn named(&self, name: &str, option: &'static str) -> Result<usize, FileFault> {
        self.0
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| FileFault::Missing {
                name: name.to_owned(),
                option,
                have: self.0.to_vec(),
            })
    }

    fn if_named(
        &self,
        name: Option<&String>,
        option: &'static str,
    ) -> Result<Option<usize>, FileFault> {
        name.map(|name| self.named(name, option)).transpose()
    }

    /// The first column with one of these names.
    fn usual(&self, names: &[&str], ending: &str) -> Option<usize> {
        names.iter().find_map(|name| {
            self.0
                .iter()
                .position(|column| column.eq_ignore_ascii_case(&format!("{name}{ending}")))
        })
    }

    fn dated(&self, said: &Columns) -> Result<Option<Numbers>, FileFault> {
        if said.date.is_none() && said.value.is_none() && said.since.is_none() {
            return Ok(None);
        }
        let none = || FileFault::NoNumbers {
            have: self.0.to_vec(),
        };
        let date = match self.if_named(said.date.as_ref(), "--date")? {
            Some(date) => date,
            None => self.usual(&DATE, "").ok_or_else(none)?,
        };
        let value = match self.if_named(said.value.as_ref(), "--value")? {
            Some(value) => value,
            None => self.usual(&VALUE, "").ok_or_else(none)?,
        };
        let since = said.since.as_ref().ok_or(FileFault::NoSince)?;
        let moment = |text: &String, option: &str| {
            Moment::read(text).ok_or_else(|| FileFault::Moment {
                what: option.to_owned(),
                text: text.clone(),
            })
        };
        Ok(Some(Numbers::Dated {
            date,
            value,
            per: self.if_named(said.per.as_ref(), "--per")?,
            since: moment(since, "--since")?,
            from: said
                .from
                .as_ref()
                .map(|from| moment(from, "--from"))
                .transpose()?,
            until: said
                .until
                .as_ref()
                .map(|until| moment(until, "--until"))
                .transpose()?,
        }))
    }

    fn pair(&self, said: &Columns) -> Result<Numbers, FileFault> {
        let named = (
            self.if_named(said.before.as_ref(), "--before")?,
            self.if_named(said.after.as_ref(), "--after")?,
        );
        let per = (
            self.if_named(said.per_before.as_ref(), "--per-before")?,
            self.if_named(said.per_after.as_ref(), "--per-after")?,
        );
        let weight = self.if_named(said.weight.as_ref(), "--weight")?;
        let per = match per {
            (Some(before), Some(after)) => Some((before, after)),
            (None, None) => None,
            _ => return Err(FileFault::HalfRatio),
        };
        let pair = |ending: &str| self.usual(&BEFORE, ending).zip(self.usual(&AFTER, ending));
        // As benchmarks write a ratio a / b.
        if let ((None, None), None, None) = (named, per, weight)
            && let (Some(above), Some(below)) = (pair("_a"), pair("_b"))
        {
            return Ok(Numbers::Pair {
                before: above.0,
                after: above.1,
                per: Some(below),
                weight: None,
            });
        }
        let usual = |named: Option<usize>, names: &[&str]| {
            named
                .or_else(|| self.usual(names, ""))
                .ok_or_else(|| FileFault::NoNumbers {
                    have: self.0.to_vec(),
                })
        };
        Ok(Numbers::Pair {
            before: usual(named.0, &BEFORE)?,
            after: usual(named.1, &AFTER)?,
            per,
            weight,
        })
    }

    /// Whether a column holds the rates beside the two parts of a ratio.
    fn is_another_pair(&self, column: usize, numbers: &Numbers) -> bool {
        matches!(numbers, Numbers::Pair { per: Some(_), .. })
            && BEFORE
                .iter()
                .chain(&AFTER)
                .any(|name| self.0[column].eq_ignore_ascii_case(name))
    }
}
