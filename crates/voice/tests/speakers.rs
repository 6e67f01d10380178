//! Who speaks in a transcript, in every form in which programs and people write it, and captions that
//! repeat themselves. All samples are made up here.

#![allow(clippy::unwrap_used, reason = "builders of tests may stop")]

use voice::Delivery;
use voice::error::TranscriptError;
use voice::transcript::{self, MOST_SPEAKERS, Talk, Transcript};
use voice::words::align;

fn read(text: &str) -> Transcript {
    transcript::read(text).unwrap()
}

/// What is said, a turn a line: the name, then the words.
fn told(text: &str) -> Vec<(String, String)> {
    let read = read(text);
    let talk = Talk::of(&read);
    talk.turns
        .iter()
        .map(|turn| {
            let name = talk.speakers[turn.speaker].name.clone().unwrap_or_default();
            let said: Vec<&str> = read.passages[turn.passages.clone()]
                .iter()
                .map(|passage| passage.text.as_str())
                .collect();
            (name, said.join(" "))
        })
        .collect()
}

fn must_tell(text: &str, turns: &[(&str, &str)]) {
    let found = told(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, said)| (name.as_str(), said.as_str()))
        .collect();
    assert_eq!(found, turns, "{text}");
}

/// Reads as one person's own text, word for word.
fn must_name_nobody(text: &str) {
    let read = read(text);
    let named: Vec<_> = read
        .passages
        .iter()
        .filter_map(|passage| passage.speaker.as_deref())
        .collect();
    assert_eq!(named, [""; 0], "{text}");
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    assert_eq!(
        words(&read.text),
        words(text),
        "nothing of it is taken away"
    );
}

const ASKED: &str = "Tell me about a launch that failed.";
const SAID: &str = "I led one in 2022, and it failed.";

#[test]
fn voices_of_webvtt_speak_with_classes_or_without_and_until_they_end() {
    must_tell(
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada Holt>Tell me about a launch that failed.</v>\n\n\
         00:03.500 --> 00:05.000\n<v.guest.loud Bo &amp; Co>I led one in 2022,\n\n00:05.000 --> 00:06.000\n<v Bo &amp; Co>and it failed.</v>\n",
        &[("Ada Holt", ASKED), ("Bo & Co", SAID)],
    );
    // Two in one caption; what is outside of both is nobody's.
    must_tell(
        "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ada>Ready?</v> <v Bo>Yes.</v> (a door)\n",
        &[("Ada", "Ready?"), ("Bo", "Yes."), ("", "(a door)")],
    );
}

#[test]
fn two_in_one_caption_share_its_time_in_order() {
    let read = read(
        "WEBVTT\n\n00:00.000 --> 00:10.000\n<v Ada>Are you ready?</v>\n<v Bo>Yes, I am ready.</v>\n\n00:02.000 --> 00:12.000\n<v Ada>Good.</v>\n",
    );
    let starts: Vec<f64> = read
        .passages
        .iter()
        .map(|passage| passage.span.unwrap().start)
        .collect();
    assert!(starts.is_sorted(), "{starts:?}");
    assert_eq!(read.passages[1].span.unwrap().end, 10.0);
}

#[test]
fn teams_names_a_voice_beside_the_names_of_its_captions() {
    must_tell(
        "WEBVTT\n\n5f2c1d77-0b1e-4c7e-9a10-3d2b8f6a1c00/9-0\n00:00:03.120 --> 00:00:06.400\n<v Holt, Ada (Guest)>Tell me about a launch\nthat failed.</v>\n\n\
         5f2c1d77-0b1e-4c7e-9a10-3d2b8f6a1c00/15-0\n00:00:07.000 --> 00:00:09.900\n<v Bo Reyes>I led one in 2022, and it failed.</v>\n",
        &[("Holt, Ada (Guest)", ASKED), ("Bo Reyes", SAID)],
    );
}

