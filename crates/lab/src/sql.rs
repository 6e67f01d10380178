//! The SQL that gives the same numbers as a tool: what DuckDB, DataFusion and PostgreSQL have in common.

use crate::definitions::Definitions;
use crate::dimension::Dimension;
use crate::engine::cut::{AGE_BANDS, AGES, TENURE_BANDS, date, date_column};
use crate::engine::day_count::{Days, is_time};
use crate::engine::sizes::Measured;
use crate::engine::steps::{FIRST_DAYS, SECOND_MONTH};
use crate::engine::year_before::DAYS_EARLIER;
use crate::engine::{self, Question, Trouble, days};
use crate::finding::FunnelKind;
use crate::metric::{Metric, Part, Retained};
use crate::request::{Span, Window};
use world::names::{Named, TenureBand};

/// A text in quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Rows of a table with what has to be joined to it.
struct Source<'a> {
    table: &'a str,
    title: Option<&'a str>,
    joins: Vec<String>,
    conditions: Vec<String>,
}

impl<'a> Source<'a> {
    fn new(table: &'a str, title: Option<&'a str>) -> Self {
        Self {
            table,
            title,
            joins: Vec::new(),
            conditions: Vec::new(),
        }
    }

    fn join(&mut self, join: String) {
        if !self.joins.contains(&join) {
            self.joins.push(join);
        }
    }

    fn date(&self) -> String {
        format!("t.{}", date_column(self.table))
    }

    /// What a dimension is of a row.
    fn expression(&mut self, dimension: &str) -> String {
        let date = self.date();
        let title = format!("t.{}", self.title.unwrap_or("title_id"));
        let members = "LEFT JOIN members AS member ON member.member_id = t.member_id".to_owned();
        let titles = format!("LEFT JOIN titles AS title ON title.title_id = {title}");
        match dimension {
            "day" => date,
            "week" | "month" => format!("CAST(date_trunc('{dimension}', {date}) AS DATE)"),
            "tenure_band" => {
                self.join(members);
                let names = TenureBand::NAMES;
                bands(&date, "member.first_started_on", &TENURE_BANDS, names)
            }
            "age_of_title" => {
                self.join(titles);
                bands(&date, "title.released_on", &AGE_BANDS, &AGES)
            }
            "acquisition_channel" if matches!(self.table, "visits" | "plays") => {
                self.join(members);
                "member.acquisition_channel".to_owned()
            }
            "device" if self.table == "subscription_events" => {
                self.join(
                    "LEFT JOIN (\n  SELECT p.member_id, p.main_device FROM profiles AS p\n  JOIN \
                     (SELECT MIN(profile_id) AS first FROM profiles GROUP BY member_id) AS f\n    ON \
                     p.profile_id = f.first\n) AS profile ON profile.member_id = t.member_id"
                        .to_owned(),
                );
                "profile.main_device".to_owned()
            }
            "language" | "genre" => {
                self.join(titles);
                format!("title.{dimension}")
            }
            "title" => {
                self.join(titles);
                "title.name".to_owned()
            }
            own => format!("t.{own}"),
        }
    }

    fn narrow(&mut self, dimension: &str, value: &str) {
        let expression = self.expression(dimension);
        self.conditions.push(is(&expression, dimension, value));
    }

    fn conditions_of(&mut self, part: &Part) {
        self.conditions.extend(part.conditions.iter().map(|each| {
            // The column is the first word that is none of SQL's.
            each.strip_prefix("NOT ")
                .map_or_else(|| format!("t.{each}"), |rest| format!("NOT t.{rest}"))
        }));
    }

    fn days(&mut self, (from, last): (i32, i32)) {
        self.conditions.push(format!(
            "{} BETWEEN DATE '{}' AND DATE '{}'",
            self.date(),
            date(from),
            date(last)
        ));
    }

    fn from(&self) -> String {
        let mut text = format!("FROM {} AS t", self.table);
        for join in &self.joins {
            text.push_str(&format!("\n{join}"));
        }
        if !self.conditions.is_empty() {
            text.push_str(&format!("\nWHERE {}", self.conditions.join("\n  AND ")));
        }
        text
    }
}

/// A condition that a value is the one that is wanted.
fn is(expression: &str, dimension: &str, value: &str) -> String {
    match dimension {
        "day" | "week" => format!("{expression} = DATE {}", quoted(value)),
        "month" => format!("{expression} = DATE {}", quoted(&format!("{value}-01"))),
        _ => format!("{expression} = {}", quoted(value)),
    }
}

