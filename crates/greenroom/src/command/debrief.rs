//! `greenroom debrief`: the packet of an interview that was held.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use interview::friend::Sheets;
use interview::{Debrief, Interview};
use store::{InterviewId, Page, Store, Wanted};

use crate::preparation::{Desk, Place};
use crate::unable::{Unable, unless_missing};
use crate::{pdf, print};

/// Which interview, and where to write it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Which interview; the last that ended where none is named
    interview: Option<InterviewId>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "pdf")]
    json: bool,
    /// Write it as PDF to a file that must not exist yet
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

/// Shows or writes it.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let Arguments {
        place,
        interview,
        json,
        pdf: file,
    } = arguments;
    place.work(async |desk| {
        let id = match interview {
            Some(id) => id,
            None => last(desk.store).await?,
        };
        let interview = desk.store.load(&id).await.map_err(unless_missing)?;
        let debrief = packet(desk, &id, &interview)?;
        match &file {
            Some(file) => {
                let (name, sheets) = friend(desk.store, &id).await?;
                let held = booklet::Held {
                    pack: desk.pack,
                    interview: &interview,
                    friend: Some((&name, &sheets)),
                };
                pdf::write(&booklet::debrief(&held, &debrief, &desk.zone), file)?;
            }
            None if json => println!("{}", serde_json::to_string(&debrief)?),
            None => print!("{}", print::debrief(desk.pack, &debrief)),
        }
        Ok(())
    })
}

/// The packet, where nothing in it waits for the candidate's own rating.
fn packet(desk: &Desk<'_>, id: &InterviewId, interview: &Interview) -> Result<Debrief> {
    let wanted = &interview.setup().pack;
    if *wanted != desk.pack.manifest.id {
        bail!("the interview {id} is drawn from the pack \"{wanted}\"; say --pack {wanted}");
    }
    let debrief = Debrief::of(interview, desk.pack);
    match debrief.unrated.len() {
        0 => Ok(debrief),
        waiting => bail!(
            "{waiting} of the answers of {id} wait for your own rating, which comes before the marks; \
             rate them on its page, /interviews/{id}/debrief"
        ),
    }
}

/// Who interviewed, and what they thought of each answer: nothing where nobody did.
async fn friend(store: &Store, id: &InterviewId) -> Result<(String, Sheets)> {
    let friend = store.friend(id).await.map_err(Unable::because)?;
    let sheets = store.sheets(id).await.map_err(Unable::because)?;
    let name = friend.map_or_else(|| "Your friend".to_owned(), |friend| friend.name);
    Ok((name, sheets))
}

/// The interview that ended last.
async fn last(store: &Store) -> Result<InterviewId> {
    let page = Page {
        most: 1,
        wanted: Wanted {
            ended: Some(true),
            ..Wanted::default()
        },
        ..Page::default()
    };
    let listed = store.list(page).await.map_err(Unable::because)?;
    let last = listed.into_iter().next();
    Ok(last
        .context("no interview has ended yet; hold one with: greenroom interview")?
        .id)
}
