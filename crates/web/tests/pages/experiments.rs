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
    // A guardrail has a margin of its own where its field says so; that of a measure that is none is ignored.
    let mut own = DESIGN.to_vec();
    own.extend([
        ("margin", "50"),
        ("margin_of_watch_hours", "0.01"),
        ("margin_of_revenue", "3"),
    ]);
    site.fragment(proposal, &own)
        .await
        .must_hold("which is more than the margin of 0.01%");
    let wrong = [own.as_slice(), &[("margin_of_watch_hours", "much")]].concat();
    let wrong: Vec<_> = wrong
        .into_iter()
        .filter(|field| *field != ("margin_of_watch_hours", "0.01"))
        .collect();
    site.fragment(proposal, &wrong)
        .await
        .must_hold("the margin of hours watched is \u{201c}much\u{201d}, which is no number");
    own.push(("look", "1"));
    site.post(proposal, &own)
        .await
        .must_hold("name=\"margin_of_watch_hours\" value=\"0.01\"");

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
        .must_hold("No bound on this day")
        .must_hold("The next bound is that of day 7")
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
        .must_hold("At its only look, on day 7, the effect has to be")
        .must_hold("The guardrail hours watched")
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
    site.get("/readiness").await.must_not_hold("One answer");
    let decided = site.post(&format!("{here}/decide"), &conclusion).await;
    let truth = led(&site, decided).await;
    assert_eq!(truth, format!("{here}/truth"));
    // What was judged counts for the scenario's component.
    site.get("/readiness").await.must_hold("One answer");
    site.get(&truth)
        .await
        .must_hold("Nobody could have decided better")
        .must_hold("Wrong unit of analysis")
        .must_hold("You saw it")
        .must_hold("Worth in a year")
        .must_hold("Worth is counted over the twelve months from shipping")
        .must_hold("believes");
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

