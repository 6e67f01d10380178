//! What checks are called, and what they do.

use pack::vocabulary::CheckId;

use crate::case::check::Checked;

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
