//! What `pack check` says, word for word: file, line, what is wrong, how to mend it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use pack::{Files, load, skeleton};

/// A change to a valid pack: in this file, this text becomes that one.
type Edit = (&'static str, &'static str, &'static str);

/// Adds the text to the end of the file, or begins the file with it.
const ADD: &str = "";

fn said_of(edits: &[Edit]) -> String {
    let mut files: Files = skeleton::new(&"example".parse().unwrap(), "Example");
    for (file, from, to) in edits {
        let text = files.get(file).unwrap_or_default().to_owned();
        assert!(text.contains(from), "{file} has no {from:?}");
        let text = if *from == ADD {
            format!("{text}{to}")
        } else {
            text.replacen(from, to, 1)
        };
        files.insert(*file, text);
    }
    match load(&files) {
        Ok(_) => "no faults".to_owned(),
        Err(faults) => {
            let said: Vec<_> = faults.0.iter().map(ToString::to_string).collect();
            said.join("\n")
        }
    }
}

macro_rules! messages {
    ($($name:ident: $edits:expr => $said:literal;)+) => {$(
        #[test]
        fn $name() {
            assert_eq!(said_of(&$edits), $said);
        }
    )+};
}

const QUESTIONS: &str = "questions/conversation.toml";

const CLAIM: &str = "[[claim]]
id = \"unit-is-rider\"
truth = \"right\"
says = \"Riders are assigned.\"
because = \"They remember.\"
cues = [\"assign ... rider\"]
";

const FACT: &str = "[[fact]]
id = \"size\"
topic = \"business\"
says = \"It has forty shops.\"
source = \"Made up\"
as_of = \"2023-06-31\"
use_it = \"Think in shops.\"
ages = false
";

/// A card that is worked out.
const CARD: &str = "[[drill]]
id = \"lost\"
form = \"number\"
asks = \"{people} riders, {share}% leave. How many is that?\"
numbers = { people = { from = 100, to = 900, step = 100 }, share = { from = 1, to = 5, step = 1 } }
answer = \"people * share / 100\"
unit = \"riders\"
why = \"{share}% of {people}.\"
";

const CARDS: &str = "drills/riders.toml";

const CASES: &str = "cases/riders.toml";

/// A case with everything that it needs, but for challenges.
const CASE: &str = r#"[[case]]
id = "lost-hours"
name = "Lost hours"
from = { name = "Ada", role = "Analyst" }
subject = "Hours"
brief = "Hours are {change} what they should be."
headline = "watch_hours"
market = { region = "EMEA", countries = ["Spain"], beside = ["Brazil"], name = "Spain" }
causes = ["playback_fault", "more_ads"]
checks = ["records", "calendar"]
options = ["one", "two", "three", "four"]
prompts = ["Who?", "Where?", "Since when?"]
minutes = 20
"#;

/// Four options that mend both causes.
fn options() -> String {
    ["one", "two", "three", "four"]
        .map(|id| {
            format!(
                "[[option]]\nid = \"{id}\"\ntext = \"Do {id}.\"\ncost = \"A week.\"\nrisk = \"Late.\"\n\
                 price = 0.1\nrecovers = {{ playback_fault = 0.5, more_ads = 0.5 }}\n"
            )
        })
        .concat()
}

/// A challenge for every occasion.
fn challenges() -> String {
    pack::vocabulary::Occasion::ALL
        .iter()
        .map(|when| format!("[[challenge]]\nwhen = \"{when}\"\nask = [\"Why?\", \"How so?\"]\n"))
        .collect()
}

/// What is said of a case with this part of it changed.
fn said_of_case(from: &str, to: &str) -> String {
    assert!(CASE.contains(from), "the case has no {from:?}");
    let text = format!(
        "{}{}{}",
        CASE.replacen(from, to, 1),
        options(),
        challenges()
    );
    let mut files: Files = skeleton::new(&"example".parse().unwrap(), "Example");
    files.insert(CASES, text);
    load(&files).map_or_else(
        |faults| {
            faults
                .0
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        },
        |pack| format!("{} case", pack.cases.len()),
    )
}

#[test]
fn a_case_says_what_is_wrong_with_it() {
    assert_eq!(said_of_case("Ada", "Ada"), "1 case");
    for (from, to, said) in [
        (
            "{change}",
            "{chnage}",
            r#"cases/riders.toml:6: the brief does not say how far the measure moved
    mend: put {change} where the figure belongs; it is computed from the data
cases/riders.toml:6: {chnage} stands for nothing
    mend: use one of {change}, {year}, {now}, {before}, {since}, {until}, {other}"#,
        ),
        (
            "[\"Brazil\"]",
            "[\"Italy\"]",
            r#"cases/riders.toml:8: Italy is of the same region as the market
    mend: name countries of other regions in beside; what happens is drawn for a region"#,
        ),
        (
            "\"Spain\"]",
            "\"Peru\"]",
            r#"cases/riders.toml:8: Peru is not reported in EMEA
    mend: name countries of EMEA"#,
        ),
        (
            "\"more_ads\"",
            "\"late_dubbing\"",
            r#"cases/riders.toml:11: no option is worth anything where the cause is "late_dubbing"
    mend: add one that recovers more than it costs, or leave out the cause"#,
        ),
        (
            "playback_fault",
            "playback_falt",
            r#"cases/riders.toml:9: "playback_falt" is none of the words that can stand here
    mend: did you mean "playback_fault"?"#,
        ),
        (
            "minutes = 20",
            "minutes = 90",
            r#"cases/riders.toml:13: 90 minutes is no length of a presentation
    mend: write 10 to 40"#,
        ),
    ] {
        assert_eq!(said_of_case(from, to), said);
    }
}

#[test]
fn cases_need_challenges() {
    let mut files: Files = skeleton::new(&"example".parse().unwrap(), "Example");
    files.insert(CASES, format!("{CASE}{}", options()));
    let faults = load(&files).unwrap_err().0;
    assert_eq!(faults.len(), 5, "{faults:#?}");
    assert!(faults[0].mend.contains("[[challenge]]"), "{}", faults[0]);
}

messages! {
    unreadable_toml: [
        ("rounds.toml", "minutes = 30", "minutes = = 30"),
    ] => r#"rounds.toml:5: extra `=`, expected nothing
    mend: mend the TOML here; https://toml.io shows the form"#;

    a_key_written_twice: [
        ("rounds.toml", "minutes = 30", "minutes = 30\nminutes = 31"),
    ] => r#"rounds.toml:6: duplicate key
    mend: mend the TOML here; https://toml.io shows the form"#;

    a_file_that_no_pack_has: [
        ("notes.txt", ADD, "text"),
    ] => r#"notes.txt: no file of a pack has this name
    mend: rename it (questions go into questions/*.toml, cards into drills/*.toml, cases into cases/*.toml), or move it out of the folder"#;

    another_format: [
        ("pack.toml", "format = 1", "format = 2\nmood = \"new\""),
    ] => r#"pack.toml:2: format 2, but this program reads format 1
    mend: write format = 1 and follow that format, or use a newer program"#;

    a_misspelt_key: [
        ("components.toml", "themes", "thems"),
    ] => r#"components.toml:5: nothing here is called "thems"
    mend: did you mean "themes"?"#;

    a_key_like_no_other: [
        ("components.toml", "themes", "colour"),
    ] => r#"components.toml:5: nothing here is called "colour"
    mend: use one of id, name, group, about, themes, prepare"#;

    a_misspelt_table: [
        ("probes.toml", "[[probe]]", "[[prob]]"),
    ] => r#"probes.toml:1: nothing in this file is called "prob"
    mend: did you mean "probe"?"#;

    one_table_where_many_are_meant: [
        ("components.toml", "[[component]]", "[component]"),
    ] => r#"components.toml:1: "component" is one table, not a list of tables
    mend: begin each entry with a line [[component]]"#;

    a_missing_key: [
        ("components.toml", "name = \"Own work\"\n", ""),
    ] => r#"components.toml:1: "name" is missing
    mend: add a line name = … to this entry"#;

    a_word_that_cannot_stand_there: [
        (QUESTIONS, "\"behavioural\"", "\"behavioral\""),
    ] => r#"questions/conversation.toml:5: "behavioral" is none of the words that can stand here
    mend: did you mean "behavioural"?"#;

    a_value_of_another_form: [
        ("rounds.toml", "minutes = 30", "minutes = \"thirty\""),
    ] => r#"rounds.toml:5: invalid type: string "thirty", expected u32
    mend: write a whole number, without quotation marks"#;

    no_id: [
        ("probes.toml", "how-measured", "How measured?"),
    ] => r#"probes.toml:2: "How measured?" is no id: use 1 to 64 lower-case letters, digits and single hyphens, such as "failed-launch"
    mend: correct it as the message says"#;

    no_cue: [
        (QUESTIONS, "\"first version\"", "\"first, version\""),
    ] => r#"questions/conversation.toml:11: the cue "first, version" has the part "first,"; a part is words joined by |, such as split|assign, or pre*
    mend: correct the cue; CONTRIBUTING.md says where the form of cues is explained"#;

    an_id_that_stands_twice: [
        ("components.toml", ADD, "\n[[component]]\nid = \"own-work\"\nname = \"Other\"\nabout = \"Other.\"\nthemes = [\"other\"]\nprepare = [\"other\"]\n"),
    ] => r#"components.toml:9: "own-work" stands twice, first at components.toml:2
    mend: change one of the two, or remove it"#;

    a_question_asked_twice: [
        (QUESTIONS, ADD, "\n[[question]]\nid = \"again\"\nround = \"conversation\"\ncomponent = \"own-work\"\nkind = \"behavioural\"\ntext = \"Tell me about the last thing that you launched. What came of it?\"\ntests = \"Memory.\"\nstrong = [\"a\", \"b\", \"c\"]\nweak = [\"d\"]\ntopics = [\"launch\", \"ship\", \"release\"]\nminutes = 4\n"),
    ] => r#"questions/conversation.toml:19: "Tell me about the last thing that you launched. What came of it?" stands twice, first at questions/conversation.toml:6
    mend: change one of the two, or remove it"#;

    an_unknown_round_of_a_question: [
        (QUESTIONS, "round = \"conversation\"", "round = \"conversatoin\""),
    ] => r#"questions/conversation.toml:3: there is no round "conversatoin"
    mend: did you mean "conversation"? Otherwise add the round to rounds.toml
rounds.toml:6: asks 1 questions, but the bank holds 0 for this round
    mend: ask at least one, and no more than questions/*.toml hold for the round"#;

    a_technical_question_without_claims: [
        (QUESTIONS, "kind = \"behavioural\"", "kind = \"technical\""),
        ("criteria.toml", ADD, "\n[[criterion]]\nid = \"design\"\n"),
    ] => r#"criteria.toml:195: "kind" is missing
    mend: add a line kind = … to this entry
questions/conversation.toml:5: a technical question expects no claim
    mend: list in expects the ids of the claims that a strong answer makes"#;

    a_list_where_a_text_is_meant: [
        ("components.toml", "\"Own work\"", "[\"Own work\"]"),
    ] => r#"components.toml:3: invalid type: sequence, expected a string
    mend: write a text in quotation marks"#;

    a_text_where_a_list_is_meant: [
        ("components.toml", "[\"launches\"]", "\"launches\""),
    ] => r#"components.toml:5: invalid type: string "launches", expected a sequence
    mend: write a list: ["one", "two"]"#;

    an_unknown_value: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nvalues = [\"thrift\"]"),
    ] => r#"questions/conversation.toml:13: there is no value "thrift"
    mend: correct the id, or add the value to culture.toml"#;

    an_unknown_question_to_practise: [
        ("mistakes.toml", "practise = [\"recent-launch\"]", "practise = [\"recent-lunch\"]"),
    ] => r#"mistakes.toml:9: there is no question "recent-lunch"
    mend: did you mean "recent-launch"? Otherwise add the question to questions/*.toml"#;

    a_round_outside_the_loop: [
        ("pack.toml", "loop_rounds = [\"conversation\"]", "loop_rounds = [\"conversation\", \"conversation\", \"panel\"]"),
    ] => r#"pack.toml:11: the loop goes through "conversation" twice
    mend: list each round once
pack.toml:11: there is no round "panel"
    mend: correct the id, or add the round to rounds.toml"#;

    too_few_questions: [
        ("rounds.toml", "questions = 1", "questions = 3"),
    ] => r#"rounds.toml:6: asks 3 questions, but the bank holds 1 for this round
    mend: ask at least one, and no more than questions/*.toml hold for the round"#;

    an_answer_longer_than_its_round: [
        ("rounds.toml", "minutes = 30", "minutes = 5"),
        (QUESTIONS, "minutes = 4", "minutes = 9"),
    ] => r#"questions/conversation.toml:12: an answer of 9 minutes in a round of 5
    mend: shorten the one or lengthen the other"#;

    two_wordings: [
        ("probes.toml", "  \"How did you measure that?\",\n", ""),
    ] => r#"probes.toml:5: ask has 2, and needs at least 3
    mend: add 1 more"#;

    the_same_wording_twice: [
        ("probes.toml", "How did you measure that?", "What number moved, and by how much?"),
    ] => r#"probes.toml:5: "What number moved, and by how much?" is a wording of "how-measured" already
    mend: reword one of the two, so that nobody is asked the same twice"#;

    a_quote_of_what_was_not_said: [
        ("probes.toml", "measure that?", "measure “{quote}”?"),
    ] => r#"probes.toml:5: nothing can stand for {quote} in this probe
    mend: remove it: where something is lacking there is nothing to quote"#;

    a_placeholder_for_nothing: [
        ("probes.toml", "lacks = \"result_quantified\"", "shows = \"bluff\""),
        ("probes.toml", "measure that?", "measure {earlier} {"),
    ] => r#"probes.toml:5: nothing can stand for { in this probe
    mend: remove it, or use {quote}
probes.toml:5: nothing can stand for {earlier} in this probe
    mend: remove it, or use {quote}"#;

    a_missing_anchor: [
        ("criteria.toml", "level = 5", "level = 4"),
    ] => r#"criteria.toml:10: the anchors stand for the levels 1, 2, 3, 4, 4, not for 1, 2, 3, 4, 5
    mend: write one anchor a level, lowest first, each with level, says and example"#;

    a_missing_criterion: [
        ("criteria.toml", "id = \"reflection\"\nkind = \"behavioural\"", "id = \"candour\"\nkind = \"technical\""),
    ] => r#"criteria.toml: no criterion "reflection" for behavioural questions
    mend: add a [[criterion]] with id = "reflection" and kind = "behavioural""#;

    a_criterion_of_another_kind: [
        ("criteria.toml", "id = \"reflection\"\nkind = \"behavioural\"", "id = \"reflection\"\nkind = \"technical\""),
    ] => r#"criteria.toml: no criterion "reflection" for behavioural questions
    mend: add a [[criterion]] with id = "reflection" and kind = "behavioural"
criteria.toml:164: a technical answer is not judged on "reflection"
    mend: use one of correctness, design, limits_and_failure, measurement, member_and_business, candour"#;

    a_missing_mistake: [
        ("mistakes.toml", "id = \"being-rigid\"", "id = \"missing-the-member\""),
    ] => r#"mistakes.toml: no words about the mistake "being-rigid"
    mend: add a [[mistake]] with id = "being-rigid"
mistakes.toml:32: "missing-the-member" stands twice, first at mistakes.toml:22
    mend: change one of the two, or remove it"#;

    an_empty_list: [
        ("components.toml", "themes = [\"launches\"]", "themes = []"),
    ] => r#"components.toml:5: an empty list
    mend: fill it, or remove the line if the field is optional"#;

    an_empty_text: [
        ("components.toml", "\"Own work\"", "\"  \""),
    ] => r#"components.toml:3: an empty text
    mend: write it, or remove the line if the field is optional"#;

    raw_html: [
        ("components.toml", "What you have built", "What <em>you</em> have built"),
    ] => r#"components.toml:4: raw HTML in a text
    mend: use Markdown; packs carry no HTML"#;

    a_link_that_runs_something: [
        ("components.toml", "What you have built", "[What](javascript:alert) you have built"),
    ] => r#"components.toml:4: a link that does not lead to a page
    mend: begin links with https:// or http://"#;

    a_claim_that_nobody_expects: [
        ("claims.toml", ADD, CLAIM),
    ] => r#"claims.toml:2: no question expects the right claim "unit-is-rider"
    mend: list it in expects of a question, or remove it"#;

    a_story_held_against_claims: [
        ("claims.toml", ADD, CLAIM),
        (QUESTIONS, "minutes = 4", "minutes = 4\nexpects = [\"unit-is-rider\"]"),
    ] => r#"questions/conversation.toml:13: behavioural answers are not held against claims
    mend: remove expects, or make it a case or technical question"#;

    a_wrong_claim_expected: [
        ("claims.toml", ADD, CLAIM),
        ("claims.toml", "\"right\"", "\"wrong\""),
        (QUESTIONS, "minutes = 4", "minutes = 4\nexpects = [\"unit-is-rider\"]"),
    ] => r#"questions/conversation.toml:13: behavioural answers are not held against claims
    mend: remove expects, or make it a case or technical question
questions/conversation.toml:13: expects the wrong claim "unit-is-rider"
    mend: list right claims only; wrong ones are found wherever they are said"#;

    a_brief_that_nobody_sees: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nbrief = \"Come prepared.\""),
    ] => r#"questions/conversation.toml:13: the round "conversation" has no presentation, so nobody would see this brief
    mend: remove it, or write presentation = true in the round"#;

    a_presentation_without_a_brief: [
        ("rounds.toml", "questions = 1", "questions = 1\npresentation = true"),
    ] => r#"questions/conversation.toml:2: asked in a round with a presentation, but has no brief
    mend: add brief = """…""": what is sent beforehand; or follows: whose presentation it is about"#;

    a_question_about_nothing_presented: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nfollows = \"recent-lunch\""),
    ] => r#"questions/conversation.toml:13: there is no question "recent-lunch"
    mend: did you mean "recent-launch"? Otherwise add the question to questions/*.toml"#;

    a_question_about_itself: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nfollows = \"recent-launch\""),
    ] => r#"questions/conversation.toml:13: "recent-launch" has no brief, so nothing is presented that this could follow
    mend: name a question with a brief, or remove follows"#;

    a_question_about_any_presentation_where_none_is_given: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nfollows_any = true"),
    ] => r#"questions/conversation.toml:13: nothing is presented in the round "conversation" that this could follow
    mend: remove it, or move the question to a round with a presentation"#;

    a_question_in_the_name_of_nobody_there: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nasked_by = \"Ada\""),
    ] => r#"questions/conversation.toml:13: nobody in the round "conversation" is called "Ada"
    mend: write one of Robin"#;

    a_round_of_guests: [
        ("rounds.toml", "manner = ", "guest = true\nmanner = "),
    ] => r#"rounds.toml:14: all interviewers are guests, so that nobody asks what is in no guest's name
    mend: let one of them be no guest"#;

    a_probe_for_a_subject_that_no_question_has: [
        (QUESTIONS, "minutes = 4", "minutes = 4\nsubject = \"conduct\""),
        ("probes.toml", "urgency = ", "subjects = [\"conduct\", \"condut\"]\nurgency = "),
    ] => r#"probes.toml:4: no question has the subject "condut"
    mend: did you mean "conduct"? Otherwise write subject = "condut" in a question, or remove it here"#;

    a_story_recalled_only_from_other_rounds: [
        ("probes.toml", "lacks = \"result_quantified\"", "recalls = \"story_reused\""),
        ("probes.toml", "How did you measure that?", "You told that in the {round} talk."),
    ] => r#"probes.toml:5: 2 of the wordings do without {round}, and 3 must: both may have been said in the same round
    mend: add 1 more that do not name the round"#;

    a_day_that_the_calendar_does_not_have: [
        ("facts.toml", ADD, FACT),
    ] => r#"facts.toml:6: "2023-06-31" is no date
    mend: write a year, a month or a day: "2023", "2023-06" or "2023-06-30""#;

    a_card_that_is_whole: [(CARDS, ADD, CARD)] => "no faults";
    a_formula_that_breaks: [(CARDS, ADD, CARD), (CARDS, "* share", "* (share")] =>
        "drills/riders.toml:6: a bracket in the formula is not closed\n    mend: write the formula with + - * / ^, brackets, sqrt(…), numbers and the names of this card";
    a_formula_with_a_name_too_many: [(CARDS, ADD, CARD), (CARDS, "* share", "* churn")] =>
        "drills/riders.toml:6: the formula uses \"churn\", which has no number\n    mend: add it to numbers, or correct the name";
    a_formula_without_a_value: [(CARDS, ADD, CARD), (CARDS, "/ 100\"", "/ (share - 5)\"")] =>
        "drills/riders.toml:6: the formula has no finite value where people is 100 and share is 5\n    mend: change the formula, or the bounds of its numbers";
    a_number_that_is_never_said: [(CARDS, ADD, CARD), (CARDS, "{people} riders", "Some riders"), (CARDS, "of {people}", "of those")] =>
        "drills/riders.toml:4: the question never says {people}\n    mend: write {people} where the number should stand, or remove it from numbers";
    a_name_without_a_number: [(CARDS, ADD, CARD), (CARDS, "of {people}", "of {riders}")] =>
        "drills/riders.toml:8: \"why\" says {riders}, which is none of its numbers\n    mend: add riders = { from = …, to = …, step = … } to numbers, or correct the name";
    steps_that_lead_nowhere: [(CARDS, ADD, CARD), (CARDS, "from = 100, to = 900", "from = 900, to = 100")] =>
        "drills/riders.toml:5: \"people\" has no values: 900 to 100 by 100\n    mend: let from be no greater than to, and step greater than 0 (at most a million values)";
    a_card_of_two_forms: [(CARDS, ADD, CARD), (CARDS, "unit = \"riders\"", "seconds = 30")] =>
        "drills/riders.toml:7: a card of the form \"number\" has no \"seconds\"\n    mend: remove the line, or change the form";
    a_card_of_no_form: [(CARDS, ADD, CARD), (CARDS, "form = \"number\"", "form = \"numbr\"")] =>
        "drills/riders.toml:3: \"numbr\" is none of the words that can stand here\n    mend: did you mean \"number\"?";
    a_card_about_nothing_here: [(CARDS, ADD, CARD), (CARDS, "unit = \"riders\"", "component = \"nowhere\"\nas_of = \"May\"")] =>
        "drills/riders.toml:7: there is no component \"nowhere\"\n    mend: correct the id, or add the component to components.toml\ndrills/riders.toml:8: \"May\" is no date\n    mend: write a year, a month or a day: \"2023\", \"2023-06\" or \"2023-06-30\"";
}

#[test]
fn a_missing_file_is_named_and_nothing_else_is_blamed_for_it() {
    let whole = skeleton::new(&"example".parse().unwrap(), "Example");
    for (path, _) in whole.iter() {
        let without: Files = whole.iter().filter(|(each, _)| *each != path).collect();
        let faults = load(&without).unwrap_err().0;
        if path.starts_with("questions/") {
            assert!(faults.iter().all(|each| each.what != "the file is missing"));
        } else {
            assert_eq!(faults.len(), 1, "{path}: {faults:#?}");
            assert_eq!(
                faults[0].to_string(),
                format!(
                    "{path}: the file is missing\n    mend: add it; `greenroom pack new` writes one to start from"
                )
            );
        }
    }
}