fn bands(date: &str, since: &str, first_days: &[i32], names: &[&str]) -> String {
    let mut text = "CASE".to_owned();
    for (first, name) in first_days.iter().zip(names) {
        text.push_str(&format!(
            "\n    WHEN {date} < {since} + INTERVAL '{first} days' THEN '{name}'"
        ));
    }
    text.push_str(&format!(
        "\n    ELSE '{}' END",
        names.last().copied().unwrap_or_default()
    ));
    text
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A sum times a factor; divided, where that is a whole number and so says what is meant: 3600.0.
fn scaled(sum: String, scale: f64) -> String {
    let divisor = (1.0 / scale).round();
    if (scale - 1.0).abs() < f64::EPSILON {
        sum
    } else if divisor >= 2.0 && (divisor * scale - 1.0).abs() < 1e-12 {
        format!("{sum} / {divisor:.1}")
    } else {
        format!("{sum} * {scale}")
    }
}

/// What a metric's question asks of one table.
struct Asked<'a> {
    definitions: &'a Definitions,
    question: &'a Question,
    metric: &'a Metric,
    span: Option<Span>,
    rest: bool,
}

/// The SQL of a question; for all members and days where nothing is known of the world's days.
pub(crate) fn metric(
    definitions: &Definitions,
    question: &Question,
    span: Option<Span>,
    rest: bool,
) -> Result<String, Trouble> {
    let metric = engine::metric(definitions, &question.metric)?;
    let asked = Asked {
        definitions,
        question,
        metric,
        span,
        rest,
    };
    Ok(match metric.retained {
        Some(retained) => asked.retained(retained),
        None => asked.divided(),
    })
}

/// The definition of a metric.
pub(crate) fn definition(metric: &Metric) -> String {
    let definitions = Definitions::only(metric.clone());
    let question = Question {
        metric: metric.id.clone(),
        dimensions: Vec::new(),
        filters: std::collections::BTreeMap::new(),
        window: None,
    };
    self::metric(&definitions, &question, None, false).unwrap_or_default()
}

