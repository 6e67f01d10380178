//! Checks of the data, and of what is known to have changed. Each holds the days before a date against
//! those from it on, in the market.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pack::vocabulary::{CheckId, Headline};
use serde::{Deserialize, Serialize};

use crate::case::rows::{Rows, scan, texts_by, those};
use crate::engine::cut::date;
use crate::engine::year_before::DAYS_EARLIER;
use crate::engine::{Tables, Trouble, days};
use crate::sentence::percent;

/// Something before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What it is of.
    pub name: String,
    /// Before the date.
    pub before: f64,
    /// From the date on.
    pub after: f64,
}

impl Compared {
    /// The change as a share of before; none where there was nothing.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        (self.before > 0.0).then(|| self.after / self.before - 1.0)
    }

    /// The change, where what came of nothing tells nothing.
    pub(super) fn moved(&self) -> f64 {
        self.change().unwrap_or(0.0)
    }
}

/// A list that belongs to a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// What is listed.
    pub name: String,
    /// The unit of what is compared: share, titles, seconds an hour.
    pub unit: String,
    /// The parts.
    pub parts: Vec<Compared>,
}

impl List {
    /// A part of it for people: before, after, and the change.
    #[must_use]
    pub fn said(&self, part: &Compared) -> [String; 3] {
        let figure = |value: f64| {
            if self.unit.starts_with("share") {
                percent(value)
            } else {
                crate::amount(value, "")
            }
        };
        let change = part.change().map_or_else(
            || "\u{2013}".to_owned(),
            |change| format!("{:+.1}%", change * 100.0),
        );
        [figure(part.before), figure(part.after), change]
    }

    fn whole(&self, of: impl Fn(&Compared) -> f64) -> f64 {
        self.parts.iter().map(of).sum()
    }

    /// Whether of what is counted there is many times as much as before, and more than a few.
    pub(super) fn jumped(&self) -> bool {
        self.whole(|part| part.after) > 3.0 * self.whole(|part| part.before) + 20.0
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// Which check.
    pub check: CheckId,
    /// The date that divides before from after.
    pub since: Date,
    /// What it found, in a sentence or two.
    pub answer: String,
    /// Comparisons.
    pub lists: Vec<List>,
    /// Dated facts: day, and what it was.
    pub dated: Vec<(Date, String)>,
    /// Whether something is there that should not be.
    pub flagged: bool,
}

impl Checked {
    /// The name of the check, for people.
    #[must_use]
    pub const fn name(check: CheckId) -> &'static str {
        match check {
            CheckId::Records => "plays recorded against plays counted",
            CheckId::Definition => "what counts as completed",
            CheckId::Calendar => "the calendar",
            CheckId::YearBefore => "the same weeks a year earlier",
            CheckId::Prices => "prices",
            CheckId::Releases => "versions of the app",
            CheckId::Availability => "titles that came and went",
            CheckId::Payments => "payments by how they ended",
            CheckId::Advertisements => "advertisements by the hour",
            CheckId::Profiles => "profiles lent to other households",
            CheckId::Arrivals => "people at the sign-up page, by how they came",
        }
    }

    /// What the check does, in a sentence.
    #[must_use]
    pub const fn about(check: CheckId) -> &'static str {
        match check {
            CheckId::Records => {
                "Every visit counts its own plays. Holds that against the plays that were recorded, by device."
            }
            CheckId::Definition => {
                "Counts again, from the seconds, which plays were watched to nine tenths, and holds it against the flag."
            }
            CheckId::Calendar => "Holidays, notes, launches and events around the date.",
            CheckId::YearBefore => "The headline beside the same weeks of last year.",
            CheckId::Prices => "Prices that changed in the market.",
            CheckId::Releases => "Versions that were rolled out around the date.",
            CheckId::Availability => "Licences and dubbing that ended around the date.",
            CheckId::Payments => {
                "Payments that failed by how people pay, and cancellations by reason."
            }
            CheckId::Advertisements => "Seconds of advertisements by the hour watched, by plan.",
            CheckId::Profiles => "Visits from profiles of the household and from lent ones.",
            CheckId::Arrivals => "How many reach the sign-up page a week, by channel.",
        }
    }
}

