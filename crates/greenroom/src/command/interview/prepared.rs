//! Answers from a file: a whole interview without a person. `docs/answers.md` tells the form.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use interview::setup::RoundSetup;
use interview::{Interview, Recorded, Refusal, Setup, Thread, Turn};
use jiff::{SignedDuration, Timestamp};
use pack::Pack;
use pack::id::QuestionId;
use pack::model::Cause;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};

use super::candidate::{Candidate, Rated, Reply};
use crate::content;
use crate::nearest::unknown;

/// Stands for every question, or every probe, that is not named.
const REST: &str = "*";

/// Words a minute at which an answer without a length counts as spoken.
const WORDS_A_MINUTE: f64 = 150.0;

/// What the file says, by question.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub(super) struct Answers(BTreeMap<String, Prepared>);

/// What is said to one question.
#[derive(Debug, Default, PartialEq)]
struct Prepared {
    answer: Option<String>,
    seconds: Option<f64>,
    probes: BTreeMap<String, String>,
    rating: Option<u8>,
}

impl Answers {
    /// Reads a file and holds it against the pack.
    pub(super) fn read(file: &Path, pack: &Pack) -> Result<Self> {
        let shown = file.display();
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the answers in {shown}"))?;
        let answers =
            parse(file, &text).with_context(|| format!("the answers in {shown} cannot be read"))?;
        answers
            .check(pack)
            .with_context(|| format!("the answers in {shown} do not fit"))?;
        Ok(answers)
    }

    fn check(&self, pack: &Pack) -> Result<()> {
        for (id, prepared) in &self.0 {
            if id != REST {
                content::question(pack, id)?;
            }
            for probe in prepared.probes.keys() {
                check_probe(pack, probe)?;
            }
            if let Some(rating) = prepared.rating
                && !(1..=5).contains(&rating)
            {
                bail!("the rating of \"{id}\" is {rating}; rate from 1 to 5");
            }
        }
        Ok(())
    }

    /// The setup with the questions of this file asked first, in every round for which it names no
    /// more than the round asks. A file that knows more leaves the choice to the seed.
    pub(super) fn choose_questions(&self, setup: Setup, pack: &Pack) -> Result<Setup> {
        let mut chosen = setup.clone();
        for round in &setup.rounds {
            let named: Vec<QuestionId> = pack
                .questions_of(&round.round)
                .filter(|question| self.0.contains_key(question.id.as_str()))
                .map(|question| question.id.clone())
                .collect();
            let few = (1..=round.questions as usize).contains(&named.len());
            if few && round.pinned.is_empty() {
                chosen = chosen.with_pinned(pack, &round.round, named)?;
            }
        }
        Ok(chosen)
    }

    /// The entries that may hold something about a question, its own first.
    fn about(&self, question: &QuestionId) -> impl Iterator<Item = &Prepared> {
        [question.as_str(), REST]
            .into_iter()
            .filter_map(|id| self.0.get(id))
    }

    fn reply(&self, thread: &Thread, turn: &Turn) -> Reply {
        let question = &thread.question.id;
        let said = match &turn.probe {
            None if turn.put => self
                .about(question)
                .find_map(|each| Some((each.probes.get(REST)?.clone(), None))),
            None => self
                .about(question)
                .find_map(|each| Some((each.answer.clone()?, each.seconds))),
            Some(probe) => {
                let keys = [probe.probe.to_string(), key(probe.because), REST.to_owned()];
                self.about(question)
                    .find_map(|each| keys.iter().find_map(|key| each.probes.get(key)))
                    .map(|answer| (answer.clone(), None))
            }
        };
        said.map_or(Reply::Skip, |(text, seconds)| {
            let seconds = seconds.unwrap_or_else(|| length(&text));
            Reply::Said {
                text,
                seconds: Some(seconds),
            }
        })
    }

    fn rating(&self, question: &QuestionId) -> Option<u8> {
        self.about(question).find_map(|each| each.rating)
    }
}

/// The seconds that it takes to say this.
fn length(text: &str) -> f64 {
    let words = text.split_whitespace().count();
    words as f64 * 60.0 / WORDS_A_MINUTE
}

