//! Something is asked of the case's world.

use axum::extract::Path;
use axum::response::Redirect;
use jiff::civil::Date;
use lab::case::{Came, MOST_ASKED, Stage};
use pack::vocabulary::CheckId;

use super::{Desk, change, room};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value};
use crate::pages::tools::{Chosen, Form};
use crate::visit::Visit;

/// The longest request, in characters.
const LONGEST: usize = 500;

/// `POST /cases/{id}/ask`: in plain words.
pub(super) async fn ask(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let text = value(&said, "text");
    let asked = async {
        let desk = open(&visit, &id).await?;
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(misfit(&format!("a request has 1 to {LONGEST} characters")));
        }
        let earlier = desk.sitting.asked.clone();
        let words = text.clone();
        let came = desk
            .with_world(&visit, move |open| open.ask(&earlier, &words))
            .await?;
        let number = written_down(&visit, &desk, Some(text.clone()), came).await?;
        Ok(desk.at_request(number))
    };
    asked.await.map_err(|failure| Unsaved {
        failure,
        text: text.clone(),
    })
}

/// `POST /cases/{id}/find`: with a tool, whose form is that of the lab; from the lab itself with the
/// wish to keep what comes of it.
pub(super) async fn find(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let text = value(&said, "note");
    let found = found(&visit, &id, said).await;
    found.map_err(|failure| Unsaved { failure, text })
}

async fn found(visit: &Visit, id: &str, said: Said) -> Result<Redirect, Failure> {
    let desk = open(visit, id).await?;
    let opening = desk.sitting.opening.as_ref().ok_or(Failure::Broken)?;
    let form =
        Form::named(&value(&said, "tool")).ok_or_else(|| misfit(&"there is no such tool"))?;
    let (keep, note) = (value(&said, "keep") == "yes", value(&said, "note"));
    let span = room::span(opening);
    let asked = (form.asked)(&Chosen(said), span).map_err(|fault| misfit(&fault))?;
    let came = desk
        .with_world(visit, move |open| open.find(&asked))
        .await?;
    let found_before = desk.sitting.asked.iter().find(|asking| asking.came == came);
    let number = match found_before.filter(|_| keep) {
        Some(asking) => asking.number,
        None => written_down(visit, &desk, None, came).await?,
    };
    if keep {
        let kept = change(&visit.app, id, |sitting| sitting.keep(Some(number), &note)).await?;
        kept.map_err(|fault| misfit(&fault))?;
    }
    Ok(desk.at_request(number))
}

/// `POST /cases/{id}/check`
pub(super) async fn check(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let desk = open(&visit, &id).await?;
    let which = CheckId::from_word(&value(&said, "check"))
        .ok_or_else(|| misfit(&"there is no such check"))?;
    let since: Date = value(&said, "since")
        .parse()
        .map_err(|_| misfit(&"a date is written as 2025-06-01"))?;
    let came = desk
        .with_world(&visit, move |open| open.check(which, since))
        .await?;
    let number = written_down(&visit, &desk, None, came).await?;
    Ok(desk.at_request(number))
}

/// A case in whose room things are asked.
async fn open(visit: &Visit, id: &str) -> Result<Desk, Failure> {
    let desk = Desk::enter(visit, id).await?;
    if desk.sitting.stage() != Stage::Room {
        return Err(misfit(
            &"the case is concluded, so that nothing more can be asked of its world",
        ));
    }
    Ok(desk)
}

/// Writes a request down; gives its number.
async fn written_down(
    visit: &Visit,
    desk: &Desk,
    text: Option<String>,
    came: Came,
) -> Result<u32, Failure> {
    let now = visit.app.now();
    let number = change(&visit.app, &desk.id, |sitting| sitting.ask(now, text, came)).await?;
    number.ok_or_else(|| {
        misfit(&format!(
            "a case takes {MOST_ASKED} requests, and none after its conclusion"
        ))
    })
}