/// Where and when a check looks.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The market's countries.
    pub countries: &'a [String],
    /// The date that divides before from after.
    pub since: Date,
    /// The first and last day of the data.
    pub days: (Date, Date),
    /// The case's measure.
    pub headline: Headline,
}

impl Place<'_> {
    fn holds(&self, country: &str) -> bool {
        self.countries.iter().any(|each| each == country)
    }

    /// Days before and after.
    fn lengths(&self) -> [f64; 2] {
        let turn = days(self.since);
        [
            f64::from((turn - days(self.days.0)).max(1)),
            f64::from((days(self.days.1) - turn + 1).max(1)),
        ]
    }

    /// 0 before, 1 after; none where the country is another.
    fn side(&self, rows: &Rows<'_>, country: usize, day: usize, row: usize) -> Option<usize> {
        if !self.holds(rows.text(country, row)) {
            return None;
        }
        Some(usize::from(
            rows.whole(day, row) >= i64::from(days(self.since)),
        ))
    }
}

type Sides = BTreeMap<String, [f64; 2]>;

fn add(sides: &mut Sides, name: &str, side: usize, amount: f64) {
    if let Some(sums) = sides.get_mut(name) {
        sums[side] += amount;
    } else {
        let mut sums = [0.0; 2];
        sums[side] = amount;
        sides.insert(name.to_owned(), sums);
    }
}

/// One over the other, side by side.
fn ratios(of: &Sides, per: &Sides) -> Vec<Compared> {
    per.iter()
        .map(|(name, per)| {
            let of = of.get(name).copied().unwrap_or_default();
            let ratio = |side: usize| {
                if per[side] > 0.0 {
                    of[side] / per[side]
                } else {
                    0.0
                }
            };
            Compared {
                name: name.clone(),
                before: ratio(0),
                after: ratio(1),
            }
        })
        .collect()
}

/// Makes a check.
///
/// # Errors
/// The data cannot be read.
pub fn check(tables: &dyn Tables, check: CheckId, place: &Place<'_>) -> Result<Checked, Trouble> {
    match check {
        CheckId::Records => records(tables, place),
        CheckId::Definition => definition(tables, place),
        CheckId::Calendar => calendar(tables, place),
        CheckId::YearBefore => year_before(tables, place),
        CheckId::Prices => prices(tables, place),
        CheckId::Releases => releases(tables, place),
        CheckId::Availability => availability(tables, place),
        CheckId::Payments => payments(tables, place),
        CheckId::Advertisements => advertisements(tables, place),
        CheckId::Profiles => profiles(tables, place),
        CheckId::Arrivals => arrivals(tables, place),
    }
}

fn found(check: CheckId, place: &Place<'_>, answer: String, flagged: bool) -> Checked {
    Checked {
        check,
        since: place.since,
        answer,
        lists: Vec::new(),
        dated: Vec::new(),
        flagged,
    }
}

fn list(name: &str, unit: &str, parts: Vec<Compared>) -> List {
    List {
        name: name.to_owned(),
        unit: unit.to_owned(),
        parts,
    }
}

fn records(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut counted, mut recorded) = (Sides::new(), Sides::new());
    scan(
        tables,
        "visits",
        &["country", "date", "device", "plays"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                add(
                    &mut counted,
                    rows.text(2, row),
                    side,
                    rows.number(3, row).unwrap_or(0.0),
                );
            }
        },
    )?;
    scan(
        tables,
        "plays",
        &["country", "date", "device"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                add(&mut recorded, rows.text(2, row), side, 1.0);
            }
        },
    )?;
    let parts = ratios(&recorded, &counted);
    let worst = parts
        .iter()
        .min_by(|one, other| one.after.total_cmp(&other.after));
    let lost = worst.filter(|part| part.after < part.before - 0.02);
    let answer = match lost {
        Some(part) => format!(
            "From {} on, {} of the plays that visits counted on {} are in the table; before, {}.",
            place.since,
            percent(part.after),
            part.name,
            percent(part.before)
        ),
        None => "All plays that visits counted are in the table, before and after.".to_owned(),
    };
    let flagged = lost.is_some();
    Ok(Checked {
        lists: vec![list(
            "Plays recorded, of those that visits counted",
            "share of plays",
            parts,
        )],
        ..found(CheckId::Records, place, answer, flagged)
    })
}

