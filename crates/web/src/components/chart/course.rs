//! An effect over the days of a test, with bands for one look and for any look.

use maud::{Markup, html};

use super::{Scale, effect, mark, points, range};

const LEFT: f64 = 48.0;
const RIGHT: f64 = 628.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 226.0;

/// The effect at the end of a day.
pub(crate) struct Stand {
    pub(crate) day: u16,
    pub(crate) effect: f64,
    /// The interval for one look.
    pub(crate) fixed: (f64, f64),
    /// The interval for any look; none where one is not shown.
    pub(crate) anytime: Option<(f64, f64)>,
    /// How far from zero a planned look asks the effect to be.
    pub(crate) bound: Option<f64>,
}

/// The drawing and the table. `days` is the length of the whole test, `looks` the days of looks.
pub(crate) fn course(described: &str, stands: &[Stand], days: u16, looks: &[u16]) -> Markup {
    let last = stands.last();
    let half = last.map_or(0.01, |stand| {
        let (low, high) = stand.anytime.unwrap_or(stand.fixed);
        (high - low) / 2.0
    });
    let values = stands
        .iter()
        .flat_map(|stand| [stand.effect, stand.fixed.0, stand.fixed.1]);
    // The first days are wide open; what matters is where it comes to rest.
    let up = Scale::around(values, BOTTOM, TOP).within(-5.0 * half, 5.0 * half);
    // As many words as fit below the drawing on a phone.
    let step = if days > 28 {
        28
    } else if days > 14 {
        14
    } else {
        7
    };
    let across = |day: f64| LEFT + (RIGHT - LEFT) * (day - 0.5) / f64::from(days.max(1));
    let place = |stand: &Stand| across(f64::from(stand.day));
    let band = |pick: &dyn Fn(&Stand) -> Option<(f64, f64)>| -> String {
        let upper = stands
            .iter()
            .filter_map(|stand| Some((place(stand), up.at(pick(stand)?.1))));
        let lower = stands
            .iter()
            .rev()
            .filter_map(|stand| Some((place(stand), up.at(pick(stand)?.0))));
        points(upper.chain(lower))
    };
    html! {
        figure.plot.course {
            svg viewBox="0 0 640 262" role="img" aria-label={ (described) "; the table below says the same" } {
                @for each in up.marks(6) {
                    line.grid x1=(LEFT) x2=(RIGHT) y1=(up.at(each)) y2=(up.at(each)) {}
                    text x=(LEFT - 8.0) y=(up.at(each) + 4.0) text-anchor="end" { (mark(each)) }
                }
                @for day in (step..=days).step_by(usize::from(step)) {
                    text x=(across(f64::from(day))) y="246" text-anchor="middle" { "day " (day) }
                }
                @for look in looks {
                    line.look x1=(across(f64::from(*look))) x2=(across(f64::from(*look))) y1=(TOP) y2=(BOTTOM) {}
                }
                @if stands.iter().any(|stand| stand.anytime.is_some()) {
                    polygon.band.any points=(band(&|stand| stand.anytime)) {}
                }
                polygon.band points=(band(&|stand| Some(stand.fixed))) {}
                line.none x1=(LEFT) x2=(RIGHT) y1=(up.at(0.0)) y2=(up.at(0.0)) {}
                polyline.line points=(points(stands.iter().map(|stand| (place(stand), up.at(stand.effect))))) {}
                @for stand in stands {
                    @if let Some(bound) = stand.bound {
                        @for side in [bound, -bound] {
                            line.bound x1=(place(stand) - 6.0) x2=(place(stand) + 6.0) y1=(up.at(side)) y2=(up.at(side)) {}
                        }
                    }
                }
                @if let Some(stand) = last { circle cx=(place(stand)) cy=(up.at(stand.effect)) r="5" {} }
            }
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Effect" } th scope="col" { "For one look" } th scope="col" { "For any look" } } }
                    tbody { @for stand in stands.iter().rev() { tr {
                        th scope="row" { (stand.day) }
                        td { (effect(stand.effect)) }
                        td { (range(stand.fixed.0, stand.fixed.1)) }
                        td { @if let Some((low, high)) = stand.anytime { (range(low, high)) } }
                    } } }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_in_the_table_and_nothing_breaks() {
        let stands: Vec<Stand> = (1..=9)
            .map(|day| Stand {
                day,
                effect: 0.03 / f64::from(day),
                fixed: (-0.5 / f64::from(day), 0.5 / f64::from(day)),
                anytime: (day > 2).then_some((-1.0, 1.0)),
                bound: (day % 7 == 0).then_some(0.1),
            })
            .collect();
        let shown = course("An effect", &stands, 14, &[3, 9]).into_string();
        assert_eq!(shown.matches("scope=\"row\"").count(), 9);
        assert_eq!(shown.matches("class=\"bound\"").count(), 2);
        assert!(!shown.contains("NaN"));
        assert!(!course("Nothing", &[], 0, &[]).into_string().contains("NaN"));
    }
}