/// A cause as the file spells it, such as `lacks:result_quantified`.
fn key(cause: Cause) -> String {
    match cause {
        Cause::Lacks(kind) => format!("lacks:{kind}"),
        Cause::Shows(kind) => format!("shows:{kind}"),
        Cause::Recalls(kind) => format!("recalls:{kind}"),
        Cause::Brings(kind) => format!("brings:{kind}"),
        Cause::Hears(manner) => format!("hears:{manner}"),
    }
}

fn check_probe(pack: &Pack, given: &str) -> Result<()> {
    let mut known: Vec<String> = vec![REST.to_owned()];
    for probe in &pack.probes {
        known.extend([probe.id.to_string(), key(probe.because)]);
    }
    if known.iter().any(|each| each == given) {
        return Ok(());
    }
    Err(unknown(
        "probe",
        given,
        known.iter().map(String::as_str),
        "`greenroom pack show --json` lists them under \"probes\"",
    ))
}

fn parse(file: &Path, text: &str) -> Result<Answers> {
    let is = |extension| file.extension().is_some_and(|each| each == extension);
    let is_json = is("json") || (!is("toml") && text.trim_start().starts_with('{'));
    if is_json {
        Ok(serde_json::from_str(text)?)
    } else {
        Ok(toml::from_str(text)?)
    }
}

/// An answer alone, or a table with everything.
impl<'de> Deserialize<'de> for Prepared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Prepared;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an answer, or a table of answer, seconds, probes and rating")
            }

            fn visit_str<E: de::Error>(self, answer: &str) -> Result<Prepared, E> {
                Ok(Prepared {
                    answer: Some(answer.to_owned()),
                    ..Prepared::default()
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Prepared, A::Error> {
                let whole = Whole::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Prepared {
                    answer: whole.answer,
                    seconds: whole.seconds,
                    probes: whole.probes,
                    rating: whole.rating,
                })
            }
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Whole {
            #[serde(default)]
            answer: Option<String>,
            #[serde(default)]
            seconds: Option<f64>,
            #[serde(default)]
            probes: BTreeMap<String, String>,
            #[serde(default)]
            rating: Option<u8>,
        }

        deserializer.deserialize_any(Either)
    }
}

/// A candidate who says what the file says, at the pace of speech: time passes by what is said, not
/// by the clock on the wall, so that the same file and seed give the same interview.
pub(super) struct FromFile {
    pub(super) answers: Answers,
    pub(super) now: Timestamp,
}

impl Candidate for FromFile {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn told(&mut self, _interview: &Interview, _events: &[Recorded]) -> Result<()> {
        Ok(())
    }

    fn ready(&mut self, _next: &RoundSetup) -> Result<bool> {
        Ok(true)
    }

    fn reply(&mut self, thread: &Thread, turn: &Turn) -> Result<Reply> {
        let reply = self.answers.reply(thread, turn);
        if let Reply::Said {
            seconds: Some(seconds),
            ..
        } = reply
        {
            self.now = SignedDuration::try_from_secs_f64(seconds)
                .ok()
                .and_then(|spoken| self.now.checked_add(spoken).ok())
                .unwrap_or(self.now);
        }
        Ok(reply)
    }

    fn rate(&mut self, thread: &Thread) -> Result<Rated> {
        Ok(Rated::Level(self.answers.rating(&thread.question.id)))
    }

    fn refused(&mut self, refusal: Refusal) -> Result<()> {
        Err(refusal.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_toml_say_the_same() {
        let json = r#"{ "one": "Yes.", "two": { "answer": "No.", "probes": { "*": "Because." }, "rating": 3 } }"#;
        let toml = "one = \"Yes.\"\n[two]\nanswer = \"No.\"\nprobes = { \"*\" = \"Because.\" }\nrating = 3\n";
        let read = |name: &str, text| parse(Path::new(name), text).unwrap();
        assert_eq!(read("a.json", json), read("a.toml", toml));
        assert_eq!(read("a", json), read("a", toml));
    }

    #[test]
    fn a_misspelt_field_is_named() {
        let refused = parse(Path::new("a.json"), r#"{ "one": { "anwser": "No." } }"#).unwrap_err();
        assert!(format!("{refused:#}").contains("anwser"), "{refused:#}");
    }

    #[test]
    fn an_answer_takes_as_long_as_saying_it() {
        assert!((length(&"word ".repeat(300)) - 120.0).abs() < 1e-9);
    }
}
