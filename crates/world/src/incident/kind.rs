//! The kinds of incidents: what each is called, what it moves, and through which mechanism.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::dice::Dice;
use crate::incident::change::{Expiry, LateDubbing};
use crate::incident::{
    Changes, Definition, HolidayMove, Incident, Levers, LostPlays, PriceChange, Push,
};
use crate::names::{Named, UnknownName, names};
use crate::truth::Measure;

names! {
    /// What can happen to the service.
    "incident" IncidentKind {
        PlaybackFault = "playback_fault",
        NetworkFault = "network_fault",
        ExpiredTitles = "expired_titles",
        LateDubbing = "late_dubbing",
        PriceRise = "price_rise",
        PaymentRule = "payment_rule",
        PaidSharing = "paid_sharing",
        MoreAds = "more_ads",
        CompetitorEvent = "competitor_event",
        RecommenderRegression = "recommender_regression",
        AcquisitionShift = "acquisition_shift",
        LostLogging = "lost_logging",
        MovedHoliday = "moved_holiday",
        ChangedDefinition = "changed_definition",
    }
}

/// A kind of incident, for people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct About {
    /// What happens, in a sentence.
    pub what: &'static str,
    /// The measure that moves first.
    pub headline: Measure,
    /// The steps from the cause to the headline: words, and the measure that shows the step.
    pub chain: &'static [(&'static str, Measure)],
    /// Whether members are really treated differently; if not, only the numbers moved.
    pub fault: bool,
}

impl IncidentKind {
    /// What the kind is.
    #[must_use]
    pub fn about(self) -> About {
        use Measure as M;
        let (what, headline, fault, chain): (_, _, _, &'static [(&'static str, Measure)]) =
            match self {
                Self::PlaybackFault => (
                    "one version of the app plays badly on one device",
                    M::WatchHours,
                    true,
                    &[
                        ("the version loses starts", M::StartFailureRate),
                        ("plays that start stall more", M::RebufferRatio),
                        ("stalled plays are left before their end", M::CompletionRate),
                        (
                            "who was let down opens the app less",
                            M::SessionsPerActiveMember,
                        ),
                        ("hours are lost", M::WatchHours),
                        ("at the next bill, more leave", M::Cancellations),
                    ],
                ),
                Self::NetworkFault => (
                    "the delivery network of a country is slow",
                    M::WatchHours,
                    true,
                    &[
                        ("first pictures come late", M::StartupSeconds),
                        ("plays stall", M::RebufferRatio),
                        ("plays are left before their end", M::CompletionRate),
                        ("hours are lost", M::WatchHours),
                        ("at the next bill, more leave", M::Cancellations),
                    ],
                ),
                Self::ExpiredTitles => (
                    "licences of many titles of a genre end",
                    M::WatchHours,
                    true,
                    &[
                        ("searches no longer find them", M::SearchSuccessRate),
                        ("more visits end without a choice", M::BrowseAbandonRate),
                        ("fewer hours are watched", M::WatchHours),
                    ],
                ),
                Self::LateDubbing => (
                    "sound in the country's language comes late: new titles wait for theirs, and \
                     older ones lose it as a dubbing house withdraws its work",
                    M::WatchHours,
                    true,
                    &[
                        (
                            "plays without the sound that was promised are left early",
                            M::CompletionRate,
                        ),
                        (
                            "who was let down opens the app less",
                            M::SessionsPerActiveMember,
                        ),
                        ("fewer hours are watched", M::WatchHours),
                    ],
                ),
                Self::PriceRise => (
                    "prices rise",
                    M::Cancellations,
                    true,
                    &[
                        ("fewer who see the price sign up", M::ConversionRate),
                        (
                            "more leave at the bill with the new price",
                            M::Cancellations,
                        ),
                        ("those who stay pay more", M::Arpu),
                        ("fewer members watch fewer hours", M::WatchHours),
                    ],
                ),
                Self::PaymentRule => (
                    "a rule makes card payments fail that nobody wanted to stop",
                    M::Cancellations,
                    true,
                    &[
                        ("memberships end because payments fail", M::Cancellations),
                        ("revenue is lost", M::Revenue),
                        ("members who wanted to stay are gone", M::ActiveMembers),
                    ],
                ),
                Self::PaidSharing => (
                    "profiles lent to other households are stopped",
                    M::WatchHours,
                    true,
                    &[
                        (
                            "lent profiles open the app no more",
                            M::SessionsPerActiveMember,
                        ),
                        ("hours are lost", M::WatchHours),
                        ("some owners leave", M::Cancellations),
                        ("some borrowers sign up", M::Signups),
                    ],
                ),
                Self::MoreAds => (
                    "more advertisements are shown on the ads plan",
                    M::WatchHours,
                    true,
                    &[
                        ("after a play, fewer go on", M::HoursPerActiveMember),
                        (
                            "who is annoyed opens the app less",
                            M::SessionsPerActiveMember,
                        ),
                        ("hours are lost", M::WatchHours),
                        ("more leave", M::Cancellations),
                    ],
                ),
                Self::CompetitorEvent => (
                    "a live event elsewhere draws evenings away",
                    M::WatchHours,
                    true,
                    &[
                        ("fewer members open the app", M::ActiveMembers),
                        ("hours are lost while it lasts", M::WatchHours),
                    ],
                ),
                Self::RecommenderRegression => (
                    "rows fit tastes worse",
                    M::BrowseAbandonRate,
                    true,
                    &[
                        ("more visits end without a choice", M::BrowseAbandonRate),
                        (
                            "who found nothing opens the app less",
                            M::SessionsPerActiveMember,
                        ),
                        ("hours are lost", M::WatchHours),
                    ],
                ),
                Self::AcquisitionShift => (
                    "a campaign brings many who do not mean to stay",
                    M::ConversionRate,
                    true,
                    &[
                        (
                            "more people reach the sign-up page, fewer of them pay",
                            M::ConversionRate,
                        ),
                        ("sign-ups rise", M::Signups),
                        (
                            "a month later more of the new members leave",
                            M::Cancellations,
                        ),
                    ],
                ),
                Self::LostLogging => (
                    "plays happen and are not recorded",
                    M::WatchHours,
                    false,
                    &[
                        ("recorded hours fall while visits stay", M::WatchHours),
                        ("nothing follows: nobody leaves for it", M::Cancellations),
                    ],
                ),
                Self::MovedHoliday => (
                    "holidays fall on other days than last year",
                    M::WatchHours,
                    false,
                    &[
                        (
                            "members open the app as holidays have it, on other days",
                            M::ActiveMembers,
                        ),
                        ("the same weeks of two years differ", M::WatchHours),
                    ],
                ),
                Self::ChangedDefinition => (
                    "what counts as completed changes",
                    M::CompletionRate,
                    false,
                    &[
                        ("the rate moves on one day", M::CompletionRate),
                        ("hours do not", M::WatchHours),
                    ],
                ),
            };
        About {
            what,
            headline,
            chain,
            fault,
        }
    }
}

