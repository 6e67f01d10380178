//! The candidate's data: how large, where, how to take it away, bring it back, and forget it.

use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Mode, StoreError};
use worlds::Worlds;

use crate::components::words;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::Page;
use crate::pages::worlds::with_worlds;
use crate::preferences::Preferences;
use crate::visit::Visit;

/// What was done just before, told on the page that follows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
    added: usize,
    continued: usize,
    kept: usize,
    papers: usize,
    reviews: usize,
}

/// The part of the settings that is about data.
pub(crate) async fn section(visit: &Visit, done: &Done) -> Result<Markup, Failure> {
    let size = visit.app.store.size().await?;
    let recordings = visit.app.store.recordings().await?;
    let recorded: u64 = recordings.iter().map(|each| each.bytes).sum();
    // A folder that cannot be read says so on its own page; the rest of the data is no worse for it.
    let worlds = with_worlds(visit, Worlds::list).await.unwrap_or_default();
    let simulated: u64 = worlds.iter().map(|each| each.bytes).sum();
    Ok(html! {
        (told(done))
        p { "Everything you type lies in one folder on this machine, and nowhere else:" }
        p { code.path { (visit.app.data_dir.display()) } }
        dl.figures {
            div { dt { "Interviews" } dd { (size.interviews) } }
            div { dt { "Size in all" } dd { (words::bytes(size.bytes + recorded + simulated)) } }
            div { dt { "Database" } dd { (words::bytes(size.bytes)) } }
            div { dt { a href="/recordings" { "Recordings" } } dd { (words::bytes(recorded)) } }
            div { dt { a href="/worlds" { "Simulated services" } } dd { (words::bytes(simulated)) } }
        }
        h3 { "Take it with you" }
        p.note { "One file with everything: interviews, answers, marks, notes, drafts, stories, the plan and the cards you answered. It can be read by people and by programs, and taken in on another machine. Sound is not in it: your recordings are files of their own, in the folder " code { "recordings" } "; copy that folder too." }
        p.actions {
            a.button.quiet href="/settings/export" download { "Export" }
        }
        h3 { "Bring it back" }
        form.import method="post" action="/settings/import" enctype="multipart/form-data" {
            label.field { span { "An exported file" } input type="file" name="file" accept="application/json,.json" required; }
            fieldset.choices {
                legend.hidden { "What happens to what is already here" }
                label.check { input type="radio" name="mode" value="merge" checked; span { "Add it to what is here" } }
                label.check { input type="radio" name="mode" value="replace"; span { "Put it in place of everything here; recordings stay where their interview is in the file" } }
            }
            button.button.quiet { "Import" }
        }
        h3 { "Keep a copy" }
        p.note { "A copy of the database, written into the same folder while everything goes on. Recordings are not in it: copy their folder where you want them twice. To go back to a copy, end Greenroom, delete " code { "greenroom.db-wal" } " and " code { "greenroom.db-shm" } " where they are, and put the copy in place of " code { "greenroom.db" } "." }
        form method="post" action="/settings/backup" { button.button.quiet { "Back up now" } }
        h3 { "Forget it" }
        p.note { "Single interviews are deleted from their own page, with their recordings; recordings alone " a href="/recordings" { "on theirs" } "." }
        p.actions { a.button.quiet href="/settings/wipe" { "Forget everything\u{2026}" } }
    })
}

fn told(done: &Done) -> Markup {
    html! {
        @match done.done.as_str() {
            "import" => p.notices role="status" {
                "The file was taken in. Interviews added: " (done.added) ", continued: " (done.continued) ", left as they were: " (done.kept)
                ". Stories, notes and other papers: " (done.papers) ". Answers to cards: " (done.reviews) "."
            },
            "backup" => p.notices role="status" { "A backup was written into the folder below." },
            "wipe" => p.notices role="status" { "Everything is forgotten." },
            "traces" => p.notices role="status" {
                "Everything you wrote is forgotten, but traces of it may still lie on the disk, as it could not be overwritten. "
                "Free some space, close other programs that use the folder below, and "
                a href="/settings/wipe" { "forget everything again" } "."
            },
            _ => {}
        }
    }
}

