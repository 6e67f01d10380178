//! A case opened on this machine: what it answers to a date outside of its data, and when it is no
//! longer the case that was begun.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use jiff::ToSpan;
use lab::case::{Came, MEMBERS, Size};
use pack::Pack;
use pack::model::Case;
use pack::vocabulary::{CheckId, Headline};
use world::Progress;
use worlds::{OpenCase, Worlds};

fn netflix() -> Pack {
    let (_, files) = pack::embedded::packs().remove(0);
    pack::load(&files).unwrap()
}

/// A case whose headline the year before holds, so that every check has something to look at.
fn compared_with_last_year(pack: &Pack) -> &Case {
    pack.cases
        .iter()
        .find(|case| case.headline == Headline::WatchHours)
        .unwrap()
}

fn smallest(case: &Case) -> Size {
    Size::of(case.headline).with_members(*MEMBERS.start())
}

#[test]
fn a_check_with_a_date_that_leaves_no_day_on_one_side_asks_for_another() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = Worlds::new(desk.path().join("worlds"));
    let pack = netflix();
    let case = compared_with_last_year(&pack);
    let progress = Progress::default();
    let open = OpenCase::new(&worlds, &pack, &case.id, 3, smallest(case), &progress).unwrap();
    let opening = open.opening().unwrap();
    let first = opening.weeks.first().unwrap().monday;
    for which in CheckId::ALL {
        for outside in [
            opening.until.saturating_add(1.days()),
            opening.until.saturating_add(1.years()),
            first.saturating_sub(1.years()),
        ] {
            let came = open.check(*which, outside).unwrap();
            assert!(
                matches!(&came, Came::Said { words, ask: true } if words.contains("choose one after")),
                "{which} at {outside}: {came:?}"
            );
        }
        for inside in [opening.until, opening.since] {
            let came = open.check(*which, inside).unwrap();
            assert!(matches!(came, Came::Checked(_)), "{which} at {inside}");
        }
    }
}
