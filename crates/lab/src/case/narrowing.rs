//! How far each request narrowed what could be the cause.
//!
//! At first every cause is possible. A request that compares times in the market tells which way its
//! metric moved; what would have moved it in another way is no longer possible. One that is cut by, or
//! narrowed in, a dimension tells whether the change is uneven in it. A check that shows a cause
//! directly decides for or against it. A request about another market tells nothing of this one. What a request is worth is told in bits: one for each halving of
//! what is possible. It is counted as if it had been read rightly.

use std::collections::{BTreeMap, BTreeSet};

use pack::model::Case;
use pack::vocabulary::{CauseId, CheckId};
use serde::{Deserialize, Serialize};

use crate::case::cause::{Cause, Way};
use crate::case::draw::market;
use crate::case::sitting::{Asking, Came};
use crate::case::truth::CaseTruth;
use crate::finding::{Asked, FunnelKind, Quantity};

/// What a request left possible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Narrowed {
    /// The request.
    pub number: u32,
    /// Bits gained.
    pub bits: f64,
    /// How many causes it left.
    pub left: usize,
}

/// What a request looks at, as far as it can narrow anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// The metrics: a funnel shows several.
    pub metrics: Vec<String>,
    /// The dimensions that cut or narrow it, times and places aside.
    pub dimensions: BTreeSet<String>,
    /// Whether times are compared.
    pub compares: bool,
    /// The check.
    pub check: Option<CheckId>,
}

/// Grains of time.
const TIMES: [&str; 3] = ["day", "week", "month"];

impl Sight {
    /// What a request looks at; nothing where it looks at another market than that of the case.
    #[must_use]
    pub fn of(came: &Came, case: &Case) -> Self {
        match came {
            Came::Said { .. } => Self::default(),
            Came::Checked(checked) => Self {
                check: Some(checked.check),
                compares: true,
                ..Self::default()
            },
            Came::Found(finding) if elsewhere(finding.question.filters(), case) => Self::default(),
            Came::Found(finding) => {
                let mut sight = Self::of_asked(&finding.question);
                // Where the market is one country, naming it parts nothing.
                if market(case).is_ok_and(|countries| countries.len() == 1) {
                    sight.dimensions.remove("country");
                }
                sight
            }
        }
    }

    fn of_asked(asked: &Asked) -> Self {
        use crate::request::Window as W;
        let against =
            |window: &Option<W>| matches!(window, Some(W::BeforeAfter(_) | W::YearOverYear));
        let seen = |metrics: &[&str], compares: bool, names: Vec<&String>| Self {
            metrics: metrics.iter().map(|metric| (*metric).to_owned()).collect(),
            compares,
            dimensions: names
                .into_iter()
                .filter(|name| !TIMES.contains(&name.as_str()) && name.as_str() != "region")
                .cloned()
                .collect(),
            check: None,
        };
        match asked {
            Asked::Metric { question, .. } => seen(
                &[&question.metric],
                against(&question.window)
                    || question
                        .dimensions
                        .iter()
                        .any(|each| TIMES.contains(&each.as_str())),
                question
                    .dimensions
                    .iter()
                    .chain(question.filters.keys())
                    .collect(),
            ),
            Asked::Segments {
                metric,
                by,
                filters,
                ..
            } => seen(
                &[metric],
                true,
                std::iter::once(by).chain(filters.keys()).collect(),
            ),
            Asked::Diagnosis { change } => seen(
                &[&change.metric],
                true,
                change
                    .dimensions
                    .iter()
                    .chain(change.filters.keys())
                    .collect(),
            ),
            Asked::Funnel {
                funnel,
                window,
                by,
                filters,
            } => seen(
                match funnel {
                    FunnelKind::Joining => &["conversion_rate"],
                    FunnelKind::Visiting => &[
                        "browse_abandon_rate",
                        "start_failure_rate",
                        "completion_rate",
                    ],
                },
                against(window),
                by.iter().chain(filters.keys()).collect(),
            ),
            Asked::Distribution {
                of,
                window,
                filters,
            } => seen(
                match of {
                    Quantity::HoursPerMember => &["hours_per_active_member"],
                    Quantity::StartupSeconds => &["startup_seconds"],
                    // No metric is made of these.
                    Quantity::ActiveDaysPerMember
                    | Quantity::PlayedSeconds
                    | Quantity::BrowseSeconds => &[],
                },
                against(window),
                filters.keys().collect(),
            ),
            // Who stays after joining is no measure of which the truth is known.
            Asked::Retention { .. } => Self::default(),
        }
    }
}

/// Whether filters narrow to a place outside of a case's market.
fn elsewhere(filters: &BTreeMap<String, String>, case: &Case) -> bool {
    let other_region = filters
        .get("region")
        .is_some_and(|region| region != case.market.region.word());
    let other_country = filters.get("country").is_some_and(|country| {
        market(case).is_ok_and(|countries| countries.iter().all(|own| own.to_string() != *country))
    });
    other_region || other_country
}

