//! What adds up to a change, in a table: for each segment a bar of level and one of mix.

use lab::{Share, change_of};
use maud::{Markup, html};

use super::frame::round;

/// The chart.
pub(super) fn shares(title: &str, unit: &str, of: &str, shares: &[Share]) -> Markup {
    let most = shares
        .iter()
        .flat_map(|share| [share.level.abs(), share.mix.abs()])
        .fold(0.0, f64::max);
    let sum = |part: &dyn Fn(&Share) -> f64| shares.iter().map(part).sum::<f64>();
    let (level, mix) = (sum(&|share| share.level), sum(&|share| share.mix));
    let has_mix = shares.iter().any(|share| share.mix != 0.0);
    html! {
        figure.chart {
            div.table role="region" aria-label=(title) tabindex="0" { table.bars.shares {
                thead { tr {
                    th scope="col" { (of) } td.drawn-head { }
                    @if has_mix { th scope="col" { (key("is")) "level" } th scope="col" { (key("was")) "mix" } }
                    th scope="col" { "together" }
                } }
                tbody {
                    @for share in shares { tr {
                        th scope="row" { (share.name) }
                        td.bar-cell { (two_bars(share, most, has_mix)) }
                        @if has_mix { td { (change_of(share.level, unit)) } td { (change_of(share.mix, unit)) } }
                        td.change { (change_of(share.level + share.mix, unit)) }
                    } }
                    tr.sum {
                        th scope="row" { "all" } td { }
                        @if has_mix { td { (change_of(level, unit)) } td { (change_of(mix, unit)) } }
                        td.change { (change_of(level + mix, unit)) }
                    }
                }
            } }
            p.readout {
                @if has_mix { "Level: the segment itself changed. Mix: its part of the whole changed. All of them add up to the change. " }
                @if !unit.is_empty() { "Unit: " (unit) "." }
            }
        }
    }
}

fn key(class: &str) -> Markup {
    html! { svg.key-bar viewBox="0 0 10 10" aria-hidden="true" focusable="false" { rect.(class) width="10" height="10" {} } " " }
}

fn two_bars(share: &Share, most: f64, has_mix: bool) -> Markup {
    let bar = |value: f64, y: f64, class: &str| {
        let width = if most > 0.0 {
            round(value.abs() / most * 50.0)
        } else {
            0.0
        };
        let x = if value < 0.0 { 50.0 - width } else { 50.0 };
        let height = if has_mix { 6 } else { 12 };
        html! { rect.(class) x=(x) y=(y) width=(width) height=(height) {} }
    };
    html! {
        svg.bar.two viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            line.zero x1="50" x2="50" y1="0" y2="16" {}
            (bar(share.level, if has_mix { 1.0 } else { 2.0 }, "is"))
            @if has_mix { (bar(share.mix, 9.0, "was")) }
        }
    }
}
