//! Sums over the rows of a table, by cell of the cut.

use std::collections::{BTreeSet, HashMap, HashSet};

use arrow_array::RecordBatch;
use jiff::ToSpan;
use jiff::civil::Date;
use world::names::{Named, TenureBand};

use crate::dimension::Dimension;
use crate::engine::columns::{self, Numbers, Texts};
use crate::engine::condition::Condition;
use crate::engine::{Tables, Trouble};
use crate::metric::Part;

/// The days and members that a question reaches.
pub(super) struct Reach {
    /// First day, in days since 1970.
    pub(super) from: i32,
    /// Last day.
    pub(super) last: i32,
    /// The day from which on it is after, where before and after are compared.
    pub(super) turn: Option<i32>,
    /// How many of the dimensions cut; the further ones filter.
    pub(super) cut_by: usize,
    /// The values of those that filter.
    pub(super) filters: Vec<String>,
}

impl Reach {
    pub(super) fn after(&self, day: i32) -> bool {
        self.turn.is_none_or(|turn| day >= turn)
    }

    /// The values that cut, if the others are those that are asked for.
    pub(super) fn key(&self, mut values: Vec<String>) -> Option<Vec<String>> {
        (values[self.cut_by..] == self.filters[..]).then(|| {
            values.truncate(self.cut_by);
            values
        })
    }
}

/// A cell, and whether it is of after.
pub(super) type Key = (Vec<String>, bool);

/// Sums by cell.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) sums: HashMap<Key, f64>,
    /// The days of which there are rows.
    pub(super) days: HashMap<Key, BTreeSet<i32>>,
}

/// What is known of members and titles beside the table's own columns.
#[derive(Default)]
pub(super) struct Lookups {
    first_started: HashMap<i64, i64>,
    channel: HashMap<i64, String>,
    device: HashMap<i64, String>,
    titles: HashMap<i64, [String; 3]>,
    released: HashMap<i64, i64>,
}

impl Lookups {
    /// Reads what the dimensions need that the table does not hold.
    pub(super) fn read(
        tables: &dyn Tables,
        table: &str,
        cuts: &[&Dimension],
    ) -> Result<Self, Trouble> {
        let mut lookups = Self::default();
        let needs = |ids: &[&str]| cuts.iter().any(|cut| ids.contains(&cut.id.as_str()));
        if needs(&["tenure_band"])
            || (needs(&["acquisition_channel"]) && matches!(table, "visits" | "plays"))
        {
            tables.scan(
                "members",
                &["member_id", "first_started_on", "acquisition_channel"],
                &mut |batch| {
                    let member = columns::numbers(batch, "member_id")?;
                    let started = columns::numbers(batch, "first_started_on")?;
                    let channel = columns::texts(batch, "acquisition_channel")?;
                    for row in 0..batch.num_rows() {
                        let id = member.whole(row).unwrap_or_default();
                        lookups
                            .first_started
                            .insert(id, started.whole(row).unwrap_or_default());
                        lookups.channel.insert(id, channel.at(row).to_owned());
                    }
                    Ok(())
                },
            )?;
        }
        if needs(&["device"]) && table == "subscription_events" {
            tables.scan("profiles", &["member_id", "main_device"], &mut |batch| {
                let member = columns::numbers(batch, "member_id")?;
                let device = columns::texts(batch, "main_device")?;
                for row in 0..batch.num_rows() {
                    lookups
                        .device
                        .entry(member.whole(row).unwrap_or_default())
                        .or_insert_with(|| device.at(row).to_owned());
                }
                Ok(())
            })?;
        }
        if needs(&["language", "genre", "title", "age_of_title"]) {
            tables.scan(
                "titles",
                &["title_id", "language", "genre", "name", "released_on"],
                &mut |batch| {
                    let title = columns::numbers(batch, "title_id")?;
                    let released = columns::numbers(batch, "released_on")?;
                    let [language, genre, name] = [
                        columns::texts(batch, "language")?,
                        columns::texts(batch, "genre")?,
                        columns::texts(batch, "name")?,
                    ];
                    for row in 0..batch.num_rows() {
                        let id = title.whole(row).unwrap_or_default();
                        lookups.titles.insert(
                            id,
                            [language.at(row), genre.at(row), name.at(row)].map(str::to_owned),
                        );
                        lookups
                            .released
                            .insert(id, released.whole(row).unwrap_or_default());
                    }
                    Ok(())
                },
            )?;
        }
        Ok(lookups)
    }
}

/// The column of a table's day.
pub(super) fn date_column(table: &str) -> &'static str {
    if table == "prospects" {
        "visited_on"
    } else {
        "date"
    }
}

/// The columns that dimensions need of a table itself.
pub(super) fn columns_of<'part>(
    table: &str,
    title: Option<&'part str>,
    cuts: &[&'part Dimension],
) -> Vec<&'part str> {
    cuts.iter()
        .filter_map(|cut| match cut.id.as_str() {
            "day" | "week" | "month" => None,
            "tenure_band" => Some("member_id"),
            "acquisition_channel" if matches!(table, "visits" | "plays") => Some("member_id"),
            "device" if table == "subscription_events" => Some("member_id"),
            "language" | "genre" | "title" | "age_of_title" => Some(title.unwrap_or("title_id")),
            own => Some(own),
        })
        .collect()
}

/// How one dimension is told of a row.
enum Told<'batch> {
    Own(Texts<'batch>),
    Of(Numbers<'batch>),
    Time,
}

/// The dimensions of the rows of a batch.
pub(super) struct Cut<'batch> {
    told: Vec<(&'batch str, Told<'batch>)>,
    lookups: &'batch Lookups,
}

