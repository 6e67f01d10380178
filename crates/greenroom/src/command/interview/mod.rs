//! `greenroom interview`: in the terminal, or with answers from a file.

mod candidate;
mod conduct;
mod packet;
mod person;
mod prepared;

use std::io::{BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use coach::Coach;
use interview::{Debrief, Desk, Interview, Setup};
use pack::{Pack, embedded};
use store::{InterviewId, Page, Store, Wanted};

use crate::nearest::unknown;
use crate::unable::{Unable, unless_missing};
use crate::{content, data, print, seed};
use conduct::Sitting;
use packet::Packet;
use person::Person;
use prepared::{Answers, FromFile};

/// What is to be practised, and how.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Every round, one after the other (what is done unless something else is said)
    #[arg(long = "loop", conflicts_with_all = ["round", "question"])]
    whole: bool,
    /// One round
    #[arg(long, value_name = "R", conflicts_with = "question")]
    round: Option<String>,
    /// One question with its follow-ups
    #[arg(long, value_name = "ID")]
    question: Option<String>,
    /// Leave a round out of the loop; can be said more than once
    #[arg(long, value_name = "R", conflicts_with_all = ["round", "question"])]
    without: Vec<String>,
    /// Go on with an interview that was left: the one last touched, or the one named
    #[arg(long, value_name = "INTERVIEW", num_args = 0..=1, conflicts_with_all = ["whole", "round", "question", "without", "seed"])]
    resume: Option<Option<InterviewId>>,
    /// Name of an embedded pack, or a folder
    #[arg(long, default_value = embedded::DEFAULT)]
    pack: String,
    /// Take the answers from a file (JSON or TOML) and ask nobody
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Bring the notes of the data folder into an interview with answers from a file; what is printed then
    /// depends on them, too
    #[arg(long, requires = "answers", conflicts_with = "resume")]
    notes: bool,
    /// The same seed and answers make the same interview [default: by chance]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Rounds do not end when their minutes are over
    #[arg(long)]
    untimed: bool,
    /// Print one JSON object at the end; the conversation goes to standard error
    #[arg(long)]
    json: bool,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Holds the interview.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let pack = content::load(&arguments.pack)?;
    let answers = arguments
        .answers
        .as_deref()
        .map(|file| Answers::read(file, &pack))
        .transpose()?;
    let folder = arguments.data.take();
    // Everything that can be wrong with the input is found before a file is made.
    let setup = match arguments.resume {
        Some(_) => None,
        None => Some(set_up(&arguments, &pack, answers.as_ref())?),
    };
    data::with_store(folder, async |store| {
        let coach = Coach::new(&pack);
        let desk = Desk {
            pack: &pack,
            coach: &coach,
        };
        let (id, interview) = match setup {
            Some(setup) => {
                // The same answers are to make the same interview, whatever else is kept here.
                let brings = answers.is_none() || arguments.notes;
                begin(store, setup, &pack, brings).await?
            }
            None => left(store, arguments.resume.flatten(), &pack).await?,
        };
        let sitting = Sitting {
            store,
            id,
            interview,
            desk,
        };
        hold(sitting, answers, arguments.json, &pack).await
    })
}

async fn hold(
    mut sitting: Sitting<'_>,
    answers: Option<Answers>,
    json: bool,
    pack: &Pack,
) -> Result<()> {
    match answers {
        Some(answers) => {
            let now = jiff::Timestamp::now().max(sitting.interview.updated_at());
            sitting.hold(&mut FromFile { answers, now }).await?;
        }
        None => {
            let show: Box<dyn Write> = if json {
                Box::new(std::io::stderr())
            } else {
                Box::new(std::io::stdout())
            };
            let mut person = Person {
                pack,
                typed: Box::new(BufReader::new(std::io::stdin())),
                show,
            };
            person.greet(&sitting.interview)?;
            sitting.hold(&mut person).await?;
        }
    }
    let interview = &sitting.interview;
    if json {
        println!("{}", serde_json::to_string(&Packet::of(interview, pack)?)?);
    } else if interview.ended() && !interview.threads().any(interview::Thread::wants_rating) {
        print!("{}", print::debrief(pack, &Debrief::of(interview, pack)));
    }
    let id = &sitting.id;
    if interview.ended() {
        eprintln!("kept as {id}; `greenroom` shows it on its pages");
    } else {
        eprintln!("kept as {id}; go on with: greenroom interview --resume {id}");
    }
    Ok(())
}

async fn begin(
    store: &Store,
    mut setup: Setup,
    pack: &Pack,
    brings: bool,
) -> Result<(InterviewId, Interview)> {
    let now = jiff::Timestamp::now();
    if brings {
        let today = jiff::tz::TimeZone::system().to_datetime(now).date();
        setup = store
            .with_notes(setup, pack, today)
            .await
            .map_err(Unable::because)?;
    }
    let (_, started) = Interview::start(setup, now);
    store
        .create_interview(&[started])
        .await
        .map_err(Unable::because)
}

/// An interview that was left.
async fn left(
    store: &Store,
    named: Option<InterviewId>,
    pack: &Pack,
) -> Result<(InterviewId, Interview)> {
    let id =
        match named {
            Some(id) => id,
            None => {
                let newest = Page {
                    most: 1,
                    wanted: Wanted {
                        ended: Some(false),
                        ..Wanted::default()
                    },
                    ..Page::default()
                };
                let listed = store.list(newest).await.map_err(Unable::because)?;
                listed.into_iter().next().context(
                "no interview waits to be gone on with; begin one with: greenroom interview",
            )?
            .id
            }
        };
    let interview = store.load(&id).await.map_err(unless_missing)?;
    let wanted = &interview.setup().pack;
    if *wanted != pack.manifest.id {
        bail!("the interview {id} is drawn from the pack \"{wanted}\"; say --pack {wanted}");
    }
    Ok((id, interview))
}

fn set_up(arguments: &Arguments, pack: &Pack, answers: Option<&Answers>) -> Result<Setup> {
    let seed = arguments.seed.unwrap_or_else(seed::draw);
    let mut setup = if let Some(id) = &arguments.question {
        Setup::one_question(pack, &content::question(pack, id)?.id, seed)?
    } else if let Some(id) = &arguments.round {
        Setup::one_round(pack, &round(pack, id)?.id, seed)?
    } else {
        Setup::whole_loop(pack, seed)
    };
    for left_out in &arguments.without {
        setup = setup.without(&round(pack, left_out)?.id)?;
    }
    if arguments.untimed {
        setup = setup.untimed();
    }
    if let Some(answers) = answers {
        setup = answers.choose_questions(setup, pack)?;
    }
    setup.check(pack)?;
    Ok(setup)
}

fn round<'pack>(pack: &'pack Pack, id: &str) -> Result<&'pack pack::model::Round> {
    pack.rounds
        .iter()
        .find(|each| each.id.as_str() == id)
        .ok_or_else(|| {
            let known: Vec<_> = pack.rounds.iter().map(|each| each.id.as_str()).collect();
            unknown(
                "round",
                id,
                known.iter().copied(),
                &format!("The rounds are {}", known.join(", ")),
            )
        })
}
