//! The grade, with what it rests on, and the path of a strong candidate.

use lab::case::{Assessment, Part, causes, in_words};
use maud::{Markup, html};

use super::hand_over::{Handed, Taken};
use super::{Desk, marks, request, steps};
use crate::components::{icon, paragraph, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// The grade of a case.
pub(super) fn show(visit: &Visit, desk: &Desk, handed: Option<&Handed>) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let Some(assessment) = &desk.sitting.assessment else {
        return Err(Failure::Broken);
    };
    let grade = &assessment.grade;
    let body = html! {
        header.marks-head {
            div {
                p.kicker { a href="/cases" { "Cases" } " / Seed " (desk.sitting.seed) }
                h1.question { (case.name) }
                (steps(desk.sitting.stage()))
            }
            div.verdict {
                p.level { strong { (format!("{:.0}", grade.points)) } span { "of 100, by arithmetic" } }
                p.own { "Your requests gained " (format!("{:.0}%", grade.support * 100.0)) " of what there was to know; what you concluded counts as far as they support it." }
            }
        }
        (section("truth", "What it was", truth(assessment)?))
        (section("parts", "Point by point", html! { ol.criteria { @for part in &grade.parts { li { (one(part)) } } } }))
        (section("said", "What you said", said(desk, assessment, handed)))
        (section("requests", "What each request was worth", requests(desk, assessment)))
        (section("path", "A strong candidate\u{2019}s path", path(assessment)?))
        nav.after aria-label="From here" {
            div.actions {
                a.button href="/cases" { "Another case" (icon::arrow()) }
                form method="post" action="/cases" {
                    input type="hidden" name="pack" value=(desk.sitting.pack);
                    input type="hidden" name="case" value=(case.id);
                    button.button.quiet { "The same message, another seed" }
                }
                a.button.plain href={ (desk.address()) "/room" } { "The data room as you left it" }
                a.button.plain href={ (desk.address()) "/delete" } { "Delete this case" }
            }
            @if let Some(interview) = &desk.sitting.interview {
                (for_interview(desk, interview, handed.map(|handed| handed.taken)))
            }
        }
    };
    Ok(Page::new("Grade").at(Place::Lab).body(body).render(visit))
}

/// The interview for which it was worked, and whether it has the grade.
fn for_interview(desk: &Desk, interview: &str, taken: Option<Taken>) -> Markup {
    let back = html! { a href={ "/interviews/" (interview) } { "the interview" } };
    html! {
        @match taken {
            Some(Taken::Yes) => p.note { "Handed to " (back) ": the presentation stands in its round, and this grade in its debrief, said to be arithmetic." },
            Some(Taken::NotYet) => form method="post" action={ (desk.address()) "/hand-over" } {
                p.note { "Worked for " (back) ", which does not have it yet." }
                button.button.quiet { "Hand it over" }
            },
            Some(Taken::Other) => p.note { "Worked for " (back) ", which has the grade of another case for the same question; the first one counts." },
            None => p.note { "The interview for which it was worked is not here any more." },
        }
    }
}

fn truth(assessment: &Assessment) -> Result<Markup, Failure> {
    let causes = causes().map_err(|_| Failure::Broken)?;
    let truth = &assessment.truth;
    let name = causes
        .iter()
        .find(|cause| cause.id == truth.cause)
        .map_or("", |cause| cause.name.as_str());
    let segment = truth.segment.conditions();
    let segment = in_words(
        segment
            .iter()
            .map(|(dimension, value)| (*dimension, value.as_str())),
    );
    Ok(html! {
        p { strong { (super::room::capital(name)) } "." }
        p {
            "It touched " (segment) ". "
            "With it and without it, the measure differs by " strong { (format!("{:+.1}%", truth.size * 100.0)) } "."
        }
        @if !truth.chain.is_empty() {
            div.table tabindex="0" role="region" aria-label="From the cause to the measure" {
                table {
                    thead { tr { th scope="col" { "From the cause to the measure" } th scope="col" { "Metric" } th scope="col" { "Among those touched" } } }
                    tbody { @for (words, metric, change) in &truth.chain {
                        tr { th scope="row" { (super::room::capital(words)) } td { (metric.replace('_', " ")) } td { (format!("{:+.1}%", change * 100.0)) } }
                    } }
                }
            }
        }
    })
}

fn one(part: &Part) -> Markup {
    html! {
        div.criterion-head {
            h3 { (part.id.name()) }
            p.reached {
                progress max=(part.id.of()) value=(format!("{:.2}", part.points)) aria-label=(part.id.name()) {}
                strong { (format!("{:.1}", part.points)) } span.soft { "of " (part.id.of()) }
            }
        }
        ul.points { @for evidence in &part.evidence { li { (evidence) } } }
    }
}