impl Asked<'_> {
    /// The names of the columns that tell cells apart.
    fn names(&self) -> Vec<String> {
        let mut names = self.question.dimensions.clone();
        if self.rest {
            names.insert(0, "segment".to_owned());
        }
        if self.compares_halves() {
            names.push("half".to_owned());
        }
        names
    }

    fn compares_halves(&self) -> bool {
        matches!(self.question.window, Some(Window::BeforeAfter(_)))
    }

    /// The columns that tell cells apart, as they are selected; narrows the rows.
    fn columns(&self, source: &mut Source<'_>) -> Vec<String> {
        let mut columns: Vec<String> = self
            .question
            .dimensions
            .iter()
            .map(|id| format!("{} AS {id}", source.expression(id)))
            .collect();
        if self.rest {
            let inside: Vec<String> = self
                .question
                .filters
                .iter()
                .map(|(dimension, value)| is(&source.expression(dimension), dimension, value))
                .collect();
            let name: Vec<&str> = self.question.filters.values().map(String::as_str).collect();
            columns.insert(
                0,
                format!(
                    "CASE WHEN {} THEN {} ELSE 'the rest' END AS segment",
                    inside.join(" AND "),
                    quoted(&name.join(", "))
                ),
            );
        } else {
            for (dimension, value) in &self.question.filters {
                source.narrow(dimension, value);
            }
        }
        if let Some(Window::BeforeAfter(day)) = self.question.window {
            columns.push(format!(
                "CASE WHEN {} < DATE '{day}' THEN 'before' ELSE 'after' END AS half",
                source.date()
            ));
        }
        if let (Some(Window::LastDays(count)), Some(span)) = (self.question.window, self.span) {
            let from = date(days(span.last) - i32::from(count) + 1);
            let condition = format!("{} >= DATE '{from}'", source.date());
            source.conditions.push(condition);
        }
        columns
    }

    fn cuts(&self) -> Vec<&Dimension> {
        self.question
            .dimensions
            .iter()
            .chain(self.question.filters.keys())
            .filter_map(|id| self.definitions.dimension(id))
            .collect()
    }

    /// What a part adds up to, by cell.
    fn part(&self, part: &Part) -> String {
        let cuts = self.cuts();
        let table = part.table(cuts.iter().copied()).unwrap_or_default();
        let mut source = Source::new(table, part.title.as_deref());
        let mut columns = self.columns(&mut source);
        source.conditions_of(part);
        let sum = match (&part.value, &part.plus) {
            (Some(value), Some(plus)) => format!("SUM((t.{value} + t.{plus}) * t.weight)"),
            (Some(value), None) => format!("SUM(t.{value} * t.weight)"),
            _ => "SUM(t.weight)".to_owned(),
        };
        let sum = scaled(sum, part.scale);
        let sum = format!("{sum}{}", self.per_day());
        let names = self.names();
        let group = match names.len() {
            0 => String::new(),
            count => {
                let places: Vec<String> = (1..=count).map(|place| place.to_string()).collect();
                format!("\nGROUP BY {}", places.join(", "))
            }
        };
        if part.distinct.is_empty() {
            columns.push(format!("{sum} AS value"));
            return format!("SELECT {}\n{}{group}", columns.join(", "), source.from());
        }
        // Each once: the rows are made distinct before they are added up.
        columns.extend(
            part.distinct
                .iter()
                .map(|each| format!("t.{each} AS counted_{each}")),
        );
        columns.push("t.weight".to_owned());
        let mut outer: Vec<String> = names.clone();
        outer.push(format!("{sum} AS value"));
        format!(
            "SELECT {}\nFROM (\n{}\n) AS t{group}",
            outer.join(", "),
            indented(&format!(
                "SELECT DISTINCT {}\n{}",
                columns.join(", "),
                source.from()
            ))
        )
    }

    /// Whether a total is told by the day.
    fn is_by_day(&self) -> bool {
        self.metric.per_day
            || (self.compares_halves() && self.metric.per.is_none() && !self.cuts_by_time())
    }

    fn cuts_by_time(&self) -> bool {
        self.question.dimensions.iter().any(|each| is_time(each))
    }

    /// What a total is divided by to tell it by the day; empty where it is not, or where that is not
    /// the same for all cells.
    fn per_day(&self) -> String {
        if !self.is_by_day() || self.cuts_by_time() || self.compares_halves() {
            return String::new();
        }
        match self.days() {
            Some(days) => format!(" / {}", days.inside()[0].max(1)),
            None => " / (SELECT COUNT(DISTINCT date) FROM visits)".to_owned(),
        }
    }

    /// The days that the question reaches, where the world's are known.
    fn days(&self) -> Option<Days> {
        let reach = engine::reach(self.span?, self.question.window, self.question, self.rest);
        Some(Days::of(self.question, &reach))
    }

    /// Puts a total's division by days around the query, where cells have different ones.
    fn by_the_day(&self, text: &str, names: &[String], value: &str) -> String {
        let days = self.days().filter(|_| self.is_by_day());
        let Some(divisor) = days.and_then(|days| self.divisor(&days)) else {
            return text.to_owned();
        };
        let named: String = names.iter().map(|name| format!("t.{name}, ")).collect();
        format!(
            "SELECT {named}t.{value} / ({divisor}) AS {value} FROM (\n{}\n) AS t",
            indented(text)
        )
    }

    /// The days of a cell, told by its names.
    fn divisor(&self, days: &Days) -> Option<String> {
        let grain = self.question.dimensions.iter().find(|each| is_time(each));
        let Some(grain) = grain else {
            let [before, after] = days.inside().map(|days| days.max(1));
            return self
                .compares_halves()
                .then(|| format!("CASE WHEN t.half = 'before' THEN {before} ELSE {after} END"));
        };
        if grain == "day" {
            return None;
        }
        let mut conditions = Vec::new();
        for (name, halves) in days.of_times() {
            let here = is(&format!("t.{grain}"), grain, name);
            if self.compares_halves() {
                for (half, count) in ["before", "after"].into_iter().zip(halves) {
                    conditions.push((format!("{here} AND t.half = '{half}'"), count));
                }
            } else {
                conditions.push((here, halves[0]));
            }
        }
        conditions.retain(|(_, count)| *count > 0);
        conditions.sort();
        // Most have the same: a week is seven days, but for the ends.
        let most = |count: i32| conditions.iter().filter(|(_, each)| *each == count).count();
        let usual = conditions
            .iter()
            .map(|(_, count)| *count)
            .max_by_key(|count| (most(*count), *count))?;
        let others: Vec<String> = conditions
            .iter()
            .filter(|(_, count)| *count != usual)
            .map(|(condition, count)| format!("WHEN {condition} THEN {count}"))
            .collect();
        Some(if others.is_empty() {
            usual.to_string()
        } else {
            format!("CASE {} ELSE {usual} END", others.join(" "))
        })
    }

    fn divided(&self) -> String {
        let Some(of) = &self.metric.of else {
            return String::new();
        };
        let id = &self.metric.id;
        let mut parts = vec![("top", self.part(of))];
        if let Some(per) = &self.metric.per {
            parts.push(("bottom", self.part(per)));
        }
        // Cells of different days are told by the day outside, where they have their names.
        let names = self.names();
        for (_, text) in &mut parts {
            *text = self.by_the_day(text, &names, "value");
        }
        let now = self.quotient(&parts, &names);
        if self.question.window == Some(Window::YearOverYear) {
            return self.year_over_year(&now, &names);
        }
        let order = if names.is_empty() {
            String::new()
        } else {
            "\nORDER BY 1".to_owned()
        };
        format!("{}{order}", now.replace("AS quotient", &format!("AS {id}")))
    }

    /// The parts as named queries, and what comes of dividing them.
    fn quotient(&self, parts: &[(&str, String)], names: &[String]) -> String {
        let with: Vec<String> = parts
            .iter()
            .map(|(name, text)| format!("{name} AS (\n{}\n)", indented(text)))
            .collect();
        let with = with.join(", ");
        if parts.len() == 1 {
            let mut columns = names.to_vec();
            columns.push("value AS quotient".to_owned());
            return format!("WITH {with}\nSELECT {} FROM top", columns.join(", "));
        }
        let mut columns: Vec<String> = names.iter().map(|name| format!("bottom.{name}")).collect();
        columns.push("COALESCE(top.value, 0) / NULLIF(bottom.value, 0) AS quotient".to_owned());
        let join = if names.is_empty() {
            "CROSS JOIN top".to_owned()
        } else {
            let equal: Vec<String> = names
                .iter()
                .map(|name| format!("top.{name} = bottom.{name}"))
                .collect();
            format!("LEFT JOIN top ON {}", equal.join(" AND "))
        };
        format!(
            "WITH {with}\nSELECT {}\nFROM bottom\n{join}",
            columns.join(", ")
        )
    }

    fn year_over_year(&self, now: &str, names: &[String]) -> String {
        let id = &self.metric.id;
        let Some(held) = &self.metric.year_before else {
            return String::new();
        };
        let added = |columns: &[String]| {
            let columns: Vec<String> = columns.iter().map(|each| format!("t.{each}")).collect();
            format!("SUM({})", columns.join(" + "))
        };
        let mut value = added(&held.of);
        if !held.per.is_empty() {
            value.push_str(&format!(" / NULLIF({}, 0)", added(&held.per)));
        } else {
            value.push_str(&self.per_day());
        }
        let mut source = Source::new("year_before", None);
        let mut columns = self.columns(&mut source);
        columns.push(format!("{value} AS quotient"));
        // Its days are told as the world's own.
        let later = format!("CAST(t.date + INTERVAL '{DAYS_EARLIER} days' AS DATE)");
        let group = match names.len() {
            0 => String::new(),
            count => {
                let places: Vec<String> = (1..=count).map(|place| place.to_string()).collect();
                format!("\nGROUP BY {}", places.join(", "))
            }
        };
        let before = format!("SELECT {}\n{}{group}", columns.join(", "), source.from())
            .replace("t.date", &later);
        let before = self.by_the_day(&before, names, "quotient");
        let join = if names.is_empty() {
            "CROSS JOIN earlier".to_owned()
        } else {
            let equal: Vec<String> = names
                .iter()
                .map(|name| format!("earlier.{name} = recent.{name}"))
                .collect();
            format!("LEFT JOIN earlier ON {}", equal.join(" AND "))
        };
        let told: Vec<String> = names
            .iter()
            .map(|name| format!("recent.{name}, "))
            .collect();
        format!(
            "WITH recent AS (\n{}\n), earlier AS (\n{}\n)\nSELECT {}recent.quotient AS {id}, \
             earlier.quotient AS a_year_earlier\nFROM recent\n{join}",
            indented(now),
            indented(&before),
            told.concat()
        )
    }

    fn retained(&self, Retained { from_day, to_day }: Retained) -> String {
        let id = &self.metric.id;
        let mut source = Source::new("subscription_events", None);
        let mut columns = self.columns(&mut source);
        source.conditions.push("t.event = 'start'".to_owned());
        let last = self.span.map_or_else(
            || "(SELECT MAX(date) FROM visits)".to_owned(),
            |span| format!("DATE '{}'", span.last),
        );
        source
            .conditions
            .push(format!("t.date <= {last} - INTERVAL '{to_day} days'"));
        columns.extend(["t.member_id", "t.date", "t.weight"].map(str::to_owned));
        let on = if from_day == to_day {
            format!("v.date = joined.date + INTERVAL '{from_day} days'")
        } else {
            format!(
                "v.date BETWEEN joined.date + INTERVAL '{from_day} days' AND joined.date + INTERVAL \
                 '{to_day} days'"
            )
        };
        let names = self.names();
        let mut told: Vec<String> = names.iter().map(|name| format!("joined.{name}")).collect();
        told.push(format!(
            "SUM(CASE WHEN back.member_id IS NOT NULL THEN joined.weight ELSE 0 END) / \
             SUM(joined.weight) AS {id}"
        ));
        let group = if names.is_empty() {
            String::new()
        } else {
            let places: Vec<String> = (1..=names.len()).map(|place| place.to_string()).collect();
            format!(
                "\nGROUP BY {places}\nORDER BY {places}",
                places = places.join(", ")
            )
        };
        format!(
            "WITH joined AS (\n{}\n), back AS (\n  SELECT DISTINCT v.member_id\n  FROM visits AS v\n  \
             JOIN joined ON joined.member_id = v.member_id AND {on}\n)\nSELECT {}\nFROM joined\nLEFT \
             JOIN back ON back.member_id = joined.member_id{group}",
            indented(&format!("SELECT {}\n{}", columns.join(", "), source.from())),
            told.join(", ")
        )
    }
}

