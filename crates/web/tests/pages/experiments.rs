//! Experiments from the proposal to the truth, as the forms send them.

use axum::http::StatusCode;

use crate::support::{Shown, Site};

/// A design of the test of search results: small and short.
const DESIGN: [(&str, &str); 15] = [
    (
        "hypothesis",
        "Larger pictures are told apart from the sofa, so fewer visits end in nothing.",
    ),
    ("unit", "member"),
    ("rows", "units"),
    ("population", "everybody"),
    ("primary", "browse_abandon_rate"),
    ("guardrail", "watch_hours"),
    ("smallest_effect", "2"),
    ("alpha", "5"),
    ("power", "80"),
    ("allocation", "100"),
    ("treated", "50"),
    ("days", "7"),
    ("rule", "fixed"),
    ("adjustment", "none"),
    ("analysed", "assigned"),
];

/// Looks until the work at an address is over; gives where it leads.
async fn led(site: &Site, shown: Shown) -> String {
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text);
    let mut address = shown.location;
    for _ in 0..60_000 {
        if !address.starts_with("/work/") {
            return address;
        }
        let now = site.get(&address).await;
        if now.status == StatusCode::SEE_OTHER {
            address = now.location;
        } else {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
    panic!("the work does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_is_designed_run_looked_at_decided_and_answered_by_the_truth() {
    let site = Site::new().await;
    site.get("/experiments")
        .await
        .must_hold("A Top 10 row on the home screen")
        .must_hold("Larger search results");
    let proposal = "/experiments/proposals/search-results";
    let page = site.get(proposal).await;
    page.must_hold("p was below 0.01")
        .must_hold("Power at 2.0%")
        .must_hold("Breaks the test")
        .must_not_hold("one member&#39;s days resemble each other");
    let live = site.fragment(proposal, &DESIGN).await;
    live.must_hold("Units by day 7").must_not_hold("<html");

    let settled = site.post(proposal, &DESIGN).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text);
    let here = settled.location;
    site.get(&here)
        .await
        .must_hold("Nothing has happened yet")
        .must_not_hold("What do you do?");
    let early = site
        .post(&format!("{here}/decide"), &[("decision", "stop")])
        .await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    let beyond = site.post(&format!("{here}/look"), &[("day", "60")]).await;
    beyond.must_hold("it runs from day 1 to day 7");

    let looked = site.post(&format!("{here}/look"), &[("day", "3")]).await;
    assert_eq!(led(&site, looked).await, here);
    site.get(&here)
        .await
        .must_hold("Day 3 of 7")
        .must_hold("You have looked once")
        .must_hold("The planned end has not come");
    let again = site.post(&format!("{here}/look"), &[("day", "3")]).await;
    assert_eq!(led(&site, again).await, here);
    let looked = site.post(&format!("{here}/look"), &[("day", "7")]).await;
    assert_eq!(led(&site, looked).await, here);
    let read = site.get(&here).await;
    read.must_hold("2 times")
        .must_hold("Sample ratio")
        .must_hold("As it stood at the end of every day")
        .must_hold("By device")
        .must_hold("p97.5");

    let words = "Nothing moved by member; I looked at visits twice and they are not independent.";
    let conclusion = [
        ("decision", "stop"),
        ("low", "-4"),
        ("effect", "0"),
        ("high", "4"),
        ("reason", words),
    ];
    let turned = [
        ("decision", "stop"),
        ("low", "5"),
        ("effect", "0"),
        ("high", "4"),
        ("reason", words),
    ];
    let refused = site.post(&format!("{here}/decide"), &turned).await;
    refused
        .must_hold("must lie within its range")
        .must_hold("Nothing moved by member");
    let decided = site.post(&format!("{here}/decide"), &conclusion).await;
    let truth = led(&site, decided).await;
    assert_eq!(truth, format!("{here}/truth"));
    site.get(&truth)
        .await
        .must_hold("Nobody could have decided better")
        .must_hold("Wrong unit of analysis")
        .must_hold("You saw it")
        .must_hold("Worth in a year");
    assert_eq!(site.get(&here).await.location, truth);
    site.get("/experiments").await.must_hold("Stop: leave it");

    // What was kept goes with an export, and what is deleted is gone.
    let exported = site.get("/settings/export").await;
    exported.must_hold("browse_abandon_rate");
    site.get(&format!("{here}/delete"))
        .await
        .must_hold("Delete this experiment?");
    site.post(&format!("{here}/delete"), &[]).await;
    assert_eq!(site.get(&here).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_design_that_cannot_be_is_refused_and_the_words_come_back() {
    let site = Site::new().await;
    let proposal = "/experiments/proposals/search-results";
    let mut broken = DESIGN.to_vec();
    broken[11] = ("days", "400");
    let refused = site.post(proposal, &broken).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused
        .must_hold("between 3 and 56")
        .must_hold("told apart from the sofa");
    broken[11] = ("days", "many");
    site.post(proposal, &broken)
        .await
        .must_hold("which is no number");
    let nobody = site.get("/experiments/proposals/nothing").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.get("/experiments/none").await.status,
        StatusCode::NOT_FOUND
    );
}
