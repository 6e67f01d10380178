//! The common mistakes, each with the words that show it or what is absent.

use pack::vocabulary::{EvidenceKind as E, MistakeId, QuestionKind};

use crate::answer::Answer;
use crate::evidence::Quote;
use crate::scorecard::Flag;
use crate::text::{Text, stem};

/// Shorter answers make no mistake yet.
const LEAST_WORDS: usize = 30;
/// At most so many quotes show a mistake.
const QUOTES: usize = 3;

pub(crate) fn of(
    read: &Answer,
    text: &Text<'_>,
    kind: QuestionKind,
    user_words: &[String],
) -> Vec<Flag> {
    if read.words < LEAST_WORDS {
        return Vec::new();
    }
    let told = matches!(kind, QuestionKind::Behavioural | QuestionKind::Motivation);
    let mut flags = Vec::new();
    let hollow = quotes(read, E::VagueClaim);
    if told
        && !hollow.is_empty()
        && !read.has(E::CultureValue)
        && read.of(E::ActionOwn).len() < hollow.len()
    {
        flags.push(Flag {
            id: MistakeId::IgnoringCultureFit,
            because: "These words praise, and the answer does not show what you did to earn them."
                .to_owned(),
            quotes: hollow,
        });
    }
    let numbers = [E::ResultQuantified, E::DataUsed, E::Metric, E::Experiment]
        .iter()
        .any(|kind| read.has(*kind));
    if !numbers && kind != QuestionKind::Motivation {
        let mut shown = quotes(read, E::ResultUnquantified);
        if shown.is_empty() {
            shown = quotes(read, E::VagueClaim);
        }
        flags.push(Flag {
            id: MistakeId::UnderplayingData,
            because:
                "No result in this answer has a number, and nothing in it was decided by data."
                    .to_owned(),
            quotes: shown,
        });
    }
    let rigid = quotes(read, E::Rigid);
    if !rigid.is_empty() && !read.has(E::Pivot) {
        flags.push(Flag {
            id: MistakeId::BeingRigid,
            because: "The answer insists on one way, and does not say what could have changed it."
                .to_owned(),
            quotes: rigid,
        });
    }
    if !read.has(E::UserView) && !names_users(text, user_words) && kind != QuestionKind::Motivation
    {
        flags.push(Flag {
            id: MistakeId::MissingTheMember,
            because: "Nobody who uses the product appears in the answer.".to_owned(),
            quotes: Vec::new(),
        });
    }
    flags
}

fn quotes(read: &Answer, kind: E) -> Vec<Quote> {
    read.of(kind)
        .into_iter()
        .take(QUOTES)
        .map(|(sentence, _)| sentence.quote.clone())
        .collect()
}

fn names_users(text: &Text<'_>, user_words: &[String]) -> bool {
    const EVERYWHERE: [&str; 6] = [
        "people",
        "user",
        "customer",
        "person",
        "family",
        "household",
    ];
    let stems: Vec<String> = user_words
        .iter()
        .map(String::as_str)
        .chain(EVERYWHERE)
        .map(stem)
        .collect();
    text.tokens.iter().any(|token| stems.contains(&token.stem))
}
