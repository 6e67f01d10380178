//! How far each request narrowed what could be the cause.
//!
//! At first every cause is possible. A request that compares times in the market tells which way its
//! metric moved; what would have moved it in another way is no longer possible. One that is cut by, or
//! narrowed in, a dimension tells whether the change is uneven in it. A check that shows a cause
//! directly decides for or against it. A request about another market, or one that divides before from
//! after on another day than that of the change, tells nothing. What a request is worth is told in bits:
//! one for each halving of what is possible. It is counted as if it had been read rightly.
//!
//! A check tells that something happened; that it moved the measure is another thing. Until a request has
//! seen the measure move where it did, checks together count for a third of what there was to know.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
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

/// What of a case decides what a request about it can see.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The case.
    pub case: &'a Case,
    /// The day from which on the brief says that it shows.
    pub since: Date,
    /// The last day of the data.
    pub until: Date,
}

impl Scene<'_> {
    /// Whether a day divides before from after well enough to tell the two apart.
    fn divides(&self, day: Date) -> bool {
        (day - self.since).get_days().abs() <= ASTRAY
    }

    /// Whether the last days hold some from before the change.
    fn shows_before(&self, last_days: u16) -> bool {
        (self.until - self.since).get_days() < i32::from(last_days)
    }
}

/// From so many days off the day of the change, what is called before and after are mixed.
const ASTRAY: i32 = 21;
/// What checks together count for until a request has seen the measure move.
const UNCONFIRMED: f64 = 1.0 / 3.0;

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

/// Where a market is.
const PLACES: [&str; 2] = ["region", "country"];
/// Grains of time.
const TIMES: [&str; 3] = ["day", "week", "month"];

impl Sight {
    /// What a request looks at; nothing where it looks at another market than that of the case, or at
    /// another time.
    #[must_use]
    pub fn of(came: &Came, scene: &Scene<'_>) -> Self {
        let case = scene.case;
        match came {
            Came::Said { .. } => Self::default(),
            Came::Checked(checked) if !scene.divides(checked.since) => Self::default(),
            Came::Checked(checked) => Self {
                check: Some(checked.check),
                compares: true,
                ..Self::default()
            },
            Came::Found(finding) if elsewhere(finding.question.filters(), case) => Self::default(),
            Came::Found(finding) => {
                let mut sight = Self::of_asked(&finding.question, scene);
                // Where the market is one country, naming it parts nothing.
                if market(case).is_ok_and(|countries| countries.len() == 1) {
                    sight.dimensions.remove("country");
                }
                sight
            }
        }
    }

    fn of_asked(asked: &Asked, scene: &Scene<'_>) -> Self {
        use crate::request::Window as W;
        let against = |window: Option<W>| match window {
            Some(W::BeforeAfter(day)) => scene.divides(day),
            Some(W::YearOverYear) => true,
            Some(W::LastDays(_)) | None => false,
        };
        // By day, week or month both sides are seen wherever they are divided.
        let by_time = |window: Option<W>| match window {
            Some(W::LastDays(days)) => scene.shows_before(days),
            Some(W::BeforeAfter(_) | W::YearOverYear) | None => true,
        };
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
                against(question.window)
                    || by_time(question.window)
                        && question
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
                window,
            } => seen(
                &[metric],
                against(Some(*window)),
                std::iter::once(by).chain(filters.keys()).collect(),
            ),
            Asked::Diagnosis { change } => seen(
                &[&change.metric],
                scene.divides(change.since),
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
                against(*window),
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
                against(*window),
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

/// What all requests together did.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowing {
    /// What each request left possible.
    pub narrowed: Vec<Narrowed>,
    /// What is possible after all of them.
    pub left: BTreeSet<CauseId>,
    /// Bits gained by all of them, those of checks as far as they count.
    pub gained: f64,
    /// Whether some request saw the measure move where it did.
    pub confirmed: bool,
}

/// Whether something that was seen shows a measure move where the cause acted.
fn confirms(truth: &CaseTruth, sight: &Sight) -> bool {
    let moved = |metric: &String| {
        let change = truth.effects.get(metric);
        change.is_some_and(|change| Way::of(*change) != Way::Stays)
    };
    // The market is where every request of the case looks.
    let mut parts = truth.segment.conditions();
    parts.retain(|(name, _)| !PLACES.contains(name));
    let where_it_is = parts.is_empty()
        || parts
            .iter()
            .any(|(name, _)| sight.dimensions.contains(*name));
    sight.check.is_none() && sight.compares && where_it_is && sight.metrics.iter().any(moved)
}

/// What requests left possible, one after another.
#[must_use]
pub fn narrow(
    scene: &Scene<'_>,
    causes: &[Cause],
    truth: &CaseTruth,
    asked: &[Asking],
) -> Narrowing {
    let mut left: BTreeSet<CauseId> = causes.iter().map(|cause| cause.id).collect();
    let all = (causes.len().max(1) as f64).log2();
    let own = causes.iter().find(|cause| cause.id == truth.cause);
    let mut narrowed = Vec::new();
    let (mut by_checks, mut by_looks, mut confirmed) = (0.0, 0.0, false);
    for asking in asked {
        let Some(own) = own else {
            break;
        };
        let sight = Sight::of(&asking.came, scene);
        let before = left.len();
        left.retain(|id| {
            causes
                .iter()
                .find(|cause| cause.id == *id)
                .is_some_and(|cause| stays_possible(cause, own, truth, &sight))
        });
        let bits = (before as f64 / left.len().max(1) as f64).log2();
        *(if sight.check.is_some() {
            &mut by_checks
        } else {
            &mut by_looks
        }) += bits;
        confirmed |= confirms(truth, &sight);
        narrowed.push(Narrowed {
            number: asking.number,
            bits,
            left: left.len(),
        });
    }
    if !confirmed {
        by_checks = f64::min(by_checks, all * UNCONFIRMED);
    }
    Narrowing {
        narrowed,
        left,
        gained: by_checks + by_looks,
        confirmed,
    }
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
        Sight::of(&Came::Found(Box::new(found)), &scene(case))
    }

    fn scene(case: &Case) -> Scene<'_> {
        Scene {
            case,
            since: "2025-06-02".parse().unwrap(),
            until: "2025-08-31".parse().unwrap(),
        }
    }

    #[test]
    fn before_and_after_another_day_than_that_of_the_change_nothing_is_compared() {
        let (_, files) = pack::embedded::packs().remove(0);
        let pack = pack::load(&files).unwrap();
        let case = pack.case(&"latam-engagement".parse().unwrap()).unwrap();
        let compares = |by: &[&str], window: &str| {
            let asked = Asked::Metric {
                question: Question {
                    metric: "watch_hours".to_owned(),
                    dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
                    filters: BTreeMap::new(),
                    window: Some(window.parse().unwrap()),
                },
                rest: false,
            };
            Sight::of_asked(&asked, &scene(case)).compares
        };
        assert!(compares(&["plan"], "before/after 2025-06-02"));
        assert!(compares(&["plan"], "before/after 2025-06-16"));
        assert!(!compares(&["plan"], "before/after 2025-04-07"));
        assert!(!compares(&["plan"], "before/after 2025-07-28"));
        // Week by week both sides are seen, unless only weeks after it are.
        assert!(compares(&["week"], "before/after 2025-04-07"));
        assert!(compares(&["week"], "last 120 days"));
        assert!(!compares(&["week"], "last 28 days"));
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