/// `GET /settings/export`: everything, as one file.
pub(crate) async fn export(visit: Visit) -> Result<impl IntoResponse, Failure> {
    let file = visit.app.store.export().await?;
    let day = visit.today();
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"greenroom-{day}.json\""),
        ),
    ];
    Ok((headers, file))
}

/// `POST /settings/import`: a file, taken in wholly or not at all.
pub(crate) async fn import(
    visit: Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Redirect, Failure> {
    let mut form = form.map_err(|rejection| Failure::BadForm {
        fault: rejection.body_text(),
    })?;
    let mut file = None;
    let mut mode = Mode::Merge;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let text = field.text().await.map_err(unreadable)?;
        match name.as_str() {
            "file" => file = Some(text),
            "mode" if text == "replace" => mode = Mode::Replace,
            _ => {}
        }
    }
    let file = file.ok_or_else(|| Failure::BadForm {
        fault: "no file was chosen".to_owned(),
    })?;
    let app = &visit.app;
    let imported = app
        .store
        .import::<Preferences>(&file, mode, app.now())
        .await?;
    Ok(Redirect::to(&format!(
        "/settings?done=import&added={}&continued={}&kept={}&papers={}&reviews={}#data",
        imported.added, imported.continued, imported.kept, imported.papers, imported.reviews
    )))
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Failure::LargeFile;
    }
    Failure::BadForm {
        fault: error.body_text(),
    }
}

/// `POST /settings/backup`
pub(crate) async fn backup(visit: Visit) -> Result<Redirect, Failure> {
    let app = &visit.app;
    let name = format!("backup-{}.db", app.now().strftime("%Y%m%dT%H%M%SZ"));
    app.store.backup(&app.data_dir.join(name)).await?;
    Ok(Redirect::to("/settings?done=backup#data"))
}

/// `GET /settings/wipe`: asks first.
pub(crate) async fn ask(visit: Visit) -> Result<Markup, Failure> {
    let size = visit.app.store.size().await?;
    let body = html! {
        header.head {
            p.kicker { a href="/settings" { "Settings" } " / Your data" }
            h1 { "Forget everything?" }
            div.lede { p {
                (size.interviews) @if size.interviews == 1 { " interview" } @else { " interviews" }
                " with every answer, mark, note and recording, your stories, your plan, your cases and experiments, the cards you answered and every simulated service. What you wrote is overwritten on the disk where it is deleted; backups, exported files and measures of your own stay."
            } }
        }
        form.stack method="post" action="/settings/wipe" {
            label.check { input type="checkbox" name="sure" value="yes" required; span { "I have exported what I want to keep" } }
            div.actions {
                button.button.danger { "Forget everything" }
                a.button.quiet href="/settings/export" download { "Export first" }
                a.button.plain href="/settings#data" { "Keep it" }
            }
        }
    };
    Ok(Page::new("Forget everything").body(body).render(&visit))
}

#[derive(Deserialize)]
pub(crate) struct Sure {
    #[serde(default)]
    sure: String,
}

/// `POST /settings/wipe`
pub(crate) async fn wipe(visit: Visit, Fields(given): Fields<Sure>) -> Result<Redirect, Failure> {
    if given.sure != "yes" {
        return Err(Failure::BadForm {
            fault: "the box that says you are sure was not ticked".to_owned(),
        });
    }
    let left = match visit.app.store.wipe().await {
        Ok(()) => None,
        Err(error) if error.leaves_something() => Some(error),
        Err(error) => return Err(error.into()),
    };
    // What is left of one thing keeps no other from being forgotten.
    let worlds = with_worlds(&visit, Worlds::clear).await;
    let done = match left {
        None => "wipe",
        Some(StoreError::TracesLeft(_)) => "traces",
        Some(error) => return Err(error.into()),
    };
    worlds?;
    Ok(Redirect::to(&format!("/settings?done={done}#data")))
}