fn definition(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut lengths = std::collections::HashMap::new();
    scan(
        tables,
        "titles",
        &["title_id", "running_seconds"],
        |rows, row| {
            lengths.insert(rows.whole(0, row), rows.number(1, row).unwrap_or(0.0));
        },
    )?;
    let (mut flagged, mut watched) = (Sides::new(), Sides::new());
    let columns = ["country", "date", "title_id", "played_seconds", "completed"];
    scan(tables, "plays", &columns, |rows, row| {
        let Some(side) = place.side(rows, 0, 1, row) else {
            return;
        };
        let length = lengths.get(&rows.whole(2, row)).copied().unwrap_or(0.0);
        // A second of rounding is no change of a definition.
        if rows.number(3, row).unwrap_or(0.0) >= 0.9 * length + 1.0 {
            add(&mut watched, "plays watched to nine tenths", side, 1.0);
            if rows.flag(4, row) {
                add(&mut flagged, "plays watched to nine tenths", side, 1.0);
            }
        }
    })?;
    let parts = ratios(&flagged, &watched);
    let (before, after) = parts
        .first()
        .map_or((1.0, 1.0), |part| (part.before, part.after));
    let changed = after < before - 0.02;
    let answer = if changed {
        format!(
            "Of the plays that were watched to nine tenths, {} are flagged as completed from {} on; before, {}. \
             What counts is not what it was.",
            percent(after),
            place.since,
            percent(before)
        )
    } else {
        "The flag says the same as the seconds, before and after.".to_owned()
    };
    Ok(Checked {
        lists: vec![list("Flagged as completed", "share of plays", parts)],
        ..found(CheckId::Definition, place, answer, changed)
    })
}

/// Days before and after the date that lists of dated facts reach.
const AROUND: i32 = 35;

fn near(place: &Place<'_>, date: Date) -> bool {
    (days(date) - days(place.since)).abs() <= AROUND
}

fn calendar(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut dated = Vec::new();
    let mut holiday = false;
    let columns = ["country", "first_day", "last_day", "kind", "text"];
    scan(tables, "calendar", &columns, |rows, row| {
        let country = rows.text(0, row);
        let (Some(first), Some(last)) = (rows.date(1, row), rows.date(2, row)) else {
            return;
        };
        if !(country.is_empty() || place.holds(country))
            || !(near(place, first) || near(place, last))
        {
            return;
        }
        let kind = rows.text(3, row);
        let long = days(last) - days(first) >= 7;
        holiday |= kind == "holiday" && long && days(last) >= days(place.since);
        let until = if last > first {
            format!(" until {last}")
        } else {
            String::new()
        };
        let place = if country.is_empty() {
            String::new()
        } else {
            format!(", {country}")
        };
        dated.push((
            first,
            format!("{kind}: {}{until}{place}", rows.text(4, row)),
        ));
    })?;
    dated.sort();
    dated.dedup();
    let answer = match dated.len() {
        0 => "The calendar holds nothing around the date.".to_owned(),
        1 => "The calendar holds one entry around the date.".to_owned(),
        many => format!("The calendar holds {many} entries around the date."),
    };
    Ok(Checked {
        dated,
        ..found(CheckId::Calendar, place, answer, holiday)
    })
}

/// What a week's figure of the year before is: what is added up, and over what.
fn columns_before(headline: Headline) -> Option<(&'static str, Option<&'static str>)> {
    Some(match headline {
        Headline::WatchHours => ("watch_hours", None),
        Headline::ActiveMembers => ("active_members", None),
        Headline::Cancellations => ("cancellations", None),
        Headline::CompletionRate => ("completed", Some("plays")),
        Headline::BrowseAbandonRate => ("gave_up", Some("visits")),
        Headline::ConversionRate => return None,
    })
}

