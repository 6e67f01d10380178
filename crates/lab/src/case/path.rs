//! The path that a strong candidate could have taken, walked on the same data with the same tools. It
//! knows the brief and no more: what it concludes may be wrong.
//!
//! The order never changes: is the number real; how does it move over time; where is it uneven; what
//! moved first; what changed on paper; what is left. Each step says what it closed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use pack::vocabulary::{CauseId, CheckId};
use serde::{Deserialize, Serialize};

use crate::case::CaseError;
use crate::case::check::{Checked, Compared, List, check};
use crate::case::opening::Opening;
use crate::case::room::{Room, Shift};
use crate::engine::{Question, Row};
use crate::request::Window;
use crate::sentence::phrase;

/// A step of the path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is asked, in plain words.
    pub asks: String,
    /// What came of it.
    pub saw: String,
    /// What it means.
    pub so: String,
    /// The causes that are left.
    pub left: Vec<CauseId>,
}

/// Where the path ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// The steps.
    pub steps: Vec<Step>,
    /// What it concludes.
    pub cause: CauseId,
    /// Whom it touches, within the market.
    pub segment: BTreeMap<String, String>,
    /// How far it moved the headline.
    pub size: f64,
    /// The range.
    pub range: (f64, f64),
}

/// Walks along.
struct Walk<'a> {
    room: Room<'a>,
    countries: Vec<String>,
    since: Date,
    left: BTreeSet<CauseId>,
    /// What was found to be so, with the segment in which it is.
    found: Vec<(CauseId, BTreeMap<String, String>)>,
    steps: Vec<Step>,
}

/// Walks the path.
///
/// # Errors
/// The data cannot be read.
pub fn strong_path(room: Room<'_>, opening: &Opening) -> Result<Path, CaseError> {
    let mut walk = Walk {
        countries: room.countries()?,
        room,
        since: opening.since,
        left: CauseId::ALL.iter().copied().collect(),
        found: Vec::new(),
        steps: Vec::new(),
    };
    walk.is_it_real()?;
    walk.over_time(opening);
    walk.playback()?;
    walk.titles()?;
    walk.browsing()?;
    walk.joining_and_paying()?;
    walk.use_of_the_service()?;
    walk.outside()?;
    let (cause, segment) = walk
        .found
        .first()
        .cloned()
        .or_else(|| Some((*walk.left.first()?, BTreeMap::new())))
        .unwrap_or((CauseId::CompetitorEvent, BTreeMap::new()));
    let size = opening.change;
    let width = (0.3 * size.abs()).max(0.012);
    Ok(Path {
        steps: walk.steps,
        cause,
        segment,
        size,
        range: (size - width, size + width),
    })
}

fn one(dimension: &str, value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(dimension.to_owned(), value.to_owned())])
}

/// The part of a check's first list that rose most.
fn most_risen(checked: &Checked) -> Option<String> {
    checked.lists.first().and_then(|list| {
        list.parts
            .iter()
            .max_by(|one, other| one.moved().total_cmp(&other.moved()))
            .map(|part| part.name.clone())
    })
}

fn words(value: &str) -> String {
    value.replace('_', " ")
}

