//! Lines over time.

use lab::{Line, Written, amount};
use maud::{Markup, html};

use super::as_table;
use super::frame::{BOTTOM, LEFT, RIGHT, Scale, TOP, every, round};

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) unit: &'a str,
    pub(super) across: &'a str,
    pub(super) places: &'a [String],
    pub(super) lines: &'a [Line],
    pub(super) turn: Option<&'a str>,
}

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
        match self.across {
            "week" => format!("Week of {name}"),
            "days since joining" => format!("Day {name}"),
            _ => name.clone(),
        }
    }
}

/// The chart.
pub(super) fn lines(title: &str, drawn: &Drawn<'_>, written: &Written) -> Markup {
    let values = drawn
        .lines
        .iter()
        .flat_map(|line| line.values.iter().copied().flatten());
    let scale = Scale::over(values, false);
    let marked = every(drawn.places.len());
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
                    @for piece in pieces(drawn, line, &scale) {
                        polyline.line.{ "line-" (number) } points=(piece) {}
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
                    @if place % marked == 0 {
                        text.minor[(place / marked) % 2 == 1] x=(drawn.across(place)) y="268" text-anchor=(anchor(place, drawn.places.len())) { (drawn.places[place]) }
                    }
                }
            }
            p.readout aria-live="polite" {
                (drawn.unit) " by " (drawn.across)
                @if let Some(turn) = drawn.turn { "; the broken line is the turn, " (turn) }
            }
            (as_table(title, written))
        }
    }
}

/// A line breaks where there is nothing to draw.
fn pieces(drawn: &Drawn<'_>, line: &Line, scale: &Scale) -> Vec<String> {
    let mut pieces = vec![Vec::new()];
    for (place, value) in line.values.iter().enumerate() {
        match (value, pieces.last_mut()) {
            (Some(value), Some(piece)) => {
                piece.push(format!("{},{}", drawn.across(place), scale.up(*value)));
            }
            _ => pieces.push(Vec::new()),
        }
    }
    pieces
        .into_iter()
        .filter(|piece| piece.len() > 1)
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
