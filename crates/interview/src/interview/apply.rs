//! How each event changes the interview.

use jiff::Timestamp;

use super::{Closed, Interview, Probed, Rating, Reply, Retry, Round, State, Thread, Turn};
use crate::event::{Event, QuestionAsked, TurnId};
use crate::memory::{Kept, MemoryId};

impl Interview {
    /// Takes in what happened. A clock that was set back does not set the interview back: a time
    /// before the last event counts as the time of the last event.
    pub fn apply(&mut self, event: Event, at: Timestamp) {
        let at = at.max(self.last);
        self.last = at;
        self.length += 1;
        match event {
            Event::Started { .. } => {}
            Event::RoundOpened { round, text } => self.rounds.push(Round::opened(round, text, at)),
            Event::PresentationAsked {
                turn,
                question,
                interviewer,
            } => {
                let asked = Turn::asked(turn, question.text.clone(), interviewer, at);
                self.open_thread(
                    Turn {
                        presentation: true,
                        ..asked
                    },
                    question,
                    None,
                );
                self.state = State::Presenting { turn };
            }
            Event::Asked {
                turn,
                question,
                interviewer,
                takes_up,
            } => {
                let asked = Turn::asked(turn, question.text.clone(), interviewer, at);
                self.open_thread(asked, question, takes_up);
                self.answer_is_awaited(turn, takes_up, at);
            }
            Event::PresentationGiven { turn, markdown } => {
                let (text, seconds) = (markdown, None);
                self.reply(turn, Reply::Said { text, seconds, at });
            }
            Event::Answered {
                turn,
                text,
                seconds,
            } => {
                self.stop_clock(at);
                self.reply(turn, Reply::Said { text, seconds, at });
            }
            Event::Skipped { turn } => {
                self.stop_clock(at);
                self.reply(turn, Reply::Skipped { at });
            }
            Event::Noted {
                turn,
                numbers,
                story,
            } => self.change(turn, |thread| {
                thread.numbers = numbers;
                thread.story = story;
            }),
            Event::Remembered { id, memory } => self.memory.push(Kept {
                id,
                memory,
                taken_up: Vec::new(),
                settled: None,
            }),
            Event::Probed {
                turn,
                parent,
                probe,
                because,
                wording,
                text,
                interviewer,
                takes_up,
                brings,
            } => {
                let probe = Some(Probed {
                    probe,
                    because,
                    wording,
                    takes_up,
                    brings,
                });
                let asked = Turn::asked(turn, text, interviewer, at);
                self.change(parent, |thread| thread.turns.push(Turn { probe, ..asked }));
                self.answer_is_awaited(turn, takes_up, at);
            }
            Event::LeadTaken { by } => self.lead = Some(by),
            Event::LeadLeft => self.lead = None,
            Event::LeadAwaited { turn } => self.state = State::Choosing { turn },
            Event::Put {
                turn,
                parent,
                text,
                interviewer,
            } => {
                let asked = Turn::asked(turn, text, interviewer, at);
                self.change(parent, |thread| {
                    thread.turns.push(Turn { put: true, ..asked });
                });
                self.answer_is_awaited(turn, None, at);
            }
            Event::Marked { turn, scorecard } => self.change(turn, |thread| {
                thread.closed = true;
                thread.marks = Some(*scorecard);
            }),
            Event::CaseGraded { turn, grade } => {
                self.change(turn, |thread| thread.case = Some(*grade));
            }
            Event::Settled { id, turn } => {
                if let Some(kept) = self.memory.iter_mut().find(|kept| kept.id == id) {
                    kept.settled = Some(turn);
                }
            }
            Event::Paused => {
                self.stop_clock(at);
                if let Some(turn) = self.current_turn() {
                    self.state = State::Paused { turn };
                }
            }
            Event::Resumed => self.resume(at),
            Event::RoundClosed { because, text, .. } => {
                self.stop_clock(at);
                self.close_threads();
                if let Some(round) = self.rounds.last_mut() {
                    round.closed = Some(Closed { because, text, at });
                }
                self.state = State::Waiting;
            }
            Event::Ended { early } => self.state = State::Ended { early },
            Event::SelfRated { turn, level } => {
                self.change(turn, |thread| thread.rating = Some(Rating { level }));
            }
            Event::Corrected {
                turn,
                text,
                scorecard,
            } => self.change(turn, |thread| thread.correct(turn, text, *scorecard, at)),
            Event::Retried {
                question,
                text,
                seconds,
                scorecard,
            } => self.retries.push(Retry {
                question,
                text,
                seconds,
                scorecard: *scorecard,
                at,
            }),
        }
    }

    fn resume(&mut self, at: Timestamp) {
        let State::Paused { turn } = self.state else {
            return;
        };
        let Some(waiting) = self.turn(turn) else {
            return;
        };
        if waiting.reply.is_some() {
            self.state = State::Choosing { turn };
        } else if waiting.presentation {
            self.state = State::Presenting { turn };
        } else {
            self.start_clock(at);
            self.state = State::Answering { turn };
        }
    }

    fn open_thread(&mut self, first: Turn, question: QuestionAsked, takes_up: Option<MemoryId>) {
        self.close_threads();
        if let Some(round) = self.rounds.last_mut() {
            round
                .threads
                .push(Thread::opened(first, question, takes_up));
        }
    }

    fn close_threads(&mut self) {
        for thread in self.rounds.iter_mut().flat_map(|round| &mut round.threads) {
            thread.closed = true;
        }
    }

    /// The clock runs from the moment at which something was asked.
    fn answer_is_awaited(&mut self, turn: TurnId, takes_up: Option<MemoryId>, at: Timestamp) {
        self.take_up(takes_up, turn);
        self.start_clock(at);
        self.state = State::Answering { turn };
    }

    fn reply(&mut self, turn: TurnId, reply: Reply) {
        self.change(turn, |thread| {
            if let Some(turn) = thread.turns.iter_mut().find(|each| each.id == turn) {
                turn.reply = Some(reply);
            }
        });
    }

    /// Changes the question to which a turn belongs.
    fn change(&mut self, turn: TurnId, how: impl FnOnce(&mut Thread)) {
        let mut threads = self.rounds.iter_mut().flat_map(|round| &mut round.threads);
        if let Some(thread) = threads.find(|thread| thread.turns.iter().any(|each| each.id == turn))
        {
            how(thread);
        }
    }

    fn take_up(&mut self, memory: Option<MemoryId>, turn: TurnId) {
        if let Some(kept) = self.memory.iter_mut().find(|kept| Some(kept.id) == memory) {
            kept.taken_up.push(turn);
        }
    }

    fn start_clock(&mut self, at: Timestamp) {
        if let Some(round) = self.rounds.last_mut() {
            round.running_since = Some(at);
        }
    }

    fn stop_clock(&mut self, at: Timestamp) {
        if let Some(round) = self.rounds.last_mut() {
            round.used = round.used(at);
            round.running_since = None;
        }
    }
}
