//! A reader that finds what an answer says it should find, so that a test can say what is heard:
//!
//! - `level=3`: every criterion of the question stands on that anchor (the last one said counts);
//! - `shows=bluff`: evidence of that kind;
//! - `percent=12:checkout,conversion`: a number and what it is about;
//! - `story=referral`: a story that is known again by its name.
//!
//! The quote is the word itself.

use coach::evidence::{Evidence, NumberStated, Quote, Span};
use coach::scorecard::{Advice, CriterionMark, Scorecard};
use coach::shape::{Delivery, Form, Shape};
use interview::Reader;
use interview::desk::Heard;
use pack::model::Question;
use pack::vocabulary::{CriterionId, EvidenceKind};

pub(crate) struct Script;

impl Reader for Script {
    fn hear(&self, question: &Question, answer: &str, seconds: Option<f64>) -> Heard {
        let words = words(answer);
        let said = |key: &'static str| {
            words
                .iter()
                .filter_map(move |quote| Some((quote.quote.strip_prefix(key)?, quote)))
        };
        let level = said("level=")
            .filter_map(|(digit, quote)| Some((digit.parse::<u8>().ok()?, quote)))
            .next_back();
        let evidence: Vec<Evidence> = said("shows=")
            .filter_map(|(kind, quote)| Some(found(EvidenceKind::from_word(kind)?, quote)))
            .collect();
        let criteria: Vec<CriterionMark> = CriterionId::of(question.kind)
            .iter()
            .map(|id| CriterionMark {
                id: *id,
                level: level.map(|(level, _)| level),
                margin: level.map(|_| 1.0),
                because: "the script says so".to_owned(),
                evidence: level
                    .map(|(_, quote)| found(EvidenceKind::ActionOwn, quote))
                    .into_iter()
                    .collect(),
            })
            .collect();
        let advice = level
            .filter(|(level, _)| *level < 5)
            .map(|(level, quote)| Advice {
                criterion: criteria[0].id,
                reaches: level + 1,
                anchor: "the next one".to_owned(),
                change: "say more".to_owned(),
                quote: Some(quote.clone()),
                absent: None,
                prompt: "what else?".to_owned(),
            });
        Heard {
            scorecard: Scorecard {
                question: question.id.clone(),
                level: level.map(|(level, _)| f64::from(level)),
                margin: level.map(|_| 0.8),
                criteria,
                evidence,
                claims: Vec::new(),
                flags: Vec::new(),
                advice: advice.into_iter().collect(),
                shape: Shape::default(),
                form: Form::Story,
                delivery: Delivery {
                    words: words.len(),
                    seconds,
                    ..Delivery::default()
                },
                notices: Vec::new(),
                coach: "script".to_owned(),
            },
            numbers: said("percent=")
                .filter_map(|(told, quote)| number(told, quote))
                .collect(),
            story: said("story=")
                .flat_map(|(name, _)| (0..10).map(move |mark| format!("{name}-{mark}")))
                .collect(),
            unread: None,
        }
    }
}

fn found(kind: EvidenceKind, quote: &Quote) -> Evidence {
    Evidence {
        kind,
        quote: quote.clone(),
        value: None,
    }
}

fn number(told: &str, quote: &Quote) -> Option<NumberStated> {
    let (value, about) = told.split_once(':')?;
    let mut about: Vec<String> = about.split(',').map(str::to_owned).collect();
    about.sort();
    Some(NumberStated {
        value: value.parse().ok()?,
        unit: "percent".to_owned(),
        about,
        quote: quote.clone(),
    })
}

/// Every word with the characters at which it stands.
fn words(answer: &str) -> Vec<Quote> {
    let mut words: Vec<Quote> = Vec::new();
    let mut inside = false;
    for (place, character) in answer.chars().enumerate() {
        if character.is_whitespace() {
            inside = false;
            continue;
        }
        if !inside {
            words.push(Quote {
                quote: String::new(),
                span: Span {
                    start: place,
                    end: place,
                },
            });
            inside = true;
        }
        if let Some(word) = words.last_mut() {
            word.quote.push(character);
            word.span.end = place + 1;
        }
    }
    words
}