impl Walk<'_> {
    fn step(&mut self, asks: impl Into<String>, saw: impl Into<String>, so: impl Into<String>) {
        self.steps.push(Step {
            asks: asks.into(),
            saw: saw.into(),
            so: so.into(),
            left: self.left.iter().copied().collect(),
        });
    }

    fn check(&self, which: CheckId) -> Result<Checked, CaseError> {
        Ok(check(
            self.room.tables,
            which,
            &self.room.place(&self.countries, self.since),
        )?)
    }

    fn shift(&self, metric: &str) -> Result<Shift, CaseError> {
        self.room.shift(metric, self.since)
    }

    /// The metric in the market by a dimension, before and after.
    fn cut(
        &self,
        metric: &str,
        by: &str,
        narrowed: &BTreeMap<String, String>,
    ) -> Result<Vec<Row>, CaseError> {
        let mut question: Question =
            self.room
                .question(metric, &[by], Some(Window::BeforeAfter(self.since)));
        question.filters.extend(narrowed.clone());
        question.filters.remove(by);
        Ok(self.room.ask(&question)?.rows)
    }

    fn close(&mut self, causes: &[CauseId]) {
        for cause in causes {
            self.left.remove(cause);
        }
    }

    fn find(&mut self, cause: CauseId, segment: BTreeMap<String, String>) {
        self.found.push((cause, segment));
    }

    /// Is the number what it was?
    fn is_it_real(&mut self) -> Result<(), CaseError> {
        let records = self.check(CheckId::Records)?;
        if records.flagged {
            let worst = records
                .lists
                .first()
                .and_then(|list| {
                    list.parts
                        .iter()
                        .min_by(|one, other| one.after.total_cmp(&other.after))
                })
                .map(|part| part.name.clone());
            let segment = worst.map_or_else(BTreeMap::new, |device| one("device", &device));
            self.find(CauseId::LostLogging, segment);
            self.step(
                "Are all plays recorded that visits counted?",
                records.answer,
                "Members watch and the table does not know it. Whatever else moved has to be looked at without these plays.",
            );
        } else {
            self.close(&[CauseId::LostLogging]);
            self.step(
                "Are all plays recorded that visits counted?",
                records.answer,
                "The plays are there; nothing was lost on the way.",
            );
        }
        let definition = self.check(CheckId::Definition)?;
        if definition.flagged {
            self.find(CauseId::ChangedDefinition, BTreeMap::new());
            self.step(
                "Does \u{201c}completed\u{201d} still mean nine tenths?",
                definition.answer,
                "The rule moved, and not the viewers.",
            );
        } else {
            self.close(&[CauseId::ChangedDefinition]);
            self.step(
                "Does \u{201c}completed\u{201d} still mean nine tenths?",
                definition.answer,
                "The definition is what it was.",
            );
        }
        Ok(())
    }

    /// The headline, week by week, beside the other markets.
    fn over_time(&mut self, opening: &Opening) {
        let around: Vec<String> = opening
            .weeks
            .iter()
            .filter(|week| {
                let away = (week.monday - self.since).get_days();
                (-14..=21).contains(&away)
            })
            .map(|week| {
                format!(
                    "{}: {:.0} to {:.0}",
                    week.monday.strftime("%-d %b"),
                    week.market,
                    week.others
                )
            })
            .collect();
        self.step(
            format!(
                "The headline by week, market against the others (100 is the mean of the six weeks before {})",
                self.since
            ),
            around.join("; "),
            format!(
                "{} what the other markets lead one to expect. The others share the season, so the season is not it.",
                phrase(opening.change)
            ),
        );
    }

    /// Waiting, failing and stalling.
    fn playback(&mut self) -> Result<(), CaseError> {
        let startup = self.shift("startup_seconds")?;
        let failure = self.shift("start_failure_rate")?;
        let market = self.room.case.market.name.clone();
        let saw = format!(
            "{}; {}",
            startup.sentence(&market),
            failure.sentence(&market)
        );
        let slow = startup.change > 0.08;
        let fails = failure.change > 0.20;
        // A slow network makes everybody wait; a bad version fails far more than it delays.
        let network = slow && failure.change < 4.5 * startup.change;
        if !slow && !fails {
            self.close(&[CauseId::PlaybackFault, CauseId::NetworkFault]);
            self.step(
                "Do plays start as before: how long, and how many fail?",
                saw,
                "Playback is as it was, so that neither the network nor a version is to blame.",
            );
            return Ok(());
        }
        let (cause, metric) = if network {
            (CauseId::NetworkFault, "startup_seconds")
        } else {
            (CauseId::PlaybackFault, "start_failure_rate")
        };
        self.close(&[if network {
            CauseId::PlaybackFault
        } else {
            CauseId::NetworkFault
        }]);
        self.step(
            "Do plays start as before: how long, and how many fail?",
            saw,
            if network {
                "Everything waits, on every device: that is a network, and no version."
            } else {
                "Far more plays fail than wait: that is a player, and no network."
            },
        );
        let mut segment = BTreeMap::new();
        if !network {
            self.narrow_to("device", metric, &mut segment)?;
            self.newest_version(metric, &mut segment)?;
        }
        self.narrow_to("country", metric, &mut segment)?;
        self.find(cause, segment);
        Ok(())
    }

    /// Adds a value to the segment where the change is far larger in it than beside it.
    fn narrow_to(
        &mut self,
        dimension: &str,
        metric: &str,
        segment: &mut BTreeMap<String, String>,
    ) -> Result<(), CaseError> {
        let rows = self.cut(metric, dimension, &without_version(segment))?;
        let mut moved: Vec<(String, f64)> = rows
            .iter()
            .filter_map(|row| Some((row.values.first()?.clone(), row.change()?)))
            .collect();
        if moved.len() < 2 {
            return Ok(());
        }
        moved.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        let told: Vec<String> = moved
            .iter()
            .take(4)
            .map(|(value, change)| format!("{} {:+.0}%", words(value), change * 100.0))
            .collect();
        let stands_out = moved[0].1.abs() > 2.5 * moved[1].1.abs().max(0.02);
        let name = self
            .room
            .definitions
            .metric(metric)
            .map_or(metric, |metric| metric.name.as_str())
            .to_owned();
        if stands_out {
            segment.insert(dimension.to_owned(), moved[0].0.clone());
            self.step(
                format!("{name} by {}", words(dimension)),
                told.join("; "),
                format!("It is {}, and nowhere else.", words(&moved[0].0)),
            );
        } else {
            self.step(
                format!("{name} by {}", words(dimension)),
                told.join("; "),
                "It is all of them.",
            );
        }
        Ok(())
    }

    /// The version of the segment's device that fails most.
    fn newest_version(
        &mut self,
        metric: &str,
        segment: &mut BTreeMap<String, String>,
    ) -> Result<(), CaseError> {
        let Some(device) = segment.get("device").cloned() else {
            return Ok(());
        };
        let mut question = self.room.question(metric, &["app_version"], None);
        question.filters.insert("device".to_owned(), device.clone());
        let rows = self.room.ask(&question)?.rows;
        let mut rates: Vec<(String, f64)> = rows
            .iter()
            .filter_map(|row| Some((row.values.first()?.clone(), row.value?)))
            .collect();
        rates.sort_by(|one, other| other.1.total_cmp(&one.1));
        let told: Vec<String> = rates
            .iter()
            .take(4)
            .map(|(version, rate)| format!("{version} {:.2}%", rate * 100.0))
            .collect();
        if let [first, second, ..] = &rates[..]
            && first.1 > 1.3 * second.1
        {
            segment.insert("app_version".to_owned(), first.0.clone());
            self.step(
                format!("Plays that fail on {device}, by version of the app"),
                told.join("; "),
                format!("It came with {}.", first.0),
            );
        }
        Ok(())
    }

    /// Titles that went, and sound that went.
    fn titles(&mut self) -> Result<(), CaseError> {
        let search = self.shift("search_success_rate")?;
        let completion = self.shift("completion_rate")?;
        let market = self.room.case.market.name.clone();
        let saw = format!(
            "{}; {}",
            search.sentence(&market),
            completion.sentence(&market)
        );
        let checked = self.check(CheckId::Availability)?;
        let most = |place: usize| -> (f64, Option<Compared>) {
            let parts = checked.lists.get(place).map_or(&[][..], |list| &list.parts);
            let more = |part: &Compared| (part.after - part.before).max(0.0);
            let all: f64 = parts.iter().map(more).sum();
            let first = parts
                .iter()
                .max_by(|one, other| more(one).total_cmp(&more(other)))
                .cloned();
            (all, first)
        };
        let [gone, silent] = [0, 1].map(|place| checked.lists.get(place).is_some_and(List::jumped));
        self.step(
            "Do people find what they search for, and finish what they start?",
            saw,
            "Searches that fail point at titles that went; plays that are left point at what is wrong with those that stayed.",
        );
        if gone {
            let genre = most(0).1.map(|part| part.name);
            let segment = genre.map_or_else(BTreeMap::new, |genre| one("genre", &genre));
            self.find(CauseId::ExpiredTitles, segment.clone());
            self.close(&[CauseId::LateDubbing]);
            self.step(
                "Which licences and recordings ended around the date?",
                checked.answer.clone(),
                format!(
                    "Nearly all of them {}.",
                    segment.get("genre").map_or("", String::as_str)
                ),
            );
        } else if silent {
            let (all, first) = most(1);
            let segment = first
                .filter(|part| part.after - part.before > 0.6 * all)
                .map_or_else(BTreeMap::new, |part| one("language", &part.name));
            self.find(CauseId::LateDubbing, segment);
            self.close(&[CauseId::ExpiredTitles]);
            self.step(
                "Which licences and recordings ended around the date?",
                checked.answer.clone(),
                "The titles are there, and no longer speak the viewers' language.",
            );
        } else {
            self.close(&[CauseId::ExpiredTitles, CauseId::LateDubbing]);
            self.step(
                "Which licences and recordings ended around the date?",
                checked.answer.clone(),
                "It is not the titles.",
            );
        }
        Ok(())
    }

    /// Visits that end without a choice, by device.
    fn browsing(&mut self) -> Result<(), CaseError> {
        let rows = self.cut("browse_abandon_rate", "device", &BTreeMap::new())?;
        let elsewhere = self.shift("browse_abandon_rate")?;
        // What all devices share is no matter of one device's rows.
        let mut moved: Vec<(String, f64)> = rows
            .iter()
            .filter_map(|row| Some((row.values.first()?.clone(), row.change()?)))
            .collect();
        moved.sort_by(|one, other| other.1.total_cmp(&one.1));
        let told: Vec<String> = moved
            .iter()
            .map(|(device, change)| format!("{device} {:+.1}%", change * 100.0))
            .collect();
        let rest = moved.iter().skip(1).map(|each| each.1).sum::<f64>()
            / (moved.len().saturating_sub(1).max(1)) as f64;
        let first = moved.first().filter(|first| first.1 > rest + 0.15).cloned();
        let saw = format!(
            "{}; in all {:+.1}% against the others",
            told.join("; "),
            elsewhere.change * 100.0
        );
        if let Some((device, _)) = first {
            self.find(CauseId::RecommenderRegression, one("device", &device));
            self.step(
                "Visits that end without a choice, by device",
                saw,
                format!("On {device} people look and do not choose; elsewhere they do as before."),
            );
        } else {
            self.close(&[CauseId::RecommenderRegression]);
            self.step(
                "Visits that end without a choice, by device",
                saw,
                "No device stands out, so that it is not what one of them shows.",
            );
        }
        Ok(())
    }

    /// Who joins, what is paid, and what fails.
    fn joining_and_paying(&mut self) -> Result<(), CaseError> {
        let prices = self.check(CheckId::Prices)?;
        if prices.flagged {
            let rows = self.cut("arpu", "plan", &BTreeMap::new())?;
            let plan = rows
                .iter()
                .filter_map(|row| Some((row.values.first()?, row.change()?)))
                .max_by(|one, other| one.1.total_cmp(&other.1))
                .map(|(plan, _)| plan.clone());
            let segment = plan.map_or_else(BTreeMap::new, |plan| one("plan", &plan));
            self.find(CauseId::PriceRise, segment);
            self.step(
                "Did any price change?",
                prices.answer.clone(),
                prices
                    .dated
                    .first()
                    .map_or_else(String::new, |(_, what)| what.clone()),
            );
        } else {
            self.close(&[CauseId::PriceRise]);
            self.step(
                "Did any price change?",
                prices.answer.clone(),
                "Prices are closed.",
            );
        }
        let payments = self.check(CheckId::Payments)?;
        if payments.flagged {
            let method = most_risen(&payments);
            let segment =
                method.map_or_else(BTreeMap::new, |method| one("payment_method", &method));
            self.find(CauseId::PaymentRule, segment);
            self.step(
                "Do payments go through as before?",
                payments.answer,
                "They did not leave; they were dropped.",
            );
        } else {
            self.close(&[CauseId::PaymentRule]);
            self.step(
                "Do payments go through as before?",
                payments.answer,
                "Payments are closed.",
            );
        }
        let arrivals = self.check(CheckId::Arrivals)?;
        if arrivals.flagged {
            let channel = most_risen(&arrivals);
            let segment = channel.map_or_else(BTreeMap::new, |channel| {
                one("acquisition_channel", &channel)
            });
            self.find(CauseId::AcquisitionShift, segment);
            self.step(
                "Who comes to the sign-up page, and how?",
                arrivals.answer,
                "Other people are at the page; each channel converts much as it did.",
            );
        } else {
            self.close(&[CauseId::AcquisitionShift]);
            self.step(
                "Who comes to the sign-up page, and how?",
                arrivals.answer,
                "The same people come as before.",
            );
        }
        Ok(())
    }

    /// Lent profiles, and advertisements.
    fn use_of_the_service(&mut self) -> Result<(), CaseError> {
        let profiles = self.check(CheckId::Profiles)?;
        if profiles.flagged {
            self.find(CauseId::PaidSharing, one("outside", "true"));
            self.step(
                "Do lent profiles still visit?",
                profiles.answer,
                "Members watch as before; their guests are gone.",
            );
        } else {
            self.close(&[CauseId::PaidSharing]);
            self.step(
                "Do lent profiles still visit?",
                profiles.answer,
                "Sharing is closed.",
            );
        }
        let ads = self.check(CheckId::Advertisements)?;
        if ads.flagged {
            let plan = most_risen(&ads);
            self.find(
                CauseId::MoreAds,
                plan.map_or_else(BTreeMap::new, |plan| one("plan", &plan)),
            );
            self.step(
                "How many advertisements are shown by the hour?",
                ads.answer,
                "After a break, fewer go on.",
            );
        } else {
            self.close(&[CauseId::MoreAds]);
            self.step(
                "How many advertisements are shown by the hour?",
                ads.answer,
                "Advertisements are closed.",
            );
        }
        Ok(())
    }

    /// What is left lies outside: an event, or a holiday.
    fn outside(&mut self) -> Result<(), CaseError> {
        let active = self.shift("active_members")?;
        let market = self.room.case.market.name.clone();
        if !self.found.is_empty() {
            self.close(&[CauseId::CompetitorEvent, CauseId::MovedHoliday]);
            self.left
                .retain(|cause| self.found.iter().any(|(found, _)| found == cause));
            self.step(
                "Do as many members open the app?",
                active.sentence(&market),
                "What was found explains it with a mechanism; an event or a holiday would have kept all members away alike.",
            );
            return Ok(());
        }
        let calendar = self.check(CheckId::Calendar)?;
        let holiday = calendar
            .dated
            .iter()
            .find(|(_, what)| what.starts_with("holiday"))
            .map(|(day, what)| format!("{what}, from {day}"));
        self.step(
            "Do as many members open the app?",
            active.sentence(&market),
            "Fewer evenings, and every evening as it was: something outside.",
        );
        let cause = if calendar.flagged {
            CauseId::MovedHoliday
        } else {
            CauseId::CompetitorEvent
        };
        self.find(cause, BTreeMap::new());
        self.left = BTreeSet::from([cause]);
        let year = self.check(CheckId::YearBefore)?;
        self.step(
            "What does the calendar hold, and what did last year do in these weeks?",
            format!("{} {}", holiday.unwrap_or(calendar.answer), year.answer),
            if calendar.flagged {
                "The holiday lies here this year, and elsewhere last year. Nothing is wrong."
            } else {
                "No holiday. An event that others show is the explanation that is left."
            },
        );
        Ok(())
    }
}

/// The segment without its version, which did not exist before.
fn without_version(segment: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut segment = segment.clone();
    segment.remove("app_version");
    segment
}
