//! The default pack holds what the guide to this interview promises.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::collections::BTreeSet;

use pack::model::DrillForm;
use pack::vocabulary::{BroughtKind, CriterionId, EvidenceKind, Manner, MemoryKind, QuestionKind};
use pack::{Files, Pack, embedded, load};

/// The questions that must be there: id, round, component, kind and text.
const PROMISED: &[(&str, &str, &str, &str, &str)] = &[
    (
        "why-here",
        "screen",
        "company",
        "motivation",
        "Why do you want to do product management at this company rather than anywhere else?",
    ),
    (
        "background-walkthrough",
        "screen",
        "job",
        "motivation",
        "Take me through your background and what brings you to this role now.",
    ),
    (
        "memo-value",
        "screen",
        "company",
        "motivation",
        "Which idea in our culture memo means the most to you, and where have you lived it?",
    ),
    (
        "role-differs",
        "screen",
        "job",
        "motivation",
        "How do you think a product manager here works differently from one at other companies?",
    ),
    (
        "owned-end-to-end",
        "hiring-manager",
        "job",
        "behavioural",
        "Tell me about a product that you owned from the first idea to launch and after. How did you decide what to build?",
    ),
    (
        "need-against-limits",
        "hiring-manager",
        "technical",
        "behavioural",
        "Tell me about a time when what your users needed and what the technology allowed pulled in different directions.",
    ),
    (
        "hard-decision",
        "hiring-manager",
        "culture",
        "behavioural",
        "Describe a hard product decision. How did you make it, and what happened?",
    ),
    (
        "delightful-experience",
        "hiring-manager",
        "job",
        "behavioural",
        "Tell me about an experience that you shipped and that people loved. How do you know they did?",
    ),
    (
        "ethical-call",
        "hiring-manager",
        "culture",
        "behavioural",
        "Tell me about a time when the right thing to do was not the easy thing to do.",
    ),
    (
        "against-groupthink",
        "cross-functional",
        "culture",
        "behavioural",
        "When did you go against what everyone else in the room believed?",
    ),
    (
        "trust-across-teams",
        "cross-functional",
        "culture",
        "behavioural",
        "How have you built trust with a team that did not report to you and did not think like you?",
    ),
    (
        "scope-disagreement",
        "cross-functional",
        "culture",
        "behavioural",
        "Tell me about a disagreement with engineering over scope. What did you do?",
    ),
    (
        "research-changed-plan",
        "cross-functional",
        "design",
        "behavioural",
        "Tell me about a time when user research changed what you were going to build.",
    ),
    (
        "failed-launch",
        "hiring-manager",
        "strategy",
        "behavioural",
        "Tell me about a launch that failed. What surprised you, and what did you change?",
    ),
    (
        "first-weeks-southeast-asia",
        "product-team",
        "strategy",
        "case",
        "New members in Southeast Asia leave early. How would you raise their engagement?",
    ),
    (
        "mobile-priority",
        "product-team",
        "job",
        "case",
        "You lead our mobile app. What do you work on first, and why?",
    ),
    (
        "remove-feature",
        "product-team",
        "company",
        "case",
        "Which feature of our product would you take out or rethink, and why?",
    ),
    (
        "low-vision",
        "product-team",
        "design",
        "case",
        "Redesign our service for people who are blind or have low vision.",
    ),
    (
        "shared-accounts",
        "product-team",
        "design",
        "case",
        "What would you build for families who share one account?",
    ),
    (
        "niche-discovery",
        "product-team",
        "design",
        "case",
        "How would you help people find titles in niche genres?",
    ),
    (
        "expand-next",
        "product-team",
        "strategy",
        "case",
        "Where should we expand next?",
    ),
    (
        "live-events",
        "product-team",
        "strategy",
        "case",
        "We are thinking about live sport or news. How would you judge whether to launch it?",
    ),
    (
        "recommendation-metrics",
        "product-team",
        "metrics",
        "case",
        "How do you know whether the recommendation engine is doing its job?",
    ),
    (
        "home-screen-test",
        "technical",
        "metrics",
        "technical",
        "How would you use an A/B test to improve the home screen?",
    ),
    (
        "latam-engagement",
        "case-study",
        "metrics",
        "case",
        "Engagement is down 10% in Latin America. Present your analysis and what you would do.",
    ),
    (
        "india-engagement",
        "case-study",
        "metrics",
        "case",
        "Engagement in India has dropped 15%. What is your approach?",
    ),
    (
        "personalization-test",
        "technical",
        "technical",
        "technical",
        "How would you A/B test a change to the personalization engine?",
    ),
    (
        "top-ten-test",
        "technical",
        "technical",
        "technical",
        "We want to launch a row with the ten most watched titles in your country. How would you structure the test?",
    ),
    (
        "latency-experience",
        "technical",
        "technical",
        "technical",
        "Where do latency and viewing experience pull against each other in streaming, and how would you decide?",
    ),
    (
        "profile-recommendations",
        "technical",
        "technical",
        "technical",
        "Sketch the back end of a feature that recommends titles for each profile of a household.",
    ),
    (
        "test-pipeline",
        "technical",
        "technical",
        "technical",
        "Explain how an A/B test pipeline works at scale.",
    ),
    (
        "debt-against-features",
        "technical",
        "technical",
        "technical",
        "How do you weigh technical debt against new features?",
    ),
    (
        "device-or-cloud",
        "technical",
        "technical",
        "technical",
        "Should recommendations be computed on the device or in the cloud?",
    ),
];

