//! How far each component was at the end of each of the last weeks.

use jiff::civil::Date;
use maud::{Markup, html};
use prep::Known;
use prep::readiness::{Standing, weekly};

use crate::components::trend::{self, Moment};
use crate::failure::Failure;
use crate::visit::Visit;

/// Weeks that are shown.
const WEEKS: u32 = 8;

pub(super) async fn show(visit: &Visit, known: &Known) -> Result<Markup, Failure> {
    let first = first(known);
    let Some(first) = first else {
        return Ok(html! { p.soft { "After your first week of practice, lines stand here." } });
    };
    let today = visit.today();
    let since = prep::days(first, today).unwrap_or_default() / 7 + 2;
    let weeks = since.min(WEEKS);
    let store = &visit.app.store;
    let mut cards = store
        .cards_by_week(&visit.pack.manifest.id, today, weeks)
        .await?;
    let weeks = weekly(&visit.pack, today, weeks, |day| {
        let after = day.tomorrow().unwrap_or(day);
        Known {
            cards: cards.remove(&day).unwrap_or_default(),
            ..known.morning(after)
        }
    });
    Ok(html! {
        div.trends { @for component in &visit.pack.components {
            @let moments: Vec<Moment> = weeks.iter().filter_map(|(day, standings)| {
                let standing = standings.iter().find(|each| each.component == component.id)?;
                Some(moment(*day, standing))
            }).collect();
            (trend::trend(&component.name, &moments))
        } }
        p.note { "The line is the level at the end of each week, the band its margin. A line inside the band of the week before has told you nothing yet." }
    })
}

fn moment(day: Date, standing: &Standing) -> Moment {
    Moment {
        day,
        level: standing.belief.level,
        margin: standing.belief.margin,
    }
}

/// The first day of which anything is known.
fn first(known: &Known) -> Option<Date> {
    let marks = known.marks.iter().map(|mark| mark.day);
    let cards = known.reviewed.iter().map(|each| each.day);
    let stories = known.stories.iter().map(|told| told.day);
    marks.chain(cards).chain(stories).min()
}
