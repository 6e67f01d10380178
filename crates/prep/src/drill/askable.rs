//! Which cards can be asked at all.

use pack::Pack;
use pack::model::{Drill, DrillForm};

/// The cards of a pack that can be asked: those of the lab are answered on the numbers of a simulated
/// service, so they wait until there is one (`world`). Whatever counts cards counts these.
pub fn askable(pack: &Pack, world: bool) -> impl Iterator<Item = &Drill> {
    pack.drills
        .iter()
        .filter(move |card| world || !matches!(card.form, DrillForm::Lab { .. }))
}