fn files() -> Files {
    let packs = embedded::packs();
    let (name, files) = packs.into_iter().next().unwrap();
    assert_eq!(name, embedded::DEFAULT, "the default pack comes first");
    files
}

fn netflix() -> Pack {
    match load(&files()) {
        Ok(pack) => pack,
        Err(faults) => unreachable!("{faults}"),
    }
}

#[test]
fn every_promised_question_stands_as_promised() {
    let pack = netflix();
    for (id, round, component, kind, text) in PROMISED {
        let question = pack
            .question(&id.parse().unwrap())
            .unwrap_or_else(|| unreachable!("no question {id}"));
        assert_eq!(question.round.as_str(), *round, "{id}");
        assert_eq!(question.component.as_str(), *component, "{id}");
        assert_eq!(question.kind.word(), *kind, "{id}");
        assert_eq!(question.text, *text, "{id}");
    }
}

#[test]
fn the_bank_has_at_least_150_questions_over_all_rounds_and_components() {
    let pack = netflix();
    assert!(pack.questions.len() >= 150, "{}", pack.questions.len());
    for round in &pack.rounds {
        let bank = pack.questions_of(&round.id).count();
        assert!(
            bank >= 3 * round.questions as usize,
            "{} asks {} of {bank}: a third loop would repeat itself",
            round.id,
            round.questions
        );
    }
    for component in &pack.components {
        let bank = pack
            .questions
            .iter()
            .filter(|each| each.component == component.id)
            .count();
        assert!(bank >= 10, "{} has {bank}", component.id);
    }
    for kind in QuestionKind::ALL {
        assert!(pack.questions.iter().any(|each| each.kind == *kind));
    }
}

#[test]
fn the_loop_goes_through_the_six_rounds_of_the_guide() {
    let pack = netflix();
    let rounds: Vec<_> = pack
        .manifest
        .loop_rounds
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(
        rounds,
        [
            "screen",
            "hiring-manager",
            "product-team",
            "cross-functional",
            "case-study",
            "technical"
        ]
    );
    let round = |id: &str| pack.round(&id.parse().unwrap()).unwrap();
    assert!(round("case-study").presentation);
    assert!(round("technical").optional, "only some candidates meet it");
    assert_eq!(pack.rounds.iter().filter(|each| each.optional).count(), 1);
}

#[test]
fn the_guide_is_covered_row_by_row() {
    let pack = netflix();
    assert_eq!(pack.role.len(), 5, "areas of the role");
    assert_eq!(pack.principles.len(), 4, "principles of the memo");
    let values: Vec<_> = pack.values.iter().map(|each| each.id.as_str()).collect();
    for value in [
        "selflessness",
        "judgment",
        "candor",
        "creativity",
        "courage",
        "inclusion",
        "curiosity",
        "resilience",
    ] {
        assert!(values.contains(&value), "no value {value}");
    }
    assert_eq!(pack.strategies.len(), 7, "ways of preparing");
    assert_eq!(pack.mistakes.len(), 4, "common mistakes");
    let cases = pack
        .components
        .iter()
        .filter(|each| each.group.as_deref() == Some("Case"));
    assert_eq!(cases.count(), 3, "components under the heading Case");
    let headings: BTreeSet<_> = pack
        .components
        .iter()
        .map(|each| each.group.as_ref().unwrap_or(&each.name))
        .collect();
    assert_eq!(headings.len(), 5, "{headings:?}");
    for criteria in QuestionKind::ALL
        .iter()
        .map(|kind| (kind, CriterionId::of(*kind)))
    {
        for id in criteria.1 {
            assert!(
                pack.criterion(*criteria.0, *id).is_some(),
                "{id} of {}",
                criteria.0
            );
        }
    }
}

