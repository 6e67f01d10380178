//! Experiments that really run: a change that somebody proposes, a test designed by the candidate, run
//! on simulated members, read out, decided, and held against what is true.
//!
//! ```text
//! Scenario ─▶ Design ─▶ Logs ─▶ Readout ─▶ Conclusion ─▶ Verdict
//!               │        (the world, day by day)          (the same world, all treated − nobody)
//!               └▶ Numbers, Remarks (before anything is run, from a Baseline)
//! ```

mod again;
mod baseline;
mod columns;
mod conclusion;
mod design;
mod error;
mod estimate;
mod guardrail;
mod numbers;
mod readout;
mod regret;
mod remarks;
mod setting;
mod stopping;
mod truth;
mod unbounded;
mod verdict;
mod warning;
mod words;
mod worth;

pub use again::Again;
pub use baseline::{Baseline, Figures, MEMBERS as BASELINE_MEMBERS, Week};
pub use conclusion::{Conclusion, LONGEST_REASON};
pub use design::{Design, LONGEST_HYPOTHESIS, MOST_GUARDRAILS};
pub use error::Error;
pub use estimate::{AdjustedEstimate, Estimate};
pub use guardrail::{Guardrail, Standing, guardrails};
pub use numbers::{Bound, Guarded, Numbers};
pub use readout::{
    ArmUnits, Cut, Daily, Fading, Line, Logs, Part, Point, Quantile, Readout, readout,
};
pub use regret::{LONGER_WEEKS, NEXT_WEEKS, Regret, Value, WEEK_OF_WORK, weeks_again};
pub use remarks::{About, Remark, Weight, cannot_see, remarks};
pub use setting::{DAYS_BEFORE, LONGEST, TRUTH_DAYS, YEAR_DAYS};
pub use stopping::{Crossed, Peeked, crossed, peeked};
pub use truth::{NextVersion, Tested, TrueEffect, TruePart, Truth};
pub use verdict::{Conduct, Fate, Mark, Met, Shrunk, Verdict, verdict};
pub use warning::Warning;
pub use worth::{Gain, Worth, forecast};