/// The proposed test of the heartbeat, a week of it.
const HEARTBEAT: [(&str, &str); 14] = [
    (
        "hypothesis",
        "Plays that were lost are counted, so logged hours rise by two per cent.",
    ),
    ("unit", "member"),
    ("rows", "units"),
    ("population", "everybody"),
    ("primary", "watch_hours"),
    ("smallest_effect", "2"),
    ("alpha", "5"),
    ("power", "80"),
    ("allocation", "100"),
    ("treated", "50"),
    ("days", "7"),
    ("rule", "fixed"),
    ("adjustment", "before"),
    ("analysed", "assigned"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_test_that_is_found_broken_is_mended_and_run_again_and_the_second_decision_counts() {
    let site = Site::new().await;
    let settled = site
        .post("/experiments/proposals/heartbeat", &HEARTBEAT)
        .await;
    let first = settled.location;
    // There is nothing to mend before anything was seen.
    assert_eq!(site.get(&format!("{first}/rerun")).await.location, first);
    let looked = site.post(&format!("{first}/look"), &[("day", "7")]).await;
    led(&site, looked).await;
    site.get(&first)
        .await
        .must_hold("far outside of what changes to a service do");
    let conclusion = |decision| {
        [
            ("decision", decision),
            ("low", "-4"),
            ("effect", "0"),
            ("high", "4"),
            (
                "reason",
                "A third more hours on the same number of visits: I suspect that plays are counted twice.",
            ),
        ]
    };
    let decided = site
        .post(&format!("{first}/decide"), &conclusion("fix_and_rerun"))
        .await;
    let mending = format!("{first}/rerun");
    assert_eq!(decided.location, mending, "{}", decided.text);
    // Nothing is told yet, and nothing more can be seen of the first run.
    site.get(&first)
        .await
        .must_hold("To be mended and run again")
        .must_not_hold("What do you do?");
    let back = site.get(&format!("{first}/truth")).await;
    assert_eq!(back.location, first);

    site.get(&mending)
        .await
        .must_hold("What do you mend in the test?")
        .must_hold("2 weeks in all");
    let mut second = HEARTBEAT.to_vec();
    second.push(("mend", "counting"));
    let live = site.fragment(&mending, &second).await;
    live.must_hold("Units by day 7");
    let (settled, pressed_twice) =
        tokio::join!(site.post(&mending, &second), site.post(&mending, &second));
    let here = settled.location;
    assert_ne!(here, first);
    assert_eq!(pressed_twice.location, here);
    let kept = site.store.papers::<store::KeptExperiment>().await.unwrap();
    assert_eq!(kept.len(), 2, "no second run is left alone");
    assert_eq!(site.get(&mending).await.location, here);
    site.get(&first).await.must_hold("Go to the second run");
    let looked = site.post(&format!("{here}/look"), &[("day", "7")]).await;
    led(&site, looked).await;
    site.get(&here)
        .await
        .must_hold("Count every event once")
        .must_not_hold("far outside of what changes");
    let decided = site
        .post(&format!("{here}/decide"), &conclusion("stop"))
        .await;
    let truth = led(&site, decided).await;
    // Nothing is gained by the change: the two weeks are what it cost to be sure.
    site.get(&truth)
        .await
        .must_hold("Your decision cost $80,000")
        .must_hold("after 2 weeks of mending and running again")
        .must_hold("You saw it")
        .must_hold("Your reason, as an answer");
    site.get("/progress")
        .await
        .must_hold("A heartbeat for the player");
    site.get("/experiments").await.must_hold("Second run");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_ones_own_is_read_out_and_what_is_wrong_with_it_is_said() {
    let site = Site::new().await;
    let mut units = String::from("member,arm,watch,before\n");
    for unit in 0..400 {
        let arm = if unit % 2 == 0 { "control" } else { "wide" };
        let watch = f64::from(unit % 7) + if unit % 2 == 0 { 0.0 } else { 2.5 };
        units += &format!("{unit},{arm},{watch},{}\n", unit % 7);
    }
    let brought = site.upload("/experiments/analyze", &units, "").await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    let here = brought.location;
    site.get(&here)
        .await
        .must_hold("greenroom.json")
        .must_hold("<option value=\"member\" selected>")
        .must_hold("<option value=\"arm\" selected>");
    let asked = format!("{here}?unit=member&variant=arm&metric0=watch&covariate0=before");
    site.get(&asked)
        .await
        .must_hold("Nothing speaks against it")
        .must_hold("wide against control")
        .must_hold("the interval leaves out zero")
        .must_hold("Adjusted");
    let unclear = site
        .get(&format!("{here}?unit=arm&variant=member&metric0=watch"))
        .await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
    unclear.must_hold("unit control stands on line 2 and again on line 4");
    let level = site.get(&format!("{asked}&alpha=much")).await;
    assert_eq!(level.status, StatusCode::UNPROCESSABLE_ENTITY);
    let narrow = site.upload("/experiments/analyze", "a,b\n1,2\n", "").await;
    narrow.must_hold("has 2 columns");
    site.upload("/experiments/analyze", "", "")
        .await
        .must_hold("the file is empty");
    let gone = site.get("/experiments/analyze/0000").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    gone.must_hold("bring it again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_of_a_file_is_named_with_the_reason() {
    let site = Site::new().await;
    let mut units = String::from("member,arm,watch,flat\n");
    for unit in 0..400 {
        let arm = if unit % 2 == 0 { "control" } else { "wide" };
        units += &format!("{unit},{arm},{},7\n", unit % 7);
    }
    let brought = site.upload("/experiments/analyze", &units, "").await;
    let asked = format!(
        "{}?unit=member&variant=arm&metric0=flat&metric1=watch&covariate1=watch",
        brought.location
    );
    site.get(&asked)
        .await
        .must_hold("<h3>flat</h3><p class=\"note\">Left out: the metric is the same for every unit")
        .must_hold("Not adjusted: the covariate says all that the metric says")
        .must_hold("p50 is not compared: ")
        .must_hold("too many for a quantile there to have an error");
    site.get(&format!("{asked}&cap=80"))
        .await
        .must_hold("Capped at 5, the 80% quantile of all units: 57 lay above");
    let over = site.get(&format!("{asked}&cap=much")).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    over.must_hold("such as 0.999");
    let nothing = format!("{}?unit=member&variant=arm&metric0=flat", brought.location);
    let nothing = site.get(&nothing).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing.must_hold("nothing can be said of &quot;flat&quot;");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_arms_every_table_says_whose_it_is() {
    let site = Site::new().await;
    let mut units = String::from("member,arm,watch,region\n");
    for unit in 0..600 {
        let arm = ["control", "blue", "green"][unit % 3];
        let region = ["north", "south"][unit / 3 % 2];
        units += &format!("{unit},{arm},{},{region}\n", unit % 67 + unit % 3);
    }
    let brought = site.upload("/experiments/analyze", &units, "").await;
    let here = brought.location;
    let asked = format!("{here}?unit=member&variant=arm&metric0=watch");
    let shown = site.get(&asked).await;
    for arm in ["blue", "green"] {
        shown
            .must_hold(&format!(
                "aria-label=\"Estimates of watch, {arm} against control\""
            ))
            .must_hold(&format!(
                "<th scope=\"col\">control</th><th scope=\"col\">{arm}</th>"
            ))
            .must_hold(&format!("{arm} lies above control in"))
            .must_hold(&format!(
                "aria-label=\"Table: Differences of watch at quantiles, {arm} less control\""
            ));
    }
    let cut = site.get(&format!("{asked}&segment=region")).await;
    for arm in ["blue", "green"] {
        cut.must_hold(&format!(
            "Effect on watch, {arm} against control, by region"
        ));
    }
    cut.must_hold("north (200)")
        .must_hold("the effect is the same in all of them");
    site.get(&format!("{asked}&segment=member"))
        .await
        .must_hold("more different values than segments");
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

/// Settles the design of a small test; gives its address.
async fn settled(site: &Site) -> String {
    let settled = site
        .post("/experiments/proposals/search-results", &DESIGN)
        .await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text);
    settled.location
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_made_while_a_look_is_under_way_stands() {
    let site = Site::new().await;
    let here = settled(&site).await;
    let look = async |experiment: &str, day: &str| {
        site.post(&format!("{experiment}/look"), &[("day", day)])
            .await
    };
    led(&site, look(&here, "3").await).await;
    // The logs of two others take the place of its own: the next look takes a while.
    for _ in 0..2 {
        let other = settled(&site).await;
        led(&site, look(&other, "3").await).await;
    }
    let looking = look(&here, "7").await;
    assert!(looking.location.starts_with("/work/"), "{}", looking.text);
    let conclusion = [
        ("decision", "fix_and_rerun"),
        ("low", "-1"),
        ("effect", "0"),
        ("high", "1"),
        ("reason", "Something is broken."),
    ];
    let decided = site.post(&format!("{here}/decide"), &conclusion).await;
    assert_eq!(decided.location, format!("{here}/rerun"));
    led(&site, looking).await;
    site.get(&format!("{here}/rerun"))
        .await
        .must_hold("What do you mend in the test?");
}