#[test]
fn everything_that_can_be_missing_or_remembered_has_a_follow_up() {
    use pack::model::Cause;
    let pack = netflix();
    let asked: BTreeSet<_> = pack
        .probes
        .iter()
        .map(|each| format!("{:?}", each.because))
        .collect();
    for cause in [
        Cause::Lacks(EvidenceKind::ResultQuantified),
        Cause::Lacks(EvidenceKind::ActionOwn),
        Cause::Lacks(EvidenceKind::Alternative),
        Cause::Lacks(EvidenceKind::UserView),
        Cause::Lacks(EvidenceKind::Reflection),
        Cause::Shows(EvidenceKind::VagueClaim),
        Cause::Shows(EvidenceKind::ActionTeam),
        Cause::Shows(EvidenceKind::Bluff),
        Cause::Recalls(MemoryKind::Contradiction),
        Cause::Recalls(MemoryKind::StoryReused),
        Cause::Recalls(MemoryKind::OpenConcern),
        Cause::Brings(BroughtKind::Note),
        Cause::Hears(Manner::Nothing),
        Cause::Hears(Manner::OtherLanguage),
    ] {
        assert!(
            asked.contains(&format!("{cause:?}")),
            "no probe for {cause:?}"
        );
    }
}

#[test]
fn a_technical_question_expects_five_to_nine_claims() {
    for question in &netflix().questions {
        if question.kind == QuestionKind::Technical {
            let expects = question.expects.len();
            assert!(
                (5..=9).contains(&expects),
                "{} expects {expects}",
                question.id
            );
        }
    }
}

#[test]
fn there_are_enough_cards_in_every_form_and_for_every_component() {
    let pack = netflix();
    assert!(pack.drills.len() >= 250, "{} cards", pack.drills.len());
    let in_form =
        |form: fn(&DrillForm) -> bool| pack.drills.iter().filter(|card| form(&card.form)).count();
    assert!(in_form(|form| matches!(form, DrillForm::Recall { .. })) >= 20);
    assert!(in_form(|form| matches!(form, DrillForm::Choice { .. })) >= 20);
    assert!(in_form(|form| matches!(form, DrillForm::Number { .. })) >= 20);
    assert!(in_form(|form| matches!(form, DrillForm::Say { .. })) >= 20);
    for component in &pack.components {
        let of_component = pack
            .drills
            .iter()
            .filter(|card| card.component.as_ref() == Some(&component.id));
        assert!(of_component.count() >= 5, "{}", component.id);
    }
    for mistake in pack::vocabulary::MistakeId::ALL {
        let spotted = pack
            .drills
            .iter()
            .filter(|card| card.mistake == Some(*mistake));
        assert!(spotted.count() >= 4, "{mistake}");
    }
}

#[test]
fn every_presentation_is_asked_about() {
    let pack = netflix();
    let presented = pack.questions.iter().filter(|each| each.brief.is_some());
    for case in presented {
        let about = pack
            .questions
            .iter()
            .any(|each| each.follows.as_ref() == Some(&case.id));
        assert!(
            about,
            "nothing is asked after \"{}\" was presented",
            case.id
        );
    }
}

#[test]
fn there_are_at_least_ten_cases_and_what_is_asked_of_them_is_there() {
    let pack = netflix();
    assert!(pack.cases.len() >= 10, "{} cases", pack.cases.len());
    for id in ["latam-engagement", "india-engagement"] {
        assert!(pack.case(&id.parse().unwrap()).is_some(), "{id}");
    }
    let drawn: BTreeSet<_> = pack.cases.iter().flat_map(|case| &case.causes).collect();
    assert_eq!(drawn.len(), pack::vocabulary::CauseId::ALL.len());
    for case in &pack.cases {
        for word in ["{since}", "{until}", "{now}"] {
            assert!(case.brief.contains(word), "{}: {word}", case.id);
        }
        // A brief gives nothing away: it names no cause that can be drawn.
        let brief = case.brief.to_lowercase();
        for word in ["logging", "recommender", "dubbing house", "regression"] {
            assert!(!brief.contains(word), "{}: {word}", case.id);
        }
    }
    for note in &pack.notes {
        assert!(
            pack.notes
                .iter()
                .filter(|each| each.cause == note.cause)
                .count()
                == 1
        );
    }
}
