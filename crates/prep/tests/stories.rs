//! Stories read by the real coach of the default pack.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use coach::Coach;
use coach::scorecard::Scorecard;
use pack::Pack;
use pack::vocabulary::EvidenceKind;
use prep::story::{Lack, Length, Story, Vault, coverage, lacking, question, shortened, words};

const WHOLE: &str = "In March 2023 our sign-up form had eleven fields and 58% of people gave up on it. \
    I had to halve that by June, because the advertising budget ended then. \
    I listed who used each field and decided to remove the seven that nobody could name a use for. \
    We could have bought a tool that fills forms in, but it would have taken four months, so I gave that up. \
    I ran a test on 10% of the traffic for two weeks. On the second day fraud reports tripled, so I changed the plan and put one field back. \
    By June giving up had fallen from 58% to 31%, about 4,000 more sign-ups a month. \
    I learned to ask the support team first: two of them had known for a year that the phone number scared people away.";

fn pack() -> Pack {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
}

fn read(pack: &Pack, text: &str) -> Scorecard {
    Coach::new(pack)
        .hear(&question(pack).unwrap(), text, None)
        .scorecard
}

#[test]
fn a_whole_story_lacks_neither_own_action_nor_result_and_is_not_said_to_be_beside_the_question() {
    let pack = pack();
    let marks = read(&pack, WHOLE);
    let lacks = lacking(&marks);
    for lack in [Lack::OwnAction, Lack::Result, Lack::Number] {
        assert!(!lacks.contains(&lack), "{lack:?}");
    }
    assert!(marks.level.unwrap() > 2.5, "{:?}", marks.level);
    assert!(marks.notices.is_empty(), "{:?}", marks.notices);
}

#[test]
fn a_story_without_its_end_lacks_it() {
    let pack = pack();
    let lacks = lacking(&read(
        &pack,
        "I was asked to look after the sign-up form of our shop. I rang the support team and listed every field. I decided which of them had to go, and I told the lawyers myself.",
    ));
    assert!(lacks.contains(&Lack::Result), "{lacks:?}");
    assert!(lacks.contains(&Lack::Reflection), "{lacks:?}");
}

#[test]
fn shorter_tellings_fit_their_time_and_hold_only_own_sentences() {
    let pack = pack();
    let marks = read(&pack, WHOLE);
    for length in [Length::Brief, Length::Middle] {
        let telling = shortened(WHOLE, &marks, length);
        assert!(!telling.is_empty());
        assert!(words(&telling) <= length.words(), "{telling}");
        for sentence in telling.split(". ") {
            assert!(WHOLE.contains(sentence.trim_end_matches('.')), "{sentence}");
        }
    }
    let brief = shortened(WHOLE, &marks, Length::Brief);
    let ends = marks
        .evidence
        .iter()
        .filter(|each| each.kind == EvidenceKind::ResultQuantified);
    assert!(
        ends.into_iter().any(|end| brief.contains(&end.quote.quote)),
        "{brief}"
    );
}

#[test]
fn a_hole_is_a_theme_that_is_asked_for_and_that_no_story_serves() {
    let pack = pack();
    let none = coverage::<Story>(&pack, &[]);
    assert!(none.holes().iter().any(|hole| hole.name == "Failure"));
    let story = Story {
        themes: vec!["failure".parse().unwrap()],
        values: pack.values.iter().map(|value| value.id.clone()).collect(),
        ..Story::default()
    };
    let some = coverage(&pack, &[story]);
    assert!(
        some.holes()
            .iter()
            .all(|hole| hole.name != "Failure" && !hole.value)
    );
    assert_eq!(some.overused, [0], "it serves {} values", pack.values.len());
}

#[test]
fn the_story_of_the_theme_that_is_asked_for_comes_first_with_an_angle() {
    let pack = pack();
    let story = |title: &str, theme: &str| Story {
        title: title.to_owned(),
        text: WHOLE.to_owned(),
        themes: vec![theme.parse().unwrap()],
        ..Story::default()
    };
    let stories = [
        story("The form", "metric-win"),
        story("The launch that failed", "failure"),
    ];
    let failed = pack.question(&"failed-launch".parse().unwrap()).unwrap();
    let fits = Vault::new(&stories).fitting(&pack, failed);
    assert_eq!(fits[0].story, 1);
    assert!(fits[0].angle.contains("failure"), "{}", fits[0].angle);
}

#[test]
fn a_story_is_known_again_in_an_answer_that_tells_it() {
    let pack = pack();
    let asked = question(&pack).unwrap();
    let coach = Coach::new(&pack);
    let story = Story {
        marks: coach.hear(&asked, WHOLE, None).story,
        ..Story::default()
    };
    let retold = WHOLE.replace("I ran a test", "We then ran a careful test");
    assert!(story.told_in(&coach.hear(&asked, &retold, None).story));
    let other = "In 2019 our warehouse lost parcels every week. I rode along with two drivers. I moved the scanner to the door. Losses fell from 40 to 6 a week. I learned to ride along before I plan.";
    assert!(!story.told_in(&coach.hear(&asked, other, None).story));
}
