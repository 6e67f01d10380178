//! A case opened for questions: its tables, its market, and what moved there against the others.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pack::model::Case;
use serde::{Deserialize, Serialize};

use crate::case::CaseError;
use crate::case::check::Place;
use crate::case::draw::market;
use crate::definitions::Definitions;
use crate::engine::{Answer, Question, Row, Tables, answer};
use crate::request::{Span, Window};

/// A case opened for questions.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    /// The tables of its world.
    pub tables: &'a dyn Tables,
    /// What can be asked for.
    pub definitions: &'a Definitions,
    /// The case.
    pub case: &'a Case,
    /// The days of the data.
    pub span: Span,
}

/// How a metric moved in the market from a date on, against the other markets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// The metric.
    pub metric: String,
    /// Its name for people.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// In the market, before.
    pub before: f64,
    /// In the market, after.
    pub after: f64,
    /// The change in the market over that in the others, less one.
    pub change: f64,
}

impl Shift {
    /// "start failures went from 1.0% to 2.1% of attempts, +110% against the other markets"
    #[must_use]
    pub fn sentence(&self, market: &str) -> String {
        format!(
            "{} in {market} went from {} to {}, {:+.1}% against the other markets",
            self.name,
            crate::figure(Some(self.before), &self.unit),
            crate::figure(Some(self.after), &self.unit),
            self.change * 100.0
        )
    }
}

impl<'a> Room<'a> {
    /// The countries of the market.
    ///
    /// # Errors
    /// The case names what the service does not have.
    pub fn countries(&self) -> Result<Vec<String>, CaseError> {
        Ok(market(self.case)?.iter().map(ToString::to_string).collect())
    }

    /// Where and when checks look.
    #[must_use]
    pub fn place<'b>(&self, countries: &'b [String], since: Date) -> Place<'b> {
        Place {
            countries,
            since,
            days: (self.span.first, self.span.last),
            headline: self.case.headline,
        }
    }

    /// The filter that narrows to the market: no country beside it is of its region.
    #[must_use]
    pub fn here(&self) -> BTreeMap<String, String> {
        BTreeMap::from([(
            "region".to_owned(),
            self.case.market.region.word().to_owned(),
        )])
    }

    /// A question about a metric in the market.
    #[must_use]
    pub fn question(&self, metric: &str, by: &[&str], window: Option<Window>) -> Question {
        Question {
            metric: metric.to_owned(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: self.here(),
            window,
        }
    }

    /// Answers a question.
    ///
    /// # Errors
    /// The data cannot be read, or do not hold it.
    pub fn ask(&self, question: &Question) -> Result<Answer, CaseError> {
        Ok(answer(self.tables, self.definitions, question, self.span)?)
    }

    /// How a metric moved from a date on, against the other markets.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn shift(&self, metric: &str, since: Date) -> Result<Shift, CaseError> {
        let found = self.ask(&Question {
            metric: metric.to_owned(),
            dimensions: vec!["region".to_owned()],
            filters: BTreeMap::new(),
            window: Some(Window::BeforeAfter(since)),
        })?;
        let own = self.case.market.region.word();
        let (here, others): (Vec<&Row>, Vec<&Row>) = found
            .rows
            .iter()
            .partition(|row| row.values.first().is_some_and(|value| value == own));
        let elsewhere: Vec<f64> = others.iter().filter_map(|row| row.change()).collect();
        let elsewhere = if elsewhere.is_empty() {
            0.0
        } else {
            elsewhere.iter().sum::<f64>() / elsewhere.len() as f64
        };
        let row = here.first();
        Ok(Shift {
            metric: metric.to_owned(),
            name: self
                .definitions
                .metric(metric)
                .map_or_else(|| metric.to_owned(), |metric| metric.name.clone()),
            unit: found.unit,
            before: row.and_then(|row| row.before).unwrap_or(0.0),
            after: row.and_then(|row| row.value).unwrap_or(0.0),
            change: row.and_then(|row| row.change()).map_or(0.0, |change| {
                (1.0 + change) / (1.0 + elsewhere).max(0.01) - 1.0
            }),
        })
    }
}