fn said(desk: &Desk, assessment: &Assessment, handed: Option<&Handed>) -> Markup {
    let sitting = &desk.sitting;
    let instead = handed.and_then(Handed::instead_of_marks);
    html! {
        (reasons(desk, assessment))
        @if let Some(given) = &sitting.presentation {
            div.case-said {
                h3 { "The presentation" }
                p {
                    @if let Some(seconds) = given.seconds { (crate::components::words::length(seconds)) ". " }
                    @match (&given.marks, &instead) {
                        (Some(_), Some(instead)) => (instead),
                        (Some(marks), None) => { (marks::level(marks)) " " a href={ (desk.address()) "/marks/0" } { "Its marks, with quotes" } },
                        (None, _) => span.soft { "Passed." },
                    }
                }
            }
        }
        @for (place, question) in assessment.questions.iter().enumerate() {
            div.case-said {
                h3 { (question.text) }
                @match sitting.answers.get(place) {
                    Some(answer) => {
                        @if let Some(text) = &answer.text { (paragraph(text)) }
                        p {
                            @match &answer.marks {
                                Some(marks) => { (marks::level(marks)) " " a href={ (desk.address()) "/marks/" (place + 1) } { "Its marks, with quotes" } },
                                None => span.soft { "Passed." },
                            }
                        }
                    },
                    None => {}
                }
            }
        }
        p.note { "Presentation and answers are marked as any answer to a case, by what stands in them; these levels are apart from the points above." }
    }
}

/// What was written beside the conclusion, with what the cause moves first.
fn reasons(desk: &Desk, assessment: &Assessment) -> Markup {
    let Some(conclusion) = &desk.sitting.conclusion else {
        return html! {};
    };
    let first = assessment.truth.chain.first();
    html! {
        @for (name, text) in [
            ("Why this option", &conclusion.why),
            ("The test that would confirm it", &conclusion.test),
            ("What would change your mind", &conclusion.change_mind),
        ] {
            div.case-said {
                h3 { (name) }
                @if text.trim().is_empty() { p.soft { "Not said." } } @else { (paragraph(text)) }
            }
        }
        @if let Some((words, metric, _)) = first {
            p.note { "What the cause moved first: " (words) " (" (metric.replace('_', " ")) "). A test that confirms it watches that among those touched, with the rest of the market beside it; it is what should change your mind where it stands still." }
        }
    }
}

fn requests(desk: &Desk, assessment: &Assessment) -> Markup {
    html! {
        @if assessment.grade.narrowed.is_empty() { p.note { "Nothing was asked." } }
        @else {
            div.table tabindex="0" role="region" aria-label="Table of requests" {
                table {
                    thead { tr { th scope="col" { "Request" } th scope="col" { "Bits" } th scope="col" { "Causes left" } } }
                    tbody { @for narrowed in &assessment.grade.narrowed {
                        tr {
                            th scope="row" { @if let Some(asking) = desk.sitting.asking(narrowed.number) {
                                a href={ (desk.address()) "/room#request-" (narrowed.number) } { (narrowed.number) ". " (request::title(asking)) }
                            } }
                            td { (format!("{:.1}", narrowed.bits)) }
                            td { (narrowed.left) }
                        }
                    } }
                }
            }
            p.note { "A bit is a halving of what could be the cause. A request that compares no times cannot tell what changed, and gains nothing." }
        }
    }
}

fn path(assessment: &Assessment) -> Result<Markup, Failure> {
    let causes = causes().map_err(|_| Failure::Broken)?;
    let path = &assessment.path;
    let name = |id| {
        causes
            .iter()
            .find(|cause| cause.id == id)
            .map_or("", |cause| cause.name.trim_start_matches("no fault: "))
    };
    Ok(html! {
        p { "Walked on the same data, with the same tools, and without knowing the answer." }
        ol.case-path {
            @for step in &path.steps {
                li {
                    h3 { (step.asks) }
                    p { (step.saw) }
                    p { strong { (step.so) } }
                    p.soft { @match step.left.len() { 1 => { "Left: " (name(step.left[0])) }, many => { (many) " causes left" } } "." }
                }
            }
        }
        p {
            "It concludes: " strong { (name(path.cause)) } ", "
            (in_words(path.segment.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str()))))
            ", " (format!("{:+.1}%", path.size * 100.0)) ", between " (format!("{:+.1}%", path.range.0 * 100.0)) " and " (format!("{:+.1}%", path.range.1 * 100.0)) "."
        }
    })
}
