//! The outline of an answer as a bar, a part a stretch.

use coach::shape::Shape;
use maud::{Markup, html};

/// The bar with its key; nothing where no part could be told.
pub(crate) fn bar(shape: &Shape) -> Markup {
    let parts = [
        ("situation", "Situation", shape.situation),
        ("task", "Task", shape.task),
        ("action", "Action", shape.action),
        ("result", "Result", shape.result),
        ("reflection", "Reflection", shape.reflection),
    ];
    let told: f64 = parts.iter().map(|(.., share)| share).sum();
    let other = ("other", "None of these", (1.0 - told).max(0.0));
    let mut from = 0.0;
    let placed: Vec<_> = parts
        .into_iter()
        .chain([other])
        .map(|(class, name, share)| {
            let start = from;
            from += share * 100.0;
            (class, name, share, start)
        })
        .collect();
    html! {
        figure.shape {
            svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                @for (class, _, share, start) in placed.iter().filter(|(_, _, share, _)| *share > 0.0) {
                    rect class=(class) x=(start) y="0" width=((share * 100.0 - 0.4).max(0.1)) height="8" {}
                }
            }
            figcaption {
                ol {
                    @for (class, name, share, _) in &placed {
                        @if *class != "other" || *share >= 0.005 {
                            li { span.dot.(class) aria-hidden="true" {} (name) " " strong { (format!("{:.0}", share * 100.0)) "%" } }
                        }
                    }
                }
            }
        }
    }
}
