//! Lines over time.

use lab::{Line, Partial, Written, amount};
use maud::{Markup, html};

use super::as_table;
use super::frame::{BOTTOM, LEFT, RIGHT, Scale, TOP, every, round};

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) unit: &'a str,
    pub(super) across: &'a str,
    pub(super) places: &'a [String],
    pub(super) lines: &'a [Line],
    /// So many lines stand in the table; the first are drawn.
    pub(super) of: usize,
    pub(super) partial: &'a [Partial],
    pub(super) turn: Option<&'a str>,
}

/// So many lines are drawn; more than that nobody tells apart.
pub(super) const MOST: usize = 6;

/// What goes across a curve of retention.
const SINCE_JOINING: &str = "days since joining";

impl Drawn<'_> {
    fn across(&self, place: usize) -> f64 {
        let step = (RIGHT - LEFT) / self.places.len().saturating_sub(1).max(1) as f64;
        round(LEFT + step * place as f64)
    }

    /// What is read off at a place.
    fn told(&self, place: usize) -> String {
        let values: Vec<String> = self
            .lines
            .iter()
            .filter_map(|line| {
                let value = line.values.get(place).copied().flatten()?;
                Some(format!("{} {}", line.name, amount(value, self.unit)))
            })
            .collect();
        let name = self.name(place);
        if values.is_empty() {
            format!("{name}: nothing")
        } else {
            format!("{name}: {}", values.join(", "))
        }
    }

    fn name(&self, place: usize) -> String {
        let name = &self.places[place];
        let name = match self.across {
            "week" => format!("Week of {name}"),
            SINCE_JOINING => format!("Day {name}"),
            _ => name.clone(),
        };
        match self.partial(place) {
            Some(partial) => format!("{name} {}", partial.mark()),
            None => name,
        }
    }

    fn partial(&self, place: usize) -> Option<&Partial> {
        let name = self.places.get(place)?;
        self.partial.iter().find(|each| each.place == *name)
    }

    /// The places that are named below: of days since joining those at which a week ends, and the thirtieth,
    /// at which retention is told.
    fn marked(&self) -> Vec<usize> {
        let count = self.places.len();
        if self.across == SINCE_JOINING {
            return (0..count)
                .filter(|day| *day == 30 || day % 7 == 0 && *day != 28)
                .collect();
        }
        (0..count).step_by(every(count)).collect()
    }
}

/// The chart.
pub(super) fn lines(title: &str, drawn: &Drawn<'_>, written: &Written) -> Markup {
    let values = drawn
        .lines
        .iter()
        .flat_map(|line| line.values.iter().copied().flatten());
    let scale = Scale::over(values, false);
    let marked = drawn.marked();
    let turn = drawn
        .turn
        .and_then(|turn| drawn.places.iter().position(|place| place.as_str() >= turn));
    html! {
        figure.chart {
            @if drawn.lines.len() > 1 { ul.legend { @for (number, line) in drawn.lines.iter().enumerate() {
                li { (sample(number)) (line.name) }
            } } }
            svg.drawn viewBox="0 0 720 276" role="img" aria-label={ (title) ", " (drawn.unit) "; the table below says the same" } {
                (scale.grid(drawn.unit))
                @if let Some(turn) = turn {
                    line.turn x1=(drawn.across(turn)) x2=(drawn.across(turn)) y1=(TOP - 8.0) y2=(BOTTOM) {}
                }
                @for (number, line) in drawn.lines.iter().enumerate() {
                    @for piece in pieces(drawn, line, &scale, false) {
                        polyline.line.{ "line-" (number) } points=(piece) {}
                    }
                    @for piece in pieces(drawn, line, &scale, true) {
                        polyline.line.partial.{ "line-" (number) } points=(piece) {}
                    }
                }
                @for place in 0..drawn.places.len() {
                    g.mark data-x=(drawn.across(place)) data-told=(drawn.told(place)) {
                        line.cursor x1=(drawn.across(place)) x2=(drawn.across(place)) y1=(TOP) y2=(BOTTOM) {}
                        @for (number, line) in drawn.lines.iter().enumerate() {
                            @if let Some(value) = line.values.get(place).copied().flatten() {
                                circle.{ "dot-" (number) } cx=(drawn.across(place)) cy=(scale.up(value)) r="4" {}
                            }
                        }
                    }
                    @if let Some(number) = marked.iter().position(|marked| *marked == place) {
                        text.minor[number % 2 == 1] x=(drawn.across(place)) y="268" text-anchor=(anchor(place, drawn.places.len())) { (drawn.places[place]) }
                    }
                }
            }
            p.readout aria-live="polite" {
                (drawn.unit) " by " (drawn.across)
                @if let Some(turn) = drawn.turn { "; the broken line is the turn, " (turn) }
                @if drawn.of > drawn.lines.len() { "; drawn are the " (drawn.lines.len()) " largest of " (drawn.of) ", the table holds them all" }
                @if !drawn.partial.is_empty() { "; dotted where only some days of it are there" }
            }
            (as_table(title, written))
        }
    }
}

