//! The debrief.

mod beside;
mod own;

use interview::debrief::{Debrief, Point};
use interview::friend::Sheets;
use interview::memory::{Memory, Said};
use interview::{Interview, TurnId};
use jiff::tz::TimeZone;
use pack::Pack;
use pack::vocabulary::CriterionId;

use crate::block::{Block, Booklet};
use crate::plan::said as day;

/// An interview that was held, and who else has a word in its debrief.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The pack that it is drawn from.
    pub pack: &'a Pack,
    /// The interview.
    pub interview: &'a Interview,
    /// A friend who interviewed, by name, and what they thought of each answer.
    pub friend: Option<(&'a str, &'a Sheets)>,
}

impl Held<'_> {
    /// What was asked by the question to which a turn belongs.
    fn asked(&self, turn: TurnId) -> &str {
        self.interview
            .thread(turn)
            .map_or("", |thread| thread.question.text.as_str())
    }

    /// Words of the candidate, and where they were said: to which question, in a loop also in which round.
    fn quote(&self, said: &Said) -> Block {
        let asked = format!("\u{201c}{}\u{201d}", self.asked(said.turn));
        let rounds = self.interview.setup().rounds.len();
        let round = self.interview.round_setup(&said.round);
        Block::Quote {
            words: said.quote.quote.clone(),
            from: match round.filter(|_| rounds > 1) {
                Some(round) => format!("{}, to {asked}", round.name),
                None => format!("To {asked}"),
            },
        }
    }
}

/// The debrief of an interview as a booklet.
#[must_use]
pub fn debrief(held: &Held<'_>, debrief: &Debrief, zone: &TimeZone) -> Booklet {
    let pack = held.pack;
    let quote = |said: &Said| held.quote(said);
    let mut blocks = vec![Block::Lede(debrief.recommendation.says.clone())];
    if let Some(estimate) = debrief.recommendation.estimate {
        let mut rows = vec![(
            "Level".to_owned(),
            format!("{:.1} \u{b1} {:.1}", estimate.level, estimate.margin),
        )];
        rows.extend(debrief.recommendation.likelihood.iter().map(|each| {
            (
                format!("{:.0}%", each.probability * 100.0),
                each.verdict.words().to_owned(),
            )
        }));
        blocks.push(Block::Rows(rows));
    }
    section(
        &mut blocks,
        "Do next",
        &debrief.actions,
        |blocks, action| {
            blocks.push(Block::Subheading(name(pack, action.criterion)));
            blocks.push(Block::Text(action.change.clone()));
            blocks.extend(action.said.as_ref().map(&quote));
        },
    );
    blocks.push(Block::Heading("Round by round".to_owned()));
    for round in &debrief.rounds {
        let level = round.level.map_or_else(
            || "not observed".to_owned(),
            |level| format!("{:.1} \u{b1} {:.1}", level.level, level.margin),
        );
        blocks.push(Block::Subheading(format!("{}: {level}", round.name)));
        let rows = round.answers.iter().flat_map(|answer| {
            let level = match answer.level {
                _ if answer.skipped => "passed".to_owned(),
                Some(level) => format!("{:.1}", level.level),
                None => "\u{2013}".to_owned(),
            };
            let graded = answer.case.as_ref().map(|case| {
                let told = format!(
                    "On real numbers: {}, {:.0} of 100 points by arithmetic",
                    case.grade.name, case.grade.points
                );
                (format!("{:.1}", case.level.level), told)
            });
            std::iter::once((level, answer.text.clone())).chain(graded)
        });
        blocks.push(Block::Rows(rows.collect()));
    }
    blocks.extend(beside::blocks(held));
    points(held, &mut blocks, "Strengths", &debrief.strengths);
    points(held, &mut blocks, "Concerns", &debrief.concerns);
    section(
        &mut blocks,
        "Common mistakes",
        &debrief.mistakes,
        |blocks, mistake| {
            let known = pack.mistake(mistake.id);
            blocks.push(Block::Subheading(
                known.map_or_else(|| mistake.id.to_string(), |each| each.name.clone()),
            ));
            blocks.push(Block::Text(mistake.because.clone()));
            blocks.extend(mistake.quotes.iter().map(&quote));
        },
    );
    let apart: Vec<(&Said, &Said)> = debrief
        .contradictions
        .iter()
        .filter_map(|kept| match &kept.memory {
            Memory::Contradiction { earlier, now, .. } => Some((earlier, now)),
            _ => None,
        })
        .collect();
    section(
        &mut blocks,
        "Numbers that do not agree",
        &apart,
        |blocks, (earlier, now)| {
            blocks.extend([quote(earlier), quote(now)]);
        },
    );
    section(
        &mut blocks,
        "Stories told twice",
        &debrief.stories_reused,
        |blocks, kept| blocks.extend(own::story(held, kept)),
    );
    section(
        &mut blocks,
        "Your research in it",
        &debrief.research,
        |blocks, each| blocks.extend(own::research(held, each)),
    );
    if !debrief.never_observed.is_empty() {
        blocks.push(Block::Heading("Never observed".to_owned()));
        let names = debrief.never_observed.iter().map(|id| name(pack, *id));
        blocks.push(Block::Points(names.collect()));
    }
    blocks.push(Block::Heading("Your own view".to_owned()));
    blocks.extend(own::view(held, &debrief.self_view));
    blocks.push(Block::Note(
        "Levels come from what was said, by fixed rules; each rests on the words that it quotes. \
         Take this as practice for the conversation, not as a forecast of its result."
            .to_owned(),
    ));
    Booklet {
        title: format!("Debrief: {}", debrief.title),
        kicker: format!(
            "{}, {}",
            pack.manifest.company,
            day(zone.to_datetime(debrief.started).date())
        ),
        blocks,
    }
}

fn points(held: &Held<'_>, blocks: &mut Vec<Block>, heading: &str, points: &[Point]) {
    section(blocks, heading, points, |blocks, point| {
        let level = point
            .level
            .map_or_else(String::new, |level| format!(", {level:.1}"));
        blocks.push(Block::Subheading(format!(
            "{}{level}",
            name(held.pack, point.criterion)
        )));
        blocks.push(Block::Text(if point.arithmetic {
            format!(
                "By arithmetic, of a case on real numbers. {}",
                point.because
            )
        } else {
            point.because.clone()
        }));
        blocks.extend(point.quotes.iter().map(|said| held.quote(said)));
    });
}

fn section<T>(
    blocks: &mut Vec<Block>,
    heading: &str,
    entries: &[T],
    mut write: impl FnMut(&mut Vec<Block>, &T),
) {
    if entries.is_empty() {
        return;
    }
    blocks.push(Block::Heading(heading.to_owned()));
    for entry in entries {
        write(blocks, entry);
    }
}

fn name(pack: &Pack, id: CriterionId) -> String {
    pack.criteria
        .iter()
        .find(|each| each.id == id)
        .map_or_else(|| id.to_string(), |each| each.name.clone())
}
