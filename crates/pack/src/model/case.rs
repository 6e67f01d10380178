use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{EntryId, QuestionId};
use crate::vocabulary::{CauseId, CheckId, CountryId, Headline, Occasion, RegionId};

/// A case on the numbers of a simulated service: what is sent the day before, and what may lie
/// behind it. Which cause it is, and every figure, is drawn from a seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Names the case.
    pub id: EntryId,
    /// In a few words.
    pub name: String,
    /// The question of a round with a presentation in whose place the case can be presented.
    #[serde(default)]
    pub question: Option<QuestionId>,
    /// Who writes.
    pub from: Sender,
    /// The subject of the message.
    pub subject: String,
    /// The message, in Markdown. `{change}` stands for how far the measure moved against the other
    /// markets, `{year}` for the same against the year before, `{now}` and `{before}` for the
    /// measure, `{since}` for the Monday of the first week in which it shows, `{until}` for the last
    /// day of the data, `{other}` for the markets beside it.
    pub brief: String,
    /// What moved.
    pub headline: Headline,
    /// Where.
    pub market: Market,
    /// What may lie behind it, in the order in which somebody would think of it.
    pub causes: Vec<CauseId>,
    /// How strong a cause is where it reaches everybody in the market, between 0 and 1; where it reaches a
    /// part, it is as much stronger, so that the headline moves alike. One without is drawn.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub strengths: BTreeMap<CauseId, f64>,
    /// The checks that matter before anything is explained.
    pub checks: Vec<CheckId>,
    /// The responses that can be recommended.
    pub options: Vec<EntryId>,
    /// What a good mind would ask itself on the way; no answers.
    pub prompts: Vec<String>,
    /// Minutes for the presentation.
    pub minutes: u32,
}

/// Who sends a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// First name.
    pub name: String,
    /// Job.
    pub role: String,
}

/// Where a case plays, and what it can be held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// The region.
    pub region: RegionId,
    /// The countries; all of the region where none is named.
    #[serde(default)]
    pub countries: Vec<CountryId>,
    /// Countries of other regions whose numbers are in the data too.
    pub beside: Vec<CountryId>,
    /// As people say it: "Latin America".
    pub name: String,
}

/// Something that can be recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOption {
    /// Names the option.
    pub id: EntryId,
    /// What is done, in a sentence.
    pub text: String,
    /// What it costs, in words: money, people, goodwill.
    pub cost: String,
    /// What may go wrong with it.
    pub risk: String,
    /// Its cost as a share of what was lost.
    pub price: f64,
    /// Which share of what was lost it brings back, by cause; nothing where the cause is not named.
    pub recovers: BTreeMap<CauseId, f64>,
}

impl CaseOption {
    /// What it is worth where this is the cause: the share it brings back less what it costs.
    #[must_use]
    pub fn value(&self, cause: CauseId) -> f64 {
        self.recovers.get(&cause).copied().unwrap_or(0.0) - self.price
    }
}

/// Something that the calendar says about the time. Where its cause is the one that was drawn, it is
/// the cause's trace; everywhere else it explains nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseNote {
    /// Names the note.
    pub id: EntryId,
    /// The kind of entry: note, launch, expiry, event or measurement.
    pub kind: String,
    /// What the calendar says.
    pub text: String,
    /// The cause that it would be a trace of.
    pub cause: CauseId,
    /// Metrics that would show it if it mattered.
    pub shown_by: Vec<String>,
}

/// What an interviewer says afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// When it is asked.
    pub when: Occasion,
    /// Ways to put it. `{fact}` stands for what the data show, `{claim}` for the cause that was
    /// concluded, `{decoy}` for what else was there, `{check}` for what was not looked at, `{option}`
    /// and `{cost}` for what was recommended and what it costs.
    pub ask: Vec<String>,
}
