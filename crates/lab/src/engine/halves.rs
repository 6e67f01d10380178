//! What a metric is made of in each segment, before and after.

use crate::definitions::Definitions;
use crate::engine::kept::{Kept, View};
use crate::engine::pass::Cells;
use crate::engine::{Question, Sums, Tables, Trouble, days, sums};
use crate::request::{Span, Window};

/// What is divided and what it is divided by, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Half {
    pub(crate) of: f64,
    pub(crate) per: f64,
}

/// A segment before and after.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Segment {
    pub(crate) name: String,
    pub(crate) before: Half,
    pub(crate) after: Half,
}

/// The segments of a metric by one dimension; totals are told by the day and divided by 1.
pub(crate) fn halves(
    tables: &dyn Tables,
    definitions: &Definitions,
    question: &Question,
    span: Span,
) -> Result<Vec<Segment>, Trouble> {
    let own = Kept::default();
    let sums = sums(View::of(tables, &own), definitions, question, span, false)?;
    let spans = match question.window {
        Some(Window::BeforeAfter(date)) => [
            days(date) - days(span.first),
            days(span.last) - days(date) + 1,
        ],
        _ => [days(span.last) - days(span.first) + 1; 2],
    };
    Ok(segments(&sums, spans))
}

fn segments(sums: &Sums<'_>, spans: [i32; 2]) -> Vec<Segment> {
    let whole = sums.per.as_ref().unwrap_or(&sums.of);
    let names = whole.axes.first().map_or(1, Vec::len);
    let count = whole.axes.iter().map(Vec::len).product::<usize>() / 2;
    let divided = |half: usize, place: usize| -> Half {
        let name = &whole.axes[0][place];
        let of = sum(&sums.of, name, place, half);
        match &sums.per {
            Some(per) => Half {
                of,
                per: sum(per, name, place, half),
            },
            None => Half {
                of: of / f64::from(spans[half].max(1)),
                per: 1.0,
            },
        }
    };
    (0..names.min(count))
        .filter(|place| whole.seen[*place] || whole.seen[*place + count])
        .map(|place| {
            // Without a dimension the first axis is that of inside and the rest.
            let name = &whole.axes[0][place];
            Segment {
                name: name.clone(),
                before: divided(0, place),
                after: divided(1, place),
            }
        })
        .collect()
}

/// The sum of a segment in a half; 0 where there is none. Most sums have a name at the same place.
fn sum(cells: &Cells, name: &str, place: usize, half: usize) -> f64 {
    let apart = cells.sums.len() / 2;
    let names = &cells.axes[0];
    Some(place)
        .filter(|place| names.get(*place).is_some_and(|each| each == name))
        .or_else(|| names.iter().position(|each| each == name))
        .map_or(0.0, |place| cells.sums[place + half * apart])
}
