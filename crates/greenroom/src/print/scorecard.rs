//! The marks of one answer.

use std::fmt::Write;

use coach::scorecard::Scorecard;
use pack::Pack;
use pack::vocabulary::QuestionKind;

use super::{level_with, lines, quoted};

/// At most so many quotes are shown with a criterion; `--json` has them all.
const QUOTES: usize = 3;

/// The marks of one answer, in words.
pub(crate) fn scorecard(pack: &Pack, kind: QuestionKind, marks: &Scorecard) -> String {
    let mut out = String::new();
    let name = |id| {
        pack.criterion(kind, id)
            .map_or_else(|| id.to_string(), |criterion| criterion.name.clone())
    };
    let _ = writeln!(out, "Level {}\n", level_with(marks.level, marks.margin));
    for mark in &marks.criteria {
        let level = mark
            .level
            .map_or_else(|| "-".to_owned(), |level| level.to_string());
        let _ = writeln!(out, "{level}  {}", name(mark.id));
        let _ = writeln!(out, "{}", lines("   ", &mark.because));
        for evidence in mark.evidence.iter().take(QUOTES) {
            let _ = writeln!(out, "{}", lines("   ", &quoted(&evidence.quote.quote)));
        }
    }
    for flag in &marks.flags {
        let mistake = pack
            .mistake(flag.id)
            .map_or_else(|| flag.id.to_string(), |mistake| mistake.name.clone());
        let _ = writeln!(out, "\nMistake: {mistake}\n{}", lines("   ", &flag.because));
        for quote in &flag.quotes {
            let _ = writeln!(out, "{}", lines("   ", &quoted(&quote.quote)));
        }
    }
    for advice in &marks.advice {
        let _ = writeln!(
            out,
            "\nTo reach {} in {}:\n{}",
            advice.reaches,
            name(advice.criterion),
            lines("   ", &advice.change)
        );
        if let Some(quote) = &advice.quote {
            let _ = writeln!(out, "{}", lines("   ", &quoted(&quote.quote)));
        }
        let _ = writeln!(out, "{}", lines("   ", &advice.prompt));
    }
    for notice in &marks.notices {
        let _ = writeln!(out, "\n{}", lines("", notice));
    }
    out
}
