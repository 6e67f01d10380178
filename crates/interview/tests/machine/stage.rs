//! An interview with the scripted reader, and everything that happened in it.

use std::sync::LazyLock;

use interview::{Command, Desk, Interview, Recorded, Refusal, Setup, State, TurnId, decide};
use jiff::{SignedDuration, Timestamp};
use pack::Pack;

use crate::script::Script;

/// The pack that ships as the default: the machine is examined with the content that it runs on.
pub(crate) static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
});

pub(crate) struct Stage {
    pub(crate) interview: Interview,
    pub(crate) events: Vec<Recorded>,
    pub(crate) now: Timestamp,
}

impl Stage {
    pub(crate) fn new(setup: Setup) -> Self {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        let (interview, started) = Interview::start(setup, now);
        Self {
            interview,
            events: vec![started],
            now,
        }
    }

    pub(crate) fn whole_loop() -> Self {
        Self::new(Setup::whole_loop(&PACK, 1))
    }

    pub(crate) fn one_round(round: &str) -> Self {
        Self::new(Setup::one_round(&PACK, &round.parse().unwrap(), 1).unwrap())
    }

    pub(crate) fn wait(&mut self, time: SignedDuration) {
        self.now += time;
    }

    pub(crate) fn try_to(&mut self, command: Command) -> Result<(), Refusal> {
        let desk = Desk {
            pack: &PACK,
            coach: &Script,
        };
        let events = decide(&self.interview, command, self.now, &desk)?;
        for recorded in &events {
            self.interview.apply(recorded.event.clone(), recorded.at);
        }
        self.events.extend(events);
        Ok(())
    }

    pub(crate) fn does(&mut self, command: Command) {
        self.try_to(command).unwrap();
    }

    pub(crate) fn begin(&mut self) {
        self.does(Command::Begin);
    }

    pub(crate) fn turn(&self) -> TurnId {
        self.interview.current_turn().unwrap()
    }

    /// Says this to whatever is asked now.
    pub(crate) fn says(&mut self, text: &str) {
        let command = said(&self.interview, text);
        self.does(command);
    }

    /// Says this to the question now open and to all its follow-ups, until the next one.
    pub(crate) fn answers(&mut self, text: &str) {
        let opened_by = self.interview.thread(self.turn()).unwrap().opened_by();
        while self
            .interview
            .current_turn()
            .and_then(|turn| self.interview.thread(turn))
            .is_some_and(|thread| thread.opened_by() == opened_by)
        {
            self.says(text);
        }
    }

    /// Says this to everything in the round that runs, or that is now begun.
    pub(crate) fn answers_the_round(&mut self, text: &str) {
        if self.interview.state() == State::Waiting {
            self.begin();
        }
        while self.interview.current_turn().is_some() {
            self.says(text);
        }
    }

    pub(crate) fn rates(&mut self, level: Option<u8>) {
        let due = self.interview.threads().find(|each| each.wants_rating());
        let turn = due.unwrap().opened_by();
        self.does(Command::Rate { turn, level });
    }
}

/// What saying this now is: a presentation where one is waited for, else an answer.
pub(crate) fn said(interview: &Interview, text: &str) -> Command {
    match interview.state() {
        State::Presenting { turn } => Command::Present {
            turn,
            markdown: text.to_owned(),
        },
        _ => Command::Answer {
            turn: interview.current_turn().unwrap_or(TurnId(0)),
            text: text.to_owned(),
            seconds: None,
        },
    }
}
