//! What a metric is made of for every combination of values, before and after.

use std::collections::HashMap;

use crate::definitions::Definitions;
use crate::engine::halves::Half;
use crate::engine::kept::{Kept, View};
use crate::engine::pass::Cells;
use crate::engine::{Question, Tables, Trouble, sums};
use crate::request::Span;

/// A combination of values before and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) values: Vec<String>,
    pub(crate) before: Half,
    pub(crate) after: Half,
}

/// The combinations of a question's dimensions; of a total nothing is divided by. The question has
/// to be about before and after a day.
pub(crate) fn by_leaf(
    tables: &dyn Tables,
    definitions: &Definitions,
    question: &Question,
    span: Span,
) -> Result<Vec<Leaf>, Trouble> {
    let own = Kept::default();
    let sums = sums(View::of(tables, &own), definitions, question, span, false)?;
    let mut leaves = Leaves {
        places: HashMap::new(),
        all: Vec::new(),
        dimensions: question.dimensions.len(),
    };
    leaves.add(&sums.of, |half| &mut half.of)?;
    if let Some(per) = &sums.per {
        leaves.add(per, |half| &mut half.per)?;
    }
    Ok(leaves.all)
}

struct Leaves {
    places: HashMap<Vec<String>, usize>,
    all: Vec<Leaf>,
    dimensions: usize,
}

impl Leaves {
    fn add(&mut self, cells: &Cells, part: fn(&mut Half) -> &mut f64) -> Result<(), Trouble> {
        if cells.axes.last().map(Vec::len) != Some(2) {
            return Err(Trouble::NothingToCompare);
        }
        let apart = cells.sums.len() / 2;
        for cell in 0..apart {
            if !cells.seen[cell] && !cells.seen[cell + apart] {
                continue;
            }
            let places = cells.places(cell);
            let values: Vec<String> = (0..self.dimensions)
                .map(|axis| cells.axes[axis][places[axis]].clone())
                .collect();
            let next = self.all.len();
            let place = *self.places.entry(values.clone()).or_insert(next);
            if place == next {
                self.all.push(Leaf {
                    values,
                    ..Leaf::default()
                });
            }
            let leaf = &mut self.all[place];
            *part(&mut leaf.before) += cells.sums[cell];
            *part(&mut leaf.after) += cells.sums[cell + apart];
        }
        Ok(())
    }
}