/// The headline of the year before by day of this year, in the market.
pub(super) fn last_year(
    tables: &dyn Tables,
    place: &Place<'_>,
) -> Result<Option<BTreeMap<i32, [f64; 2]>>, Trouble> {
    let Some((of, per)) = columns_before(place.headline) else {
        return Ok(None);
    };
    let mut sums: BTreeMap<i32, [f64; 2]> = BTreeMap::new();
    let mut columns = vec!["country", "date", of];
    columns.extend(per);
    scan(tables, "year_before", &columns, |rows, row| {
        if place.holds(rows.text(0, row)) {
            let day = rows.whole(1, row) as i32 + DAYS_EARLIER;
            let sum = sums.entry(day).or_default();
            sum[0] += rows.number(2, row).unwrap_or(0.0);
            if per.is_some() {
                sum[1] += rows.number(3, row).unwrap_or(0.0);
            }
        }
    })?;
    Ok(Some(sums))
}

/// The mean by week of some days, or their ratio; nothing where there are no days.
pub(super) fn of_days(sums: &BTreeMap<i32, [f64; 2]>, from: i32, to: i32, ratio: bool) -> f64 {
    if from > to {
        return 0.0;
    }
    let all = sums.range(from..=to).fold([0.0, 0.0], |sum, (_, day)| {
        [sum[0] + day[0], sum[1] + day[1]]
    });
    if ratio {
        if all[1] > 0.0 { all[0] / all[1] } else { 0.0 }
    } else {
        all[0] * 7.0 / f64::from(to - from + 1)
    }
}

fn year_before(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let Some(last) = last_year(tables, place)? else {
        let answer = "The year before holds no sign-up page, so that this cannot be compared.";
        return Ok(found(CheckId::YearBefore, place, answer.to_owned(), false));
    };
    let ratio = columns_before(place.headline).is_some_and(|(_, per)| per.is_some());
    let unit = if ratio {
        "share"
    } else {
        place.headline.word()
    };
    let (first, turn, end) = (days(place.days.0), days(place.since), days(place.days.1));
    let mut weeks = Vec::new();
    let mut monday = first;
    while monday + 6 <= end {
        weeks.push((date(monday), of_days(&last, monday, monday + 6, ratio)));
        monday += 7;
    }
    let around = |from: i32, to: i32| of_days(&last, from.max(first), to.min(end), ratio);
    let (before, after) = (around(turn - 28, turn - 1), around(turn, turn + 27));
    let moved = if before > 0.0 {
        after / before - 1.0
    } else {
        0.0
    };
    let answer = format!(
        "Last year, the four weeks from the same date on lay {} the four weeks before it.",
        phrase(moved)
    );
    let lowest = weeks
        .iter()
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|week| week.0);
    Ok(Checked {
        lists: vec![list(
            "Last year, the weeks around the date",
            unit,
            vec![Compared {
                name: "four weeks before, four weeks after".to_owned(),
                before,
                after,
            }],
        )],
        dated: weeks
            .iter()
            .map(|(week, value)| {
                let low = if Some(*week) == lowest {
                    " (the lowest)"
                } else {
                    ""
                };
                (*week, format!("{}{low}", crate::amount(*value, unit)))
            })
            .collect(),
        ..found(CheckId::YearBefore, place, answer, false)
    })
}

/// A change as people say it: "8.1% below".
#[must_use]
pub fn phrase(change: f64) -> String {
    let size = format!("{:.1}%", change.abs() * 100.0);
    match change {
        _ if size == "0.0%" => "level with".to_owned(),
        change if change < 0.0 => format!("{size} below"),
        _ => format!("{size} above"),
    }
}

