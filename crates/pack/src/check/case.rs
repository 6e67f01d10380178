//! Cases can be drawn, written and graded.

use super::{Names, at_least, complete};
use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::{Case, CaseOption};
use crate::vocabulary::Occasion;

/// What can stand in braces in a brief.
const IN_BRIEFS: &[&str] = &["change", "year", "now", "before", "since", "until", "other"];

/// What can stand in braces in a challenge, by when it is asked.
const fn in_challenges(when: Occasion) -> &'static [&'static str] {
    match when {
        Occasion::Contradiction => &["fact", "claim"],
        Occasion::Decoy => &["decoy"],
        Occasion::Check => &["check"],
        Occasion::Cost => &["option", "cost"],
        Occasion::Doubt => &["claim"],
    }
}

/// The kinds of entries in a calendar.
const KINDS: &[&str] = &["note", "launch", "expiry", "event", "measurement"];

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let questions = Names::questions(draft);
    let options = Names::of(draft, "option", "cases/*.toml", &draft.options, |each| {
        &each.id
    });
    for case in &draft.cases {
        let value = &case.value;
        questions.look_up(case, "question", &value.question, faults);
        options.look_up(case, "options", &value.options, faults);
        at_least(case, "causes", value.causes.len(), 2, faults);
        at_least(case, "checks", value.checks.len(), 2, faults);
        at_least(case, "options", value.options.len(), 4, faults);
        at_least(case, "prompts", value.prompts.len(), 3, faults);
        at_least(case, "market", value.market.beside.len(), 1, faults);
        braces(case, "brief", &value.brief, IN_BRIEFS, faults);
        if !value.brief.contains("{change}") {
            faults.push(case.fault(
                "brief",
                "the brief does not say how far the measure moved",
                "put {change} where the figure belongs; it is computed from the data",
            ));
        }
        if !(10..=40).contains(&value.minutes) {
            faults.push(case.fault(
                "minutes",
                format!("{} minutes is no length of a presentation", value.minutes),
                "write 10 to 40",
            ));
        }
        for (cause, strength) in &value.strengths {
            if !value.causes.contains(cause) {
                faults.push(case.fault(
                    "strengths",
                    format!("\"{cause}\" is no cause of the case"),
                    "name causes of the case",
                ));
            }
            if !(0.005..=1.0).contains(strength) {
                faults.push(case.fault(
                    "strengths",
                    format!("{strength} is no strength"),
                    "write a number from 0.005 to 1",
                ));
            }
        }
        market(case, faults);
        if complete(draft, "option") {
            answered(case, &draft.options, faults);
        }
    }
    for option in &draft.options {
        let value = &option.value;
        for share in value.recovers.values().chain([&value.price]) {
            if !(0.0..=1.0).contains(share) {
                faults.push(option.fault(
                    "recovers",
                    format!("{share} is no share"),
                    "write numbers between 0 and 1",
                ));
            }
        }
    }
    for note in &draft.notes {
        at_least(note, "shown_by", note.value.shown_by.len(), 1, faults);
        if !KINDS.contains(&note.value.kind.as_str()) {
            faults.push(note.fault(
                "kind",
                format!("a calendar holds no \"{}\"", note.value.kind),
                format!("use one of {}", KINDS.join(", ")),
            ));
        }
    }
    for challenge in &draft.challenges {
        let value = &challenge.value;
        at_least(challenge, "ask", value.ask.len(), 2, faults);
        for text in &value.ask {
            braces(challenge, "ask", text, in_challenges(value.when), faults);
        }
    }
    if draft.cases.is_empty() || !complete(draft, "challenge") {
        return;
    }
    for when in Occasion::ALL {
        if !draft.challenges.iter().any(|each| each.value.when == *when) {
            faults.push(draft.cases[0].fault(
                "id",
                format!("there are cases, but no challenge for \"{when}\""),
                format!("add a [[challenge]] with when = \"{when}\" to a file in cases"),
            ));
        }
    }
}

fn market(case: &Located<Case>, faults: &mut Vec<Fault>) {
    let market = &case.value.market;
    for country in &market.countries {
        if country.region() != market.region {
            faults.push(case.fault(
                "market",
                format!("{country} is not reported in {}", market.region),
                format!("name countries of {}", market.region),
            ));
        }
    }
    for country in &market.beside {
        if country.region() == market.region {
            faults.push(case.fault(
                "market",
                format!("{country} is of the same region as the market"),
                "name countries of other regions in beside; what happens is drawn for a region",
            ));
        }
    }
}

/// Whatever the cause is, some option has to be worth recommending.
fn answered(case: &Located<Case>, options: &[Located<CaseOption>], faults: &mut Vec<Fault>) {
    for cause in &case.value.causes {
        let best = options
            .iter()
            .filter(|each| case.value.options.contains(&each.value.id))
            .map(|each| each.value.value(*cause))
            .fold(0.0, f64::max);
        if best <= 0.0 {
            faults.push(case.fault(
                "options",
                format!("no option is worth anything where the cause is \"{cause}\""),
                "add one that recovers more than it costs, or leave out the cause",
            ));
        }
    }
}

/// A fault for each word in braces that stands for nothing.
fn braces<T>(entry: &Located<T>, field: &str, text: &str, known: &[&str], faults: &mut Vec<Fault>) {
    for rest in text.split('{').skip(1) {
        let word = rest.split('}').next().unwrap_or_default();
        if !known.contains(&word) {
            faults.push(entry.fault(
                field,
                format!("{{{word}}} stands for nothing"),
                format!("use one of {{{}}}", known.join("}, {")),
            ));
        }
    }
}
