//! Plots of answers in the order in which they were given, made of lines and circles, each with the
//! same as a table.

use jiff::civil::Date;
use maud::{Markup, html};

use super::words;

/// More answers than this do not fit side by side; the last are shown.
pub(crate) const MOST: usize = 40;

const LEFT: f64 = 34.0;
const RIGHT: f64 = 628.0;

/// One answer.
pub(crate) struct Point {
    /// What is drawn.
    pub(crate) value: f64,
    /// Half of its interval, where it has one.
    pub(crate) margin: Option<f64>,
    /// The candidate's day on which it was given.
    pub(crate) day: Date,
    /// What it was to.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) address: String,
}

/// Levels from 1 to 5 with their margins; the last [`MOST`] of the points.
pub(crate) fn levels(described: &str, points: &[Point]) -> Markup {
    plot(
        described,
        "Level",
        points,
        (1.0, 5.0),
        &[1.0, 2.0, 3.0, 4.0, 5.0],
    )
}

/// Differences from -4 to 4 around a line of none.
pub(crate) fn differences(described: &str, points: &[Point]) -> Markup {
    plot(
        described,
        "Rating less level",
        points,
        (-4.0, 4.0),
        &[-4.0, -2.0, 0.0, 2.0, 4.0],
    )
}

fn plot(
    described: &str,
    what: &str,
    points: &[Point],
    (low, high): (f64, f64),
    lines: &[f64],
) -> Markup {
    let points = &points[points.len().saturating_sub(MOST)..];
    let across = |place: usize| {
        let step = (RIGHT - LEFT) / points.len().max(1) as f64;
        LEFT + step * (place as f64 + 0.5)
    };
    let up = |value: f64| 168.0 - (value.clamp(low, high) - low) / (high - low) * 156.0;
    html! {
        figure.plot {
            svg viewBox="0 0 640 180" role="group" aria-label=(described) {
                @for line in lines {
                    line.grid.none[*line == 0.0] x1=(LEFT) x2=(RIGHT) y1=(up(*line)) y2=(up(*line)) {}
                    text x="22" y=(up(*line) + 4.0) text-anchor="end" { (line) }
                }
                @for (place, point) in points.iter().enumerate() {
                    a href=(point.address) aria-label=(told(point)) {
                        title { (told(point)) }
                        @if let Some(margin) = point.margin {
                            line.reach x1=(across(place)) x2=(across(place)) y1=(up(point.value - margin)) y2=(up(point.value + margin)) {}
                        } @else {
                            line.reach x1=(across(place)) x2=(across(place)) y1=(up(0.0)) y2=(up(point.value)) {}
                        }
                        circle cx=(across(place)) cy=(up(point.value)) r="5" {}
                    }
                }
            }
            figcaption.ends {
                @if let (Some(first), Some(last)) = (points.first(), points.last()) {
                    span { (date(first.day)) } span { (date(last.day)) }
                }
            }
            details {
                summary { "As a table" }
                div.table {
                    table {
                        thead { tr { th scope="col" { "Answer" } th scope="col" { "Day" } th scope="col" { (what) } } }
                        tbody { @for point in points.iter().rev() {
                            tr {
                                td { a href=(point.address) { (point.name) } }
                                td { (date(point.day)) }
                                td { (words::level(point.value)) @if let Some(margin) = point.margin { " \u{b1} " (words::level(margin)) } }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn told(point: &Point) -> String {
    let value = words::level(point.value);
    match point.margin {
        Some(margin) => format!(
            "{value}, give or take {}: {}",
            words::level(margin),
            point.name
        ),
        None => format!("{value}: {}", point.name),
    }
}

/// A small drawing of levels beside a number that says the same; not for screen readers.
pub(crate) fn small(levels: &[f64]) -> Markup {
    let levels = &levels[levels.len().saturating_sub(20)..];
    let across = |place: usize| 6.0 + 108.0 * (place as f64 + 0.5) / levels.len().max(1) as f64;
    let up = |level: f64| 27.0 - (level.clamp(1.0, 5.0) - 1.0) * 6.0;
    let line: Vec<String> = levels
        .iter()
        .enumerate()
        .map(|(place, level)| format!("{:.1},{:.1}", across(place), up(*level)))
        .collect();
    html! {
        svg.small-plot viewBox="0 0 120 30" aria-hidden="true" focusable="false" {
            line.grid x1="2" x2="118" y1=(up(3.0)) y2=(up(3.0)) {}
            @if levels.len() > 1 { polyline points=(line.join(" ")) {} }
            @for (place, level) in levels.iter().enumerate() {
                circle cx=(across(place)) cy=(up(*level)) r=(if place + 1 == levels.len() { "3.2" } else { "1.7" }) {}
            }
        }
    }
}

/// A day of the calendar, as people say it.
pub(crate) fn date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64) -> Point {
        Point {
            value,
            margin: Some(0.8),
            day: Date::constant(2026, 3, 2),
            name: "<why> here?".to_owned(),
            address: "/interviews/x/answers/1".to_owned(),
        }
    }

    #[test]
    fn every_point_is_in_the_drawing_and_in_the_table() {
        let points: Vec<Point> = (0..7).map(|place| point(f64::from(place))).collect();
        let shown = levels("Levels", &points).into_string();
        assert_eq!(shown.matches("<circle").count(), 7);
        assert_eq!(shown.matches("<td><a").count(), 7);
        assert!(!shown.contains("<why>"), "{shown}");
        assert!(!shown.contains("NaN"), "{shown}");
    }

    #[test]
    fn of_many_points_the_last_are_shown_and_no_points_draw_nothing() {
        let points: Vec<Point> = (0..100).map(|_| point(3.0)).collect();
        let shown = levels("Levels", &points).into_string();
        assert_eq!(shown.matches("<circle").count(), MOST);
        assert!(!levels("Levels", &[]).into_string().contains("NaN"));
        assert!(!small(&[]).into_string().contains("NaN"));
    }
}