#[test]
fn zoom_writes_the_name_into_each_caption() {
    must_tell(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAda Holt: Tell me about a launch\n\n2\n00:00:02.000 --> 00:00:03.000\nAda Holt: that failed.\n\n\
         3\n00:00:04.000 --> 00:00:06.000\nBo Reyes: I led one in 2022, and it failed.\n",
        &[("Ada Holt", ASKED), ("Bo Reyes", SAID)],
    );
    // Each only once: nobody puts times to a list.
    must_tell(
        "1\n00:00:01,000 --> 00:00:03,000\nAda: Tell me about a launch that failed.\n\n2\n00:00:04,000 --> 00:00:06,000\nBo: I led one in 2022, and it failed.\n",
        &[("Ada", ASKED), ("Bo", SAID)],
    );
}

#[test]
fn who_is_named_speaks_on_in_captions_that_name_nobody() {
    must_tell(
        "1\n00:00:01,000 --> 00:00:03,000\n>> Interviewer: Tell me about a launch\n\n2\n00:00:03,000 --> 00:00:04,000\nthat failed.\n\n\
         3\n00:00:04,000 --> 00:00:06,000\n- Candidate: I led one in 2022,\n\n4\n00:00:06,000 --> 00:00:07,000\nand it failed.\n",
        &[("Interviewer", ASKED), ("Candidate", SAID)],
    );
}

#[test]
fn otter_writes_name_and_time_on_a_line_of_their_own() {
    let text = "Ada Holt  0:02\nTell me about a launch that failed.\n\nBo Reyes  0:06\nI led one in 2022,\nand it failed.\n\nTranscribed by https://otter.ai\n";
    must_tell(text, &[("Ada Holt", ASKED), ("Bo Reyes", SAID)]);
    let read = read(text);
    let span = read.passages[0].span.unwrap();
    assert_eq!((span.start, span.end), (2.0, 6.0), "until the next begins");
    let last = read.passages[1].span.unwrap();
    assert!(last.start == 6.0 && last.end > 7.0, "{last:?}");
    must_tell(
        "Mock interview\nKeywords\n\nSpeaker 1  00:02\nTell me about a launch that failed.\n\nSpeaker 2  00:06\nI led one in 2022, and it failed.\n",
        &[("Speaker 1", ASKED), ("Speaker 2", SAID)],
    );
}

#[test]
fn a_name_above_its_time_is_a_head_too() {
    must_tell(
        "**Ada Holt**   0:02\nTell me about a launch that failed.\n\n**Bo Reyes**   1:00:06\nI led one in 2022, and it failed.\n",
        &[("Ada Holt", ASKED), ("Bo Reyes", SAID)],
    );
    must_tell(
        "Ada Holt\n0:02\nTell me about a launch that failed.\nBo Reyes\n0:06\nI led one in 2022, and it failed.\n",
        &[("Ada Holt", ASKED), ("Bo Reyes", SAID)],
    );
    must_tell(
        "[Ada Holt] 14:02:11\nTell me about a launch that failed.\n\n[Bo Reyes] 14:02:19\nI led one in 2022, and it failed.\n",
        &[("Ada Holt", ASKED), ("Bo Reyes", SAID)],
    );
    let day = read("[Ada] 14:02:11\nReady?\n\n[Bo] 14:02:19\nYes.\n");
    assert!(
        day.passages.iter().all(|passage| passage.span.is_none()),
        "a time of day is no place in a recording"
    );
}

#[test]
fn google_meet_writes_titles_and_times_between_turns() {
    let text = "Nov 20, 2026\n\nMock interview - Transcript\n\n00:00:00\n \nAda Holt: Tell me about a launch that failed.\nBo Reyes: I led one in 2022,\n\n00:05:00\n \nBo Reyes: and it failed.\n";
    must_tell(text, &[("Ada Holt", ASKED), ("Bo Reyes", SAID)]);
    assert!(
        read(text)
            .passages
            .iter()
            .all(|passage| passage.span.is_none()),
        "a time every five minutes says of no turn when it was"
    );
    must_tell(
        "Mock interview - Transcript\n00:00:00\n\nAda Holt: Tell me about a launch that failed.\nBo Reyes: I led one in 2022, and it failed.\n",
        &[("Ada Holt", ASKED), ("Bo Reyes", SAID)],
    );
}