fn prices(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut last: BTreeMap<(String, String), (Date, f64)> = BTreeMap::new();
    let mut changes: Vec<(Date, String, String, f64, f64)> = Vec::new();
    let columns = ["country", "plan", "valid_from", "price_cents"];
    let mut all = Vec::new();
    scan(tables, "prices", &columns, |rows, row| {
        if let Some(from) = rows.date(2, row)
            && place.holds(rows.text(0, row))
        {
            let key = (rows.text(0, row).to_owned(), rows.text(1, row).to_owned());
            all.push((from, key, rows.number(3, row).unwrap_or(0.0)));
        }
    })?;
    all.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    for (from, key, price) in all {
        if let Some((_, before)) = last.get(&key)
            && from >= place.days.0
        {
            changes.push((from, key.0.clone(), key.1.clone(), *before, price));
        }
        last.insert(key, (from, price));
    }
    let flagged = !changes.is_empty();
    let answer = if flagged {
        format!("{} prices changed in the market.", changes.len())
    } else {
        "No price of a plan changed in the market.".to_owned()
    };
    Ok(Checked {
        dated: changes
            .iter()
            .map(|(from, country, plan, before, after)| {
                let change = (after / before - 1.0) * 100.0;
                (
                    *from,
                    format!(
                        "{plan} in {country}: {:.2} to {:.2} US dollars ({change:+.0}%)",
                        before / 100.0,
                        after / 100.0
                    ),
                )
            })
            .collect(),
        ..found(CheckId::Prices, place, answer, flagged)
    })
}

fn releases(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut dated = Vec::new();
    let columns = ["device", "app_version", "released_on", "rollout_days"];
    scan(tables, "releases", &columns, |rows, row| {
        if let Some(on) = rows.date(2, row)
            && near(place, on)
        {
            dated.push((
                on,
                format!(
                    "{} {}, with most members within {} days",
                    rows.text(0, row),
                    rows.text(1, row),
                    rows.whole(3, row)
                ),
            ));
        }
    })?;
    dated.sort();
    let answer = format!("{} versions were rolled out around the date.", dated.len());
    Ok(Checked {
        dated,
        ..found(CheckId::Releases, place, answer, false)
    })
}

fn availability(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let genres = texts_by(tables, "titles", "title_id", "genre")?;
    let languages = texts_by(tables, "titles", "title_id", "language")?;
    let (mut ended, mut undubbed) = (Sides::new(), Sides::new());
    let turn = days(place.since) - 1;
    let side = |day: i32| match day - turn {
        -28..=-1 => Some(0),
        0..28 => Some(1),
        _ => None,
    };
    let nothing = String::new();
    let columns = ["title_id", "country", "available_until", "dubbed_until"];
    scan(tables, "availability", &columns, |rows, row| {
        if !place.holds(rows.text(1, row)) {
            return;
        }
        let title = rows.whole(0, row);
        let count =
            |sides: &mut Sides, column: usize, names: &std::collections::HashMap<i64, String>| {
                if let Some(side) = rows.number(column, row).and_then(|day| side(day as i32)) {
                    add(sides, names.get(&title).unwrap_or(&nothing), side, 1.0);
                }
            };
        count(&mut ended, 2, &genres);
        count(&mut undubbed, 3, &languages);
    })?;
    let compared = |sides: Sides| -> Vec<Compared> {
        sides
            .into_iter()
            .map(|(name, [before, after])| Compared {
                name,
                before,
                after,
            })
            .collect()
    };
    let (ended, undubbed) = (compared(ended), compared(undubbed));
    let lists = vec![
        list(
            "Licences that ended, by genre",
            "titles and countries",
            ended,
        ),
        list(
            "Dubbing that ended, by original language",
            "titles and countries",
            undubbed,
        ),
    ];
    let jump = |list: &List| list.jumped().then(|| list.whole(|part| part.after));
    let (gone, silent) = (jump(&lists[0]), jump(&lists[1]));
    let answer = match (gone, silent) {
        (Some(titles), _) => format!(
            "{titles:.0} licences ended in the four weeks from the date on, many times as many as in the four weeks before."
        ),
        (None, Some(titles)) => format!(
            "{titles:.0} titles lost their dubbing in the four weeks from the date on, many times as many as in the four weeks before."
        ),
        (None, None) => "Titles came and went as they usually do.".to_owned(),
    };
    Ok(Checked {
        lists,
        ..found(
            CheckId::Availability,
            place,
            answer,
            gone.is_some() || silent.is_some(),
        )
    })
}

