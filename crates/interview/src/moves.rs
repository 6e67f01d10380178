//! What an interviewer does next, shared by the states: open a round, follow up, ask, close.

use pack::model::{Interviewer, Question, Round};

use crate::clock;
use crate::command::Refusal;
use crate::decide::Proceedings;
use crate::desk::Heard;
use crate::event::{Event, Person, QuestionAsked, RoundEnd, TurnId};
use crate::interview::Thread;
use crate::memory::{Memory, concern, contradiction, story};
use crate::probe;
use crate::question;

/// Opens the next round and asks its first question.
pub(crate) fn open_round(proceedings: &mut Proceedings<'_>) -> Result<(), Refusal> {
    proceedings.interview.setup().check(proceedings.desk.pack)?;
    let Some(setup) = proceedings.interview.next_round() else {
        return Err(Refusal::HasEnded);
    };
    let id = setup.round.clone();
    let opening = round(proceedings, &id).map_or_else(String::new, |round| round.opening.clone());
    proceedings.record(Event::RoundOpened {
        round: id,
        text: opening,
    });
    move_on(proceedings)
}

/// After an answer: take it in, then follow up or move on.
pub(crate) fn after_reply(proceedings: &mut Proceedings<'_>, turn: TurnId) -> Result<(), Refusal> {
    let Some(heard) = take_in(proceedings, turn) else {
        return move_on(proceedings);
    };
    if proceedings.interview.lead().is_some() {
        proceedings.record(Event::LeadAwaited { turn });
        return Ok(());
    }
    follow_up_or_move_on(proceedings, heard)
}

/// The interviewer goes on by themselves after an answer that was taken in.
pub(crate) fn go_on(proceedings: &mut Proceedings<'_>) -> Result<(), Refusal> {
    match hear(proceedings) {
        Some(heard) => follow_up_or_move_on(proceedings, heard),
        None => move_on(proceedings),
    }
}

fn follow_up_or_move_on(proceedings: &mut Proceedings<'_>, heard: Heard) -> Result<(), Refusal> {
    let choice = probe::choose(
        &proceedings.interview,
        &heard,
        proceedings.desk,
        proceedings.now,
    );
    if let Some(choice) = choice {
        return ask(proceedings, choice);
    }
    mark(proceedings, heard);
    move_on(proceedings)
}

/// Reads all that was said to the question now open, and notes what later rounds should know; `None`
/// when nothing can be read.
pub(crate) fn take_in(proceedings: &mut Proceedings<'_>, turn: TurnId) -> Option<Heard> {
    let heard = hear(proceedings)?;
    proceedings.record(Event::Noted {
        turn,
        numbers: heard.numbers.clone(),
        story: heard.story.clone(),
    });
    for id in contradiction::settled_by(&proceedings.interview, turn) {
        proceedings.record(Event::Settled { id, turn });
    }
    for memory in contradiction::found(&proceedings.interview, turn) {
        remember(proceedings, memory);
    }
    if let Some(memory) = story::found(&proceedings.interview, turn) {
        remember(proceedings, memory);
    }
    Some(heard)
}

/// Asks a follow-up to the question now open.
pub(crate) fn ask(proceedings: &mut Proceedings<'_>, choice: probe::Choice) -> Result<(), Refusal> {
    let Some((parent, interviewer)) = who_follows_up(proceedings) else {
        return Err(Refusal::NoRoundRunning);
    };
    proceedings.record(Event::Probed {
        turn: proceedings.interview.next_turn(),
        parent,
        probe: choice.probe,
        because: choice.because,
        wording: choice.wording,
        text: choice.text,
        interviewer,
        takes_up: choice.takes_up,
        brings: choice.brings,
    });
    Ok(())
}

/// The turn that opened the question now open, and who follows up: whoever leads, else the one of the
/// round's interviewers who asked last, else the one whose turn it is, where somebody asked who has left.
pub(crate) fn who_follows_up(proceedings: &Proceedings<'_>) -> Option<(TurnId, Person)> {
    let running = proceedings.interview.running_round()?;
    let thread = running.threads.last().filter(|thread| !thread.closed)?;
    let own = own_interviewers(proceedings, &running.id);
    let follows_up = proceedings.interview.lead().cloned().unwrap_or_else(|| {
        let mut asked = thread.turns.iter().rev().map(|turn| &turn.interviewer);
        asked
            .find(|person| own.iter().any(|each| each.name == person.name))
            .cloned()
            .unwrap_or_else(|| in_turn(own, running.threads.len() - 1))
    });
    Some((thread.opened_by(), follows_up))
}

