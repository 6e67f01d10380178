//! Which titles went, and which lost their dubbing.

use std::collections::HashMap;

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add};
use crate::case::check::{Checked, Compared, List, Place};
use crate::case::rows::{scan, texts_by};
use crate::engine::{Tables, Trouble, days};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let genres = texts_by(tables, "titles", "title_id", "genre")?;
    let languages = texts_by(tables, "titles", "title_id", "language")?;
    let (mut ended, mut undubbed) = (Sides::new(), Sides::new());
    let turn = days(place.since) - 1;
    let side = |day: i32| match day - turn {
        -28..=-1 => Some(0),
        0..28 => Some(1),
        _ => None,
    };
    let nothing = String::new();
    let columns = ["title_id", "country", "available_until", "dubbed_until"];
    scan(tables, "availability", &columns, |rows, row| {
        if !place.holds(rows.text(1, row)) {
            return;
        }
        let title = rows.whole(0, row);
        let count = |sides: &mut Sides, column: usize, names: &HashMap<i64, String>| {
            if let Some(side) = rows.number(column, row).and_then(|day| side(day as i32)) {
                add(sides, names.get(&title).unwrap_or(&nothing), side, 1.0);
            }
        };
        count(&mut ended, 2, &genres);
        count(&mut undubbed, 3, &languages);
    })?;
    let compared = |sides: Sides| -> Vec<Compared> {
        sides
            .into_iter()
            .map(|(name, [before, after])| Compared {
                name,
                before,
                after,
            })
            .collect()
    };
    let (ended, undubbed) = (compared(ended), compared(undubbed));
    let lists = vec![
        list(
            "Licences that ended, by genre",
            "titles and countries",
            ended,
        ),
        list(
            "Dubbing that ended, by original language",
            "titles and countries",
            undubbed,
        ),
    ];
    let jump = |list: &List| list.jumped().then(|| list.whole(|part| part.after));
    let (gone, silent) = (jump(&lists[0]), jump(&lists[1]));
    let answer = match (gone, silent) {
        (Some(titles), _) => format!(
            "{titles:.0} licences ended in the four weeks from the date on, many times as many as in the four weeks before."
        ),
        (None, Some(titles)) => format!(
            "{titles:.0} titles lost their dubbing in the four weeks from the date on, many times as many as in the four weeks before."
        ),
        (None, None) => "Titles came and went as they usually do.".to_owned(),
    };
    Ok(Checked {
        lists,
        ..found(
            CheckId::Availability,
            place,
            answer,
            gone.is_some() || silent.is_some(),
        )
    })
}
