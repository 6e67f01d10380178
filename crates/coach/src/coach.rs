//! The coach: made once for a pack, then asked for every answer.

use pack::Pack;
use pack::model::Question;

use crate::evidence::NumberStated;
use crate::scorecard::Scorecard;
use crate::shape::{Delivery, Form, Shape};

/// Reads and marks answers to the questions of one pack.
#[derive(Debug)]
pub struct Coach {}

/// What was heard in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The marks, with all evidence found.
    pub scorecard: Scorecard,
    /// Numbers stated, with what they are about.
    pub numbers: Vec<NumberStated>,
    /// Stems by which the story would be known again; empty when no story is told.
    pub story: Vec<String>,
}

impl Coach {
    /// A coach for the questions of this pack.
    #[must_use]
    pub fn new(_pack: &Pack) -> Self {
        Self {}
    }

    /// Everything said to a question so far, read and marked.
    #[must_use]
    pub fn hear(&self, question: &Question, _answer: &str, seconds: Option<f64>) -> Heard {
        Heard {
            scorecard: Scorecard {
                question: question.id.clone(),
                level: None,
                margin: None,
                criteria: Vec::new(),
                evidence: Vec::new(),
                claims: Vec::new(),
                flags: Vec::new(),
                advice: Vec::new(),
                shape: Shape::default(),
                form: Form::Nothing,
                delivery: Delivery {
                    seconds,
                    ..Delivery::default()
                },
                notices: Vec::new(),
                coach: env!("CARGO_PKG_VERSION").to_owned(),
            },
            numbers: Vec::new(),
            story: Vec::new(),
        }
    }
}
