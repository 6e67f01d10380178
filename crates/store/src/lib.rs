//! Keeps interviews, the answers in them, drafts, notes, what the candidate prepares, and settings in one SQLite file;
//! sound lies in files beside it.
//!
//! What is acknowledged is on the disk: every write is one transaction, synchronised before the
//! call returns. Writes go through a single connection, reads through a few others, and the
//! write-ahead log lets them not wait for each other. The file's form only grows, by the
//! migrations in `migrations/`; none is ever changed once it has shipped.
//!
//! SQL stands in `.sql` files, one a statement, in the folder of the noun that it is about.

mod answer;
mod brought;
mod case;
mod draft;
mod error;
mod experiment;
mod friend;
pub mod interview;
mod known;
mod name;
mod note;
mod open;
mod paper;
mod query;
pub mod recording;
mod review;
mod setting;
pub mod transfer;
mod upkeep;

pub use answer::Answered;
pub use case::{CaseBrief, CaseId, KeptCase, NotACaseId};
pub use error::{OpenError, StoreError};
pub use experiment::{ExperimentBrief, KeptExperiment, Rerun, Stage as ExperimentStage};
pub use friend::{Friend, Invitation, NotAnInvitation};
pub use interview::{AppendError, InterviewId, Listed, Page, Status, Wanted};
pub use open::Store;
pub use paper::{Briefed, Kept};
pub use query::SavedQuery;
pub use recording::{Occasion, Recording, RecordingError, RecordingName};
pub use review::{Review, ReviewDay};
pub use transfer::{ImportError, Imported, Mode};
pub use upkeep::Size;
