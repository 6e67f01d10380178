//! What stands in the address of a tool, and the address of what was asked.

use std::collections::BTreeMap;

use lab::{Asked, FunnelKind, Grain, Quantity, Span, Window};
use url::form_urlencoded::Serializer;

/// The fields of an address, each as often as it was given.
pub(crate) struct Chosen(pub(crate) Vec<(String, String)>);

/// Longer values than this are cut; nobody means them.
const LONGEST: usize = 300;

impl Chosen {
    /// The first value of a field; empty where it was not given.
    pub(crate) fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a field that are not empty.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0
            .iter()
            .filter(move |(field, value)| field == name && !value.is_empty())
            .map(|(_, value)| {
                value
                    .char_indices()
                    .nth(LONGEST)
                    .map_or(value.as_str(), |(end, _)| &value[..end])
            })
    }

    /// A field that may be left empty.
    pub(crate) fn maybe(&self, name: &str) -> Option<String> {
        Some(self.get(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// What it is narrowed to.
    pub(crate) fn filters(&self) -> BTreeMap<String, String> {
        self.all("only")
            .filter_map(|only| only.split_once('='))
            .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()))
            .collect()
    }

    /// The time; a word of the field "time", and the day of "date" where it compares.
    pub(crate) fn window(&self) -> Result<Option<Window>, String> {
        match self.get("time") {
            "" => Ok(None),
            "since" => self
                .get("date")
                .parse()
                .map(|date| Some(Window::BeforeAfter(date)))
                .map_err(|_| "Say from which day on it is after, as 2025-06-01.".to_owned()),
            said => said
                .parse::<Window>()
                .map(Some)
                .map_err(|error: lab::NoWindow| crate::failure::sentence(&error.to_string())),
        }
    }
}

/// The fields with which a tool's form would have asked, one after another.
#[derive(Default)]
struct Put(Vec<(&'static str, String)>);

impl Put {
    fn put(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.push((name, value.into()));
    }

    fn filters(&mut self, filters: &BTreeMap<String, String>) {
        for (dimension, value) in filters {
            self.put("only", format!("{dimension}={value}"));
        }
    }

    fn window(&mut self, window: Option<Window>) {
        match window {
            None => {}
            Some(Window::BeforeAfter(date)) => {
                self.put("time", "since");
                self.put("date", date.to_string());
            }
            Some(window) => self.put("time", window.to_string()),
        }
    }
}

/// The tool that finds what was asked, and the fields of its form.
pub(crate) fn fields_of(asked: &Asked) -> (&'static str, Vec<(&'static str, String)>) {
    let mut said = Put::default();
    let tool = match asked {
        Asked::Metric { question, rest } => {
            said.put("metric", &question.metric);
            for dimension in &question.dimensions {
                said.put("by", dimension);
            }
            said.filters(&question.filters);
            said.window(question.window);
            if *rest {
                said.put("rest", "on");
            }
            "metric"
        }
        Asked::Funnel {
            funnel,
            by,
            filters,
            window,
        } => {
            said.put("way", way(*funnel));
            said.put("by", by.clone().unwrap_or_default());
            said.filters(filters);
            said.window(*window);
            "funnel"
        }
        Asked::Retention { by, filters, grain } => {
            said.put("by", by.clone().unwrap_or_default());
            said.put(
                "grain",
                if *grain == Grain::Month {
                    "month"
                } else {
                    "week"
                },
            );
            said.filters(filters);
            "retention"
        }
        Asked::Segments {
            metric,
            by,
            filters,
            window,
        } => {
            said.put("metric", metric);
            said.put("by", by);
            said.filters(filters);
            said.window(Some(*window));
            "segments"
        }
        Asked::Distribution {
            of,
            filters,
            window,
        } => {
            said.put("of", of.id());
            said.filters(filters);
            said.window(*window);
            "distribution"
        }
        Asked::Diagnosis { change } => {
            said.put("metric", &change.metric);
            for dimension in &change.dimensions {
                said.put("by", dimension);
            }
            said.filters(&change.filters);
            said.put("date", change.since.to_string());
            if let Some(until) = change.until {
                said.put("until", until.to_string());
            }
            if let Some((from, to)) = change.against {
                said.put("from", from.to_string());
                said.put("to", to.to_string());
            }
            "diagnosis"
        }
    };
    (tool, said.0)
}

/// Where the same is asked with a tool.
pub(crate) fn address(world: &str, asked: &Asked) -> String {
    let (tool, fields) = fields_of(asked);
    let query = Serializer::new(String::new()).extend_pairs(fields).finish();
    format!("/lab/{world}/{tool}?{query}")
}

/// The word of a funnel in addresses.
pub(crate) const fn way(funnel: FunnelKind) -> &'static str {
    match funnel {
        FunnelKind::Joining => "joining",
        FunnelKind::Visiting => "visiting",
    }
}