/// Days after a price note in which bills meet people who did not expect the price.
const PRICE_SHOCK_DAYS: i32 = 62;

impl Incident {
    /// Adds what the incident does to the changes of a world. In the world in which it did not
    /// happen, there is nothing to add, but for holidays: they are where they were last year.
    pub(crate) fn apply(&self, happens: bool, dice: Dice, changes: &mut Changes) {
        if !happens && self.kind != IncidentKind::MovedHoliday {
            return;
        }
        let strength = self.strength;
        let first_day = i32::from(self.first_day);
        let last_day = i32::from(self.last_day);
        // That a profile is lent is what the lever asks; borrowers who join are not in the segment.
        let segment = match self.kind {
            IncidentKind::PaidSharing => self.segment.of_members(),
            _ => self.segment,
        };
        let mut push = |levers: Levers, last_day: i32| {
            changes.pushes.push(Push {
                segment,
                levers,
                first_day,
                last_day,
                ramp: i32::from(self.ramp_days),
            });
        };
        let none = Levers::default();
        match self.kind {
            IncidentKind::PlaybackFault => push(
                Levers {
                    failure: 1.0 + 9.0 * strength,
                    stalls: 1.0 + 4.5 * strength,
                    stall_length: 1.0 + 7.0 * strength,
                    startup: 1.0 + 0.8 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::NetworkFault => push(
                Levers {
                    startup: 1.0 + 2.0 * strength,
                    stalls: 1.0 + 4.5 * strength,
                    stall_length: 1.0 + 5.0 * strength,
                    failure: 1.0 + 3.0 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::ExpiredTitles => changes.expiries.push(Expiry {
                segment: self.segment,
                day: first_day,
                share: strength,
                dice,
            }),
            IncidentKind::LateDubbing => changes.late_dubbing.push(LateDubbing {
                segment: self.segment,
                first_day,
                delay: last_day - first_day + 30,
                share: strength,
                dice,
            }),
            IncidentKind::PriceRise => {
                push(
                    Levers {
                        leave: 1.0 + 1.6 * strength,
                        ..none
                    },
                    last_day.min(first_day + PRICE_SHOCK_DAYS),
                );
                push(
                    Levers {
                        conversion: 1.0 - 0.35 * strength,
                        ..none
                    },
                    last_day,
                );
                changes.prices.push(PriceChange {
                    segment: self.segment,
                    day: first_day,
                    factor: 1.0 + 0.4 * strength,
                });
            }
            IncidentKind::PaymentRule => push(
                Levers {
                    payment_failure: 1.0 + 5.0 * strength,
                    payment_recovery: 1.0 - 0.4 * strength,
                    ..none
                },
                last_day,
            ),
            // Owners whose household watches less leave by themselves.
            IncidentKind::PaidSharing => push(
                Levers {
                    lending: 1.0 - strength,
                    arrivals: 1.0 + 0.4 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::MoreAds => push(
                Levers {
                    ads: 1.0 + 2.5 * strength,
                    onward: 1.0 - 0.40 * strength,
                    leave: 1.0 + 0.3 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::CompetitorEvent => push(
                Levers {
                    open: 1.0 - 0.6 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::RecommenderRegression => push(
                Levers {
                    finds: 1.0 - 0.5 * strength,
                    finishes: 1.0 - 0.08 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::AcquisitionShift => push(
                Levers {
                    arrivals: 1.0 + 5.0 * strength,
                    conversion: 1.0 - 0.4 * strength,
                    ..none
                },
                last_day,
            ),
            IncidentKind::LostLogging => changes.lost_plays.push(LostPlays {
                segment: self.segment,
                first_day,
                last_day,
                share: strength,
                dice,
            }),
            IncidentKind::MovedHoliday => {
                let length = last_day - first_day + 1;
                changes.holidays.push(HolidayMove {
                    countries: self
                        .region
                        .countries()
                        .filter(|country| self.segment.reaches(*country))
                        .collect(),
                    last_year: first_day,
                    this_year: if happens { last_day + 8 } else { first_day },
                    length,
                    factor: 1.0 - 0.5 * strength,
                });
            }
            IncidentKind::ChangedDefinition => changes.definitions.push(Definition {
                segment: self.segment,
                day: first_day,
                completed_at: 0.9 + 0.1 * strength,
            }),
        }
    }
}