#[test]
fn times_above_what_is_said_are_nobodys_names() {
    let text = "0:00\nso we shipped\n0:05\nIn June\n0:09\nand learned\n";
    must_tell(text, &[("", "so we shipped In June and learned")]);
    let spans: Vec<(f64, f64)> = read(text)
        .passages
        .iter()
        .filter_map(|passage| passage.span)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(spans, [(0.0, 5.0), (5.0, 9.0), (9.0, 10.0)]);
}

#[test]
fn known_labels_are_speakers_however_seldom_they_come() {
    for [asks, answers] in [
        ["Q:", "A:"],
        ["Q1:", "A1:"],
        ["Interviewer:", "Candidate:"],
        ["INTERVIEWER:", "ME:"],
        ["Speaker 1:", "Speaker 2:"],
        ["SPEAKER_00:", "SPEAKER_01:"],
        ["[SPEAKER_00]:", "[SPEAKER_01]:"],
        ["I:", "R:"],
        ["**Interviewer:**", "**Candidate:**"],
        ["Hiring manager:", "Me:"],
        ["[00:00:01] Host:", "[00:00:09] Guest:"],
        ["Interviewer (0:01):", "Candidate (0:09):"],
        ["0:01 Interviewer:", "0:09 Bo:"],
        ["Interviewer:\n", "Bo:\n"],
    ] {
        let found = told(&format!("{asks} {ASKED}\n\n{answers} {SAID}\n"));
        let said: Vec<&str> = found.iter().map(|(_, said)| said.as_str()).collect();
        assert_eq!(said, [ASKED, SAID], "{asks} {answers}: {found:?}");
        assert_ne!(found[0].0, found[1].0);
    }
    must_tell(
        "Q:What failed?\nA:It did.\n",
        &[("Q", "What failed?"), ("A", "It did.")],
    );
    must_tell(
        "Candidate: I led it.\nIt failed.\n",
        &[("Candidate", "I led it. It failed.")],
    );
    must_tell(
        "Q1: What failed?\nA1: It did.\nQ2: Why?\nA2: I hurried.\n",
        &[
            ("Q", "What failed?"),
            ("A", "It did."),
            ("Q", "Why?"),
            ("A", "I hurried."),
        ],
    );
}

#[test]
fn other_names_recur_and_then_one_may_speak_once() {
    must_tell(
        "Ada: Tell me about a launch that failed.\nBo: I led one in 2022, and it failed.\nAda: Thank you.\nÉva van der Berg: And from me.\n",
        &[
            ("Ada", ASKED),
            ("Bo", SAID),
            ("Ada", "Thank you."),
            ("Éva van der Berg", "And from me."),
        ],
    );
    must_tell(
        "[Ada] Ready to begin?\n[Bo] Yes, I am.\n[Ada] Good.\n[Bo] Thanks.\n",
        &[
            ("Ada", "Ready to begin?"),
            ("Bo", "Yes, I am."),
            ("Ada", "Good."),
            ("Bo", "Thanks."),
        ],
    );
    must_tell(
        "田中: 準備はいい\n佐藤: はい\n田中: では\n佐藤: どうぞ\n",
        &[
            ("田中", "準備はいい"),
            ("佐藤", "はい"),
            ("田中", "では"),
            ("佐藤", "どうぞ"),
        ],
    );
}

