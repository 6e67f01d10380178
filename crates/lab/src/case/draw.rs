//! A case drawn: which world it plays in, with which cause and which notes in the calendar. The
//! candidate sees none of it.

use jiff::civil::Date;
use pack::Pack;
use pack::id::EntryId;
use pack::model::{Case, CaseNote};
use pack::vocabulary::{CauseId, Headline};
use serde::{Deserialize, Serialize};
use world::names::{Country, Named, Region};
use world::{Configuration, Decoy, Focus, Incident, IncidentKind};

use crate::case::CaseError;
use crate::case::chance::{draw, pick};

/// How large a case's world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Members on the first day, in the market and beside it.
    pub members: u32,
    /// The most days; the data end sooner where the incident does.
    pub days: u16,
}

impl Size {
    /// As large as a case needs: seconds to make, and enough for a cut of a cut. Members leave and
    /// join less often than they watch, so that it takes more of them.
    #[must_use]
    pub const fn of(headline: Headline) -> Self {
        let members = match headline {
            Headline::Cancellations | Headline::ConversionRate => 30_000,
            _ => 12_000,
        };
        Self { members, days: 126 }
    }

    /// The same with another number of members.
    #[must_use]
    pub fn with_members(self, members: u32) -> Self {
        Self {
            members: members.clamp(*MEMBERS.start(), *MEMBERS.end()),
            ..self
        }
    }
}

/// How many members a case's world can have.
pub const MEMBERS: std::ops::RangeInclusive<u32> = 1_000..=200_000;

/// A case's world and what is planted in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The case.
    pub case: EntryId,
    /// The seed.
    pub seed: u64,
    /// The cause.
    pub cause: CauseId,
    /// The world, which holds one incident.
    pub configuration: Configuration,
    /// The first day on which the cause acts.
    pub onset: Date,
    /// Notes of the calendar that explain nothing.
    pub decoys: Vec<EntryId>,
}

/// Mondays on which worlds begin.
const STARTS: [Date; 3] = [
    Date::constant(2025, 3, 3),
    Date::constant(2025, 5, 5),
    Date::constant(2025, 6, 30),
];
/// Days after the onset that are in the data, where the incident lasts.
const AFTER: u16 = 49;
/// Days that an event or a holiday lasts.
const LASTS: u16 = 28;
/// Share of the sample that is in the market.
const IN_MARKET: f64 = 0.7;
/// Notes that explain nothing.
const DECOYS: usize = 3;
/// So often an incident is drawn for a segment that is large enough.
const MOST_DRAWS: u64 = 16;

/// What is drawn, for [`draw`].
#[derive(Clone, Copy)]
#[repr(u64)]
enum For {
    Cause,
    Start,
    World,
    Incident,
    Note,
    NoteDay = 100,
}

impl Drawn {
    /// Draws a case: the same arguments give the same one.
    ///
    /// # Errors
    /// The case names what the simulated service does not have.
    pub fn new(pack: &Pack, case: &Case, seed: u64, size: Size) -> Result<Self, CaseError> {
        let id = case.id.as_str();
        let cause = case.causes[pick(seed, id, For::Cause as u64, case.causes.len())];
        let kind: IncidentKind = named(cause.word())?;
        let region: Region = named(case.market.region.word())?;
        let here = market(case)?;
        let beside = case
            .market
            .beside
            .iter()
            .map(|country| named(country.word()))
            .collect::<Result<Vec<Country>, _>>()?;
        let own = Configuration {
            members: size.members,
            days: size.days,
            start: STARTS[pick(seed, id, For::Start as u64, STARTS.len())],
            countries: here.clone(),
            ..Configuration::new(draw(seed, id, For::World as u64))?
        };
        let whole = case.strengths.get(&cause).copied();
        let at = draw(seed, id, For::Incident as u64);
        let (mut incident, onset, last) =
            shaped(large_enough(kind, region, &own, at, whole), size.days);
        incident.strength = match whole {
            Some(whole) => as_strong(whole, &incident, &own),
            None => (incident.strength * times(cause, case.headline)).min(1.0),
        };
        let mut configuration = Configuration {
            days: last + 1,
            countries: here.into_iter().chain(beside).collect(),
            focus: None,
            ..own
        };
        configuration.focus = Some(focus(&configuration, region));
        let decoys: Vec<&CaseNote> = decoys(pack, cause, seed, id);
        incident.decoys = notes(pack, cause, &decoys, onset, last, seed, id);
        configuration.incidents = vec![incident];
        configuration.check()?;
        Ok(Self {
            case: case.id.clone(),
            seed,
            cause,
            onset: configuration
                .start
                .saturating_add(jiff::ToSpan::days(i32::from(onset))),
            configuration,
            decoys: decoys.iter().map(|note| note.id.clone()).collect(),
        })
    }
}

