//! Tests on order alone, for metrics whose mean says little.

mod kolmogorov_smirnov;
mod mann_whitney;

pub use kolmogorov_smirnov::{KolmogorovSmirnov, kolmogorov_smirnov};
pub use mann_whitney::{
    MannWhitney, mann_whitney, mann_whitney_of_sorted, mann_whitney_sample_size,
};

use crate::error::{self, Error};

/// Sorted copies of both arms, each checked to be finite and not empty.
fn sorted(what: &'static str, arms: [&[f64]; 2]) -> Result<[Vec<f64>; 2], Error> {
    for values in arms {
        error::finite(values)?;
        not_empty(what, values)?;
    }
    Ok(arms.map(|values| {
        let mut values = values.to_vec();
        values.sort_unstable_by(f64::total_cmp);
        values
    }))
}

fn not_empty(what: &'static str, values: &[f64]) -> Result<(), Error> {
    if values.is_empty() {
        return Err(Error::TooFewUnits {
            what,
            needed: 1,
            found: 0,
        });
    }
    Ok(())
}
