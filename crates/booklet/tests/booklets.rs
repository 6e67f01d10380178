//! Booklets of what candidates have, as files. That every character can be copied, that every part
//! is tagged and that there is an outline is checked by the library as it writes (PDF/UA-1): a
//! file that lacks any of these is refused, and these tests fail.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::sync::LazyLock;

use booklet::{Block, Booklet, Held, write};
use coach::Coach;
use interview::brought::Use;
use interview::friend::Sheet;
use interview::memory::{Kept, Memory, MemoryId};
use interview::{Command, Debrief, Desk, Interview, Setup, State, decide};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use pack::Pack;
use prep::brief::brief;
use prep::goal::Goal;
use prep::known::{Known, Told};
use prep::people::Contact;
use prep::plan::plan;
use prep::readiness::readiness;
use prep::research::Note;
use prep::story::Story;

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
});

const TODAY: Date = date(2026, 3, 2);

fn story(number: usize) -> Story {
    Story {
        title: format!("Story {number}: the sign-up form that nobody wanted to touch"),
        text: "Sign-up had eleven fields. I removed seven. It fell from 58% to 31%. ".repeat(20),
        brief: "Half of the people gave up; seven fields went; a third stayed away.".to_owned(),
        ..Story::default()
    }
}

fn known() -> Known {
    Known {
        goal: Goal {
            interview: Some(date(2026, 4, 13)),
            hours: Some(10),
            ..Goal::default()
        },
        stories: (0..20)
            .map(|number| Told {
                day: TODAY,
                story: story(number).into(),
            })
            .collect(),
        ..Known::default()
    }
}

