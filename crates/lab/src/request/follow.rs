//! Requests that go on from the one before.

use std::collections::BTreeMap;

use crate::definitions::Definitions;
use crate::phrases::Phrases;
use crate::request::{MONTH, Reading, Verdict, Window};
use crate::text::{Token, Words};

/// Takes over from the request before what this one does not say.
pub(super) fn go_on(
    reading: &mut Reading,
    mut left_out: BTreeMap<String, String>,
    before: &Reading,
) {
    if reading.metric.is_none() {
        reading.metric.clone_from(&before.metric);
        if let (Verdict::Ask(between), Verdict::Ask(asked)) =
            (&mut reading.verdict, &before.verdict)
            && between.is_empty()
        {
            between.clone_from(asked);
        }
    }
    let narrowed: Vec<String> = reading
        .filters
        .keys()
        .chain(left_out.keys())
        .cloned()
        .collect();
    if reading.dimensions.is_empty() {
        reading.dimensions = before
            .dimensions
            .iter()
            .filter(|dimension| !narrowed.contains(dimension))
            .cloned()
            .collect();
    }
    let named = |dimension: &str| narrowed.iter().any(|each| each == dimension);
    let placed = named("country") || named("region");
    for (dimension, value) in &before.filters {
        let replaced = named(dimension)
            || placed && (dimension == "country" || dimension == "region")
            || dimension == MONTH && !matches!(reading.window, None | Some(Window::YearOverYear));
        if replaced || reading.dimensions.contains(dimension) {
            continue;
        }
        if before.rest {
            left_out.insert(dimension.clone(), value.clone());
        } else {
            reading.filters.insert(dimension.clone(), value.clone());
        }
    }
    if reading.window.is_none() && !reading.filters.contains_key(MONTH) {
        reading.window = before.window;
    }
    leave_out(reading, left_out);
}

/// "Compare with Mexico" puts it beside the country of the request before.
pub(super) fn beside(reading: &mut Reading, before: &Reading) {
    for (dimension, value) in &before.filters {
        if reading
            .filters
            .get(dimension)
            .is_some_and(|said| said != value)
        {
            let said = reading.filters.remove(dimension);
            reading.focus.values.extend(said);
            reading.focus.values.push(value.clone());
            reading.dimensions.push(dimension.clone());
        }
    }
}

/// Leaves a value out: all others stand beside it. Where something else narrows as well, both could
/// only be held against the rest together, so that the dimension is cut by instead.
pub(super) fn leave_out(reading: &mut Reading, left_out: BTreeMap<String, String>) {
    if left_out.len() == 1 && reading.filters.is_empty() {
        reading.filters = left_out;
        reading.rest = true;
        return;
    }
    for dimension in left_out.into_keys() {
        if !reading.dimensions.contains(&dimension) {
            reading.dimensions.push(dimension);
        }
    }
}

/// Words that take narrowing back.
pub(super) struct Wider {
    says: Phrases<Widening>,
}

/// What is taken back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Widening {
    /// Everything.
    All,
    /// The place.
    Place,
}

impl Wider {
    pub(super) fn new(definitions: &Definitions, words: &Words) -> Self {
        let of = |texts: &[String], widening| {
            texts
                .iter()
                .map(|text| (text.clone(), widening))
                .collect::<Vec<_>>()
        };
        let mut says = of(&definitions.wider.everybody, Widening::All);
        says.extend(of(&definitions.wider.everywhere, Widening::Place));
        Self {
            says: Phrases::new(words, says),
        }
    }

    fn find(&self, tokens: &[Token]) -> Option<Widening> {
        (0..tokens.len()).find_map(|place| self.says.at(tokens, place).map(|(_, what)| what))
    }

    /// Whether a request takes narrowing back.
    pub(super) fn widens(&self, tokens: &[Token]) -> bool {
        self.find(tokens).is_some()
    }

    /// Takes narrowing of the request before back.
    pub(super) fn widen(&self, before: &mut Reading, tokens: &[Token]) {
        match self.find(tokens) {
            None => {}
            Some(Widening::All) => before.filters.retain(|dimension, _| dimension == MONTH),
            Some(Widening::Place) => before
                .filters
                .retain(|dimension, _| dimension != "country" && dimension != "region"),
        }
        before.rest &= !before.filters.is_empty();
    }
}
