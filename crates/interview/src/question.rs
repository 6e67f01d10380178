//! Which question comes next: what is pinned, else what was covered least and what earlier rounds
//! left open, with chance among equals.

use pack::model::Question;
use pack::vocabulary::CriterionId;

use crate::desk::Desk;
use crate::interview::Interview;
use crate::memory::{Kept, Memory, MemoryId};
use crate::seed;
use crate::setup::RoundSetup;

/// Told apart from other draws of the same seed.
const PURPOSE: u64 = 1;

pub(crate) struct Choice<'a> {
    pub(crate) question: &'a Question,
    pub(crate) takes_up: Option<MemoryId>,
}

/// The next question of the running round; `None` when every question of it was asked.
pub(crate) fn choose<'a>(
    interview: &Interview,
    desk: &Desk<'a>,
    setup: &RoundSetup,
) -> Option<Choice<'a>> {
    let left: Vec<&Question> = desk
        .pack
        .questions
        .iter()
        .filter(|each| each.round == setup.round && !interview.asked(&each.id))
        .filter(|each| is_in_place(interview, setup, each))
        .collect();
    let pinned = setup
        .pinned
        .iter()
        .find_map(|id| left.iter().find(|each| each.id == *id));
    if let Some(question) = pinned {
        return Some(Choice {
            question,
            takes_up: None,
        });
    }
    // What was presented is asked about before anything else is, what was held back from it first.
    let before: [fn(&Question) -> bool; 2] =
        [|each| each.follows.is_some(), |each| each.follows_any];
    let about_it = before.into_iter().find_map(|about| {
        let found: Vec<&Question> = left.iter().copied().filter(|each| about(each)).collect();
        (!found.is_empty()).then_some(found)
    });
    let fitting = about_it.unwrap_or(left);
    let concern = |question: &Question| {
        interview
            .memory()
            .iter()
            .find(|kept| is_for(kept, question))
            .map(|kept| kept.id)
    };
    let worth = |question: &Question| {
        let component = interview.asked_about(&question.component);
        let kind = interview.asked_kind(question.kind);
        let themes = themes_asked(interview, desk, question);
        let open = usize::from(concern(question).is_some());
        (open * 6) as i64 - (component * 4 + kind + themes * 2) as i64
    };
    let best = fitting.iter().map(|question| worth(question)).max()?;
    let equals: Vec<&Question> = fitting
        .into_iter()
        .filter(|question| worth(question) == best)
        .collect();
    let asked = interview.threads().count() as u64;
    let question = equals[seed::pick(interview.setup().seed, &[PURPOSE, asked], equals.len())];
    Some(Choice {
        question,
        takes_up: concern(question),
    })
}

/// Whether a question can be asked after what was presented. A case that was worked on numbers stands in
/// place of a brief: what was held back from that brief would contradict the numbers, and nobody presents
/// twice.
fn is_in_place(interview: &Interview, setup: &RoundSetup, question: &Question) -> bool {
    let here = || {
        interview
            .running_round()
            .into_iter()
            .flat_map(|round| &round.threads)
    };
    if let Some(presented) = &question.follows {
        return interview.threads().any(|thread| {
            thread.question.id == *presented && thread.answered() && thread.case.is_none()
        });
    }
    if question.follows_any {
        return here().any(|thread| thread.question.brief.is_some() && thread.answered());
    }
    question.brief.is_none()
        || setup.pinned.contains(&question.id)
        || here().all(|thread| thread.case.is_none())
}

/// Whether a question can show what an earlier round left open and nobody has taken up.
fn is_for(kept: &Kept, question: &Question) -> bool {
    let Memory::OpenConcern { criterion, .. } = &kept.memory else {
        return false;
    };
    kept.open() && kept.taken_up.is_empty() && CriterionId::of(question.kind).contains(criterion)
}

fn themes_asked(interview: &Interview, desk: &Desk<'_>, question: &Question) -> usize {
    question
        .themes
        .iter()
        .filter(|theme| {
            interview
                .threads()
                .filter_map(|thread| desk.question(&thread.question.id))
                .any(|asked| asked.themes.contains(theme))
        })
        .count()
}
