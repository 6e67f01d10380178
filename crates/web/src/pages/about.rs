//! What this is, and what it is not.

use maud::{Markup, html};

use crate::components::{head, section};
use crate::layout::{Page, stays};
use crate::visit::Visit;

/// `GET /about`
pub(crate) async fn show(visit: Visit) -> Markup {
    let body = html! {
        (head("About", "An interview loop you can run at home", html! {
            p { "Greenroom takes a candidate through every conversation between an application and an offer, and marks what was said by quoting it." }
        }))
        (section("promises", "What it keeps to", html! {
            ul.points {
                li { "Every mark quotes your own words. Where there is nothing to quote, it says \u{201c}not observed\u{201d}." }
                li { (stays(&visit)) " There is no account, and no server of ours but this one." }
                li { "The same answer gets the same marks. Length, polish, spelling and filler sounds do not move them." }
            }
        }))
        (section("trust", "How far to trust the marks", html! {
            p { "The coach is examined on answers whose level was settled beforehand, and what was found is shown whether it flatters or not: " a href="/trust" { "how far to trust the marks" } ". The first look takes a few seconds, while every answer is marked." }
        }))
        (section("notice", "No affiliation", html! {
            p { (visit.pack.manifest.notice) }
            p { "Interviewers are invented. Their questions are written for practice and are nobody's official material." }
        }))
    };
    Page::new("About").body(body).render(&visit)
}