fn group_by(by: Option<&Dimension>) -> &'static str {
    if by.is_some() { "\nGROUP BY 1" } else { "" }
}

/// The SQL of a funnel.
pub(crate) fn funnel(
    funnel: FunnelKind,
    days: (i32, i32),
    by: Option<&Dimension>,
    filters: &[(&Dimension, &str)],
) -> String {
    let mut source = Source::new(funnel.table(), None);
    for (dimension, value) in filters {
        source.narrow(&dimension.id, value);
    }
    source.days(days);
    let cut = by.map(|by| source.expression(&by.id));
    let column = cut.map_or_else(String::new, |cut| format!("{cut} AS segment, "));
    let told = if by.is_some() { "segment, " } else { "" };
    match funnel {
        FunnelKind::Joining => format!(
            "WITH people AS (\n{}\n), played AS (\n  SELECT people.prospect_id, COUNT(DISTINCT \
             plays.title_id) AS titles\n  FROM people\n  JOIN plays ON plays.member_id = \
             people.prospect_id\n  WHERE people.stage = 'paid' AND plays.outcome = 'played'\n    AND \
             plays.date >= people.visited_on AND plays.date < people.visited_on + INTERVAL \
             '{FIRST_DAYS} days'\n  GROUP BY 1\n), renewed AS (\n  SELECT DISTINCT \
             people.prospect_id\n  FROM people\n  JOIN subscription_events AS e ON e.member_id = \
             people.prospect_id\n  WHERE people.stage = 'paid' AND e.event IN ('renewal', \
             'payment_recovered')\n    AND e.date > people.visited_on AND e.date <= \
             people.visited_on + INTERVAL '{SECOND_MONTH} days'\n)\nSELECT {told}SUM(weight) AS \
             reached,\n  SUM(CASE WHEN stage <> 'visited' THEN weight ELSE 0 END) AS \
             chose_a_plan,\n  SUM(CASE WHEN stage IN ('registered', 'paid') THEN weight ELSE 0 END) \
             AS registered,\n  SUM(CASE WHEN stage = 'paid' THEN weight ELSE 0 END) AS paid,\n  \
             SUM(CASE WHEN titles >= 1 THEN weight ELSE 0 END) AS played,\n  SUM(CASE WHEN titles >= \
             2 THEN weight ELSE 0 END) AS second_title,\n  SUM(CASE WHEN titles >= 2 AND \
             renewed.prospect_id IS NOT NULL THEN weight ELSE 0 END) AS second_month\nFROM \
             people\nLEFT JOIN played ON played.prospect_id = people.prospect_id\nLEFT JOIN renewed \
             ON renewed.prospect_id = people.prospect_id{}",
            indented(&format!(
                "SELECT {column}t.prospect_id, t.visited_on, t.stage, t.weight\n{}",
                source.from()
            )),
            group_by(by)
        ),
        FunnelKind::Visiting => format!(
            "WITH opened AS (\n{}\n), seen AS (\n  SELECT visit_id, MAX(CASE WHEN outcome = 'played' \
             THEN 1 ELSE 0 END) AS started,\n    MAX(CASE WHEN completed THEN 1 ELSE 0 END) AS \
             finished\n  FROM plays GROUP BY visit_id\n)\nSELECT {told}SUM(weight) AS opened,\n  \
             SUM(CASE WHEN gave_up THEN 0 ELSE weight END) AS chose,\n  SUM(CASE WHEN started = 1 \
             THEN weight ELSE 0 END) AS started,\n  SUM(CASE WHEN finished = 1 THEN weight ELSE 0 END) \
             AS finished\nFROM opened\nLEFT JOIN seen ON seen.visit_id = opened.visit_id{}",
            indented(&format!(
                "SELECT {column}t.visit_id, t.gave_up, t.weight\n{}",
                source.from()
            )),
            group_by(by)
        ),
    }
}