/// Writes it, also into the folder that `GREENROOM_PICTURES` names, to be looked at.
fn file(booklet: &Booklet, name: &str) -> Vec<u8> {
    let bytes = write(booklet).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    if let Some(folder) = std::env::var_os("GREENROOM_PICTURES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), &bytes).unwrap();
    }
    bytes
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

#[test]
fn a_plan_of_six_weeks_is_a_tagged_file_with_an_outline() {
    let known = known();
    let made = plan(&PACK, &known, TODAY).unwrap();
    let ready = readiness(&PACK, &known, TODAY);
    let bytes = file(&booklet::plan(&PACK, &made, &ready, TODAY), "plan");
    for part in ["/StructTreeRoot", "/MarkInfo", "/Outlines", "/Lang"] {
        assert!(holds(&bytes, part), "no {part}");
    }
}

#[test]
fn twenty_stories_are_a_file() {
    let stories: Vec<Story> = (0..20).map(story).collect();
    let bytes = file(&booklet::stories(&PACK, &stories), "stories");
    assert!(bytes.len() > 10_000);
    file(&booklet::stories(&PACK, &[]), "no-stories");
}

#[test]
fn the_page_for_the_day_is_one_page_however_much_there_is() {
    let known = known();
    let ready = readiness(&PACK, &known, TODAY);
    let notes: Vec<Note> = (0..30)
        .map(|number| Note {
            title: format!("Note {number}"),
            source: "A regulator with a rather long name, in its yearly report".to_owned(),
            as_of: "2026-01".to_owned(),
            use_it: "With 92% prepaid, data is bought by the day, so autoplay costs trust. "
                .repeat(6),
            ..Note::default()
        })
        .collect();
    let people = [Contact {
        name: "Ada".to_owned(),
        questions: "What did you decide last week that nobody had to sign off on, and why then?\n"
            .repeat(12),
        ..Contact::default()
    }];
    let made = brief(&PACK, &known, &ready, &notes, &people, TODAY);
    let booklet = booklet::brief(&PACK, &made);
    assert_eq!(booklet::pages(&booklet), 1);
    file(&booklet, "the-day");
    let bare = brief(&PACK, &Known::default(), &ready, &[], &[], TODAY);
    file(&booklet::brief(&PACK, &bare), "the-day-bare");
}

/// An interview of one question, answered, rated and over.
fn held() -> Interview {
    let coach = Coach::new(&PACK);
    let desk = Desk {
        pack: &PACK,
        coach: &coach,
    };
    let question = "failed-launch".parse().unwrap();
    let setup = Setup::one_question(&PACK, &question, 1).unwrap();
    let now = "2026-03-02T12:00:00Z".parse().unwrap();
    let (mut interview, _) = Interview::start(setup, now);
    let said = "In 2022 I led the launch of a referral scheme. I decided to skip the beta because the date was public. \
                It failed: 41 of 12,000 members used it. I learned to test the promise first.";
    loop {
        let command = match interview.state() {
            State::Answering { turn } if interview.threads().all(|thread| !thread.answered()) => {
                Command::Answer {
                    turn,
                    text: said.to_owned(),
                    seconds: None,
                }
            }
            State::Answering { turn } => Command::Skip { turn },
            State::Waiting => Command::Begin,
            State::Ended { .. } => {
                let due = interview.threads().find(|thread| thread.wants_rating());
                let Some(thread) = due else {
                    return interview;
                };
                Command::Rate {
                    turn: thread.opened_by(),
                    level: Some(5),
                }
            }
            other => unreachable!("{other:?}"),
        };
        for recorded in decide(&interview, command, now, &desk).unwrap() {
            interview.apply(recorded.event, recorded.at);
        }
    }
}

#[test]
fn a_debrief_on_paper_holds_what_the_page_holds_and_where_each_quote_was_said() {
    let interview = held();
    let thread = interview.threads().next().unwrap();
    let turn = thread.opened_by();
    let sheet = Sheet {
        overall: Some(2),
        because: "It was all about the form.".to_owned(),
        notes: "Speaks fast.".to_owned(),
        ..Sheet::default()
    };
    let sheets = [(turn, sheet)].into();
    let mut found = Debrief::of(&interview, &PACK);
    found.stories_reused = vec![Kept {
        id: MemoryId(1),
        memory: Memory::StoryReused {
            earlier: thread.question.id.clone(),
            earlier_round: interview.rounds()[0].id.clone(),
            earlier_turn: turn,
            now: thread.question.id.clone(),
            now_turn: turn,
            overlap: 0.62,
        },
        taken_up: Vec::new(),
        settled: None,
    }];
    found.research = vec![Use {
        note: "1".to_owned(),
        says: "Most phones in India are prepaid".to_owned(),
        asked: Some(turn),
        used: Vec::new(),
    }];
    let held = Held {
        pack: &PACK,
        interview: &interview,
        friend: Some(("Noor", &sheets)),
    };
    let booklet = booklet::debrief(&held, &found, &TimeZone::UTC);
    let told = format!("{:?}", booklet.blocks);
    for part in [
        "Noor beside the program",
        "It was all about the form.",
        "About 62% of it came back.",
        "Most phones in India are prepaid",
        "Neither its figure nor its point came up.",
        "You rate your answers higher than the marks do",
    ] {
        assert!(told.contains(part), "no \"{part}\" in {told}");
    }
    assert!(!told.contains("Speaks fast."), "notes are not released");
    let asked = format!("To \u{201c}{}\u{201d}", thread.question.text);
    let mut quotes = 0;
    for block in &booklet.blocks {
        if let Block::Quote { words, from } = block
            && thread.joined().text.contains(words.as_str())
        {
            assert_eq!(*from, asked, "{words}");
            quotes += 1;
        }
    }
    assert!(quotes > 0, "{told}");
    file(&booklet, "debrief");
}

#[test]
fn any_script_gives_a_file() {
    let booklet = Booklet {
        title: "\u{4e2d}\u{6587} \u{5e9}\u{5dc}\u{5d5}\u{5dd}".to_owned(),
        kicker: String::new(),
        blocks: vec![
            Block::Text(
                "\u{645}\u{631}\u{62d}\u{628}\u{627} e\u{301} \u{1f600} \u{0} \t x".to_owned(),
            ),
            Block::Points(vec![String::new(), " ".to_owned()]),
            Block::Rows(vec![("only a label".to_owned(), String::new())]),
            Block::Heading(String::new()),
        ],
    };
    file(&booklet, "any-script");
}
