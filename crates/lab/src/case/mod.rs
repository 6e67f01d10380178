//! Cases: a message, a world with a hidden cause, what the candidate finds in it and concludes, and a
//! grade that follows from both by arithmetic.
//!
//! [`Drawn`] settles the world, [`Opening`] the figures of the brief, a [`Room`] is the case opened for
//! questions, a [`Sitting`] what somebody does in it, and [`Known::assess`] holds the
//! [`Conclusion`] against the world. Nothing here reads the clock or the disk.

mod assess;
mod cause;
mod challenge;
mod chance;
mod check;
mod conclusion;
mod draw;
mod error;
mod grade;
mod narrowing;
mod opening;
mod overlap;
mod path;
mod room;
mod rows;
mod segment;
mod sitting;
mod truth;

pub use crate::sentence::phrase;
pub use assess::{Assessment, Known};
pub use cause::{Cause, STAYS, Way, causes};
pub use challenge::Question;
pub use check::{Checked, Compared, List, Place, check};
pub use conclusion::{Conclusion, LONGEST_TEXT, NotConcluded};
pub use draw::{Drawn, MEMBERS, Size};
pub use error::CaseError;
pub use grade::{Grade, Level, Part, PartId, interval_score};
pub use narrowing::{Narrowed, Narrowing, Scene, Sight, narrow};
pub use opening::{Opening, Week};
pub use overlap::{DIMENSIONS, Overlap, overlap};
pub use path::{Path, Step, strong_path};
pub use room::{Room, Shift};
pub use segment::{in_words, values};
pub use sitting::{
    Answered, Asking, Came, Entry, LONGEST_NOTE, MOST_ASKED, MOST_KEPT, NotKept, Presentation,
    Setting, Sitting, Stage,
};
pub use truth::CaseTruth;
