//! What to change: at most two things, each with what it is about and the anchor it would reach.

use pack::model::Criterion;
use pack::vocabulary::{EvidenceKind, QuestionKind};

use crate::answer::Answer;
use crate::evidence::Quote;
use crate::marking::{Missing, Place};
use crate::names;
use crate::scorecard::Advice;

/// More than two changes at a time are none.
const MOST: usize = 2;

pub(crate) fn of(
    read: &Answer,
    places: &[Place],
    kind: QuestionKind,
    criteria: &[Criterion],
) -> Vec<Advice> {
    let mut open: Vec<&Place> = places
        .iter()
        .filter(|place| place.level.unwrap_or(1.0) < 4.5)
        .collect();
    // First what would lift the whole answer most.
    open.sort_by(|first, second| worth(second).total_cmp(&worth(first)));
    let mut advice: Vec<Advice> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for place in open {
        let Some(criterion) = criteria
            .iter()
            .find(|each| each.id == place.criterion && each.kind == kind)
        else {
            continue;
        };
        let missing = place.missing.first().copied();
        let hollow = hollow(read, place, missing);
        let change = match (&hollow, missing) {
            (Some((kind, _)), Some(missing)) => {
                format!("{} {}", shortfall(*kind), names::mend(missing))
            }
            (Some((kind, _)), None) => {
                format!("{} Tell the incident behind it.", shortfall(*kind))
            }
            (None, Some(missing)) => names::mend(missing).to_owned(),
            (None, None) => criterion.ask.clone(),
        };
        if said.contains(&change) {
            continue;
        }
        said.push(change.clone());
        let reaches = place.anchor().unwrap_or(1).min(4) + 1;
        let anchor = criterion
            .anchors
            .iter()
            .find(|anchor| anchor.level == reaches)
            .map_or_else(String::new, |anchor| anchor.says.clone());
        advice.push(Advice {
            criterion: place.criterion,
            reaches,
            anchor,
            change,
            absent: missing
                .filter(|_| hollow.is_none())
                .map(|missing| names::missing(missing).to_owned()),
            quote: hollow
                .map(|(_, quote)| quote)
                .or_else(|| missing.is_none().then(|| weakest(place)).flatten()),
            prompt: criterion.ask.clone(),
        });
        if advice.len() == MOST {
            break;
        }
    }
    advice
}

fn worth(place: &Place) -> f64 {
    place.share * (5.0 - place.level.unwrap_or(1.0))
}

/// The hollow words that stand where evidence of this criterion could.
fn hollow(read: &Answer, place: &Place, missing: Option<Missing>) -> Option<(EvidenceKind, Quote)> {
    let instead = match missing {
        Some(Missing::Kind(EvidenceKind::ActionOwn)) if read.has(EvidenceKind::ActionTeam) => {
            EvidenceKind::ActionTeam
        }
        Some(Missing::Kind(EvidenceKind::ResultQuantified))
            if read.has(EvidenceKind::ResultUnquantified) =>
        {
            EvidenceKind::ResultUnquantified
        }
        _ if place.found.is_empty() => EvidenceKind::VagueClaim,
        _ => return None,
    };
    read.of(instead)
        .first()
        .map(|(sentence, _)| (instead, sentence.quote.clone()))
}

/// What quoted words fall short of.
const fn shortfall(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::ActionTeam => "This tells what the team did.",
        EvidenceKind::ResultUnquantified => "This result has no number.",
        _ => "This claims something and does not show it.",
    }
}

fn weakest(place: &Place) -> Option<Quote> {
    place.evidence.last().map(|evidence| evidence.quote.clone())
}
