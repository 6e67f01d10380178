//! What was brought is put into the room of its question.

use std::fs::File;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Redirect, Response};
use interview::{Setup, TurnId};
use store::recording::Listened;
use voice::decode::Sound;

use super::begun::Begun;
use super::counted::{Share, counted};
use super::keep::{self, Reading};
use super::talked::Talked;
use super::upload::{Brought, Upload};
use super::written;
use crate::failure::{Failure, sentence};
use crate::fields::misfit;
use crate::pages::practise::begin;
use crate::visit::Visit;
use crate::work::About;

/// The first turn of an interview about one question.
pub(super) const FIRST: TurnId = TurnId(1);

/// `POST /recordings/bring`: leads to the room, over the work of reading the recording where one was
/// sent. Our script asks for the address of the room, to send there what the browser decodes.
pub(crate) async fn bring(
    visit: Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let form = form.map_err(|rejection| misfit(&rejection.body_text()))?;
    let upload = Upload::read(form, &visit.app.data_dir).await?;
    if upload.sound.is_none() && upload.transcript.is_none() && upload.brought.is_none() {
        return Err(misfit(&"neither a recording nor a transcript was chosen"));
    }
    let mut listened = Listened {
        brought: upload
            .sound
            .as_ref()
            .map_or(upload.brought, |file| Some(file.name.clone())),
        ..Listened::default()
    };
    // Files are read beside the server's threads.
    let (sound, transcript) =
        tokio::task::spawn_blocking(move || opened(upload.sound, upload.transcript))
            .await
            .map_err(|_| Failure::Broken)??;
    let mut text = None;
    match transcript {
        // Whose words are the candidate's, they say: the room asks before it shows anything else.
        Some(talked) if talked.talk.has_several() => {
            listened.conversation = Some(talked.to_keep());
        }
        Some(talked) => {
            let answer = talked.answer(&[0], talked.all());
            text = Some(answer.text);
            listened.words = answer.words;
        }
        None => {}
    }
    put(&visit, &upload.question, &listened, text.as_deref(), sound).await
}

/// Begins the room of a question with what was brought for it, and leads there.
pub(super) async fn put(
    visit: &Visit,
    question: &str,
    listened: &Listened,
    text: Option<&str>,
    sound: Option<(Sound, Share)>,
) -> Result<Response, Failure> {
    let question = question.parse().map_err(|_| Failure::NoSuch {
        what: "question",
        id: question.to_owned(),
    })?;
    let setup = Setup::one_question(&visit.pack, &question, (visit.app.seeds)())?.untimed();
    let interview = begin::start(visit, setup, true).await?;
    let begun = Begun::new(&visit.app, interview.clone(), FIRST);
    let store = &visit.app.store;
    let now = visit.app.now();
    if let Some(text) = text {
        store.save_draft(&interview, FIRST, text, now).await?;
    }
    store
        .keep_paper(&begun.name.to_string(), listened, now)
        .await?;
    let room = format!("/interviews/{interview}");
    if let Some(sound) = sound {
        return read_in(visit, sound, begun, room);
    }
    begun.complete();
    if visit.fragment {
        return Ok(room.into_response());
    }
    Ok(Redirect::to(&room).into_response())
}

/// What was brought, as far as it can be told without reading all of it.
type Opened = (Option<(Sound, Share)>, Option<Talked>);

fn opened(sound: Option<Brought>, transcript: Option<Vec<u8>>) -> Result<Opened, Failure> {
    let transcript = transcript.map(|bytes| written::read(&bytes)).transpose()?;
    let sound = sound.map(|brought| heard(brought.file)).transpose()?;
    Ok((sound, transcript))
}

/// A file of sound, to be read.
pub(super) fn heard(file: File) -> Result<(Sound, Share), Failure> {
    let (file, share) = counted(file).map_err(|fault| misfit(&fault))?;
    let sound = Sound::open(file).map_err(|fault| misfit(&fault))?;
    Ok((sound, share))
}

/// Reads a recording into the folder of recordings, as work that can be watched.
fn read_in(
    visit: &Visit,
    (sound, share): (Sound, Share),
    begun: Begun,
    room: String,
) -> Result<Response, Failure> {
    let about = About {
        key: format!("recording-{}", begun.interview),
        title: "Reading the recording".to_owned(),
        lede: "It is brought to one channel and kept on this machine; the file that you chose stays as it is.".to_owned(),
        back: "/recordings/bring".to_owned(),
    };
    let reading = Reading { begun, share };
    let address = visit.app.works.start(about, move |progress| {
        keep::keep(reading, sound, progress)
            .map(|()| room)
            .map_err(|fault| sentence(&fault))
    })?;
    Ok(Redirect::to(&address).into_response())
}