#[test]
fn a_sentence_with_a_colon_is_nobodys_name() {
    for text in [
        "Here is my plan: first we ask, then we build.\nHere is my plan: we wait.",
        "Note: it was late.\n\nNote: it was early.",
        "Situation: sales fell.\nTask: find out why.\nAction: I asked ten members.\nResult: we knew.",
        "Situation: one.\nAction: two.\n\nSituation: three.\nAction: four.",
        "Option A: ship now.\nOption B: wait.\nOption A: is what I took.",
        "A: ship now\nB: wait\nC: ask",
        "At 10:30 we met. At 11:00: we parted.\n10:30 is late: so I left.",
        "I had two goals.\nGrowth: up.\nRetention: flat.\nGrowth: again.",
        "We measured three things.\n\nUsers: 40.\nPrice: 12.\nUsers: 41.",
        "Question: should we ship? I would say yes.",
        "Users: 40.\nPrice: 12.\nMarket: large.",
        "https://example.org: that is where it stands.\nhttps://example.org: again.",
        "[laughter] I said no.\n[laughter] Then yes.",
        "[Music]\nI said no.\n[Music]",
        "I told Ada: no. And I told Bo: yes.\nI told Ada: no.",
        "My boss said it plainly: ship.\nMy boss said it plainly: wait.",
        "Step 1: ask.\nStep 2: build.\nStep 1: again.",
        "Phase One: ask.\n\nPhase One: done.",
        "The Growth Team: we asked.\nThe Growth Team: we built.",
        "We met at 10:30\nand ended at 11:00",
        "Ratio 3:1 and 4:1, so: no.",
        "TODO: ask\nTODO: build",
    ] {
        must_name_nobody(text);
    }
    let timed = "1\n00:00:01,000 --> 00:00:02,000\nHere is my plan: first we ask.\n\n2\n00:00:03,000 --> 00:00:04,000\nNote: at 10:30 we met.\n";
    assert!(
        read(timed)
            .passages
            .iter()
            .all(|passage| passage.speaker.is_none())
    );
    assert_eq!(
        read(timed).text,
        "Here is my plan: first we ask.\nNote: at 10:30 we met."
    );
}

#[test]
fn a_colon_inside_a_turn_begins_no_other() {
    must_tell(
        "Ada: What was the plan?\nBo: Two things.\nNote: both were late.\nCost: none.\nAda: And then?\nBo: We shipped at 10:30: on time.\n",
        &[
            ("Ada", "What was the plan?"),
            ("Bo", "Two things. Note: both were late. Cost: none."),
            ("Ada", "And then?"),
            ("Bo", "We shipped at 10:30: on time."),
        ],
    );
}

#[test]
fn names_and_speakers_are_bounded() {
    let long = format!(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v {}>Hello.\n",
        "x".repeat(81)
    );
    assert_eq!(
        transcript::read(&long),
        Err(TranscriptError::LongName { line: 4 })
    );
    let crowd: String = (0..=MOST_SPEAKERS)
        .map(|number| {
            format!("00:{number:02}.000 --> 00:{number:02}.500\n<v Name {number}>Hello.\n\n")
        })
        .collect();
    assert_eq!(
        transcript::read(&format!("WEBVTT\n\n{crowd}")),
        Err(TranscriptError::TooManySpeakers)
    );
}

// ---------- captions that repeat themselves ----------

/// Each word with the time at which it begins.
fn words(text: &str) -> Vec<(String, f64)> {
    align(&read(text), &Delivery::default())
        .into_iter()
        .map(|word| (word.text, word.start))
        .collect()
}

fn said(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|(word, _)| word).collect();
    words.join(" ")
}

#[test]
fn captions_that_roll_say_each_word_once_at_its_own_time() {
    // As YouTube writes its own: two lines, the older above, words with times, a moment without new ones.
    let text = "WEBVTT\nKind: captions\nLanguage: en\n\n\
        00:00:00.160 --> 00:00:02.389 align:start position:0%\n \nso<00:00:00.480><c> we</c><00:00:00.800><c> shipped</c>\n\n\
        00:00:02.389 --> 00:00:02.399 align:start position:0%\nso we shipped\n \n\n\
        00:00:02.399 --> 00:00:04.550 align:start position:0%\nso we shipped\nwe<00:00:02.700><c> shipped</c><00:00:03.100><c> late</c>\n\n\
        00:00:04.550 --> 00:00:04.560 align:start position:0%\nwe shipped late\n \n\n\
        00:00:04.560 --> 00:00:06.000 align:start position:0%\nwe shipped late\nand<00:00:05.000><c> learned</c>\n\n";
    let found = words(text);
    let found: Vec<(&str, f64)> = found
        .iter()
        .map(|(word, at)| (word.as_str(), *at))
        .collect();
    assert_eq!(
        found,
        [
            ("so", 0.16),
            ("we", 0.48),
            ("shipped", 0.8),
            ("we", 2.399),
            ("shipped", 2.7),
            ("late", 3.1),
            ("and", 4.56),
            ("learned", 5.0),
        ]
    );
    assert!(
        align(&read(text), &Delivery::default())
            .iter()
            .all(|word| !word.estimated)
    );
}

