//! Which versions of the app were rolled out.

use pack::vocabulary::CheckId;

use crate::case::check::found::found;
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut dated = Vec::new();
    let columns = ["device", "app_version", "released_on", "rollout_days"];
    scan(tables, "releases", &columns, |rows, row| {
        if let Some(on) = rows.date(2, row)
            && place.is_near(on)
        {
            dated.push((
                on,
                format!(
                    "{} {}, with most members within {} days",
                    rows.text(0, row),
                    rows.text(1, row),
                    rows.whole(3, row)
                ),
            ));
        }
    })?;
    dated.sort();
    let answer = format!("{} versions were rolled out around the date.", dated.len());
    Ok(Checked {
        dated,
        ..found(CheckId::Releases, place, answer, false)
    })
}
