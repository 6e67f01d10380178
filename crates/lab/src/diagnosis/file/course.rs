//! How the rows of a file went over time.

use super::moment::Moment;
use super::moments::Moments;
use crate::chart::{Chart, Line, unit_of_column};

/// So many places are drawn; more moments are put together.
const PLACES: usize = 400;

/// Lines over the moments before and after.
pub(super) fn drawn(moments: &Moments, since: Moment, measure: &str, is_ratio: bool) -> Chart {
    let all: Vec<_> = moments.in_order().collect();
    let together = all.len().div_ceil(PLACES).max(1);
    let (mut places, mut values, mut turn) = (Vec::new(), Vec::new(), None);
    for group in all.chunks(together) {
        let (first, after, _) = group[0];
        let (value, per) = group.iter().fold((0.0, 0.0), |sum, (_, _, (value, per))| {
            (sum.0 + value, sum.1 + per)
        });
        let per = if is_ratio { per } else { group.len() as f64 };
        places.push(since.named(first));
        values.push((per > 0.0).then(|| value / per));
        if turn.is_none() && after {
            turn = Some(since.named(first));
        }
    }
    Chart::Lines {
        unit: unit_of_column(measure),
        across: match since {
            Moment::Number(_) => "time",
            Moment::Time(_) => "day",
        }
        .to_owned(),
        places,
        lines: vec![Line {
            name: "all rows".to_owned(),
            values,
        }],
        partial: Vec::new(),
        turn,
    }
}
