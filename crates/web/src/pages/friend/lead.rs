//! The friend leads: takes the lead and leaves it, follows up, moves on.

use axum::extract::Path;
use axum::response::Redirect;
use interview::{Command, FollowUp, Refusal, TurnId};
use pack::id::ProbeId;
use serde::Deserialize;

use super::Guest;
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, typed};
use crate::visit::Visit;

/// `POST /friend/{invitation}/lead`
pub(crate) async fn take(
    visit: Visit,
    Path(invitation): Path<String>,
) -> Result<Redirect, Failure> {
    let guest = Guest::enter(&visit, &invitation).await?;
    let by = guest.person();
    done(&guest, guest.act(&visit, Command::TakeLead { by }).await)
}

/// `POST /friend/{invitation}/leave`
pub(crate) async fn leave(
    visit: Visit,
    Path(invitation): Path<String>,
) -> Result<Redirect, Failure> {
    let guest = Guest::enter(&visit, &invitation).await?;
    done(&guest, guest.act(&visit, Command::LeaveLead).await)
}

/// What to follow up with: a probe that was chosen, or words.
#[derive(Deserialize)]
pub(crate) struct Asked {
    turn: u32,
    probe: Option<ProbeId>,
    #[serde(default)]
    words: String,
}

/// `POST /friend/{invitation}/ask`
pub(crate) async fn ask(
    visit: Visit,
    Path(invitation): Path<String>,
    Fields(Asked { turn, probe, words }): Fields<Asked>,
) -> Result<Redirect, Unsaved> {
    let words = typed(words);
    let follow_up = async {
        let guest = Guest::enter(&visit, &invitation).await?;
        let with = match &probe {
            Some(probe) => FollowUp::Probe(probe.clone()),
            None => FollowUp::Words(words.clone()),
        };
        let turn = TurnId(turn);
        guest.act(&visit, Command::FollowUp { turn, with }).await?;
        Ok(Redirect::to(&guest.here))
    };
    match follow_up.await {
        Ok(view) => Ok(view),
        Err(failure) => Err(Unsaved {
            failure,
            text: words,
        }),
    }
}

/// The answer that was heard to its end.
#[derive(Deserialize)]
pub(crate) struct Heard {
    turn: u32,
}

/// `POST /friend/{invitation}/next`
pub(crate) async fn next(
    visit: Visit,
    Path(invitation): Path<String>,
    Fields(heard): Fields<Heard>,
) -> Result<Redirect, Failure> {
    let guest = Guest::enter(&visit, &invitation).await?;
    let turn = TurnId(heard.turn);
    done(&guest, guest.act(&visit, Command::MoveOn { turn }).await)
}

/// Back to the view. A button pressed twice, or too late, does no harm: the view shows how things stand.
fn done<T>(guest: &Guest, done: Result<T, Failure>) -> Result<Redirect, Failure> {
    match done {
        Ok(_)
        | Err(Failure::Refused {
            refusal:
                Refusal::IsLed(_)
                | Refusal::NotLed
                | Refusal::HasEnded
                | Refusal::LeadNotAwaited
                | Refusal::NotThisTurn { .. },
            ..
        }) => Ok(Redirect::to(&guest.here)),
        Err(failure) => Err(failure),
    }
}
