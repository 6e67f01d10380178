//! The coach: made once for a pack, then asked for every answer.

use std::collections::HashMap;

use pack::Pack;
use pack::cue::Cue;
use pack::id::{ClaimId, EntryId, QuestionId};
use pack::model::{Claim, Criterion, Question, Truth};
use pack::vocabulary::QuestionKind;

use crate::answer::{Answer, Finder};
use crate::cues::Cues;
use crate::diction::Diction;
use crate::evidence::{ClaimMade, NumberStated};
use crate::reading::{self, Model, Sight};
use crate::relevance::Asked;
use crate::scorecard::{ANSWER_MARGIN, Scorecard};
use crate::shape::{self, Delivery, Form, Shape};
use crate::text::language::{self, Language};
use crate::text::{Text, Token, Tokens};
use crate::{advice, delivery, flags, marking, numbers, story};

/// Reads and marks answers to the questions of one pack.
#[derive(Debug)]
pub struct Coach {
    claims: Vec<Claim>,
    criteria: Vec<Criterion>,
    user_words: Vec<String>,
    claim_cues: Cues<(ClaimId, bool)>,
    value_cues: Cues<EntryId>,
    topic_cues: HashMap<QuestionId, Cues<usize>>,
    asked: Asked,
    /// Other weights than the program's own.
    taught: Option<(Model, Diction)>,
}

/// What was heard in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The marks, with all evidence found.
    pub scorecard: Scorecard,
    /// Numbers stated, with what they are about.
    pub numbers: Vec<NumberStated>,
    /// Stems by which the story would be known again; empty when no story is told.
    pub story: Vec<String>,
    /// Why nothing was marked, where that is so.
    pub unread: Option<Unread>,
}

/// Why an answer is not marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A few words, or none.
    TooLittle,
    /// Another language than English.
    OtherLanguage,
}

/// Longer answers are marked on their beginning; more than an hour of speech.
const LONGEST: usize = 60_000;

