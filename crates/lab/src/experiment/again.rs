//! A test that was mended and is run again.

use pack::model::Scenario;
use pack::vocabulary::{Mend, Trap};
use serde::{Deserialize, Serialize};

use super::conclusion::Conclusion;
use super::readout::Readout;
use super::regret::weeks_again;

/// What came before a run: the first one, what was concluded from it, and what was mended since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Again {
    /// What was concluded from the run before.
    pub concluded: Conclusion,
    /// The traps of which its readout warned.
    pub warned: Vec<Trap>,
    /// What was mended, all reruns together.
    pub mended: Vec<Mend>,
    /// How much of that was mended before this run and not before an earlier one. Older programs took it that
    /// everything together takes a week.
    #[serde(default)]
    pub newly: usize,
    /// Weeks that reruns before this one took.
    pub waited: f64,
}

impl Again {
    /// After a run that was concluded to be mended; `before` is what came before that run, with its days.
    #[must_use]
    pub fn after(
        concluded: Conclusion,
        readout: &Readout,
        mends: &[Mend],
        before: Option<(&Self, u16)>,
    ) -> Self {
        let mut warned: Vec<Trap> = readout
            .warnings
            .iter()
            .filter_map(|warning| warning.trap)
            .collect();
        let mut mended = mends.to_vec();
        mended.sort_unstable();
        mended.dedup();
        let mut newly = mended.len();
        let mut waited = 0.0;
        if let Some((again, days)) = before {
            mended.retain(|mend| !again.mended.contains(mend));
            newly = mended.len();
            warned.extend(&again.warned);
            mended.extend(&again.mended);
            waited = again.weeks(days);
        }
        warned.sort_unstable();
        warned.dedup();
        mended.sort_unstable();
        Self {
            concluded,
            warned,
            mended,
            newly,
            waited,
        }
    }

    /// Weeks that pass until somebody decides on a rerun of so many days.
    #[must_use]
    pub fn weeks(&self, days: u16) -> f64 {
        self.waited + weeks_again(days, self.newly)
    }

    /// The scenario as it is once the test is mended.
    #[must_use]
    pub fn mended(&self, scenario: &Scenario) -> Scenario {
        Scenario {
            hidden: scenario.hidden.mended(&self.mended),
            ..scenario.clone()
        }
    }
}
