use serde::{Deserialize, Serialize};

use crate::id::{EntryId, ProbeId, RoundId};
use crate::vocabulary::{BroughtKind, EvidenceKind, Manner, MemoryKind, QuestionKind};

/// A follow-up, asked because of what was, or was not, said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Names the probe.
    pub id: ProbeId,
    /// What makes it fit.
    pub because: Cause,
    /// Kinds of question after which it can be asked; all when empty.
    #[serde(default)]
    pub kinds: Vec<QuestionKind>,
    /// Rounds in which it can be asked; all when empty.
    #[serde(default)]
    pub rounds: Vec<RoundId>,
    /// Subjects of questions after which it can be asked; all when empty.
    #[serde(default)]
    pub subjects: Vec<EntryId>,
    /// Larger goes first when several fit; 0 to 100.
    pub urgency: u8,
    /// At least three wordings. `{quote}` stands for the candidate's words that caused it; for
    /// memory, `{earlier}` and `{now}` for the two quotes and `{round}` for where the first fell; a
    /// wording that names the round is used only where that was an earlier one. For an open concern,
    /// `{ask}` stands for what is asked under its criterion; for something brought, `{note}` for what
    /// it says.
    pub ask: Vec<String>,
}

/// Why a probe fits: written `{ lacks = "result_quantified" }`, `{ shows = "bluff" }`,
/// `{ recalls = "contradiction" }`, `{ brings = "note" }` or `{ hears = "nothing" }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The answer has no evidence of this kind.
    Lacks(EvidenceKind),
    /// The answer has evidence of this kind, and it wants a follow-up.
    Shows(EvidenceKind),
    /// The interview remembers something.
    Recalls(MemoryKind),
    /// The candidate wrote down something beforehand that the answer could have used and did not.
    Brings(BroughtKind),
    /// The answer as a whole is such that nothing else can be asked before.
    Hears(Manner),
}
