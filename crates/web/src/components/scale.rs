//! A level on the scale from 1 to 5, with its margin and the candidate's own rating.

use maud::{Markup, html};

use super::words;

/// Half the height of the drawing.
const MIDDLE: f64 = 18.0;

/// Where a level stands in the drawing.
fn place(level: f64) -> f64 {
    14.0 + (level.clamp(1.0, 5.0) - 1.0) * 73.0
}

/// The scale as a drawing; everything in it is also said in words.
pub(crate) fn scale(level: Option<f64>, margin: Option<f64>, own: Option<u8>) -> Markup {
    let margin = margin.unwrap_or(0.0);
    let said = said(level, margin, own);
    html! {
        svg.scale viewBox="0 0 320 54" role="img" aria-label=(said) {
            line.rail x1="14" x2="306" y1=(MIDDLE) y2=(MIDDLE) {}
            @for number in 1..=5_u8 {
                @let x = place(f64::from(number));
                line.tick x1=(x) x2=(x) y1=(MIDDLE - 4.0) y2=(MIDDLE + 4.0) {}
                text x=(x) y="50" text-anchor="middle" { (number) }
            }
            @if let Some(level) = level {
                @let from = place(level - margin);
                rect.margin x=(from) y=(MIDDLE - 5.0) width=(place(level + margin) - from) height="10" rx="5" {}
                circle.level cx=(place(level)) cy=(MIDDLE) r="7.5" {}
            }
            @if let Some(own) = own {
                @let x = place(f64::from(own));
                path.own d={ "M" (x) " 5l7 13-7 13-7-13z" } {}
            }
        }
    }
}

fn said(level: Option<f64>, margin: f64, own: Option<u8>) -> String {
    let level = match level {
        None => "Not observed".to_owned(),
        Some(level) => format!(
            "Level {}, between {} and {}",
            words::level(level),
            words::level((level - margin).max(1.0)),
            words::level((level + margin).min(5.0))
        ),
    };
    match own {
        Some(own) => format!("{level}; your own rating {own}"),
        None => level,
    }
}

/// Five steps, filled up to the one reached.
pub(crate) fn steps(level: Option<u8>) -> Markup {
    html! {
        svg.ladder viewBox="0 0 78 14" aria-hidden="true" {
            @for number in 1..=5_u8 {
                rect.reached[level.is_some_and(|level| number <= level)]
                    x=(1.0 + f64::from(number - 1) * 15.6) y="1" width="12.4" height="12" rx="2.5" {}
            }
        }
    }
}
