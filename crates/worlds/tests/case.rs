//! A case opened on this machine: what it answers to a date outside of its data, and when it is no
//! longer the case that was begun.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use jiff::ToSpan;
use lab::case::{Came, CaseError, MEMBERS, Setting, Size};
use pack::Pack;
use pack::model::Case;
use pack::vocabulary::{CheckId, Headline};
use world::Progress;
use worlds::{CaseFailure, OpenCase, WorldId, Worlds};

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

fn smallest(case: &Case) -> Setting {
    Setting {
        case: case.id.clone(),
        seed: 3,
        size: Size::of(case.headline).with_members(*MEMBERS.start()),
        world: None,
    }
}

#[test]
fn a_case_that_was_begun_with_another_world_is_refused_and_still_hides_that_world() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = Worlds::new(desk.path().join("worlds"));
    let pack = netflix();
    let before = smallest(&pack.cases[0]);
    let now = OpenCase::world_of(&pack, &before).unwrap();
    let begun: WorldId = "0123456789abcdef".parse().unwrap();
    let setting = Setting {
        world: Some(begun.to_string()),
        ..before.clone()
    };
    let refused = OpenCase::new(&worlds, &pack, &setting, &Progress::default()).unwrap_err();
    assert!(
        matches!(refused, CaseFailure::Case(CaseError::Changed)),
        "{refused}"
    );
    assert!(
        worlds.list().unwrap().is_empty(),
        "no other world is made in its place"
    );
    assert_eq!(
        OpenCase::plays_in(None, &setting, &begun),
        Some(true),
        "a pack that is not at hand gives nothing away"
    );
    assert_eq!(OpenCase::plays_in(Some(&pack), &setting, &now), Some(false));
    assert_eq!(
        OpenCase::plays_in(Some(&pack), &before, &now),
        Some(true),
        "older cases know their pack only"
    );
    assert_eq!(
        OpenCase::plays_in(Some(&pack), &before, &begun),
        Some(false)
    );
}

#[test]
fn where_an_older_case_plays_is_not_known_without_its_pack_or_once_that_has_it_no_more() {
    let pack = netflix();
    let before = smallest(&pack.cases[0]);
    let now = OpenCase::world_of(&pack, &before).unwrap();
    assert_eq!(OpenCase::plays_in(None, &before, &now), None);
    let gone = Setting {
        case: "a-case-that-was-taken-out".parse().unwrap(),
        ..before
    };
    assert_eq!(OpenCase::plays_in(Some(&pack), &gone, &now), None);
}

#[test]
fn a_check_with_a_date_that_leaves_no_day_on_one_side_asks_for_another() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = Worlds::new(desk.path().join("worlds"));
    let pack = netflix();
    let case = compared_with_last_year(&pack);
    let progress = Progress::default();
    let open = OpenCase::new(&worlds, &pack, &smallest(case), &progress).unwrap();
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