impl Coach {
    /// A coach for the questions of this pack.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        fn of<'cue, T: Clone + PartialEq>(
            cues: &'cue [Cue],
            stands_for: &T,
        ) -> Vec<(&'cue Cue, T)> {
            cues.iter().map(|cue| (cue, stands_for.clone())).collect()
        }
        let claims = pack.claims.iter().flat_map(|claim| {
            of(
                &claim.cues,
                &(claim.id.clone(), claim.truth == Truth::Right),
            )
        });
        let topics = |question: &Question| {
            let cues = question.topics.iter().enumerate();
            Cues::new(cues.map(|(place, cue)| (cue, place)))
        };
        Self {
            claim_cues: Cues::new(claims),
            value_cues: Cues::new(
                pack.values
                    .iter()
                    .flat_map(|value| of(&value.cues, &value.id)),
            ),
            topic_cues: pack
                .questions
                .iter()
                .map(|question| (question.id.clone(), topics(question)))
                .collect(),
            asked: Asked::new(&pack.questions),
            taught: None,
            claims: pack.claims.clone(),
            criteria: pack.criteria.clone(),
            user_words: pack.manifest.user_words.clone(),
        }
    }

    /// A coach that reads with other weights than the program's.
    pub(crate) fn taught(pack: &Pack, model: Model, diction: Diction) -> Self {
        Self {
            taught: Some((model, diction)),
            ..Self::new(pack)
        }
    }

    fn diction(&self) -> Option<&Diction> {
        match &self.taught {
            Some((_, diction)) => Some(diction),
            None => Diction::own(),
        }
    }

    /// What an answer's words weigh, by part, and how it climbs each ladder.
    pub(crate) fn weigh(
        &self,
        question: &Question,
        answer: &str,
    ) -> (Vec<(String, f64)>, Vec<marking::Climb>) {
        let text = Text::new(answer);
        let read = self.read(&text, question);
        let parts = self.weight(&read, &text, question).parts().to_vec();
        (parts, marking::climbs(&read, question, &self.claims))
    }

    fn weight(&self, read: &Answer, text: &Text<'_>, question: &Question) -> marking::Weight {
        let diction = self.diction();
        let diction = diction.map(|diction| diction.level(text, question.kind));
        marking::Weight::of(read, question, diction)
    }

    fn read(&self, text: &Text<'_>, question: &Question) -> Answer {
        let asked = Text::new(&question.text);
        let finder = ForQuestion {
            coach: self,
            topics: self.topic_cues.get(&question.id),
        };
        Answer::read(text, question.kind.word(), &asked, &finder)
    }

    /// Everything said to a question so far, read and marked.
    #[must_use]
    pub fn hear(&self, question: &Question, answer: &str, seconds: Option<f64>) -> Heard {
        let (raw, cut) = beginning(answer);
        let text = Text::new(raw);
        let mut notices = Vec::new();
        if cut {
            notices.push(format!(
                "Only the first {LONGEST} characters were read; the rest has no part in these marks."
            ));
        }
        let spoken = delivery::of(&text, seconds);
        let why_not = match language::of(&text, raw) {
            Language::English => None,
            Language::Unknown if text.tokens.len() > 3 => None,
            Language::Unknown => Some((
                Unread::TooLittle,
                "That is too little to mark: a few words hold no evidence.",
            )),
            Language::NoWords => Some((
                Unread::TooLittle,
                "There are no words in this answer, so nothing could be marked.",
            )),
            Language::Other => Some((
                Unread::OtherLanguage,
                "This does not read as English, the only language that the coach reads, so it was not marked. That says nothing about the answer.",
            )),
        };
        if let Some((unread, notice)) = why_not {
            notices.push(notice.to_owned());
            return Heard {
                scorecard: unmarked(question, spoken, notices),
                numbers: Vec::new(),
                story: Vec::new(),
                unread: Some(unread),
            };
        }
        let read = self.read(&text, question);
        let mut places = marking::places(&read, question, &self.claims);
        let relevance = self.asked.relevance(&read, &text, question, self.diction());
        notices.extend(relevance.notice().map(str::to_owned));
        relevance.hold_down(&mut places);
        let weight = self.weight(&read, &text, question);
        if weight.crowded() {
            notices.push(
                "Praise, grand terms or lists of words crowd this answer, so what is left counts for little. Say in a sentence each what was done and what came of it.".to_owned(),
            );
        }
        let level = weight.overall(&places, question.kind);
        let form = shape::form(&read, question.kind);
        let mut scorecard = Scorecard {
            question: question.id.clone(),
            level,
            margin: level.map(|_| ANSWER_MARGIN),
            criteria: places.iter().map(marking::Place::mark).collect(),
            evidence: read.evidence(),
            claims: self.claims_made(&read, question.kind),
            flags: flags::of(&read, &text, question.kind, &self.user_words),
            advice: Vec::new(),
            shape: Shape::of(&read),
            form,
            delivery: Delivery {
                words_to_first_point: delivery::to_first_point(&text, &read),
                longest_stretch_without_point: delivery::longest_stretch(&text, &read),
                ..spoken
            },
            notices,
            coach: VERSION.to_owned(),
        };
        scorecard.advice = advice::of(&read, &places, question.kind, &self.criteria);
        Heard {
            scorecard,
            numbers: numbers::of(&text),
            story: story::marks(&text, form),
            unread: None,
        }
    }

    /// Wrong claims wherever they are made; right ones where an answer is held against claims. A
    /// story that touches a claim in passing does not rest on it.
    fn claims_made(&self, read: &Answer, kind: QuestionKind) -> Vec<ClaimMade> {
        let held_against = matches!(kind, QuestionKind::Case | QuestionKind::Technical);
        read.claims()
            .into_iter()
            .filter(|(_, right, _)| held_against || !right)
            .map(|(claim, right, sentence)| ClaimMade {
                claim: claim.clone(),
                right,
                quote: sentence.quote.clone(),
                correction: self
                    .claims
                    .iter()
                    .find(|each| !right && each.id == *claim)
                    .map(|each| each.because.clone()),
            })
            .collect()
    }
}

/// Raised whenever the same answer would get other marks, so that stored marks can be told apart.
const VERSION: &str = "5";

fn beginning(answer: &str) -> (&str, bool) {
    match answer.char_indices().nth(LONGEST) {
        Some((end, _)) => (&answer[..end], true),
        None => (answer, false),
    }
}

fn unmarked(question: &Question, delivery: Delivery, notices: Vec<String>) -> Scorecard {
    Scorecard {
        question: question.id.clone(),
        level: None,
        margin: None,
        criteria: marking::unobserved(question.kind),
        evidence: Vec::new(),
        claims: Vec::new(),
        flags: Vec::new(),
        advice: Vec::new(),
        shape: Shape::default(),
        form: Form::Nothing,
        delivery,
        notices,
        coach: VERSION.to_owned(),
    }
}

struct ForQuestion<'coach> {
    coach: &'coach Coach,
    topics: Option<&'coach Cues<usize>>,
}

impl Finder for ForQuestion<'_> {
    fn look(&self, words: &Tokens<'_>, kind: &str) -> Sight {
        let taught = self.coach.taught.as_ref().map(|(model, _)| model);
        reading::look(taught, words, kind)
    }

    fn values(&self, words: &[&Token]) -> Vec<EntryId> {
        self.coach.value_cues.found(words)
    }

    fn claims(&self, words: &[&Token]) -> Vec<(ClaimId, bool)> {
        self.coach.claim_cues.found(words)
    }

    fn topics(&self, words: &[&Token]) -> Vec<usize> {
        self.topics
            .map(|topics| topics.found(words))
            .unwrap_or_default()
    }
}
