//! Which worlds belong to a case that somebody is working on.

use store::{CaseBrief, Kept, KeptCase};
use worlds::{OpenCase, WorldId};

use crate::failure::Failure;
use crate::visit::Visit;

/// A case that is not graded yet, as the pages of its world know it.
#[derive(Clone)]
pub(crate) struct Owner {
    id: String,
    /// What the case is called.
    pub(crate) name: String,
    /// Whether its data can be asked.
    pub(crate) asks: bool,
    /// Whether it is known to play in the world: of older cases whose pack is not loaded it is not.
    pub(crate) certain: bool,
}

impl Owner {
    /// Where the case is worked on.
    pub(crate) fn address(&self) -> String {
        format!("/cases/{}", self.id)
    }
}

/// Every case that was begun.
pub(crate) struct Begun(Vec<Kept<CaseBrief>>);

impl Begun {
    /// All of them.
    pub(crate) async fn of(visit: &Visit) -> Result<Self, Failure> {
        Ok(Self(visit.app.store.briefs::<KeptCase>().await?))
    }

    /// The case in progress that plays in a world; of several the one whose data can be asked.
    pub(crate) fn in_world(&self, visit: &Visit, world: &WorldId) -> Option<Owner> {
        self.owner(visit, world, Some(true))
    }

    /// The case in progress for which it is kept back what was planted in a world: the one that plays
    /// there, or one that may.
    fn keeping_back(&self, visit: &Visit, world: &WorldId) -> Option<Owner> {
        self.in_world(visit, world)
            .or_else(|| self.owner(visit, world, None))
    }

    fn owner(&self, visit: &Visit, world: &WorldId, plays: Option<bool>) -> Option<Owner> {
        let mut found: Option<Owner> = None;
        for kept in &self.0 {
            let case = &kept.paper;
            // Nothing is told of a case whose pack is not loaded, either.
            let pack = visit.app.panel(&case.pack).map(|panel| &*panel.pack);
            if case.grade.is_none()
                && found.as_ref().is_none_or(|one| !one.asks)
                && OpenCase::plays_in(pack, &case.setting(), world) == plays
            {
                let named = pack.and_then(|pack| pack.case(&case.case));
                found = Some(Owner {
                    id: kept.id.clone(),
                    name: named.map_or_else(|| case.case.to_string(), |case| case.name.clone()),
                    asks: case.asks,
                    certain: plays.is_some(),
                });
            }
        }
        found
    }
}

/// The case in progress that plays in a world; of several the one whose data can be asked.
pub(crate) async fn of_world(visit: &Visit, world: &WorldId) -> Result<Option<Owner>, Failure> {
    Ok(Begun::of(visit).await?.in_world(visit, world))
}

/// The case in progress for which it is kept back what was planted in a world.
pub(crate) async fn keeping_back(visit: &Visit, world: &WorldId) -> Result<Option<Owner>, Failure> {
    Ok(Begun::of(visit).await?.keeping_back(visit, world))
}