#[test]
fn captions_that_roll_without_word_times_do_too() {
    assert_eq!(
        said(
            "1\n00:00:00,000 --> 00:00:02,000\nso we shipped\n\n2\n00:00:02,000 --> 00:00:04,000\nso we shipped\nin June\n\n\
             3\n00:00:04,000 --> 00:00:06,000\nin June\nand learned\n"
        ),
        "so we shipped in June and learned"
    );
}

#[test]
fn captions_that_grow_say_each_word_once_when_it_came() {
    let text = "WEBVTT\n\n00:00.000 --> 00:01.000\nWe\n\n00:01.000 --> 00:02.000\nWe shipped\n\n00:02.000 --> 00:03.000\nWe shipped, and\n\n\
        00:03.000 --> 00:04.000\nWe shipped, and learned.\n\n00:04.000 --> 00:05.000\nThen\n\n00:05.000 --> 00:06.000\nThen we left.\n";
    let found = words(text);
    let starts: Vec<f64> = found.iter().map(|(_, at)| *at).collect();
    assert_eq!(said(text), "We shipped and learned. Then we left.");
    assert_eq!(starts[..5], [0.0, 1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn what_is_shown_twice_at_once_was_said_once() {
    assert_eq!(
        said(
            "1\n00:00:00,000 --> 00:00:04,000\nWe shipped in June.\n\n2\n00:00:02,000 --> 00:00:05,000\nWe shipped in June.\n\n\
             3\n00:00:04,500 --> 00:00:07,000\nshipped in June. And learned.\n"
        ),
        "We shipped in June. And learned."
    );
}

#[test]
fn what_was_said_twice_stays() {
    for text in [
        // One after the other, right away.
        "1\n00:00:00,000 --> 00:00:01,000\nNo.\n\n2\n00:00:01,000 --> 00:00:02,000\nNo.\n\n3\n00:00:02,000 --> 00:00:03,000\nNo.\n",
        // And later.
        "1\n00:00:00,000 --> 00:00:01,000\nNo.\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n\n3\n00:00:08,000 --> 00:00:09,000\nNo.\n",
    ] {
        assert_eq!(said(text), "No. No. No.");
    }
    assert_eq!(
        said(
            "1\n00:00:00,000 --> 00:00:02,000\nIt was very good\n\n2\n00:00:02,000 --> 00:00:04,000\nvery good indeed.\n\n\
             3\n00:00:04,000 --> 00:00:06,000\nAnd we learned.\n"
        ),
        "It was very good very good indeed. And we learned."
    );
    // Two people say the same at the same time.
    must_tell(
        "WEBVTT\n\n00:00.000 --> 00:03.000\n<v Ada>Thank you.\n\n00:01.000 --> 00:04.000\n<v Bo>Thank you.\n",
        &[("Ada", "Thank you."), ("Bo", "Thank you.")],
    );
}

#[test]
fn captions_that_roll_keep_their_speakers() {
    must_tell(
        "1\n00:00:00,000 --> 00:00:02,000\nAda: What failed?\n\n2\n00:00:02,000 --> 00:00:04,000\nAda: What failed?\nBo: Our launch,\n\n\
         3\n00:00:04,000 --> 00:00:06,000\nBo: Our launch,\nand I led it.\n\n4\n00:00:06,000 --> 00:00:08,000\nand I led it.\nAda: I see.\n",
        &[
            ("Ada", "What failed?"),
            ("Bo", "Our launch, and I led it."),
            ("Ada", "I see."),
        ],
    );
}

#[test]
fn a_caption_still_shown_when_the_next_begins_was_said_before_it() {
    let found = words(
        "1\n00:00:00,000 --> 00:00:10,000\none two\n\n2\n00:00:02,000 --> 00:00:12,000\nthree four\n",
    );
    let starts: Vec<f64> = found.iter().map(|(_, at)| *at).collect();
    assert!(starts.is_sorted() && starts[1] < 2.0, "{starts:?}");
}

// ---------- who is the candidate, and what is asked ----------

fn interview() -> Transcript {
    let long = "I led the launch of a referral scheme and I skipped the test because the date was public, so that \
        nobody told us in time that members did not want to write to their friends about a bank at all.";
    read(&format!(
        "Bo: Hello, good to be here.\nAda: Welcome. Tell me about a launch that failed.\nBo: {long}\nAda: Right.\nBo: And I learned to test.\n\
         Ada: And why then?\nBo: {long}\nAda: What would you do now, if you had a month?\nBo: I would ask ten members.\nAda: Thank you, that is all from my side.\n"
    ))
}

#[test]
fn whoever_speaks_most_in_long_turns_is_proposed() {
    let read = interview();
    let talk = Talk::of(&read);
    assert!(talk.has_several());
    assert_eq!(
        talk.speakers[talk.proposal().unwrap()].name.as_deref(),
        Some("Bo")
    );
    // An interviewer who talks a lot is still called one.
    let read = transcript::plain(&format!(
        "Interviewer: {}\nCandidate: Yes.\n",
        "We do a great many things here. ".repeat(20)
    ))
    .unwrap();
    let talk = Talk::of(&read);
    assert_eq!(
        talk.speakers[talk.proposal().unwrap()].name.as_deref(),
        Some("Candidate")
    );
}

#[test]
fn questions_part_answers_and_remarks_do_not() {
    let read = interview();
    let talk = Talk::of(&read);
    let mine = [talk.proposal().unwrap()];
    let exchanges = talk.exchanges(&read, &mine);
    let answers: Vec<String> = exchanges
        .iter()
        .map(|exchange| {
            talk.own(&read, &mine, exchange.answer.clone())
                .transcript
                .text
        })
        .collect();
    assert_eq!(answers.len(), 4, "{answers:?}");
    assert_eq!(answers[0], "Hello, good to be here.");
    assert!(exchanges[0].question.is_empty());
    assert!(
        answers[1].ends_with("And I learned to test."),
        "\u{201c}Right.\u{201d} is no question"
    );
    assert!(answers[2].starts_with("I led the launch"));
    assert_eq!(answers[3], "I would ask ten members.");
}

#[test]
fn own_words_are_found_with_their_times_and_no_others() {
    let read = read(
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Tell me about a launch that failed.\n\n00:04.000 --> 00:06.000\n<v Bo>I led one,\n\n\
         00:06.000 --> 00:08.000\n<v Bo>and it failed.\n\n00:08.000 --> 00:09.000\n<v Ada>Right.\n\n00:09.000 --> 00:11.000\n<v Bo>I learned.\n",
    );
    let talk = Talk::of(&read);
    let own = talk.own(&read, &[1], 0..talk.turns.len());
    assert_eq!(own.transcript.text, "I led one, and it failed.\nI learned.");
    let spans: Vec<(f64, f64)> = own
        .spans
        .unwrap()
        .iter()
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(spans, [(4.0, 8.0), (9.0, 11.0)]);
    let text: Vec<char> = own.transcript.text.chars().collect();
    for word in align(&own.transcript, &Delivery::default()) {
        assert_eq!(
            text[word.from..word.to].iter().collect::<String>(),
            word.text
        );
    }
}
