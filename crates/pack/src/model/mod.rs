//! What a pack holds, a noun a file. Every struct is one table of a TOML file; unknown keys are faults.

use serde::Serialize;

mod case;
mod component;
mod criterion;
mod culture;
mod drill;
mod fact;
mod guide;
mod manifest;
mod probe;
mod question;
mod round;
mod scenario;

pub use case::{Case, CaseNote, CaseOption, Challenge, Market, Sender};
pub use component::Component;
pub use criterion::{Anchor, Criterion};
pub use culture::{Principle, Term, Value};
pub use drill::{Drill, DrillForm, Steps};
pub(crate) use drill::{FormWord, WrittenDrill};
pub use fact::Fact;
pub use guide::{Frame, FrameStep, Mistake, RoleArea, Strategy};
pub use manifest::Manifest;
pub use probe::{Cause, Probe};
pub use question::{Claim, Question, Truth};
pub use round::{Interviewer, Round};
pub use scenario::{Course, Hidden, Next, Proposal, Ramp, Scenario};

/// A whole pack: content for one kind of interview. Data, no code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pack {
    /// Who it is for and how its loop goes (`pack.toml`).
    pub manifest: Manifest,
    /// The conversations of the loop (`rounds.toml`).
    pub rounds: Vec<Round>,
    /// What there is to get ready (`components.toml`).
    pub components: Vec<Component>,
    /// The bank (`questions/*.toml`).
    pub questions: Vec<Question>,
    /// What a technical answer may get right or wrong (`claims.toml`).
    pub claims: Vec<Claim>,
    /// What is judged, on which anchors (`criteria.toml`).
    pub criteria: Vec<Criterion>,
    /// Follow-ups (`probes.toml`).
    pub probes: Vec<Probe>,
    /// Ways of ordering a thought (`frames.toml`).
    pub frames: Vec<Frame>,
    /// The areas of the role (`role.toml`).
    pub role: Vec<RoleArea>,
    /// Principles of the culture (`culture.toml`).
    pub principles: Vec<Principle>,
    /// Values of the culture (`culture.toml`).
    pub values: Vec<Value>,
    /// Words that people of the company use (`culture.toml`).
    pub terms: Vec<Term>,
    /// Ways of getting ready (`strategies.toml`).
    pub strategies: Vec<Strategy>,
    /// What costs candidates the offer (`mistakes.toml`).
    pub mistakes: Vec<Mistake>,
    /// Facts with source and date (`facts.toml`).
    pub facts: Vec<Fact>,
    /// Short exercises that return by schedule (`drills/*.toml`).
    pub drills: Vec<Drill>,
    /// Cases on the numbers of a simulated service (`cases/*.toml`); a pack may have none.
    pub cases: Vec<Case>,
    /// What can be recommended in cases (`cases/*.toml`).
    pub options: Vec<CaseOption>,
    /// What the calendar of a case may say (`cases/*.toml`).
    pub notes: Vec<CaseNote>,
    /// What is asked after the presentation of a case (`cases/*.toml`).
    pub challenges: Vec<Challenge>,
    /// Changes that are tested on simulated members (`experiments/*.toml`).
    pub scenarios: Vec<Scenario>,
}