/// A quantity by its word.
pub(crate) fn quantity(word: &str) -> Quantity {
    Quantity::ALL
        .into_iter()
        .find(|each| each.id() == word)
        .unwrap_or(Quantity::HoursPerMember)
}

/// The middle of the days of a world, where a comparison begins that nobody has chosen yet.
pub(crate) fn middle(span: Span) -> jiff::civil::Date {
    let days = span.last.duration_since(span.first).as_hours() / 24;
    span.first.saturating_add(jiff::ToSpan::days(days / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pairs: &[(&str, &str)]) -> Chosen {
        Chosen(
            pairs
                .iter()
                .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_time_is_read_and_what_is_none_is_told_in_words() {
        let window = |pairs: &[(&str, &str)]| chosen(pairs).window();
        assert_eq!(window(&[]), Ok(None));
        assert_eq!(
            window(&[("time", "last 28 days")]),
            Ok(Some(Window::LastDays(28)))
        );
        assert!(window(&[("time", "since"), ("date", "soon")]).is_err());
        assert!(window(&[("time", "some day")]).is_err());
    }

    #[test]
    fn values_are_cut_where_nobody_means_them() {
        let long = "\u{e9}".repeat(2_000);
        assert_eq!(chosen(&[("q", &long)]).get("q").chars().count(), LONGEST);
    }

    #[test]
    fn the_fields_of_what_was_asked_ask_the_same_whatever_it_is_cut_by() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let filters: BTreeMap<String, String> =
            [("language", "Hindi"), ("genre", "drama"), ("kids", "true")]
                .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()))
                .into();
        let since: jiff::civil::Date = "2025-06-02".parse().unwrap_or_default();
        let span = Span {
            first: since.saturating_sub(jiff::ToSpan::days(60)),
            last: since.saturating_add(jiff::ToSpan::days(40)),
        };
        for asked in [
            Asked::Metric {
                question: lab::Question {
                    metric: "watch_hours".to_owned(),
                    dimensions: names(&["week", "country", "device"]),
                    filters: filters.clone(),
                    window: Some(Window::BeforeAfter(since)),
                },
                rest: false,
            },
            Asked::Diagnosis {
                change: lab::diagnosis::Change {
                    metric: "start_failure_rate".to_owned(),
                    dimensions: names(&[
                        "region",
                        "country",
                        "plan",
                        "device",
                        "acquisition_channel",
                    ]),
                    filters,
                    since,
                    until: None,
                    against: None,
                },
            },
        ] {
            let (tool, fields) = fields_of(&asked);
            let said = fields
                .into_iter()
                .map(|(field, value)| (field.to_owned(), value));
            let form = super::super::Form::named(tool).map(|form| form.asked);
            let again = form.map(|form| form(&Chosen(said.collect()), span));
            assert_eq!(again, Some(Ok(asked)));
        }
    }

    #[test]
    fn the_address_of_what_was_asked_asks_the_same() {
        let asked = Asked::Funnel {
            funnel: FunnelKind::Visiting,
            by: Some("device".to_owned()),
            filters: BTreeMap::from([("country".to_owned(), "South Africa".to_owned())]),
            window: Some(Window::LastDays(28)),
        };
        assert_eq!(
            address("w", &asked),
            "/lab/w/funnel?way=visiting&by=device&only=country%3DSouth+Africa&time=last+28+days"
        );
    }
}
