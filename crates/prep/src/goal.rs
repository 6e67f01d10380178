//! What the candidate is getting ready for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Paper;

/// What the candidate said of the interview ahead. One a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Goal {
    /// The day of the first interview that counts; `None` while it is not known.
    pub interview: Option<Date>,
}

impl Paper for Goal {
    const KIND: &'static str = "goal";
}

impl Goal {
    /// Days from `today` to the interview; `None` when there is no date, or it has passed.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<u32> {
        days(today, self.interview?)
    }
}

/// Days from one day to another; `None` where that is before it.
#[must_use]
pub fn days(from: Date, to: Date) -> Option<u32> {
    let days = from.until(to).ok()?.get_days();
    u32::try_from(days).ok()
}
