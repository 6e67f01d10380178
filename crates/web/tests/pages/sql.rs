//! The workbench: a query in the address, its result, what is wrong with it, and what is kept.

use axum::http::StatusCode;

use crate::support::Site;
use crate::worlds::made;

/// Makes a small world; gives where its workbench is.
async fn opened(site: &Site) -> String {
    made(site).await.replace("/worlds/", "/lab/") + "/sql"
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_filled_in_answered_explained_and_taken_away_as_a_file() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    site.get(&bench)
        .await
        .must_hold("<textarea")
        .must_hold("date_trunc")
        .must_hold("<code>plays</code>")
        .must_hold(">hours watched</a>")
        .must_not_hold("style=");
    let filled = site.get(&format!("{bench}?q=SELECT+hours")).await;
    filled
        .must_hold("SELECT hours</textarea>")
        .must_not_hold("Brazil");

    let answered = site.get(&format!("{bench}?q=SELECT+hours&run=yes")).await;
    answered
        .must_hold("2 rows")
        .must_hold("Brazil")
        .must_hold("12.5")
        .must_hold("&lt;b&gt;Japan&lt;/b&gt;")
        .must_hold("nothing\">NULL")
        .must_hold("The result, drawn");
    site.get(&format!("{bench}?q=SELECT+hours&run=explain"))
        .await
        .must_hold("ReadsEverything");

    let file = site.get(&format!("{bench}/rows.csv?q=SELECT+hours")).await;
    assert_eq!(file.saved_as, "attachment; filename=\"rows.csv\"");
    assert_eq!(
        file.text,
        "country,hours\r\nBrazil,12.5\r\n<b>Japan</b>,\r\n"
    );
    site.get(&format!("{bench}/rows.json?q=SELECT+hours"))
        .await
        .must_hold("\"rows\":[[\"Brazil\",12.5],[\"<b>Japan</b>\",null]]");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_the_beginning_of_what_is_long_and_a_file_says_where_it_ends() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    let long = site.get(&format!("{bench}?q=SELECT+long&run=yes")).await;
    long.must_hold("long long").must_hold("\u{2026}</td>");
    assert!(long.text.matches("long ").count() < 200);
    let file = site.get(&format!("{bench}/rows.csv?q=SELECT+long")).await;
    assert_eq!(file.text.matches("long ").count(), 1_000);

    site.get(&format!("{bench}?q=SELECT+many&run=yes"))
        .await
        .must_hold("The first 500 are shown")
        .must_hold("The files hold the first 100,000 rows at most.");
    for ending in ["csv", "json"] {
        let file = site
            .get(&format!("{bench}/rows.{ending}?q=SELECT+many"))
            .await;
        let name = format!("attachment; filename=\"rows-first-100000.{ending}\"");
        assert_eq!(file.saved_as, name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files_together_carry_out_four_queries_at_once() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    let mut watched = Vec::new();
    for number in 0..4 {
        let asked = format!("{bench}?q=SELECT+endless+{number}&run=yes");
        watched.push(site.get(&asked).await.location);
    }
    // All are shown as they go on, however many there are.
    for address in &watched {
        site.get(address).await.must_hold("Answering a query");
    }
    for more in [
        format!("{bench}?q=SELECT+hours&run=yes"),
        format!("{bench}/rows.csv?q=SELECT+hours"),
    ] {
        let refused = site.get(&more).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{more}");
    }
    for address in &watched {
        site.post(&format!("{address}/stop"), &[]).await;
        while !site.get(address).await.holds("It was stopped") {}
    }
    let file = format!("{bench}/rows.csv?q=SELECT+hours");
    // The last one may be a moment from its end.
    while site.get(&file).await.status != StatusCode::OK {}
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_with_its_place_and_every_time_it_is_asked() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    for _ in 0..2 {
        site.get(&format!("{bench}?q=SELECT+ourse&run=yes"))
            .await
            .must_hold("ine 1, column 8: there is no column ourse; did you mean hours?")
            .must_hold("data-line=\"1\"")
            .must_hold("SELECT ourse</textarea>");
    }
    let file = site.get(&format!("{bench}/rows.csv?q=SELECT+ourse")).await;
    assert_eq!(file.status, StatusCode::BAD_REQUEST);
    file.must_hold("did you mean hours?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_takes_long_is_watched_and_stopped() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    let asked = format!("{bench}?q=SELECT+endless&run=yes");
    let begun = site.get(&asked).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    site.get(&begun.location)
        .await
        .must_hold("Answering a query");
    site.post(&format!("{}/stop", begun.location), &[]).await;
    loop {
        let shown = site.get(&begun.location).await;
        if shown.holds("It was stopped") {
            break;
        }
    }
    // Asked again it begins again.
    assert_eq!(site.get(&asked).await.location, begun.location);
    site.get(&begun.location).await.must_hold("Stop it");
    site.post(&format!("{}/stop", begun.location), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_are_kept_for_one_world_or_all_and_deleted() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    let keep = async |name: &str, everywhere: &[(&str, &str)]| {
        let mut fields = vec![("q", "SELECT hours"), ("name", name)];
        fields.extend(everywhere);
        site.post(&format!("{bench}/saved"), &fields).await
    };
    let kept = keep("Hours here", &[]).await;
    assert_eq!(kept.location, format!("{bench}?q=SELECT+hours"));
    keep("Hours anywhere", &[("everywhere", "yes")]).await;
    let unnamed = keep("", &[]).await;
    assert_eq!(unnamed.status, StatusCode::BAD_REQUEST);
    unnamed.must_hold("SELECT hours");

    let page = site.get(&bench).await;
    page.must_hold("Hours here")
        .must_hold("Hours anywhere")
        .must_hold("this world only");
    let (before, _) = page
        .text
        .split_once("/delete\" aria-label=\"Delete Hours here")
        .unwrap();
    let address = before.rsplit_once("href=\"").unwrap().1.to_owned();
    let opened = site.get(&address).await;
    assert_eq!(opened.location, format!("{bench}?q=SELECT+hours"));
    site.get(&format!("{address}/delete"))
        .await
        .must_hold("Hours here");
    site.post(&format!("{address}/delete"), &[]).await;
    site.get(&bench)
        .await
        .must_hold("Hours anywhere")
        .must_not_hold("Hours here");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sql_of_a_tool_leads_to_the_workbench_with_the_text_filled_in() {
    let site = Site::new().await;
    let bench = opened(&site).await;
    let funnel = bench.replace("/sql", "/funnel");
    site.get(&funnel)
        .await
        .must_hold(&format!("href=\"{bench}?q=WITH+people"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_engine_the_page_says_how_to_get_one_and_shows_the_tables() {
    let site = Site::without_engine().await;
    let bench = opened(&site).await;
    for address in [bench.clone(), format!("{bench}?q=SELECT+hours&run=yes")] {
        site.get(&address)
            .await
            .must_hold("--features workbench")
            .must_hold("<code>plays</code>")
            .must_not_hold("<textarea");
    }
    let file = site.get(&format!("{bench}/rows.csv?q=SELECT+hours")).await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
}