impl<'batch> Cut<'batch> {
    pub(super) fn new(
        batch: &'batch RecordBatch,
        table: &str,
        title: Option<&'batch str>,
        cuts: &[&'batch Dimension],
        lookups: &'batch Lookups,
    ) -> Result<Self, Trouble> {
        let mut told = Vec::new();
        for cut in cuts {
            let how = match columns_of(table, title, &[cut]).first() {
                None => Told::Time,
                Some(column) if *column == cut.id => Told::Own(columns::texts(batch, column)?),
                Some(column) => Told::Of(columns::numbers(batch, column)?),
            };
            told.push((cut.id.as_str(), how));
        }
        Ok(Self { told, lookups })
    }

    /// The values of a row.
    pub(super) fn values(&self, row: usize, day: i32) -> Vec<String> {
        self.told
            .iter()
            .map(|(dimension, how)| match how {
                Told::Own(texts) => texts.at(row).to_owned(),
                Told::Of(ids) => self.of(dimension, ids.whole(row).unwrap_or(-1), day),
                Told::Time => time(dimension, day),
            })
            .collect()
    }

    fn of(&self, dimension: &str, id: i64, day: i32) -> String {
        let title = |place: usize| {
            self.lookups
                .titles
                .get(&id)
                .map_or_else(String::new, |title| title[place].clone())
        };
        let age = |of: &HashMap<i64, i64>| i64::from(day) - of.get(&id).copied().unwrap_or(0);
        match dimension {
            "tenure_band" => {
                let days = i32::try_from(age(&self.lookups.first_started)).unwrap_or(i32::MAX);
                TenureBand::of_days(days).name().to_owned()
            }
            "acquisition_channel" => self.lookups.channel.get(&id).cloned().unwrap_or_default(),
            "device" => self.lookups.device.get(&id).cloned().unwrap_or_default(),
            "language" => title(0),
            "genre" => title(1),
            "title" => title(2),
            _ => match age(&self.lookups.released) {
                ..31 => "first_month",
                31..366 => "months_2_12",
                _ => "after_12_months",
            }
            .to_owned(),
        }
    }
}

fn time(dimension: &str, day: i32) -> String {
    let date = Date::constant(1970, 1, 1).saturating_add(day.days());
    match dimension {
        "month" => date.strftime("%Y-%m").to_string(),
        "week" => {
            let since_monday = i32::from(date.weekday().to_monday_zero_offset());
            date.saturating_sub(since_monday.days()).to_string()
        }
        _ => date.to_string(),
    }
}

/// Adds a part up.
pub(super) fn total(
    tables: &dyn Tables,
    table: &str,
    part: &Part,
    cuts: &[&Dimension],
    reach: &Reach,
) -> Result<Cells, Trouble> {
    let lookups = Lookups::read(tables, table, cuts)?;
    let conditions: Vec<Condition> = part
        .conditions
        .iter()
        .map(|text| Condition::read(text))
        .collect::<Result<_, _>>()?;
    let date = date_column(table);
    let mut wanted: Vec<&str> = vec![date, "weight"];
    wanted.extend(part.value.as_deref());
    wanted.extend(part.plus.as_deref());
    wanted.extend(part.distinct.iter().map(String::as_str));
    wanted.extend(conditions.iter().map(|each| each.column.as_str()));
    wanted.extend(columns_of(table, part.title.as_deref(), cuts));
    wanted.sort_unstable();
    wanted.dedup();
    let mut cells = Cells::default();
    // Cells are numbered as they come, as numbers are quicker to find than names.
    let mut numbers: HashMap<Key, usize> = HashMap::new();
    let mut sums: Vec<(f64, BTreeSet<i32>)> = Vec::new();
    let mut seen: HashSet<(usize, Vec<i64>)> = HashSet::new();
    tables.scan(table, &wanted, &mut |batch| {
        let day = columns::numbers(batch, date)?;
        let weight = columns::numbers(batch, "weight")?;
        let column = |name: &String| columns::numbers(batch, name);
        let value = part.value.as_ref().map(column).transpose()?;
        let plus = part.plus.as_ref().map(column).transpose()?;
        let distinct = part
            .distinct
            .iter()
            .map(column)
            .collect::<Result<Vec<_>, _>>()?;
        let tested = conditions
            .iter()
            .map(|condition| condition.over(batch))
            .collect::<Result<Vec<_>, _>>()?;
        let cut = Cut::new(batch, table, part.title.as_deref(), cuts, &lookups)?;
        for row in 0..batch.num_rows() {
            let today = i32::try_from(day.whole(row).unwrap_or_default()).unwrap_or_default();
            if today < reach.from
                || today > reach.last
                || !tested.iter().all(|each| each.holds(row))
            {
                continue;
            }
            let Some(key) = reach.key(cut.values(row, today)) else {
                continue;
            };
            let next = sums.len();
            let number = *numbers.entry((key, reach.after(today))).or_insert(next);
            if number == next {
                sums.push((0.0, BTreeSet::new()));
            }
            if !distinct.is_empty() {
                let ids = distinct
                    .iter()
                    .map(|each| each.whole(row).unwrap_or_default())
                    .collect();
                if !seen.insert((number, ids)) {
                    continue;
                }
            }
            let amount = match &value {
                Some(value) => value.at(row) + plus.as_ref().map_or(0.0, |plus| plus.at(row)),
                None => 1.0,
            };
            sums[number].0 += amount * weight.at(row);
            sums[number].1.insert(today);
        }
        Ok(())
    })?;
    for (key, number) in numbers {
        let (sum, days) = std::mem::take(&mut sums[number]);
        cells.sums.insert(key.clone(), sum * part.scale);
        cells.days.insert(key, days);
    }
    Ok(cells)
}
