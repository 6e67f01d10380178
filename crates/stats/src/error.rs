//! What can be wrong with the numbers handed in.

use thiserror::Error;

/// Why a question about an experiment cannot be answered from the numbers given.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// An arm holds fewer units than the estimate needs.
    #[error(
        "{what} needs at least {needed} units in each arm, and one has {found}: wait for more units or check the filter"
    )]
    TooFewUnits {
        /// The estimate that was asked for.
        what: &'static str,
        /// The fewest units it can work with.
        needed: u64,
        /// How many there are.
        found: u64,
    },
    /// A value is NaN or infinite.
    #[error(
        "row {row} (counted from 0) holds {value} where a finite number must stand: drop or fill it on purpose before the analysis"
    )]
    NotFinite {
        /// Position in the slice handed in, from 0.
        row: usize,
        /// The value found.
        value: f64,
    },
    /// Nothing varies, so no error can be estimated.
    #[error("{what} is the same for every unit: there is no variance to estimate an error from")]
    NoVariance {
        /// The quantity that does not vary.
        what: &'static str,
    },
    /// A covariate that leaves nothing of the metric to vary.
    #[error(
        "the covariate says all that the metric says, so nothing is left to estimate an error from: is it the metric itself? Take a column from before exposure, or leave the covariate out"
    )]
    NothingLeft,
    /// A division by a mean of zero.
    #[error(
        "{what} is zero, and the estimate divides by it: use the absolute difference or another denominator"
    )]
    ZeroDenominator {
        /// The quantity that is zero.
        what: &'static str,
    },
    /// A relative effect on the log scale of a value that is not positive.
    #[error(
        "{what} is {value}; the log scale needs positive values: use the delta-normal interval"
    )]
    NotPositive {
        /// The quantity.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A share of a value that may as well be zero, or that lies below it.
    #[error(
        "{what} is {value} with a standard error of {error}: a share of it says something only where it lies clearly above zero, so read the absolute difference"
    )]
    NotClearlyPositive {
        /// The quantity.
        what: &'static str,
        /// Its value.
        value: f64,
        /// Its standard error.
        error: f64,
    },
    /// A quantile on a value that many share: it stands still or jumps, and no error describes it.
    #[error(
        "{sharing} of {all} values are {shown}, too many for a quantile there to have an error: compare the shares of units at or above it",
        shown = in_four_digits(*value)
    )]
    SharedValue {
        /// The value.
        value: f64,
        /// How many have it.
        sharing: u64,
        /// How many there are.
        all: u64,
    },
    /// Columns that belong together differ in length.
    #[error("columns differ in length: {left} rows against {right}")]
    Length {
        /// Rows of the first column.
        left: usize,
        /// Rows of the other.
        right: usize,
    },
    /// A row names an arm that was not declared.
    #[error(
        "row {row} (counted from 0) names arm {arm}, and only {arms} arms were declared: analyse two arms at a time or declare them all"
    )]
    UnknownArm {
        /// Position in the slice handed in, from 0.
        row: usize,
        /// The arm named, from 0.
        arm: usize,
        /// How many arms were declared.
        arms: usize,
    },
    /// A setting outside its range.
    #[error("{name} is {value}; it must be {allowed}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed, in words.
        allowed: &'static str,
    },
    /// Columns of a regression that say the same thing.
    #[error(
        "the covariates are constant or linear combinations of each other within an arm: leave one out"
    )]
    Collinear,
    /// The same unit twice.
    #[error(
        "unit \"{unit}\" stands in more than one row (rows {first} and {second}, counted from 0): aggregate to one row a unit first"
    )]
    DuplicateUnit {
        /// The unit's name.
        unit: String,
        /// Its first row.
        first: usize,
        /// Its second row.
        second: usize,
    },
    /// A search found no answer.
    #[error("no {what} answers the question: {why}")]
    NoSolution {
        /// What was searched.
        what: &'static str,
        /// Why there is none.
        why: &'static str,
    },
}

impl Error {
    /// The same error with its row counted from a slice that begins `rows` earlier.
    pub(crate) fn after(self, rows: usize) -> Self {
        match self {
            Self::NotFinite { row, value } => Self::NotFinite {
                row: row + rows,
                value,
            },
            Self::UnknownArm { row, arm, arms } => Self::UnknownArm {
                row: row + rows,
                arm,
                arms,
            },
            other => other,
        }
    }
}

/// Checks that `value` lies strictly between 0 and 1.
pub(crate) fn fraction(name: &'static str, value: f64) -> Result<f64, Error> {
    if value > 0.0 && value < 1.0 {
        Ok(value)
    } else {
        Err(Error::Setting {
            name,
            value,
            allowed: "strictly between 0 and 1",
        })
    }
}

/// Checks that `value` is finite and above 0.
pub(crate) fn positive(name: &'static str, value: f64) -> Result<f64, Error> {
    if value > 0.0 && value.is_finite() {
        Ok(value)
    } else {
        Err(Error::Setting {
            name,
            value,
            allowed: "a finite number above 0",
        })
    }
}

/// Checks that every value is finite, naming the first row that is not.
pub(crate) fn finite(values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(row) => Err(Error::NotFinite {
            row,
            value: values[row],
        }),
    }
}

/// The same of values that ascend, in which whatever is not finite stands at an end.
pub(crate) fn finite_ends(ascending: &[f64]) -> Result<(), Error> {
    let Some(last) = ascending.len().checked_sub(1) else {
        return Ok(());
    };
    finite(&ascending[..1])?;
    finite(&ascending[last..]).map_err(|error| error.after(last))
}

/// Checks that two columns have the same length.
pub(crate) fn same_length(left: usize, right: usize) -> Result<(), Error> {
    if left == right {
        Ok(())
    } else {
        Err(Error::Length { left, right })
    }
}

/// A value as people read it.
fn in_four_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10_f64.powf(3.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}
