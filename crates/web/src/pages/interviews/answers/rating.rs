//! The candidate rates an own answer.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::{Command, Refusal};

use super::super::given::Given;
use super::super::turn::respond;
use super::place;
use crate::components::rating::RATHER_NOT;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::room::Room;
use crate::visit::Visit;

/// `POST /interviews/{id}/answers/{turn}/rating`. From within the room the answer being typed comes
/// along and the way leads back; else it leads to the marks.
pub(crate) async fn rate(
    visit: Visit,
    Path((id, turn)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    given.keep(&visit.app, &id).await?;
    let rated = async {
        let room = Room::enter(&visit.app, &id).await?;
        let turn = place::thread(&room, &turn)?.opened_by();
        let command = Command::Rate {
            turn,
            level: level(&given.level)?,
        };
        let room = match Room::act(&visit.app, &id, command).await {
            // Rated in another window: the first rating stands.
            Err(Failure::Refused {
                refusal: Refusal::AlreadyRated,
                ..
            }) => room,
            done => done?,
        };
        if given.turn().is_some() {
            return respond(&visit, &room).await;
        }
        Ok(Redirect::to(&format!("/interviews/{id}/answers/{turn}")).into_response())
    };
    match rated.await {
        Ok(response) => Ok(response),
        Err(failure) => Err(given.refuse(&visit.app, &id, failure).await),
    }
}

fn level(word: &str) -> Result<Option<u8>, Failure> {
    if word == RATHER_NOT {
        return Ok(None);
    }
    word.parse().map(Some).map_err(|_| Failure::BadForm {
        fault: "a rating is a number from 1 to 5".to_owned(),
    })
}
