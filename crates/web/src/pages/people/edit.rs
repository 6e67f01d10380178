//! Adding somebody, changing what is known of them, moving on with them.

use axum::extract::Path;
use axum::response::Redirect;
use jiff::ToSpan;
use maud::{Markup, html};
use prep::people::{Contact, LONGEST_LINE, LONGEST_QUESTIONS, QUESTIONS, Stage};
use prep::research::Note;
use serde::Deserialize;

use crate::components::icon;
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value, written};
use crate::layout::{Page, Place};
use crate::pages::prepare::day;
use crate::papers;
use crate::visit::Visit;

/// `GET /people/new`; who the candidate is was said for somebody else before.
pub(crate) async fn new(visit: Visit) -> Result<Markup, Failure> {
    let people = visit.app.store.papers::<Contact>().await?;
    let contact = Contact {
        me: people
            .into_iter()
            .map(|kept| kept.paper.me)
            .find(|me| !me.is_empty())
            .unwrap_or_default(),
        ..Contact::default()
    };
    Ok(form(&visit, None, &contact))
}

/// `GET /people/{id}/edit`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Contact>(&visit, &id).await?;
    Ok(form(&visit, Some(&id), &kept.paper))
}

/// `POST /people`
pub(crate) async fn add(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Unsaved> {
    papers::added(
        &visit,
        taken(&said, Contact::default()),
        written(&said, &[]),
    )
    .await
}

/// `POST /people/{id}`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let change = |before| taken(&said, before);
    papers::changed(&visit, &id, change, written(&said, &[])).await
}

#[derive(Deserialize)]
pub(crate) struct Moved {
    stage: String,
}

/// `POST /people/{id}/stage`: how far it has come; the day to write again follows from it.
pub(crate) async fn stage(
    visit: Visit,
    Path(id): Path<String>,
    Fields(moved): Fields<Moved>,
) -> Result<Redirect, Failure> {
    let stage = Stage::from_word(&moved.stage).ok_or_else(|| misfit(&"there is no such stage"))?;
    let follow_up = stage
        .wait()
        .map(|wait| visit.today().saturating_add(wait.days()));
    let moved = |contact| {
        Ok(Contact {
            stage,
            follow_up,
            ..contact
        })
    };
    papers::change::<Contact>(&visit, &id, moved).await?;
    Ok(papers::shown::<Contact>(&id))
}

#[derive(Deserialize)]
pub(crate) struct Learned {
    title: String,
    #[serde(default)]
    text: String,
}

/// `POST /people/{id}/learned`: what somebody said becomes a note.
pub(crate) async fn learned(
    visit: Visit,
    Path(id): Path<String>,
    Fields(learned): Fields<Learned>,
) -> Result<Redirect, Unsaved> {
    let text = format!("{}\n\n{}", learned.title, learned.text);
    let saved = async {
        let contact = papers::named::<Contact>(&visit, &id).await?.paper;
        let role = if contact.role.is_empty() {
            String::new()
        } else {
            format!(" ({})", contact.role)
        };
        let note = Note {
            title: learned.title.trim().to_owned(),
            text: crate::fields::typed(learned.text.trim().to_owned()),
            source: format!("{}{role}, in conversation", contact.name)
                .chars()
                .take(200)
                .collect(),
            as_of: visit.today().to_string(),
            contact: Some(id.clone()),
            ..Note::default()
        };
        note.check().map_err(|fault| misfit(&fault))?;
        papers::add(&visit, &note).await
    };
    match saved.await {
        Ok(_) => Ok(papers::shown::<Contact>(&id)),
        Err(failure) => Err(Unsaved { failure, text }),
    }
}

fn taken(said: &Said, before: Contact) -> Result<Contact, Failure> {
    let contact = Contact {
        name: value(said, "name"),
        role: value(said, "role"),
        met: value(said, "met"),
        address: value(said, "address"),
        follow_up: day(&value(said, "follow_up"))?,
        me: value(said, "me"),
        theirs: value(said, "theirs"),
        ask: value(said, "ask"),
        advice: value(said, "advice"),
        questions: value(said, "questions"),
        stage: before.stage,
    };
    contact.check().map_err(|fault| misfit(&fault))?;
    Ok(contact)
}

fn form(visit: &Visit, id: Option<&str>, contact: &Contact) -> Markup {
    let heading = if id.is_some() {
        "Change what you know"
    } else {
        "Add somebody"
    };
    let action = id.map_or_else(|| "/people".to_owned(), |id| format!("/people/{id}"));
    let line = |name: &str, asks: &str, value: &str, example: &str| {
        html! { label.field { span { (asks) } input type="text" name=(name) maxlength=(LONGEST_LINE) value=(value) placeholder=(example); } }
    };
    let body = html! {
        header.head { p.kicker { a href="/people" { "People" } } h1 { (heading) } }
        form.setup method="post" action=(action) {
            label.field { span { "Name" } input type="text" name="name" required maxlength=(LONGEST_LINE) value=(contact.name); }
            (line("role", "What they do", &contact.role, "Product manager, discovery"))
            (line("met", "How you know them", &contact.met, "Spoke at a meet-up in May; we have not met"))
            label.field { span { "Where they can be found" } input type="url" name="address" maxlength="2000" value=(contact.address) placeholder="https://"; }
            h2.part { "Your own words, for the letters" }
            (line("theirs", "What of theirs did you read, hear or use?", &contact.theirs, "I read your post on how the kids profile lost its search box"))
            (line("ask", "What only they can tell you, as a question", &contact.ask, "how did you find out that nobody missed it?"))
            (line("me", "Who you are, in a line", &contact.me, "I have run renewals at a newspaper for three years"))
            (line("advice", "After you spoke: what became of their advice", &contact.advice, "I asked support first, as you said, and two of my assumptions fell"))
            label.field { span { "Questions for the conversation, one a line" } textarea name="questions" rows="6" dir="auto" maxlength=(LONGEST_QUESTIONS) { "\n" (contact.questions) } }
            details { summary { "Questions that others asked with profit" } ul.points { @for question in QUESTIONS { li { (question) } } } }
            label.field { span { "When to write next" } input.short type="date" name="follow_up" value=(contact.follow_up.map(|day| day.to_string()).unwrap_or_default()); }
            button.button { "Keep it" (icon::arrow()) }
        }
    };
    Page::new(heading)
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(visit)
}
