//! The table that is diagnosed: for every combination of values what there was before and after.

use std::collections::HashMap;

use super::settings::{MOST_DIMENSIONS, MOST_LEAVES};

/// Why a table cannot be diagnosed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing to cut by, or too much.
    #[error(
        "{0} dimensions: it takes 1 to {MOST_DIMENSIONS}; name the columns that may matter with --by"
    )]
    Dimensions(usize),
    /// A row has another number of values than there are dimensions.
    #[error("a row has {found} values for {dimensions} dimensions")]
    Ragged {
        /// Values of the row.
        found: usize,
        /// Dimensions of the table.
        dimensions: usize,
    },
    /// Too many combinations of values.
    #[error(
        "more than {MOST_LEAVES} different combinations of values; leave out {dimension}, which has \
         {values} of them so far, by naming the others with --by"
    )]
    TooFine {
        /// The dimension with most values.
        dimension: String,
        /// How many.
        values: usize,
    },
    /// An amount is no finite number.
    #[error("an amount is {0}; amounts are finite numbers")]
    Amount(String),
    /// No row holds anything.
    #[error("there is nothing in it: all amounts are 0")]
    Empty,
}

/// What a row adds to its leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amounts {
    /// Before, or as it was forecast.
    pub before: f64,
    /// After, or as it came.
    pub after: f64,
    /// Of a ratio: what it is divided by, before.
    pub per_before: f64,
    /// Of a ratio: what it is divided by, after.
    pub per_after: f64,
}

/// A table of leaves. Rows with the same values are added up.
#[derive(Clone, Debug)]
pub struct Leaves {
    pub(super) dimensions: Vec<String>,
    pub(super) ratio: bool,
    /// Values of each dimension, in the order in which they came.
    pub(super) values: Vec<Vec<String>>,
    places: Vec<HashMap<String, u32>>,
    leaves: HashMap<Box<[u32]>, u32>,
    /// The value of each leaf, by dimension.
    pub(super) codes: Vec<Vec<u32>>,
    pub(super) amounts: Vec<Amounts>,
    row: Vec<u32>,
}

impl Leaves {
    /// An empty table of sums, or of ratios.
    ///
    /// # Errors
    /// There are no dimensions, or more than 16.
    pub fn new(dimensions: Vec<String>, ratio: bool) -> Result<Self, Fault> {
        let count = dimensions.len();
        if count == 0 || count > MOST_DIMENSIONS {
            return Err(Fault::Dimensions(count));
        }
        Ok(Self {
            dimensions,
            ratio,
            values: vec![Vec::new(); count],
            places: vec![HashMap::new(); count],
            leaves: HashMap::new(),
            codes: vec![Vec::new(); count],
            amounts: Vec::new(),
            row: Vec::with_capacity(count),
        })
    }

    /// Adds a row: a value for each dimension, and what there was.
    ///
    /// # Errors
    /// The row does not fit, an amount is not finite, or there are too many leaves.
    pub fn add<'a>(
        &mut self,
        values: impl IntoIterator<Item = &'a str>,
        amounts: Amounts,
    ) -> Result<(), Fault> {
        for amount in [
            amounts.before,
            amounts.after,
            amounts.per_before,
            amounts.per_after,
        ] {
            if !amount.is_finite() {
                return Err(Fault::Amount(amount.to_string()));
            }
        }
        self.row.clear();
        let dimensions = self.dimensions.len();
        for value in values {
            let at = self.row.len();
            if at == dimensions {
                return Err(Fault::Ragged {
                    found: at + 1,
                    dimensions,
                });
            }
            let code = match self.places[at].get(value) {
                Some(code) => *code,
                None => {
                    let code = self.values[at].len() as u32;
                    self.values[at].push(value.to_owned());
                    self.places[at].insert(value.to_owned(), code);
                    code
                }
            };
            self.row.push(code);
        }
        if self.row.len() != dimensions {
            return Err(Fault::Ragged {
                found: self.row.len(),
                dimensions,
            });
        }
        let leaf = match self.leaves.get(self.row.as_slice()) {
            Some(leaf) => *leaf as usize,
            None => {
                let leaf = self.amounts.len();
                if leaf == MOST_LEAVES {
                    return Err(self.too_fine());
                }
                self.leaves.insert(self.row.as_slice().into(), leaf as u32);
                for (codes, code) in self.codes.iter_mut().zip(&self.row) {
                    codes.push(*code);
                }
                self.amounts.push(Amounts::default());
                leaf
            }
        };
        let sum = &mut self.amounts[leaf];
        sum.before += amounts.before;
        sum.after += amounts.after;
        sum.per_before += amounts.per_before;
        sum.per_after += amounts.per_after;
        Ok(())
    }

    /// How many leaves there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.amounts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
    }

    /// Multiplies everything that was before, so that spans of different length can be compared.
    pub fn scale_before(&mut self, factor: f64) {
        for amounts in &mut self.amounts {
            amounts.before *= factor;
            amounts.per_before *= factor;
        }
    }

    fn too_fine(&self) -> Fault {
        let most = (0..self.dimensions.len())
            .max_by_key(|at| self.values[*at].len())
            .unwrap_or_default();
        Fault::TooFine {
            dimension: self.dimensions[most].clone(),
            values: self.values[most].len(),
        }
    }
}
