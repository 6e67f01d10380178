//! Cards: drawn from a seed, answered, graded, and brought back by schedule.

mod askable;
mod draw;
mod figure;
mod grade;
mod missed;
mod queue;
mod schedule;

pub use askable::askable;
pub use draw::{Drawn, draw};
pub use figure::{read, result, shown};
pub use grade::{Grade, picked, said, worked_out};
pub use missed::{Missed, missed};
pub use queue::{NEW_A_DAY, Queue, SETTLING_DAYS, Seen, queue};
pub use schedule::{Memory, Next, next, recall};