/// The SQL of retention curves.
pub(crate) fn retention(
    by: Option<&Dimension>,
    filters: &[(&Dimension, &str)],
    last: i32,
) -> String {
    let mut source = Source::new("subscription_events", None);
    for (dimension, value) in filters {
        source.narrow(&dimension.id, value);
    }
    source.conditions.push("t.event = 'start'".to_owned());
    let cut = by.map(|by| source.expression(&by.id));
    let column = cut.map_or_else(String::new, |cut| format!("{cut} AS segment, "));
    let (told, group) = if by.is_some() {
        ("joined.segment, ", "1, 2")
    } else {
        ("", "1")
    };
    format!(
        "WITH joined AS (\n{}\n), later AS (\n  SELECT CAST(day AS INTEGER) AS day FROM \
         generate_series(0, 60) AS s(day)\n), active AS (\n  SELECT DISTINCT member_id, date FROM \
         visits\n)\nSELECT {told}later.day,\n  SUM(CASE WHEN active.member_id IS NOT NULL THEN \
         joined.weight ELSE 0 END) / SUM(joined.weight) AS share\nFROM joined\nJOIN later ON \
         joined.date + later.day * INTERVAL '1 day' <= DATE '{}'\nLEFT JOIN active ON \
         active.member_id = joined.member_id\n  AND active.date = joined.date + later.day * INTERVAL \
         '1 day'\nGROUP BY {group}\nORDER BY {group}",
        indented(&format!(
            "SELECT {column}t.member_id, t.date, t.weight\n{}",
            source.from()
        )),
        date(last)
    )
}

/// The SQL of a distribution: every size with how often it is.
pub(crate) fn distribution(
    measured: &Measured<'_>,
    days: (i32, i32),
    filters: &[(&Dimension, &str)],
) -> String {
    let mut source = Source::new(measured.table, None);
    for (dimension, value) in filters {
        source.narrow(&dimension.id, value);
    }
    source.days(days);
    if let Some(condition) = measured.condition {
        source.conditions.push(format!("t.{condition}"));
    }
    let sizes = if measured.by_member {
        let sum = measured.value.map_or_else(
            || "COUNT(DISTINCT t.date)".to_owned(),
            |value| format!("SUM(t.{value})"),
        );
        format!(
            "SELECT t.member_id, {} AS size, MAX(t.weight) AS weight\n{}\nGROUP BY 1",
            scaled(sum, measured.scale),
            source.from()
        )
    } else {
        let value = measured.value.unwrap_or_default();
        format!(
            "SELECT {} AS size, t.weight\n{}",
            scaled(format!("t.{value}"), measured.scale),
            source.from()
        )
    };
    format!(
        "SELECT size, SUM(weight) AS counted\nFROM (\n{}\n) AS t\nGROUP BY 1\nORDER BY 1",
        indented(&sizes)
    )
}
