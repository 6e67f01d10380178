//! An effect over the days of a test, with bands for one look and for any look.

use maud::{Markup, html};

use super::{Scale, effect, mark, percent, points, range};

/// Height of the part that is drawn in, in pixels.
const HEIGHT: f64 = 220.0;

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

/// A sentence, the drawing and the table. `days` is the length of the whole test, `looks` the days of
/// looks.
pub(crate) fn course(described: &str, stands: &[Stand], days: u16, looks: &[u16]) -> Markup {
    let last = stands.last();
    let half = last.map_or(0.01, |stand| {
        let (low, high) = stand.anytime.unwrap_or(stand.fixed);
        (high - low) / 2.0
    });
    let values = stands
        .iter()
        .flat_map(|stand| [stand.effect, stand.fixed.0, stand.fixed.1]);
    // The first days are wide open; what matters is where it comes to rest. Per cent from the top.
    let up = Scale::around(values, 100.0, 0.0).within(-5.0 * half, 5.0 * half);
    // As many words as fit below the drawing on a phone.
    let step = if days > 28 {
        28
    } else if days > 14 {
        14
    } else {
        7
    };
    let across = |day: u16| 100.0 * (f64::from(day) - 0.5) / f64::from(days.max(1));
    let place = |stand: &Stand| across(stand.day);
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
    let any = stands.iter().any(|stand| stand.anytime.is_some());
    html! {
        figure.plot.course {
            figcaption { (described) @if let Some(stand) = last { ". " (in_words(stand)) } }
            svg width="100%" height=(HEIGHT + 30.0) role="img" aria-label={ (described) "; the table below says the same" } {
                @for each in up.marks(6) {
                    @let y = up.at(each) * HEIGHT / 100.0;
                    line.grid x1="0" x2="100%" y1=(y) y2=(y) {}
                    text x="-6" y=(y + 4.0) text-anchor="end" { (mark(each)) }
                }
                svg height=(HEIGHT) {
                    @for look in looks {
                        line.look x1=(percent(across(*look))) x2=(percent(across(*look))) y1="0" y2="100%" {}
                    }
                    svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" {
                        @if any { polygon.band.any points=(band(&|stand| stand.anytime)) {} }
                        polygon.band points=(band(&|stand| Some(stand.fixed))) {}
                        polyline.line points=(points(stands.iter().map(|stand| (place(stand), up.at(stand.effect))))) {}
                    }
                    line.none x1="0" x2="100%" y1=(percent(up.at(0.0))) y2=(percent(up.at(0.0))) {}
                    @for stand in stands {
                        @if let Some(bound) = stand.bound {
                            @for side in [bound, -bound] {
                                line.bound x1=(percent(place(stand) - 1.5)) x2=(percent(place(stand) + 1.5)) y1=(percent(up.at(side))) y2=(percent(up.at(side))) {}
                            }
                        }
                    }
                    @if let Some(stand) = last { circle cx=(percent(place(stand))) cy=(percent(up.at(stand.effect))) r="5" {} }
                    @for day in (step..=days).step_by(usize::from(step)) {
                        text x=(percent(across(day))) y=(HEIGHT + 20.0) text-anchor=(if day == days { "end" } else { "middle" }) { "day " (day) }
                    }
                }
            }
            details {
                summary { "As a table" }
                div.table role="region" aria-label={ "Table: " (described) } tabindex="0" { table {
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Effect" } th scope="col" { "For one look" } @if any { th scope="col" { "For any look" } } } }
                    tbody { @for stand in stands.iter().rev() { tr {
                        th scope="row" { (stand.day) }
                        td { (effect(stand.effect)) }
                        td { (range(stand.fixed.0, stand.fixed.1)) }
                        @if any { td { @if let Some((low, high)) = stand.anytime { (range(low, high)) } @else { "nothing is ruled out" } } }
                    } } }
                } }
            }
        }
    }
}

/// Where it stands in the end.
fn in_words(stand: &Stand) -> Markup {
    html! {
        "Day " (stand.day) ": " strong { (effect(stand.effect)) }
        @if stand.fixed.0 < stand.fixed.1 { ", " (range(stand.fixed.0, stand.fixed.1)) }
        @if let Some((low, high)) = stand.anytime { " for one look, " (range(low, high)) " for any look" }
        "."
        @if let Some(bound) = stand.bound { " The rule asks for " (effect(bound)) " or more on either side." }
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
        assert!(shown.contains("aria-label=\"Table: An effect\" tabindex=\"0\""));
        assert_eq!(shown.matches("class=\"bound\"").count(), 2);
        assert!(!shown.contains("NaN"));
        assert!(shown.contains("Day 9: <strong>+0.3%</strong>"), "{shown}");
        assert!(!course("Nothing", &[], 0, &[]).into_string().contains("NaN"));
    }
}
