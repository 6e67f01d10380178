//! An experiment of one's own: a CSV or Parquet file with one row a unit, read out by [`stats`].
//!
//! ```text
//! File ──▶ Columns, or sums block by block ──▶ Analysis (sample ratio, then every metric of every arm)
//! ```
//!
//! What is wrong with a file is refused with the line and a way out; nothing is dropped in silence.

mod analyze;
mod cap;
mod columns;
mod comma;
mod cut;
mod error;
mod form;
mod parquet;
mod seen;

pub use analyze::{Analysis, Named, Question, analyze, covariate, is_covariate_unlike};
pub use cap::Cap;
pub use columns::Limits;
pub use cut::{Cut, Effects, Part, Within};
pub use error::Error;
pub use form::{Form, header};
