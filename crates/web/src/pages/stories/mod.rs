//! The candidate's own stories: written, read by the coach, held against themes, values and questions.

pub(crate) mod edit;
pub(crate) mod fit;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod tell;

use coach::Heard;
use prep::story::{Story, question};

use crate::visit::Visit;

/// A text as the coach of the pack reads it, whatever it was asked.
fn heard(visit: &Visit, text: &str) -> Option<Heard> {
    let panel = visit.app.panel(&visit.pack.manifest.id)?;
    let question = question(&visit.pack)?;
    Some(panel.coach.hear(&question, text, None))
}

/// Reads a story whose words changed.
fn read(visit: &Visit, story: &mut Story) {
    if let Some(heard) = heard(visit, &story.text) {
        story.read_as(&heard, visit.app.now());
    }
}
