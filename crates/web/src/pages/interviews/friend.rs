//! A friend or coach as interviewer: the candidate asks them in, and out again.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::{Command, Refusal};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Friend, Invitation};

use super::given::Given;
use super::network;
use super::turn::respond;
use crate::components::{icon, section};
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::Page;
use crate::room::Room;
use crate::visit::{SECOND_VIEW, Visit};

/// What a friend is called whom the candidate does not name, or of whom nothing but the marks is left.
pub(super) const NAMELESS: &str = "Your friend";
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// The way to this page.
pub(super) fn way(room: &Room) -> Markup {
    html! {
        a href={ "/interviews/" (room.id) "/friend" } {
            @match room.interview.lead() {
                Some(leads) => { (leads.name) " leads this interview" },
                None => "A friend interviews me",
            }
        }
    }
}

/// `GET /interviews/{id}/friend`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let friend = visit.app.store.friend(&room.id).await?;
    let open = friend
        .as_ref()
        .and_then(|friend| Some((friend, friend.invitation.as_ref()?)));
    let here = format!("/interviews/{}", room.id);
    let body = html! {
        header.head {
            p.kicker { a href=(here) { (room.interview.setup().title) } " / A friend interviews me" }
            h1 { "A friend interviews you" }
            p.lede { "They sit beside you, or in the next room, with a second view of this interview. Your own room stays as it is: you answer there, and they follow, ask and mark." }
        }
        (section("invitation", "The invitation", match open {
            Some((friend, invitation)) => invited(&room, &here, friend, invitation),
            None => not_invited(&here, friend.as_ref()),
        }))
        @if let Some((_, invitation)) = open { (section("network", "On the same network", network::section(&visit, &room, &here, invitation))) }
        (section("sees", "What they see", html! { (sees()) }))
    };
    Ok(Page::new("A friend interviews me")
        .body(body)
        .render(&visit))
}

fn not_invited(here: &str, friend: Option<&Friend>) -> Markup {
    html! {
        @if friend.is_some() { p { "The invitation is withdrawn. What was marked and written stays, and stands in the debrief." } }
        form.setup method="post" action={ (here) "/friend" } {
            label.field {
                span { "Who interviews you?" }
                input.short type="text" name="name" maxlength=(LONGEST_NAME) value=(friend.map_or("", |friend| friend.name.as_str())) placeholder=(NAMELESS);
            }
            div.actions { button.button { "Invite" (icon::arrow()) } }
            p.note { "Makes an address that nobody can guess. It opens this interview only, until you withdraw it." }
        }
    }
}

fn invited(room: &Room, here: &str, friend: &Friend, invitation: &Invitation) -> Markup {
    let address = format!("{SECOND_VIEW}{}", invitation.as_str());
    html! {
        p { strong { (friend.name) } " is invited" @if room.interview.lead().is_some() { ", and leads" } "." }
        p.actions {
            a.button href=(address) target="_blank" rel="noopener" { "Open the second window" (icon::arrow()) }
            a.button.quiet href=(here) { "Back to the interview" }
        }
        p.note { "The second window is at " code.address { (address) } " on this machine. Move it to another screen, or to the other side of the table." }
        form.actions method="post" {
            @if room.interview.lead().is_some() {
                button.button.quiet.small formaction={ (here) "/friend/lead" } { "Let the program lead again" }
            }
            button.button.quiet.small formaction={ (here) "/friend/withdraw" } { "Withdraw the invitation" }
        }
    }
}

fn sees() -> Markup {
    html! {
        ul.points {
            li { "The question asked now, how long it may take, and what strong and weak answers to it contain." }
            li { "Your answers, once you have sent them. Nothing of what you are still typing, and not your notes." }
            li { "What the program would ask next, and why. If they take the lead, they choose that, or ask in their own words; you see it in your room." }
            li { "A scorecard with the anchors of every criterion. Not what the program marked: they judge for themselves." }
            li { "None of your other interviews, stories or notes, except what is asked or said of them here, and no other page." }
        }
        p { "Once the round is over and you have rated your answers, their marks, reasons and words for you stand beside the program\u{2019}s in the debrief. The notes that they keep for themselves are shown only where they release them. The program\u{2019}s marks never change by theirs." }
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    name: String,
}

/// `POST /interviews/{id}/friend`: a new invitation, in place of one that may have been there.
pub(crate) async fn invite(
    visit: Visit,
    Path(id): Path<String>,
    Fields(asked): Fields<Asked>,
) -> Result<Redirect, Failure> {
    let app = &visit.app;
    let room = Room::enter(app, &id).await?;
    let name = match asked.name.trim() {
        "" => NAMELESS,
        name => name,
    };
    if name.chars().count() > LONGEST_NAME {
        return Err(Failure::BadForm {
            fault: format!("a name can have {LONGEST_NAME} characters"),
        });
    }
    let invitation = Invitation::new((app.secrets)().ok_or(Failure::Broken)?);
    app.store
        .invite(&room.id, name, &invitation, app.now())
        .await?;
    Ok(Redirect::to(&format!("/interviews/{id}/friend")))
}

/// `POST /interviews/{id}/friend/withdraw`: from here on the address opens nothing.
pub(crate) async fn withdraw(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    visit.app.store.withdraw(&room.id).await?;
    visit.app.door.close_to(&room.id);
    take_back(visit, Path(id)).await
}

/// `POST /interviews/{id}/friend/lead`: the program leads again.
pub(crate) async fn take_back(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    match Room::act(&visit.app, &id, Command::LeaveLead).await {
        // Nobody led, or it is over.
        Ok(_)
        | Err(Failure::Refused {
            refusal: Refusal::NotLed,
            ..
        }) => Ok(Redirect::to(&format!("/interviews/{id}/friend"))),
        Err(failure) => Err(failure),
    }
}

/// `POST /interviews/{id}/go-on`: whoever leads is not waited for any longer.
pub(crate) async fn go_on(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    let app = &visit.app;
    given.keep(app, &id).await?;
    let done = async {
        let turn = given.turn().ok_or(Failure::BadForm {
            fault: "it does not say which answer was given".to_owned(),
        })?;
        match Room::act(app, &id, Command::GoOn { turn }).await {
            Ok(room) => respond(&visit, &room).await,
            // It was said what is asked next, just now.
            Err(Failure::Refused {
                refusal: Refusal::NotThisTurn { .. } | Refusal::LeadNotAwaited,
                ..
            }) => Ok(Redirect::to(&format!("/interviews/{id}")).into_response()),
            Err(failure) => Err(failure),
        }
    };
    match done.await {
        Ok(response) => Ok(response),
        Err(failure) => Err(given.refuse(app, &id, failure).await),
    }
}
