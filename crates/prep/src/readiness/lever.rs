//! What would change the picture most: for every component the moves there are, by how much each
//! would narrow its margin, counted by how often the loop asks for it.

use std::collections::BTreeSet;

use pack::Pack;
use pack::id::{ComponentId, EntryId};

use super::evidence::{self, Evidence};
use super::{HALF_WIDTH, Standing};
use crate::story::{Story, coverage};

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Answer so many questions of the component.
    Answer(usize),
    /// See the cards that were not seen yet, so many.
    Cards(usize),
    /// Write a story for a theme or value that has none.
    Story(EntryId),
}

/// A move and what it would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// The component.
    pub component: ComponentId,
    /// What to do.
    pub what: Move,
    /// The margin now.
    pub before: f64,
    /// The margin afterwards, whatever comes out.
    pub after: f64,
    /// How much it is worth beside the others: the narrowing, by the component's share of the loop.
    pub worth: f64,
}

/// Answers that make a sitting.
const ANSWERS: usize = 3;
/// So many of a sort are named: three times the same advice is enough.
const MOST_OF_A_SORT: usize = 2;

pub(super) fn levers(
    pack: &Pack,
    standings: &[Standing],
    gathered: &[Evidence],
    stories: &[&Story],
) -> Vec<Lever> {
    let coverage = coverage(pack, stories);
    let holes = coverage.holes();
    let mut levers = Vec::new();
    for ((component, standing), evidence) in pack.components.iter().zip(standings).zip(gathered) {
        let before = standing.belief.margin;
        let mut add = |what: Move, after: f64| {
            levers.push(Lever {
                component: component.id.clone(),
                what,
                before,
                after,
                worth: standing.share * (before - after),
            });
        };
        let answered = evidence.margin_with(evidence::one_answer() / ANSWERS as f64);
        add(Move::Answer(ANSWERS), answered);
        let unseen = standing.cards.all - standing.cards.seen;
        if unseen >= evidence::LEAST_CARDS {
            // What the cards seen already say is replaced by what all of them would.
            let now = evidence.without_cards();
            let after = HALF_WIDTH * (1.0 / (now + 1.0 / evidence::ALL_CARDS)).sqrt();
            if after < before {
                add(Move::Cards(unseen), after);
            }
        }
        let asked = evidence::asked(pack, component);
        let hole = holes.iter().find(|hole| asked.contains(&hole.id));
        if let (Some(hole), Some((0, _))) = (hole, standing.stories) {
            add(
                Move::Story(hole.id.clone()),
                evidence.margin_with(evidence::STORIES * evidence::STORIES),
            );
        }
    }
    levers.sort_by(|first, second| second.worth.total_cmp(&first.worth));
    let mut named = [0_usize; 3];
    let mut stories: BTreeSet<EntryId> = BTreeSet::new();
    levers.retain(|lever| {
        if let Move::Story(theme) = &lever.what
            && !stories.insert(theme.clone())
        {
            return false;
        }
        let sort = match lever.what {
            Move::Answer(_) => 0,
            Move::Cards(_) => 1,
            Move::Story(_) => 2,
        };
        named[sort] += 1;
        named[sort] <= MOST_OF_A_SORT
    });
    levers
}
