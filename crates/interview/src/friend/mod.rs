//! A friend or coach who interviews in the candidate's own home: what they can ask, what they think of
//! each answer, and how their marks agree with the program's, which never change by them.

mod agreement;
mod beside;
mod sheet;
mod suggestions;

pub use agreement::{Agreement, ENOUGH};
pub use beside::{Beside, Difference, Pair, Row, shown};
pub use sheet::{LONGEST_NOTE, LONGEST_REASON, Sheet, SheetFault, Sheets};
pub use suggestions::{Suggestion, Suggestions};