/// The countries of a case's market.
pub(super) fn market(case: &Case) -> Result<Vec<Country>, CaseError> {
    if case.market.countries.is_empty() {
        let region: Region = named(case.market.region.word())?;
        return Ok(region.countries().collect());
    }
    case.market
        .countries
        .iter()
        .map(|country| named(country.word()))
        .collect()
}

/// A thing of the simulated service by its name.
fn named<T: Named + std::str::FromStr<Err = world::names::UnknownName>>(
    word: &str,
) -> Result<T, CaseError> {
    Ok(word.parse()?)
}

/// How many times stronger than drawn a cause has to be for a headline that it moves less than its
/// own, so that a case opens with more than luck.
const fn times(cause: CauseId, headline: Headline) -> f64 {
    match (cause, headline) {
        (CauseId::PriceRise, Headline::ConversionRate) => 2.0,
        (CauseId::PaymentRule, _) => 1.8,
        (CauseId::PriceRise | CauseId::AcquisitionShift, _) => 1.6,
        (CauseId::LateDubbing, Headline::CompletionRate) => 1.4,
        _ => 1.0,
    }
}

/// An incident whose segment can move as much as a cause of that strength that reaches everybody: some
/// are drawn again, as of several genres one may hold too little.
fn large_enough(
    kind: IncidentKind,
    region: Region,
    world: &Configuration,
    seed: u64,
    whole: Option<f64>,
) -> Incident {
    (0..MOST_DRAWS)
        .map(|number| Incident::draw(kind, region, world, seed.wrapping_add(number)))
        .find(|incident| whole.is_none_or(|whole| whole <= incident.reach(world)))
        .unwrap_or_else(|| Incident::draw(kind, region, world, seed))
}

/// The strength with which an incident moves as much as it would at another strength if it reached the
/// whole of its region; with few digits, as it is written down and read again.
fn as_strong(whole: f64, incident: &Incident, world: &Configuration) -> f64 {
    let strength = whole / incident.reach(world).max(1e-3);
    (strength.clamp(0.01, 1.0) * 1_000.0).round() / 1_000.0
}

/// The incident as long as a case needs it, its onset and the last day of the data.
fn shaped(mut incident: Incident, days: u16) -> (Incident, u16, u16) {
    let begins = incident.first_day;
    let end = |days_after: u16| (begins + days_after - 1).min(days - 1);
    match incident.kind {
        IncidentKind::CompetitorEvent => {
            incident.last_day = end(LASTS);
            let last = incident.last_day;
            (incident, begins, last)
        }
        IncidentKind::MovedHoliday => {
            // Where it was last year comes first; this year it begins eight days after that.
            let last = end(LASTS);
            let length = last - begins + 1;
            incident.last_day = begins.saturating_sub(8);
            incident.first_day = (incident.last_day + 1).saturating_sub(length);
            (incident, begins, last)
        }
        _ => {
            let last = incident.last_day.min(end(AFTER));
            incident.last_day = last;
            (incident, begins, last)
        }
    }
}

