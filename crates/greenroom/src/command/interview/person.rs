//! A person at the terminal.

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use interview::event::Event;
use interview::setup::RoundSetup;
use interview::{Interview, Recorded, Refusal, Thread, Turn};
use jiff::Timestamp;
use pack::Pack;

use super::candidate::{Candidate, Rated, Reply};
use crate::print;

const HELP: &str = "Answer in as many lines as you like; a line with nothing but a full stop ends it, and so does \
     Ctrl-D. Instead of an answer: /skip passes, /close ends the round, /end the interview, /leave keeps it for later.";

/// Ends an answer. An empty line does not: what is pasted has paragraphs, and their rest would answer
/// whatever is asked next.
const END: &str = ".";
/// Instead of a rating: none. Nothing typed is none of the two, as it may be what is left of a paste.
const NO_RATING: &str = "-";

/// Somebody who reads `show` and types into `typed`.
pub(super) struct Person<'a> {
    pub(super) pack: &'a Pack,
    pub(super) typed: Box<dyn BufRead>,
    pub(super) show: Box<dyn Write>,
}

impl Person<'_> {
    /// Says how it is done, and where an interview that was left stands.
    pub(super) fn greet(&mut self, interview: &Interview) -> Result<()> {
        let seed = interview.setup().seed;
        self.say(&format!(
            "{} (seed {seed}). {HELP}",
            interview.setup().title
        ))?;
        let open = interview.current_turn().and_then(|turn| {
            let thread = interview.thread(turn)?;
            Some((thread.question.brief.clone(), interview.turn(turn)?.clone()))
        });
        if let Some((brief, turn)) = open {
            self.asked(&turn.interviewer.name, &turn.text, brief.as_deref())?;
        }
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<()> {
        for paragraph in text.lines() {
            self.line(&print::lines("", paragraph))?;
        }
        self.line("")
    }

    fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.show, "{text}").context("cannot write to the terminal")
    }

    fn asked(&mut self, name: &str, text: &str, brief: Option<&str>) -> Result<()> {
        if let Some(brief) = brief {
            self.say(brief)?;
        }
        self.say(&format!("{name}: {text}"))
    }

    fn prompt(&mut self, text: &str) -> Result<()> {
        write!(self.show, "{text}")
            .and_then(|()| self.show.flush())
            .context("cannot write to the terminal")
    }

    /// One line without its end; `None` where the input ends.
    fn read_line(&mut self) -> Result<Option<String>> {
        let mut bytes = Vec::new();
        let read = self
            .typed
            .read_until(b'\n', &mut bytes)
            .context("cannot read from the terminal")?;
        let line = String::from_utf8_lossy(&bytes);
        Ok((read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
    }
}

impl Candidate for Person<'_> {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn told(&mut self, interview: &Interview, events: &[Recorded]) -> Result<()> {
        for recorded in events {
            match &recorded.event {
                Event::RoundOpened { round, text } => {
                    let name = interview
                        .round_setup(round)
                        .map_or_else(|| round.to_string(), |setup| setup.name.clone());
                    self.say(&format!("== {name} =="))?;
                    self.say(text)?;
                }
                Event::PresentationAsked {
                    question,
                    interviewer,
                    ..
                } => self.asked(&interviewer.name, &question.text, question.brief.as_deref())?,
                Event::Asked {
                    question,
                    interviewer,
                    ..
                } => self.asked(&interviewer.name, &question.text, None)?,
                Event::Probed {
                    text, interviewer, ..
                } => self.asked(&interviewer.name, text, None)?,
                Event::RoundClosed { because, text, .. } => {
                    if let Some(remark) = because.remark() {
                        self.say(remark)?;
                    }
                    self.say(text)?;
                }
                Event::SelfRated { turn, .. } => {
                    let marks = interview
                        .thread(*turn)
                        .filter(|thread| thread.marks_visible());
                    if let Some((kind, marks)) = marks
                        .and_then(|thread| Some((thread.question.kind, thread.marks.as_ref()?)))
                    {
                        let shown = print::scorecard(self.pack, kind, marks);
                        self.line(&shown)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn ready(&mut self, next: &RoundSetup) -> Result<bool> {
        self.prompt(&format!(
            "Next: {}, {} minutes. Enter begins, /leave keeps it for later. ",
            next.name, next.minutes
        ))?;
        let line = self.read_line()?;
        self.line("")?;
        Ok(line.is_some_and(|line| line.trim() != "/leave"))
    }

    fn reply(&mut self, _thread: &Thread, _turn: &Turn) -> Result<Reply> {
        let mut said: Vec<String> = Vec::new();
        loop {
            let paragraph = said.last().is_some_and(String::is_empty);
            self.prompt(if paragraph { "(. ends) > " } else { "> " })?;
            let Some(line) = self.read_line()? else {
                self.line("")?;
                if said.is_empty() {
                    return Ok(Reply::Leave);
                }
                break;
            };
            if said.is_empty() {
                match line.trim() {
                    "/skip" => return Ok(Reply::Skip),
                    "/close" => return Ok(Reply::CloseRound),
                    "/end" => return Ok(Reply::End),
                    "/leave" => return Ok(Reply::Leave),
                    "" | END => continue,
                    _ => {}
                }
            }
            if line.trim() == END {
                break;
            }
            said.push(line);
        }
        // Typed, not spoken: how long that took says nothing about an answer.
        Ok(Reply::Said {
            text: said.join("\n").trim_end().to_owned(),
            seconds: None,
        })
    }

    fn rate(&mut self, thread: &Thread) -> Result<Rated> {
        self.say(&format!("Your answer to: {}", thread.question.text))?;
        loop {
            self.prompt(&format!(
                "How good was it, 1 to 5? {NO_RATING} to rather not say: "
            ))?;
            let Some(line) = self.read_line()? else {
                self.line("")?;
                return Ok(Rated::Leave);
            };
            match line.trim() {
                NO_RATING => return Ok(Rated::Level(None)),
                "/leave" => return Ok(Rated::Leave),
                digit => {
                    if let Some(level) = digit.parse().ok().filter(|level| (1..=5).contains(level))
                    {
                        return Ok(Rated::Level(Some(level)));
                    }
                }
            }
        }
    }

    fn refused(&mut self, refusal: Refusal) -> Result<()> {
        self.say(&refusal.to_string())
    }
}
