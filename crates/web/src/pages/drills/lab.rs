//! Cards that are answered in the lab, on the numbers of a world.

use pack::model::DrillForm;
use pack::vocabulary::Practised;
use prep::drill::Grade;
use worlds::WorldId;

use super::{Desk, reviewed};
use crate::failure::Failure;
use crate::pages::cases;
use crate::pages::worlds::with_worlds;
use crate::visit::Visit;

/// The world whose numbers a card asks about: the newest, one that is not of a case in progress if there
/// is such a one.
pub(super) async fn world(visit: &Visit) -> Result<Option<WorldId>, Failure> {
    let kept = with_worlds(visit, worlds::Worlds::list).await?;
    let whole = kept.into_iter().filter(|world| world.manifest.is_ok());
    let begun = cases::Begun::of(visit).await?;
    let mut of_a_case = None;
    for world in whole {
        if begun.in_world(visit, &world.id).is_none() {
            return Ok(Some(world.id));
        }
        of_a_case.get_or_insert(world.id);
    }
    Ok(of_a_case)
}

/// Writes down that an exercise was answered, where the pack has a card for what it practises; whether
/// it has.
pub(crate) async fn review(
    visit: &Visit,
    practised: Practised,
    right: bool,
    seed: u32,
    given: &str,
) -> Result<bool, Failure> {
    let card =
        visit.pack.drills.iter().find(
            |drill| matches!(drill.form, DrillForm::Lab { practises } if practises == practised),
        );
    let Some(card) = card else {
        return Ok(false);
    };
    let grade = if right { Grade::Good } else { Grade::Again };
    let given = given.chars().take(60).collect();
    let desk = Desk::of(visit).await?;
    let seed = u64::from(seed);
    reviewed::keep(visit, &desk, card, (grade, given), (seed, None)).await?;
    Ok(true)
}
