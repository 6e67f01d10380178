//! What a sitting can be.

use pack::Pack;
use pack::id::{ComponentId, EntryId, RoundId};

/// What a sitting can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// A step of a strategy of the pack.
    Step {
        /// The strategy.
        strategy: EntryId,
        /// Its place among the strategy's steps, from 0.
        step: usize,
    },
    /// The cards of the day.
    Drills,
    /// A mock interview of one round.
    Round(RoundId),
    /// A question or two of one component.
    Questions(ComponentId),
    /// A story for a theme or value that has none.
    Story(EntryId),
    /// Every story aloud, in half a minute each.
    Tell,
    /// The page of the day before.
    Brief,
    /// A message to somebody.
    FollowUp(String),
}

impl Task {
    /// Names the task. Steps and stories are done once; of the others each day has its own.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Step { strategy, step } => format!("step-{strategy}-{step}"),
            Self::Drills => "drills".to_owned(),
            Self::Round(round) => format!("round-{round}"),
            Self::Questions(component) => format!("questions-{component}"),
            Self::Story(theme) => format!("story-{theme}"),
            Self::Tell => "tell".to_owned(),
            Self::Brief => "brief".to_owned(),
            Self::FollowUp(contact) => format!("follow-up-{contact}"),
        }
    }

    /// Whether what is done shows by itself: cards reviewed, answers given.
    #[must_use]
    pub const fn shows_by_itself(&self) -> bool {
        matches!(self, Self::Drills | Self::Round(_) | Self::Questions(_))
    }

    /// The strategy of the pack that it belongs to, where the pack has it.
    #[must_use]
    pub fn strategy(&self, pack: &Pack) -> Option<EntryId> {
        let name = match self {
            Self::Step { strategy, .. } => return Some(strategy.clone()),
            Self::Round(_) => "mock-interviews",
            Self::Story(_) | Self::Tell => "narratives",
            Self::FollowUp(_) => "network",
            Self::Questions(_) => "case-thinking",
            Self::Drills | Self::Brief => return None,
        };
        let strategy = pack
            .strategies
            .iter()
            .find(|each| each.id.as_str() == name)?;
        Some(strategy.id.clone())
    }
}

/// Minutes of a step that does not say them.
const USUAL: u32 = 30;

/// How long a step of a strategy takes: the first "so many minutes" in it, between 10 and 120.
#[must_use]
pub fn minutes_of(step: &str) -> u32 {
    let words: Vec<&str> = step.split_whitespace().collect();
    words
        .windows(2)
        .find(|pair| pair[1].starts_with("minute"))
        .and_then(|pair| pair[0].parse::<u32>().ok())
        .map_or(USUAL, |minutes| minutes.clamp(10, 120))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_how_long_it_takes() {
        assert_eq!(minutes_of("First reading, 45 minutes, no pen."), 45);
        assert_eq!(minutes_of("Think about it."), USUAL);
        assert_eq!(minutes_of("For 3 minutes each."), 10);
    }
}
