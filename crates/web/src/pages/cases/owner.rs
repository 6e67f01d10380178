//! Which worlds belong to a case that somebody is working on.

use lab::case::Stage;
use store::KeptCase;
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
}

impl Owner {
    /// Where the case is worked on.
    pub(crate) fn address(&self) -> String {
        format!("/cases/{}", self.id)
    }
}

/// The case in progress that plays in a world; of several the one whose data can be asked.
pub(crate) async fn of_world(visit: &Visit, world: &WorldId) -> Result<Option<Owner>, Failure> {
    let mut found: Option<Owner> = None;
    for kept in visit.app.store.papers::<KeptCase>().await? {
        let sitting = &kept.paper.0;
        let stage = sitting.stage();
        // Nothing is told of a case whose pack is not loaded, either.
        let pack = visit.app.panel(&sitting.pack).map(|panel| &*panel.pack);
        if stage < Stage::Graded
            && found.as_ref().is_none_or(|one| !one.asks)
            && OpenCase::plays_in(pack, &sitting.setting(), world)
        {
            let case = pack.and_then(|pack| pack.case(&sitting.case));
            found = Some(Owner {
                id: kept.id,
                name: case.map_or_else(|| sitting.case.to_string(), |case| case.name.clone()),
                asks: stage == Stage::Room,
            });
        }
    }
    Ok(found)
}
