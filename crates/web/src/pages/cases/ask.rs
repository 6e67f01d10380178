//! Something is asked of the case's world.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Redirect;
use jiff::civil::Date;
use lab::case::{Came, MOST_ASKED, Stage};
use lab::{Asked, Question, Window};
use pack::vocabulary::CheckId;

use super::{Desk, change};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value};
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
        let earlier: Vec<String> = desk
            .sitting
            .asked
            .iter()
            .filter_map(|asking| asking.text.clone())
            .collect();
        let words = text.clone();
        let came = desk
            .with_world(&visit, move |open| {
                let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
                open.ask(&earlier, &words)
            })
            .await?;
        note_down(&visit, &desk, Some(text.clone()), came).await
    };
    asked.await.map_err(|failure| Unsaved {
        failure,
        text: text.clone(),
    })
}

/// `POST /cases/{id}/measure`: a metric, put together by hand.
pub(super) async fn measure(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let desk = open(&visit, &id).await?;
    let asked = put_together(&desk, &said)?;
    let came = desk
        .with_world(&visit, move |open| open.find(&asked))
        .await?;
    note_down(&visit, &desk, None, came).await
}

fn put_together(desk: &Desk, said: &Said) -> Result<Asked, Failure> {
    let metric = value(said, "metric");
    let by = value(said, "by");
    let mut filters = BTreeMap::new();
    if value(said, "where") != "everywhere" {
        let region = desk.case()?.market.region.word().to_owned();
        filters.insert("region".to_owned(), region);
    }
    let (dimension, only) = (value(said, "dimension"), value(said, "only"));
    if !dimension.is_empty() && !only.is_empty() {
        filters.insert(dimension, only);
    }
    let since = || -> Result<Window, Failure> {
        let date: Date = value(said, "since")
            .parse()
            .map_err(|_| misfit(&"a date is written as 2025-06-01"))?;
        Ok(Window::BeforeAfter(date))
    };
    let mut dimensions: Vec<String> = Vec::new();
    if !by.is_empty() {
        filters.remove(&by);
        dimensions.push(by.clone());
    }
    let window = match value(said, "time").as_str() {
        "since" => Some(since()?),
        "parts" if !by.is_empty() => {
            return Ok(Asked::Segments {
                metric,
                by,
                filters,
                window: since()?,
            });
        }
        "year" => Some(Window::YearOverYear),
        "week" | "day" => {
            dimensions.push(value(said, "time"));
            None
        }
        _ => None,
    };
    Ok(Asked::Metric {
        question: Question {
            metric,
            dimensions,
            filters,
            window,
        },
        rest: false,
    })
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
    note_down(&visit, &desk, None, came).await
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

async fn note_down(
    visit: &Visit,
    desk: &Desk,
    text: Option<String>,
    came: Came,
) -> Result<Redirect, Failure> {
    let now = visit.app.now();
    let number = change(&visit.app, &desk.id, |sitting| sitting.ask(now, text, came)).await?;
    let number = number.ok_or_else(|| {
        misfit(&format!(
            "a case takes {MOST_ASKED} requests, and none after its conclusion"
        ))
    })?;
    Ok(Redirect::to(&format!(
        "{}#request-{number}",
        desk.address()
    )))
}
