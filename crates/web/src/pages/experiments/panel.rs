//! What a design can see, in figures; and what there is to say about it.

use lab::experiment::{Design, Numbers, Remark, Weight, cannot_see};
use maud::{Markup, html};
use pack::model::Scenario;
use pack::vocabulary::{Population, Rule, UnitMeasure};

use crate::components::chart::{effect, spread::figure};

/// The live figures of the studio.
pub(super) fn numbers(design: &Design, numbers: &Numbers, remarks: &[Remark]) -> Markup {
    html! {
        section #numbers aria-labelledby="numbers-name" aria-live="polite" {
            h2 #numbers-name { "What this test can see" }
            dl.figures {
                div { dt { "Units by day " (design.days) } dd { (whole(numbers.units)) } }
                div { dt { "Units needed" } dd { @match numbers.needed { Some(needed) => (whole(needed)), None => "no number" } } }
                div { dt { "Days needed" } dd { @match numbers.days_needed { Some(days) => (days), None => "more than 56" } } }
                div { dt { "Power at " (plain(design.smallest_effect)) } dd { (plain(numbers.power)) } }
                div { dt { "Smallest effect found" } dd { (plain(numbers.detectable)) } }
                div { dt { "False alarms of this rule" } dd { (plain(numbers.false_positives)) } }
            }
            p.note {
                "Usually " (design.primary.name()) " is " (amount(design.primary, numbers.usual)) " over these days, with a standard deviation of " (amount(design.primary, numbers.deviation)) " between " (design.unit.many()) ". "
                @if numbers.removed > 0.005 { "The days before take " (plain(numbers.removed)) " of the variance out. " }
                @if let Some(worth) = &numbers.worth {
                    "An effect of " (plain(design.smallest_effect)) " would bring about " (dollars(worth.dollars)) " a year; keeping the change costs " (dollars(worth.upkeep)) "."
                }
                @if let Some(why) = numbers.worth_missing { "What an effect would bring cannot be said: " (why) "." }
            }
            @if design.rule == Rule::Weekly {
                p.note { "At the weekly looks the effect has to be "
                    @for (place, bound) in numbers.bounds.iter().enumerate() {
                        @if place > 0 { ", " }
                        @if bound.bound.is_finite() { (format!("{:.2}", bound.bound)) } @else { "more than 8.5" }
                    }
                    " standard errors from zero."
                }
            }
            details {
                summary { "What it cannot see" }
                ul.points { @for each in cannot_see(design, numbers) { li { (each) } } }
            }
            details {
                summary { "What an experienced experimenter would say (" (remarks.len()) ")" }
                (said(remarks))
            }
        }
    }
}

/// Remarks, the weightiest first.
pub(super) fn said(remarks: &[Remark]) -> Markup {
    html! {
        @if remarks.is_empty() { p { "Nothing to object to." } }
        ul.remarks { @for remark in remarks {
            li.(class(remark.weight)) {
                p { strong { (weight(remark.weight)) ". " } (remark.says) }
                p.soft { (remark.mend) }
            }
        } }
    }
}

fn class(weight: Weight) -> &'static str {
    match weight {
        Weight::Breaks => "breaks",
        Weight::Weakens => "weakens",
        Weight::Note => "minor",
    }
}

fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Breaks => "Breaks the test",
        Weight::Weakens => "Weakens it",
        Weight::Note => "A note",
    }
}

/// A share without a sign.
pub(super) fn plain(share: f64) -> String {
    effect(share.abs()).trim_start_matches('+').to_owned()
}

/// A count, with thin spaces between thousands.
pub(super) fn whole(count: f64) -> String {
    let digits = format!("{:.0}", count.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if count <= -0.5 {
        format!("\u{2212}{text}")
    } else {
        text
    }
}

/// A measure's figure with its unit.
pub(super) fn amount(measure: UnitMeasure, value: f64) -> String {
    match measure {
        UnitMeasure::WatchHours | UnitMeasure::HoursPerActiveMember => {
            format!("{} h", figure(value))
        }
        UnitMeasure::ActiveMembers => format!("{} days", figure(value)),
        UnitMeasure::SessionsPerActiveMember => format!("{} visits", figure(value)),
        UnitMeasure::StartupSeconds => format!("{} s", figure(value)),
        UnitMeasure::Cancellations => format!("{} in 100", figure(100.0 * value)),
        UnitMeasure::Revenue | UnitMeasure::Arpu => format!("${}", figure(value)),
        UnitMeasure::CompletionRate
        | UnitMeasure::StartFailureRate
        | UnitMeasure::RebufferRatio
        | UnitMeasure::ChurnRate
        | UnitMeasure::SearchSuccessRate
        | UnitMeasure::BrowseAbandonRate => format!("{}%", figure(100.0 * value)),
    }
}

/// What the figures of a measure are in, where a drawing has only room for numbers.
pub(super) const fn unit_of(measure: UnitMeasure) -> &'static str {
    match measure {
        UnitMeasure::WatchHours | UnitMeasure::HoursPerActiveMember => "in hours",
        UnitMeasure::ActiveMembers => "in days",
        UnitMeasure::SessionsPerActiveMember => "in visits",
        UnitMeasure::StartupSeconds => "in seconds",
        UnitMeasure::Revenue | UnitMeasure::Arpu => "in US dollars",
        UnitMeasure::Cancellations
        | UnitMeasure::ChurnRate
        | UnitMeasure::CompletionRate
        | UnitMeasure::StartFailureRate
        | UnitMeasure::RebufferRatio
        | UnitMeasure::SearchSuccessRate
        | UnitMeasure::BrowseAbandonRate => "as parts of 1",
    }
}

/// Whom a change would reach, and how many these are: "82 million members".
pub(super) fn reach(scenario: &Scenario) -> String {
    let count = millions(scenario.millions * 1e6);
    match scenario.reaches {
        Population::Everybody => format!("all {count} members"),
        some => format!("{count} {}", some.name()),
    }
}

/// A large count, as people say it.
pub(super) fn millions(count: f64) -> String {
    let size = count.abs() / 1e6;
    if size < 0.9995 {
        return whole(count);
    }
    let sign = if count < 0.0 { "\u{2212}" } else { "" };
    let digits = usize::from(size < 9.95 && (size * 10.0).round() % 10.0 != 0.0);
    format!("{sign}{size:.digits$} million")
}

/// US dollars, as people say them.
pub(crate) fn dollars(amount: f64) -> String {
    let size = amount.abs();
    let sign = if amount < 0.0 { "\u{2212}" } else { "" };
    if size >= 995_000.0 {
        format!("{sign}${:.1} million", size / 1e6)
    } else {
        format!("{sign}${}", whole((size / 1_000.0).round() * 1_000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_dollars_read_as_people_write_them() {
        assert_eq!(whole(1_234_567.2), "1,234,567");
        assert_eq!(whole(-999.9), "\u{2212}1,000");
        assert_eq!(dollars(-2_449_000.0), "\u{2212}$2.4 million");
        assert_eq!(dollars(80_400.0), "$80,000");
        assert_eq!(millions(82e6), "82 million");
        assert_eq!(millions(-1.25e6), "\u{2212}1.2 million");
        assert_eq!(millions(24_312.0), "24,312");
    }
}