/// Whether a share rose by more than 4.5 standard errors of a difference of two shares.
fn beyond_luck(share: &Compared, [before, after]: [f64; 2]) -> bool {
    if before < 1.0 || after < 1.0 {
        return false;
    }
    let pooled = (share.before * before + share.after * after) / (before + after);
    let error = (pooled * (1.0 - pooled) * (1.0 / before + 1.0 / after)).sqrt();
    share.after - share.before > 4.5 * error.max(1e-9)
}

fn payments(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut failed, mut due) = (Sides::new(), Sides::new());
    let (mut reasons, mut spans) = (Sides::new(), Sides::new());
    let columns = [
        "country",
        "date",
        "payment_method",
        "event",
        "reason",
        "weight",
    ];
    let lengths = place.lengths();
    scan(tables, "subscription_events", &columns, |rows, row| {
        let Some(side) = place.side(rows, 0, 1, row) else {
            return;
        };
        let (method, weight) = (rows.text(2, row), rows.number(5, row).unwrap_or(1.0));
        match rows.text(3, row) {
            // Members of one market stand for equally many, so that shares need no weight.
            "payment_failed" => {
                add(&mut failed, method, side, 1.0);
                add(&mut due, method, side, 1.0);
            }
            "renewal" => add(&mut due, method, side, 1.0),
            "cancel" => {
                add(&mut reasons, rows.text(4, row), side, weight * 7.0);
                for (each, length) in lengths.iter().enumerate() {
                    spans.entry(rows.text(4, row).to_owned()).or_default()[each] = *length;
                }
            }
            _ => {}
        }
    })?;
    let parts = ratios(&failed, &due);
    let worst = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| {
            let counted = due.get(&part.name).copied().unwrap_or_default();
            part.moved() > 0.5 && beyond_luck(part, counted)
        });
    let answer = match worst {
        Some(part) => format!(
            "Of the payments by {}, {} fail from {} on; before, {}.",
            part.name.replace('_', " "),
            percent(part.after),
            place.since,
            percent(part.before)
        ),
        None => "Payments fail as rarely as before, however people pay.".to_owned(),
    };
    let flagged = worst.is_some();
    let reasons = ratios(&reasons, &spans);
    Ok(Checked {
        lists: vec![
            list(
                "Payments that failed, by how people pay",
                "share of payments",
                parts,
            ),
            list("Cancellations a week, by reason", "members", reasons),
        ],
        ..found(CheckId::Payments, place, answer, flagged)
    })
}

fn advertisements(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut shown, mut hours) = (Sides::new(), Sides::new());
    let columns = ["country", "date", "plan", "ad_seconds", "played_seconds"];
    scan(tables, "plays", &columns, |rows, row| {
        if let Some(side) = place.side(rows, 0, 1, row) {
            let plan = rows.text(2, row);
            add(&mut shown, plan, side, rows.number(3, row).unwrap_or(0.0));
            add(
                &mut hours,
                plan,
                side,
                rows.number(4, row).unwrap_or(0.0) / 3_600.0,
            );
        }
    })?;
    let parts = ratios(&shown, &hours);
    let most = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| part.moved() > 0.25 && part.after > 10.0);
    let answer = match most {
        Some(part) => format!(
            "On the plan {}, {:.0} seconds of advertisements are shown by the hour from {} on; before, {:.0}.",
            part.name, part.after, place.since, part.before
        ),
        None => "No plan shows more advertisements by the hour than before.".to_owned(),
    };
    let flagged = most.is_some();
    Ok(Checked {
        lists: vec![list("Advertisements, by plan", "seconds an hour", parts)],
        ..found(CheckId::Advertisements, place, answer, flagged)
    })
}