/// Asks the next question, or closes the round when there is none or no time for one.
pub(crate) fn move_on(proceedings: &mut Proceedings<'_>) -> Result<(), Refusal> {
    let interview = &proceedings.interview;
    let Some(running) = interview.running_round() else {
        return Err(Refusal::NoRoundRunning);
    };
    let Some(setup) = interview.round_setup(&running.id) else {
        return Err(Refusal::NoRoundRunning);
    };
    let asked = running.threads.len();
    if asked > 0 && clock::over(interview, proceedings.now) {
        close_round(proceedings, RoundEnd::TimeOver);
        return Ok(());
    }
    let wanted = usize::try_from(setup.questions).unwrap_or(usize::MAX);
    let next = (asked < wanted)
        .then(|| question::choose(interview, proceedings.desk, setup))
        .flatten();
    let Some(choice) = next else {
        close_round(proceedings, RoundEnd::Finished);
        return Ok(());
    };
    let interviewer = interview.lead().cloned().unwrap_or_else(|| {
        let own = own_interviewers(proceedings, &running.id);
        in_whose_name(own, choice.question).unwrap_or_else(|| in_turn(own, asked))
    });
    let turn = interview.next_turn();
    let question = as_asked(choice.question);
    let event = if setup.presentation && choice.question.brief.is_some() {
        Event::PresentationAsked {
            turn,
            question,
            interviewer,
        }
    } else {
        Event::Asked {
            turn,
            question: QuestionAsked {
                brief: None,
                ..question
            },
            interviewer,
            takes_up: choice.takes_up,
        }
    };
    proceedings.record(event);
    Ok(())
}

/// Marks what was said to the question now open, if anything was.
pub(crate) fn close_thread(proceedings: &mut Proceedings<'_>) {
    if let Some(heard) = hear(proceedings) {
        mark(proceedings, heard);
    }
}

/// Ends the round, and the interview with its last round.
pub(crate) fn close_round(proceedings: &mut Proceedings<'_>, because: RoundEnd) {
    close_thread(proceedings);
    let Some(running) = proceedings.interview.running_round() else {
        return;
    };
    let id = running.id.clone();
    for memory in concern::raised(&proceedings.interview, running) {
        remember(proceedings, memory);
    }
    let closing = round(proceedings, &id).map_or_else(String::new, |round| round.closing.clone());
    proceedings.record(Event::RoundClosed {
        round: id,
        because,
        text: closing,
    });
    if proceedings.interview.next_round().is_none() {
        proceedings.record(Event::Ended { early: false });
    }
}

/// Ends the interview, and the round that may be running.
pub(crate) fn end(proceedings: &mut Proceedings<'_>) {
    close_round(proceedings, RoundEnd::ByCandidate);
    if !proceedings.interview.ended() {
        proceedings.record(Event::Ended { early: true });
    }
}

/// Marks what was said to the question now open.
pub(crate) fn mark(proceedings: &mut Proceedings<'_>, heard: Heard) {
    let Some(thread) = current_thread(proceedings) else {
        return;
    };
    let turn = thread.opened_by();
    let settled = concern::settled_by(&proceedings.interview, &heard.scorecard.criteria);
    proceedings.record(Event::Marked {
        turn,
        scorecard: Box::new(heard.scorecard),
    });
    for id in settled {
        proceedings.record(Event::Settled { id, turn });
    }
}

fn remember(proceedings: &mut Proceedings<'_>, memory: Memory) {
    let id = proceedings.interview.next_memory();
    proceedings.record(Event::Remembered { id, memory });
}

/// Reads all that was said to the question now open; `None` when nothing was, or when the pack no
/// longer holds the question.
pub(crate) fn hear(proceedings: &Proceedings<'_>) -> Option<Heard> {
    let thread = current_thread(proceedings).filter(|thread| thread.answered())?;
    let question = proceedings.desk.question(&thread.question.id)?;
    let said = thread.joined();
    Some(
        proceedings
            .desk
            .coach
            .hear(question, &said.text, thread.seconds()),
    )
}

fn current_thread<'a>(proceedings: &'a Proceedings<'_>) -> Option<&'a Thread> {
    proceedings
        .interview
        .running_round()?
        .threads
        .last()
        .filter(|thread| !thread.closed)
}

fn round<'a>(proceedings: &Proceedings<'a>, id: &pack::id::RoundId) -> Option<&'a Round> {
    proceedings
        .desk
        .pack
        .rounds
        .iter()
        .find(|round| round.id == *id)
}

fn own_interviewers<'a>(
    proceedings: &Proceedings<'a>,
    id: &pack::id::RoundId,
) -> &'a [Interviewer] {
    round(proceedings, id).map_or(&[], |round| &round.interviewers)
}

/// The interviewer in whose name a question is written.
fn in_whose_name(interviewers: &[Interviewer], question: &Question) -> Option<Person> {
    let name = question.asked_by.as_ref()?;
    interviewers
        .iter()
        .find(|each| each.name == *name)
        .map(person)
}

/// Interviewers take turns by question; guests come for their own only.
fn in_turn(interviewers: &[Interviewer], question: usize) -> Person {
    let regular: Vec<&Interviewer> = interviewers.iter().filter(|each| !each.guest).collect();
    regular.get(question % regular.len().max(1)).map_or_else(
        || Person {
            name: "Interviewer".to_owned(),
            role: String::new(),
        },
        |interviewer| person(interviewer),
    )
}

fn person(interviewer: &Interviewer) -> Person {
    Person {
        name: interviewer.name.clone(),
        role: interviewer.role.clone(),
    }
}

fn as_asked(question: &Question) -> QuestionAsked {
    QuestionAsked {
        id: question.id.clone(),
        text: question.text.clone(),
        kind: question.kind,
        component: question.component.clone(),
        brief: question.brief.clone(),
    }
}
