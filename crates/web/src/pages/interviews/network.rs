//! A friend on the same network: the candidate opens a door to this interview, and closes it.

use std::net::SocketAddr;

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::Invitation;

use crate::components::{icon, square};
use crate::door;
use crate::failure::{Failure, sentence};
use crate::fields::{Fields, misfit};
use crate::room::Room;
use crate::visit::{SECOND_VIEW, Visit};

/// The section of the page, where somebody is invited.
pub(super) fn section(visit: &Visit, room: &Room, here: &str, invitation: &Invitation) -> Markup {
    match visit.app.door.at(&room.id) {
        Some(address) => open_at(here, address, invitation),
        None => closed(here, door::proposed((visit.app.network)())),
    }
}

/// What has to be known before anything is opened.
fn warning() -> Markup {
    html! {
        p.trouble {
            strong { "Not encrypted. " }
            "Whoever can listen on this network can read what passes between the two machines, the invitation too. Fine at home; not in a caf\u{e9}, a hotel or an office."
        }
    }
}

fn closed(here: &str, proposed: Option<SocketAddr>) -> Markup {
    html! {
        p { "Closed: Greenroom is reached from this machine only. If your friend has a phone or a laptop on the same network, you can open a second address that serves their view of this interview and nothing else." }
        (warning())
        form.setup method="post" action={ (here) "/friend/open" } {
            label.field {
                span { "This machine\u{2019}s address on the network, with a port" }
                input.short type="text" name="address" required inputmode="url" autocomplete="off" spellcheck="false"
                    value=[proposed] placeholder="192.168.1.20:4748";
            }
            div.actions { button.button.quiet { "Open it on the network" } }
            p.note { "It closes when you close it or withdraw the invitation, half an hour after the interview is over, and when Greenroom ends." }
        }
    }
}

fn open_at(here: &str, address: SocketAddr, invitation: &Invitation) -> Markup {
    let way_in = format!("http://{address}{SECOND_VIEW}{}", invitation.as_str());
    html! {
        p { strong { "Open" } " at " (address) ". Your friend points a camera at the square, or opens the address below it." }
        @if let Some(square) = square::drawn(&way_in) { (square) }
        p { code.address { (way_in) } }
        (warning())
        form.actions method="post" action={ (here) "/friend/close" } {
            button.button.quiet { (icon::cross()) "Close it" }
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    address: String,
}

/// `POST /interviews/{id}/friend/open`
pub(crate) async fn open(
    visit: Visit,
    Path(id): Path<String>,
    Fields(wanted): Fields<Wanted>,
) -> Result<Redirect, Failure> {
    let app = &visit.app;
    let room = Room::enter(app, &id).await?;
    let friend = app.store.friend(&room.id).await?;
    if friend.is_none_or(|friend| friend.invitation.is_none()) {
        return Err(misfit(
            &"nobody is invited to this interview; invite somebody first",
        ));
    }
    let address = door::checked(&wanted.address).map_err(|fault| misfit(&fault))?;
    app.door
        .open(app, &room.id, address)
        .await
        .map_err(|error| {
            let fault = sentence(&error.to_string());
            misfit(&format!(
                "{address} cannot be opened. {fault} Is it this machine\u{2019}s own address, and the port free"
            ))
        })?;
    Ok(Redirect::to(&format!("/interviews/{id}/friend#network")))
}

/// `POST /interviews/{id}/friend/close`
pub(crate) async fn close(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    visit.app.door.close_to(&room.id);
    Ok(Redirect::to(&format!("/interviews/{id}/friend#network")))
}