fn profiles(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let lent = those(tables, "profiles", "profile_id", "outside")?;
    let (mut visits, mut spans) = (Sides::new(), Sides::new());
    let lengths = place.lengths();
    for name in ["of the household", "lent to others"] {
        spans.insert(name.to_owned(), lengths);
    }
    scan(
        tables,
        "visits",
        &["country", "date", "profile_id", "weight"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                let name = if lent.contains(&rows.whole(2, row)) {
                    "lent to others"
                } else {
                    "of the household"
                };
                add(
                    &mut visits,
                    name,
                    side,
                    rows.number(3, row).unwrap_or(1.0) * 7.0,
                );
            }
        },
    )?;
    let parts = ratios(&visits, &spans);
    let change = |name: &str| {
        parts
            .iter()
            .find(|part| part.name == name)
            .map_or(0.0, Compared::moved)
    };
    let stopped = change("lent to others") < change("of the household") - 0.25;
    let answer = if stopped {
        format!(
            "Visits from lent profiles changed by {:+.0}%, those of the household by {:+.0}%.",
            change("lent to others") * 100.0,
            change("of the household") * 100.0
        )
    } else {
        "Lent profiles visit as often as before, next to those of the household.".to_owned()
    };
    Ok(Checked {
        lists: vec![list("Visits a week, by profile", "visits", parts)],
        ..found(CheckId::Profiles, place, answer, stopped)
    })
}

fn arrivals(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut people, mut counts, mut spans) = (Sides::new(), Sides::new(), Sides::new());
    let lengths = place.lengths();
    let columns = ["country", "visited_on", "acquisition_channel", "weight"];
    scan(tables, "prospects", &columns, |rows, row| {
        if let Some(side) = place.side(rows, 0, 1, row) {
            let channel = rows.text(2, row);
            add(
                &mut people,
                channel,
                side,
                rows.number(3, row).unwrap_or(1.0) * 7.0,
            );
            add(&mut counts, channel, side, 1.0);
            spans.entry(channel.to_owned()).or_insert(lengths);
        }
    })?;
    let parts = ratios(&people, &spans);
    let rest: f64 = {
        let mut changes: Vec<f64> = parts.iter().map(Compared::moved).collect();
        changes.sort_by(f64::total_cmp);
        changes.get(changes.len() / 2).copied().unwrap_or(0.0)
    };
    let most = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| {
            let [before, after] = counts.get(&part.name).copied().unwrap_or_default();
            let longer = lengths[1] / lengths[0];
            let expected = before * longer * (1.0 + rest);
            // Of counts, the variance is the mean; that before is uncertain, too.
            let error = (expected * (1.0 + longer * (1.0 + rest))).sqrt();
            part.moved() > rest + 0.4 && after - expected > 4.5 * error
        });
    let answer = match most {
        Some(part) => format!(
            "{:.0} people a week come by {} from {} on; before, {:.0}. The other channels bring as many as before.",
            part.after,
            part.name.replace('_', " "),
            place.since,
            part.before
        ),
        None => "Every channel brings about as many as before.".to_owned(),
    };
    let flagged = most.is_some();
    Ok(Checked {
        lists: vec![list(
            "People at the sign-up page a week, by channel",
            "people",
            parts,
        )],
        ..found(CheckId::Arrivals, place, answer, flagged)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_nothing_is_told_without_a_change() {
        let part = |before, after| Compared {
            name: "carrier_billing".to_owned(),
            before,
            after,
        };
        let list = |unit| list("Payments that failed", unit, Vec::new());
        let shares = list("share of payments");
        assert_eq!(shares.said(&part(0.0, 0.25)), ["0.0%", "25.0%", "\u{2013}"]);
        assert_eq!(shares.said(&part(0.2, 0.25)), ["20.0%", "25.0%", "+25.0%"]);
        assert_eq!(
            list("members").said(&part(1_250.0, 1_000.0)),
            ["1,250", "1,000", "-20.0%"]
        );
    }

    #[test]
    fn no_days_are_nothing_and_others_their_mean_by_week() {
        let sums = BTreeMap::from([(1, [2.0, 4.0]), (2, [4.0, 4.0])]);
        assert!((of_days(&sums, 1, 2, false) - 21.0).abs() < 1e-12);
        assert!((of_days(&sums, 1, 2, true) - 0.75).abs() < 1e-12);
        assert!(of_days(&sums, 2, 1, false).abs() < 1e-12);
        assert!(of_days(&sums, 9, 1, true).abs() < 1e-12);
    }
}
