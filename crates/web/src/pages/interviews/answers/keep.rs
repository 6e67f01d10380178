//! Of two attempts, the better one is kept as a version of a story.

use interview::TurnId;
use maud::{Markup, html};
use prep::story::Story;
use store::{InterviewId, Kept};

/// The form; it leads to the form of the story, where it is looked over and saved.
pub(super) fn keep(
    interview: &InterviewId,
    turn: TurnId,
    attempt: u32,
    stories: &[Kept<Story>],
) -> Markup {
    html! {
        form.stack method="get" action="/stories/version" {
            input type="hidden" name="interview" value=(interview);
            input type="hidden" name="turn" value=(turn);
            label.field { span { "Which attempt" } select name="attempt" {
                option value=(attempt) { "This one" }
                option value="0" { "The first" }
            } }
            label.field { span { "As a version of" } select name="story" {
                option value="" { "A new story" }
                @for story in stories { option value=(story.id) { (story.paper.title) } }
            } }
            label.field { span { "Which version" } select name="version" {
                option value="text" { "In full" }
                option value="middle" { "In about 90 seconds" }
                option value="brief" { "In about 30 seconds" }
            } }
            p.note { "You see the story with it before anything is saved." }
            div.actions { button.button.quiet { "Keep it" } }
        }
    }
}