/// Checks that tell of other causes nothing when they find nothing of their own.
const SUGGEST: [CheckId; 3] = [CheckId::Calendar, CheckId::YearBefore, CheckId::Releases];

/// Whether a cause is still possible after something was seen, where the truth is this.
fn stays_possible(cause: &Cause, own: &Cause, truth: &CaseTruth, sight: &Sight) -> bool {
    if cause.id == own.id {
        return true;
    }
    if let Some(check) = sight.check {
        let shows = |cause: &Cause| cause.checks.contains(&check);
        if SUGGEST.contains(&check) {
            // They can close what would stand in them, and prove nothing.
            return !shows(cause) || shows(own);
        }
        return shows(cause) == shows(own);
    }
    !sight.compares
        || sight
            .metrics
            .iter()
            .all(|metric| allows(cause, own, truth, metric, &sight.dimensions))
}

/// Whether a cause is still possible after it was seen how a metric moved, and by which dimensions.
fn allows(
    cause: &Cause,
    own: &Cause,
    truth: &CaseTruth,
    metric: &str,
    dimensions: &BTreeSet<String>,
) -> bool {
    let Some(change) = truth.effects.get(metric) else {
        return true;
    };
    let way = Way::of(*change);
    if !cause.allows(metric, way) {
        return false;
    }
    // Where the metric moved, a cut tells whether it moved unevenly.
    way == Way::Stays
        || dimensions.iter().all(|dimension| {
            let uneven = |cause: &Cause| cause.carried_by.contains(dimension);
            let own_segment = truth
                .segment
                .conditions()
                .iter()
                .any(|(name, _)| name == dimension);
            // A cause may be uneven in a dimension and was not here: then the cut tells nothing.
            uneven(cause) == own_segment || (uneven(own) && !own_segment)
        })
}

/// What each request left possible, and what all of them together did.
#[must_use]
pub fn narrow(
    case: &Case,
    causes: &[Cause],
    truth: &CaseTruth,
    asked: &[Asking],
) -> (Vec<Narrowed>, BTreeSet<CauseId>) {
    let mut left: BTreeSet<CauseId> = causes.iter().map(|cause| cause.id).collect();
    let Some(own) = causes.iter().find(|cause| cause.id == truth.cause) else {
        return (Vec::new(), left);
    };
    let mut narrowed = Vec::new();
    for asking in asked {
        let sight = Sight::of(&asking.came, case);
        let before = left.len();
        left.retain(|id| {
            causes
                .iter()
                .find(|cause| cause.id == *id)
                .is_some_and(|cause| stays_possible(cause, own, truth, &sight))
        });
        narrowed.push(Narrowed {
            number: asking.number,
            bits: (before as f64 / left.len().max(1) as f64).log2(),
            left: left.len(),
        });
    }
    (narrowed, left)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
mod tests {
    use super::*;
    use crate::engine::Question;
    use crate::finding::Finding;
    use crate::request::Window;

    /// What a request cut by device sees in a case.
    fn seen(case: &Case, only: &[(&str, &str)]) -> Sight {
        let question = Asked::Metric {
            question: Question {
                metric: "watch_hours".to_owned(),
                dimensions: vec!["device".to_owned()],
                filters: only
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
                window: Some(Window::BeforeAfter("2025-06-02".parse().unwrap())),
            },
            rest: false,
        };
        let found = Finding {
            title: String::new(),
            question,
            answer: String::new(),
            charts: Vec::new(),
            sql: String::new(),
        };
        Sight::of(&Came::Found(Box::new(found)), case)
    }

    #[test]
    fn naming_the_only_country_of_a_market_cuts_nothing() {
        let (_, files) = pack::embedded::packs().remove(0);
        let pack = pack::load(&files).unwrap();
        for (case, country, cuts) in [
            ("germany-cancellations", "Germany", &["device"][..]),
            ("latam-engagement", "Brazil", &["country", "device"]),
        ] {
            let case = pack.case(&case.parse().unwrap()).unwrap();
            let sight = seen(case, &[("country", country)]);
            assert!(sight.dimensions.iter().eq(cuts), "{sight:?}");
        }
    }

    #[test]
    fn a_request_about_another_market_tells_nothing_of_the_own_one() {
        let (_, files) = pack::embedded::packs().remove(0);
        let pack = pack::load(&files).unwrap();
        let case = pack.case(&"latam-engagement".parse().unwrap()).unwrap();
        let sight = |only: &[(&str, &str)]| seen(case, only);
        for here in [
            &[][..],
            &[("region", "LATAM")],
            &[("country", "Brazil")],
            &[("region", "LATAM"), ("country", "Mexico")],
        ] {
            assert_eq!(sight(here).metrics, ["watch_hours"], "{here:?}");
        }
        for elsewhere in [
            &[("region", "EMEA")][..],
            &[("country", "Spain")],
            &[("region", "LATAM"), ("country", "Japan")],
        ] {
            assert_eq!(sight(elsewhere), Sight::default(), "{elsewhere:?}");
        }
    }
}
