//! Who was let in.

use interview::Command;
use interview::event::Person;
use store::Invitation;

use crate::failure::Failure;
use crate::room::Room;
use crate::visit::{SECOND_VIEW, Visit};

/// A friend with an invitation that is good, and the interview that it opens.
pub(crate) struct Guest {
    /// What the candidate calls them.
    pub(crate) name: String,
    /// Where their pages begin.
    pub(crate) here: String,
    /// The interview as it now stands.
    pub(crate) room: Room,
}

impl Guest {
    /// Lets in whoever has an invitation.
    pub(crate) async fn enter(visit: &Visit, invitation: &str) -> Result<Self, Failure> {
        let app = &visit.app;
        let invitation: Invitation = invitation.parse().map_err(|_| Failure::NotInvited)?;
        let (id, name) = app
            .store
            .invited(&invitation)
            .await?
            .ok_or(Failure::NotInvited)?;
        Ok(Self {
            name,
            here: format!("{SECOND_VIEW}{}", invitation.as_str()),
            room: Room::enter(app, id.as_str()).await?,
        })
    }

    /// The friend as somebody who asks.
    pub(crate) fn person(&self) -> Person {
        Person {
            name: self.name.clone(),
            role: String::new(),
        }
    }

    /// What the friend does, done.
    pub(crate) async fn act(&self, visit: &Visit, command: Command) -> Result<Room, Failure> {
        Room::act(&visit.app, self.room.id.as_str(), command).await
    }
}
