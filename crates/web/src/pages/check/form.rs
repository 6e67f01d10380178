//! The questions of the self-check.

use maud::{Markup, html};
use prep::Goal;
use prep::goal::{Aim, Industry, Level, MOST_HOURS, Structure, USUAL_HOURS};

use crate::components::icon;
use crate::visit::Visit;

pub(super) fn form(visit: &Visit, goal: &Goal) -> Markup {
    let manifest = &visit.pack.manifest;
    let role = manifest.role.to_lowercase();
    html! {
        form.setup method="post" action="/check" {
            (choices("aim", "Do you have a clear goal?", Aim::ALL.iter().map(|each| (each.word(), each.says(), goal.aim == Some(*each)))))
            (choices("industry", "Which industry do you come from?", Industry::ALL.iter().map(|each| (each.word(), each.says(), goal.industry == Some(*each)))))
            (choices("structure", "Do you have a structured plan?", Structure::ALL.iter().map(|each| (each.word(), each.says(), goal.structure == Some(*each)))))
            (choices("level", &format!("At which level would you be a {role} at {}?", manifest.company), Level::ALL.iter().map(|each| (each.word(), each.says(), goal.level == Some(*each)))))
            div.inline {
                label.field { span { "Day of the first interview" } input type="date" name="interview" min=(visit.today()) value=(goal.interview.map(|day| day.to_string()).unwrap_or_default()) aria-describedby="when"; }
                label.field { span { "Hours a week for it" } input type="number" name="hours" min="1" max=(MOST_HOURS) required value=(goal.hours.unwrap_or(USUAL_HOURS)); }
            }
            p.note #when { "Leave the day empty while you do not know it." }
            button.button { "See where you stand" (icon::arrow()) }
        }
    }
}

fn choices(
    name: &str,
    asks: &str,
    answers: impl Iterator<Item = (&'static str, &'static str, bool)>,
) -> Markup {
    html! {
        fieldset.choices {
            legend.asked { (asks) }
            @for (word, says, chosen) in answers {
                label.check { input type="radio" name=(name) value=(word) required checked[chosen]; span { (says) } }
            }
        }
    }
}
