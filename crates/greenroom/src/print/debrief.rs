//! The packet of a whole interview.

use std::fmt::Write;

use interview::Debrief;
use interview::debrief::Point;
use interview::memory::{Memory, Said};
use pack::Pack;
use pack::vocabulary::CriterionId;

use super::{level, level_with, lines, quoted};

/// The packet of a whole interview, in words.
pub(crate) fn debrief(pack: &Pack, debrief: &Debrief) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", lines("", &debrief.recommendation.says));
    if let Some(estimate) = debrief.recommendation.estimate {
        let _ = writeln!(
            out,
            "Level {}",
            level_with(Some(estimate.level), Some(estimate.margin))
        );
        for each in &debrief.recommendation.likelihood {
            let bar = "#".repeat((each.probability * 40.0).round() as usize);
            let _ = writeln!(
                out,
                "  {:<15} {:>3.0}%  {bar}",
                each.verdict.words(),
                each.probability * 100.0
            );
        }
    }
    for round in &debrief.rounds {
        let of_round = round
            .level
            .map_or((None, None), |each| (Some(each.level), Some(each.margin)));
        let _ = writeln!(
            out,
            "\n{}: {}",
            round.name,
            level_with(of_round.0, of_round.1)
        );
        for answer in &round.answers {
            let mark = if answer.skipped {
                "passed over".to_owned()
            } else {
                level(answer.level.map(|each| each.level))
            };
            let _ = writeln!(out, "{}", lines("  ", &format!("{mark}  {}", answer.text)));
            if let Some(case) = &answer.case {
                let told = format!(
                    "{}  on real numbers: {}, {:.0} of 100 points by arithmetic",
                    level(Some(case.level.level)),
                    case.grade.name,
                    case.grade.points
                );
                let _ = writeln!(out, "{}", lines("  ", &told));
            }
        }
    }
    section(&mut out, "Strengths", &debrief.strengths, |out, point| {
        of_point(out, pack, point);
    });
    section(&mut out, "Concerns", &debrief.concerns, |out, point| {
        of_point(out, pack, point);
    });
    section(&mut out, "Mistakes", &debrief.mistakes, |out, mistake| {
        let name = pack
            .mistake(mistake.id)
            .map_or_else(|| mistake.id.to_string(), |each| each.name.clone());
        let _ = writeln!(
            out,
            "{}",
            lines(
                "  ",
                &format!("{name} ({}x): {}", mistake.answers, mistake.because)
            )
        );
        quotes(out, &mistake.quotes);
    });
    section(
        &mut out,
        "Numbers that do not agree",
        &debrief.contradictions,
        |out, kept| {
            if let Memory::Contradiction { earlier, now, .. } = &kept.memory {
                quotes(out, &[earlier.clone(), now.clone()]);
            }
        },
    );
    section(
        &mut out,
        "Stories told twice",
        &debrief.stories_reused,
        |out, kept| {
            if let Memory::StoryReused { earlier, now, .. } = &kept.memory {
                let _ = writeln!(out, "  for {earlier}, then for {now}");
            }
        },
    );
    section(
        &mut out,
        "Your research in it",
        &debrief.research,
        |out, each| {
            let became = match (each.asked, each.used.is_empty()) {
                (Some(_), true) => "asked for, not used",
                (Some(_), false) => "asked for, used",
                (None, _) => "used",
            };
            let _ = writeln!(out, "{}", lines("  ", &format!("{} ({became})", each.says)));
        },
    );
    section(
        &mut out,
        "Never observed",
        &debrief.never_observed,
        |out, criterion| {
            let _ = writeln!(out, "  {}", name(pack, *criterion));
        },
    );
    if let Some(gap) = debrief.self_view.mean_gap {
        let _ = writeln!(
            out,
            "\nYour own ratings: {:+.1} against the marks, over {} answers",
            gap,
            debrief.self_view.gaps.len()
        );
    }
    section(&mut out, "Next", &debrief.actions, |out, action| {
        named(out, pack, action.criterion, action.level, &action.change);
        if let Some(said) = &action.said {
            quotes(out, std::slice::from_ref(said));
        }
        let practise: Vec<_> = action.practise.iter().map(|id| id.as_str()).collect();
        let _ = writeln!(
            out,
            "    greenroom interview --question {}",
            practise.first().copied().unwrap_or_default()
        );
    });
    out
}

fn section<T>(out: &mut String, name: &str, entries: &[T], mut write: impl FnMut(&mut String, &T)) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{name}");
    for entry in entries {
        write(out, entry);
    }
}

fn of_point(out: &mut String, pack: &Pack, point: &Point) {
    let because = if point.arithmetic {
        format!("by arithmetic, {}", point.because)
    } else {
        point.because.clone()
    };
    named(out, pack, point.criterion, point.level, &because);
    quotes(out, &point.quotes);
}

fn named(out: &mut String, pack: &Pack, id: CriterionId, of: Option<f64>, because: &str) {
    let told = format!("{} ({}): {because}", name(pack, id), level(of));
    let _ = writeln!(out, "{}", lines("  ", &told));
}

fn quotes(out: &mut String, quotes: &[Said]) {
    for said in quotes {
        let told = format!("{} ({})", quoted(&said.quote.quote), said.question);
        let _ = writeln!(out, "{}", lines("    ", &told));
    }
}

/// A criterion's name; it is the same for every kind of question that has it.
fn name(pack: &Pack, id: CriterionId) -> String {
    pack.criteria
        .iter()
        .find(|each| each.id == id)
        .map_or_else(|| id.to_string(), |each| each.name.clone())
}