/// Samples the market so densely that it holds [`IN_MARKET`] of the sample.
fn focus(configuration: &Configuration, region: Region) -> Focus {
    let service = &configuration.service;
    let share = |country: &Country| {
        let of_region = service.members.region_share[country.region()];
        let facts = service.country.get(country);
        of_region * facts.map_or(0.0, |facts| facts.share)
    };
    let (inside, outside): (Vec<&Country>, Vec<&Country>) = configuration
        .countries
        .iter()
        .partition(|country| country.region() == region);
    let sum = |countries: &[&Country]| countries.iter().map(|each| share(each)).sum::<f64>();
    let (inside, outside) = (sum(&inside), sum(&outside).max(1e-9));
    Focus {
        region,
        density: (IN_MARKET / (1.0 - IN_MARKET) * outside / inside.max(1e-9)).clamp(1.0, 20.0),
    }
}

/// Notes that explain nothing: those whose causes the case could have had come first.
fn decoys<'pack>(pack: &'pack Pack, cause: CauseId, seed: u64, id: &str) -> Vec<&'pack CaseNote> {
    let mut left: Vec<&CaseNote> = pack
        .notes
        .iter()
        .filter(|note| note.cause != cause)
        .collect();
    let likely = |note: &CaseNote| {
        pack.cases
            .iter()
            .find(|case| case.id.as_str() == id)
            .is_some_and(|case| case.causes.contains(&note.cause))
    };
    left.sort_by_key(|note| {
        let at = draw(seed, note.id.as_str(), For::Note as u64);
        (!likely(note), at)
    });
    left.truncate(DECOYS);
    left
}

/// The calendar's notes: the cause's own trace where it has one, and the decoys.
fn notes(
    pack: &Pack,
    cause: CauseId,
    decoys: &[&CaseNote],
    onset: u16,
    last: u16,
    seed: u64,
    id: &str,
) -> Vec<Decoy> {
    let entry = |note: &CaseNote, first_day: u16, last_day: u16| Decoy {
        country: None,
        first_day,
        last_day,
        kind: note.kind.clone(),
        text: note.text.clone(),
    };
    let own = pack.notes.iter().find(|note| note.cause == cause);
    let mut entries: Vec<Decoy> = own
        .iter()
        .map(|note| entry(note, onset.saturating_sub(1), last_of(note, onset, last)))
        .collect();
    entries.extend(decoys.iter().zip(0..).map(|(note, number)| {
        let away = pick(seed, id, For::NoteDay as u64 + number, 12) as u16;
        let first = (onset + away).saturating_sub(8).min(last);
        entry(note, first, last_of(note, first, last))
    }));
    entries
}

/// Events last; everything else is said on a day.
fn last_of(note: &CaseNote, first: u16, last: u16) -> u16 {
    if note.kind == "event" {
        (first + LASTS - 1).min(last)
    } else {
        first
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_of_the_packs_can_be_drawn_and_every_cause_of_it_is() {
        for (_, files) in pack::embedded::packs() {
            let pack = pack::load(&files).unwrap();
            for case in &pack.cases {
                let mut drawn = BTreeSet::new();
                for seed in 0..100 {
                    let one = Drawn::new(&pack, case, seed, Size::of(case.headline)).unwrap();
                    assert_eq!(
                        one,
                        Drawn::new(&pack, case, seed, Size::of(case.headline)).unwrap()
                    );
                    drawn.insert(one.cause);
                    let configuration = &one.configuration;
                    assert!(
                        configuration.days >= 70,
                        "{} {}",
                        case.id,
                        configuration.days
                    );
                    let before = (one.onset - configuration.start).get_days();
                    assert!(before >= 42, "{}: {before} days before", case.id);
                    assert!(i32::from(configuration.days) - before >= 25, "{}", case.id);
                    assert_eq!(one.decoys.len(), DECOYS);
                }
                assert_eq!(drawn.len(), case.causes.len(), "{}", case.id);
            }
        }
    }
}
