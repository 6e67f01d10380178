//! Interviews are begun here: a form becomes a setup, and the setup an interview.

use axum::response::Redirect;
use interview::{Command, Interview, Setup, decide};
use pack::Pack;
use pack::id::{QuestionId, RoundId};
use store::{AppendError, InterviewId};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::visit::Visit;

/// What a form said, field by field; rounds come more than once.
type Said = Vec<(String, String)>;

/// `POST /practise/loop`
pub(crate) async fn whole_loop(
    visit: Visit,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let pack = visit.pack.clone();
    let mut setup = Setup::whole_loop(&pack, seed(&visit, &said)?);
    let kept: Vec<&str> = said
        .iter()
        .filter(|(name, _)| name == "round")
        .map(|(_, value)| value.as_str())
        .collect();
    let rounds: Vec<RoundId> = setup.rounds.iter().map(|each| each.round.clone()).collect();
    for round in &rounds {
        if !kept.contains(&round.as_str()) {
            setup = setup.without(round)?;
        }
    }
    let setup = lengths(setup, &pack, &said)?;
    Ok(room(&start(&visit, setup, false).await?))
}

/// `POST /practise/round`
pub(crate) async fn round(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Failure> {
    let pack = visit.pack.clone();
    let round = value(&said, "round").unwrap_or_default();
    let id: RoundId = round.parse().map_err(|_| Failure::NoSuch {
        what: "round",
        id: round.to_owned(),
    })?;
    let setup = Setup::one_round(&pack, &id, seed(&visit, &said)?)?;
    let setup = lengths(setup, &pack, &said)?;
    Ok(room(&start(&visit, setup, true).await?))
}

/// `POST /practise/question`; without a question one is drawn.
pub(crate) async fn question(
    visit: Visit,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let pack = visit.pack.clone();
    let seed = seed(&visit, &said)?;
    let id = match value(&said, "question") {
        Some(named) => named.parse().map_err(|_| Failure::NoSuch {
            what: "question",
            id: named.to_owned(),
        })?,
        None => drawn(&pack, seed),
    };
    let setup = Setup::one_question(&pack, &id, seed)?;
    let setup = lengths(setup, &pack, &said)?;
    Ok(room(&start(&visit, setup, true).await?))
}

fn room(id: &InterviewId) -> Redirect {
    Redirect::to(&format!("/interviews/{id}"))
}

/// Keeps a new interview; its first question is asked at once where the candidate is ready.
pub(crate) async fn start(
    visit: &Visit,
    setup: Setup,
    at_once: bool,
) -> Result<InterviewId, Failure> {
    let app = &visit.app;
    let panel = app.panel(&setup.pack).ok_or_else(|| Failure::NoPack {
        pack: setup.pack.clone(),
    })?;
    setup.check(&panel.pack)?;
    let setup = app
        .store
        .with_notes(setup, &panel.pack, visit.today())
        .await?;
    let now = app.now();
    let (interview, first) = Interview::start(setup, now);
    let mut events = vec![first];
    if at_once {
        let begun = decide(&interview, Command::Begin, now, &panel.desk());
        events.extend(begun.map_err(|_| Failure::Broken)?);
    }
    match app.store.create_interview(&events).await {
        Ok((id, _)) => Ok(id),
        Err(AppendError::Store(error)) => Err(error.into()),
        Err(AppendError::NoStart | AppendError::Conflict { .. }) => Err(Failure::Broken),
    }
}

/// Any question of the bank but those that ask for a day of preparing, and those about one.
fn drawn(pack: &Pack, seed: u64) -> QuestionId {
    let plain: Vec<_> = pack
        .questions
        .iter()
        .filter(|each| each.stands_alone())
        .collect();
    let from = if plain.is_empty() {
        pack.questions.iter().collect()
    } else {
        plain
    };
    from[(seed % from.len() as u64) as usize].id.clone()
}

fn value<'said>(said: &'said Said, name: &str) -> Option<&'said str> {
    said.iter()
        .find(|(each, _)| each == name)
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

fn number<T: std::str::FromStr>(said: &Said, name: &str) -> Result<Option<T>, Failure> {
    value(said, name)
        .map(|text| {
            text.parse().map_err(|_| Failure::BadForm {
                fault: format!("{name} is no number that fits here"),
            })
        })
        .transpose()
}

fn seed(visit: &Visit, said: &Said) -> Result<u64, Failure> {
    Ok(number(said, "seed")?.unwrap_or_else(|| (visit.app.seeds)()))
}

fn lengths(mut setup: Setup, pack: &Pack, said: &Said) -> Result<Setup, Failure> {
    let rounds: Vec<RoundId> = setup.rounds.iter().map(|each| each.round.clone()).collect();
    for round in &rounds {
        if let Some(minutes) = number(said, &format!("minutes-{round}"))? {
            setup = setup.with_minutes(round, minutes)?;
        }
        if let Some(questions) = number(said, &format!("questions-{round}"))? {
            setup = setup.with_questions(pack, round, questions)?;
        }
    }
    Ok(match value(said, "clock") {
        Some("untimed") => setup.untimed(),
        _ => setup,
    })
}