/// The pieces of a line, which breaks where there is nothing to draw: those between whole places, or those
/// that lead to or from a place of which only some days are there.
fn pieces(drawn: &Drawn<'_>, line: &Line, scale: &Scale, partial: bool) -> Vec<String> {
    let point = |place: usize| {
        let value = line.values.get(place).copied().flatten()?;
        Some(format!("{},{}", drawn.across(place), scale.up(value)))
    };
    let mut pieces: Vec<Vec<String>> = vec![Vec::new()];
    for place in 1..line.values.len() {
        let short = drawn.partial(place - 1).is_some() || drawn.partial(place).is_some();
        match (point(place - 1), point(place), pieces.last_mut()) {
            (Some(from), Some(to), Some(piece)) if short == partial => {
                if piece.is_empty() {
                    piece.push(from);
                }
                piece.push(to);
            }
            _ => pieces.push(Vec::new()),
        }
    }
    pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.join(" "))
        .collect()
}

/// How a line looks, for the legend.
pub(super) fn sample(number: usize) -> Markup {
    html! {
        svg.sample viewBox="0 0 28 10" aria-hidden="true" focusable="false" {
            polyline.line.{ "line-" (number) } points="1,5 27,5" {}
        }
    }
}

/// How a place is written below the drawing: nothing hangs over its ends.
const fn anchor(place: usize, places: usize) -> &'static str {
    if place == 0 {
        "start"
    } else if place + 1 == places {
        "end"
    } else {
        "middle"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_joining_are_marked_where_weeks_end_and_retention_is_told() {
        let places: Vec<String> = (0..=60).map(|day| day.to_string()).collect();
        let drawn = Drawn {
            unit: "share",
            across: SINCE_JOINING,
            places: &places,
            lines: &[],
            of: 0,
            partial: &[],
            turn: None,
        };
        assert_eq!(drawn.marked(), [0, 7, 14, 21, 30, 35, 42, 49, 56]);
    }

    #[test]
    fn a_line_to_a_place_that_is_not_whole_is_drawn_apart() {
        let places: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let partial = [Partial {
            place: "d".to_owned(),
            days: 6,
            of: 7,
        }];
        let line = Line {
            name: String::new(),
            values: [1.0, 2.0, 3.0, 1.0].map(Some).to_vec(),
        };
        let drawn = Drawn {
            unit: "hours",
            across: "week",
            places: &places,
            lines: std::slice::from_ref(&line),
            of: 1,
            partial: &partial,
            turn: None,
        };
        let scale = Scale::over([1.0, 3.0].into_iter(), false);
        let points = |partial| -> Vec<usize> {
            pieces(&drawn, &line, &scale, partial)
                .iter()
                .map(|piece| piece.split(' ').count())
                .collect()
        };
        assert_eq!(points(false), [3]);
        assert_eq!(points(true), [2]);
    }
}
