//! A reader whose marks are invented: every sentence is evidence of some kind, and every part of a
//! scorecard is filled. A story is known again by its name (`story=referral`), a number by what
//! it is about (`percent=12:checkout`). What the pages make of marks can be tested with it, whatever the coach finds.

use coach::Heard;
use coach::evidence::{ClaimMade, Evidence, NumberStated, Quote, Span};
use coach::scorecard::{Advice, CriterionMark, Flag, Scorecard};
use coach::shape::{Delivery, Form, Part, Shape};
use interview::Reader;
use pack::model::Question;
use pack::vocabulary::{CriterionId, EvidenceKind, MistakeId, QuestionKind};

pub(crate) struct Invented;

use EvidenceKind as Kind;

const STORY: [EvidenceKind; 10] = [
    Kind::Situation,
    Kind::Task,
    Kind::ActionOwn,
    Kind::DataUsed,
    Kind::Alternative,
    Kind::ActionTeam,
    Kind::ResultQuantified,
    Kind::UserView,
    Kind::Reflection,
    Kind::VagueClaim,
];
const PROBLEM: [EvidenceKind; 8] = [
    Kind::Scope,
    Kind::Hypothesis,
    Kind::Segment,
    Kind::Metric,
    Kind::Guardrail,
    Kind::Recommendation,
    Kind::UnknownAdmitted,
    Kind::Bluff,
];

impl Reader for Invented {
    fn hear(&self, question: &Question, answer: &str, seconds: Option<f64>) -> Heard {
        let sentences = sentences(answer);
        let kinds: &[EvidenceKind] = match question.kind {
            QuestionKind::Behavioural | QuestionKind::Motivation => &STORY,
            QuestionKind::Case | QuestionKind::Technical => &PROBLEM,
        };
        let evidence: Vec<Evidence> = sentences
            .iter()
            .zip(kinds.iter().cycle())
            .map(|(quote, kind)| Evidence {
                kind: *kind,
                quote: quote.clone(),
                value: None,
            })
            .collect();
        Heard {
            scorecard: scorecard(question, answer, seconds, evidence),
            numbers: numbers(answer),
            story: answer
                .split_whitespace()
                .filter_map(|word| word.strip_prefix("story="))
                .flat_map(|name| (0..10).map(move |mark| format!("{name}-{mark}")))
                .collect(),
            unread: None,
        }
    }
}

fn scorecard(
    question: &Question,
    answer: &str,
    seconds: Option<f64>,
    evidence: Vec<Evidence>,
) -> Scorecard {
    let first = evidence.first().map(|each| each.quote.clone());
    let criteria = criteria(question, &evidence);
    let levels: Vec<f64> = criteria
        .iter()
        .filter_map(|mark| mark.level.map(f64::from))
        .collect();
    let level = (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64);
    let words = answer.split_whitespace().count();
    let ids = CriterionId::of(question.kind);
    Scorecard {
        question: question.id.clone(),
        level,
        margin: level.map(|_| 0.8),
        claims: question
            .expects
            .iter()
            .take(2)
            .zip(&evidence)
            .enumerate()
            .map(|(place, (claim, each))| ClaimMade {
                claim: claim.clone(),
                right: place == 0,
                quote: each.quote.clone(),
                correction: (place == 1).then(|| "An invented correction.".to_owned()),
            })
            .collect(),
        flags: vec![Flag {
            id: MistakeId::UnderplayingData,
            because: "A decision is told without the number behind it.".to_owned(),
            quotes: first.clone().into_iter().collect(),
        }],
        advice: vec![
            Advice {
                criterion: ids[0],
                reaches: 4,
                anchor: "The invented anchor of level 4.".to_owned(),
                change: "Begin with the moment that was asked about.".to_owned(),
                quote: first,
                absent: None,
                prompt: "Which moment was it, in one sentence?".to_owned(),
            },
            Advice {
                criterion: ids[1],
                reaches: 3,
                anchor: "The invented anchor of level 3.".to_owned(),
                change: "Say what changed, as a number with what it is compared with.".to_owned(),
                quote: None,
                absent: Some("what came of it, measured".to_owned()),
                prompt: "What did you look at afterwards, and what had it been before?".to_owned(),
            },
        ],
        shape: Shape {
            situation: 0.35,
            task: 0.1,
            action: 0.3,
            result: 0.1,
            reflection: 0.05,
            parts: evidence
                .iter()
                .map(|each| (each.quote.span, Part::Action))
                .collect(),
        },
        form: if words < 3 {
            Form::Nothing
        } else {
            Form::Story
        },
        delivery: Delivery {
            words,
            seconds,
            words_per_minute: seconds.map(|seconds| words as f64 / seconds * 60.0),
            filler_sounds: 1,
            words_to_first_point: Some(4),
            longest_stretch_without_point: 12,
            ..Delivery::default()
        },
        notices: Vec::new(),
        coach: "invented".to_owned(),
        criteria,
        evidence,
    }
}

/// Levels depend on the number of sentences, so that another attempt stands elsewhere.
fn criteria(question: &Question, evidence: &[Evidence]) -> Vec<CriterionMark> {
    CriterionId::of(question.kind)
        .iter()
        .enumerate()
        .map(|(place, id)| {
            let shows: Vec<Evidence> = evidence.iter().skip(place).step_by(5).cloned().collect();
            let level = (!shows.is_empty())
                .then(|| u8::try_from((place + evidence.len()) % 5 + 1).unwrap_or(1));
            CriterionMark {
                id: *id,
                level,
                margin: level.map(|_| 0.9),
                because: match level {
                    Some(_) => "Found so much and no more.".to_owned(),
                    None => "Nothing in the answer speaks to this.".to_owned(),
                },
                evidence: shows,
            }
        })
        .collect()
}

fn numbers(answer: &str) -> Vec<NumberStated> {
    let stated = |word: &str| {
        let (value, about) = word.strip_prefix("percent=")?.split_once(':')?;
        let start = answer.split(word).next()?.chars().count();
        Some(NumberStated {
            value: value.parse().ok()?,
            unit: "percent".to_owned(),
            about: vec![about.to_owned(), format!("{about} share")],
            quote: Quote {
                quote: word.to_owned(),
                span: Span {
                    start,
                    end: start + word.chars().count(),
                },
            },
        })
    };
    answer.split_whitespace().filter_map(stated).collect()
}

fn sentences(text: &str) -> Vec<Quote> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for place in 0..=characters.len() {
        let ends = place == characters.len() || matches!(characters[place], '.' | '\n' | '?' | '!');
        if !ends {
            continue;
        }
        while start < place && characters[start].is_whitespace() {
            start += 1;
        }
        if start < place {
            found.push(Quote {
                quote: characters[start..place].iter().collect(),
                span: Span { start, end: place },
            });
        }
        start = place + 1;
    }
    found
}
