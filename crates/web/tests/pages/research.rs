//! Notes, feeds, markets, canvases, and research noticed in an answer.

use axum::http::StatusCode;

use crate::support::Site;
use crate::worlds::over;

/// Enough of an answer that nobody asks on.
const REST: &str = "It fell in one week. Perhaps the player broke. I would cut by device. I would count \
    finished plays. Complaints must not rise. I would roll it back. I do not know the release.";

/// Keeps a note; gives its address.
async fn note(site: &Site, title: &str, market: &str) -> String {
    let fields = [
        ("title", title),
        ("quote", "Some 92% of mobile subscriptions were <prepaid>."),
        ("source", "The regulator"),
        ("as_of", "2025-03"),
        ("market", market),
        ("use_it", "With 92% prepaid, autoplay costs trust in India."),
    ];
    let kept = site.post("/research/notes", &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    kept.location
}

#[tokio::test]
async fn a_note_is_written_found_changed_and_deleted() {
    let site = Site::new().await;
    site.get("/research").await.must_hold("None yet");
    let address = note(&site, "Prepaid plans carry mobile viewing in India", "apac").await;
    site.get(&address)
        .await
        .must_hold("&lt;prepaid&gt;")
        .must_hold("The regulator, 2025-03")
        .must_hold("Questions it could serve");
    site.get("/research?q=regulator&market=apac")
        .await
        .must_hold("1 of 1 note");
    site.get("/research?q=nothing")
        .await
        .must_hold("0 of 1 note");
    site.get("/research/markets/apac")
        .await
        .must_hold("Prepaid plans carry");
    let changed = [("title", "Prepaid"), ("as_of", "2019")];
    assert_eq!(site.post(&address, &changed).await.location, address);
    site.get(&address)
        .await
        .must_hold("more than a year old")
        .must_hold("Who says so?");
    site.get(&format!("{address}/delete"))
        .await
        .must_hold("Delete this note?");
    assert_eq!(
        site.post(&format!("{address}/delete"), &[]).await.location,
        "/research"
    );
    assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_note_that_cannot_be_kept_is_given_back() {
    let site = Site::new().await;
    for (name, value, words) in [
        ("title", "", "needs a line"),
        ("as_of", "soon", "is no date"),
        ("address", "javascript:alert(1)", "is no address"),
        ("market", "moon", "no market"),
    ] {
        let mut fields = vec![
            ("title", "T"),
            ("text", "What I wrote for an hour"),
            ("source", "The regulator"),
        ];
        fields.retain(|field| field.0 != name);
        fields.push((name, value));
        let refused = site.post("/research/notes", &fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name}");
        refused.must_hold("The regulator");
        refused
            .must_hold(words)
            .must_hold("What I wrote for an hour");
    }
}

#[tokio::test]
async fn a_feed_is_fetched_when_asked_kept_and_becomes_a_note() {
    let site = Site::new().await;
    let added = site
        .post(
            "/research/feeds",
            &[("address", "https://example.org/feed")],
        )
        .await;
    let feed = added.location;
    site.get(&feed)
        .await
        .must_hold("Prices rose by 8% in Brazil")
        .must_hold("Churn rose for a quarter.");
    let again = site
        .post(
            "/research/feeds",
            &[("address", "https://example.org/feed")],
        )
        .await;
    assert_eq!(again.location, feed, "a feed is added once");
    let id = feed.rsplit('/').next().unwrap().to_owned();
    site.get(&format!("/research/notes/new?feed={id}&item=0"))
        .await
        .must_hold("value=\"Prices rose by 8% in Brazil\"")
        .must_hold("value=\"2025-06-02\"")
        .must_hold("value=\"Letters\"");
    let none = site
        .get(&format!("/research/notes/new?feed={id}&item=9"))
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let fetched = site.post(&format!("{feed}/fetch"), &[]).await;
    assert_eq!(fetched.location, feed);
    assert_eq!(
        site.post(&format!("{feed}/delete"), &[]).await.location,
        "/research"
    );
}

#[tokio::test]
async fn a_feed_that_fails_says_why_and_keeps_what_it_has() {
    let site = Site::new().await;
    for (address, words) in [
        ("https://example.org/gone", "status 404"),
        ("https://example.org/page", "neither RSS nor Atom"),
    ] {
        let added = site.post("/research/feeds", &[("address", address)]).await;
        site.get(&added.location).await.must_hold(words);
    }
    let refused = site
        .post("/research/feeds", &[("address", "file:///etc/passwd")])
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.must_hold("no address of a feed");
}

#[tokio::test]
async fn notes_are_laid_on_a_canvas() {
    let site = Site::new().await;
    let address = note(&site, "Prepaid plans in India", "apac").await;
    let id = address.rsplit('/').next().unwrap().to_owned();
    site.get("/research/canvases/new?form=four_ps&market=apac")
        .await
        .must_hold("The four Ps: Asia-Pacific")
        .must_hold("Prepaid plans in India");
    let kept = site
        .post(
            "/research/canvases",
            &[
                ("form", "four_ps"),
                ("title", "India"),
                ("market", "apac"),
                ("cell-price", "By the day"),
                ("notes-price", &id),
                ("conclusion", "Sell days."),
            ],
        )
        .await;
    let canvas = kept.location;
    site.get(&canvas)
        .await
        .must_hold("By the day")
        .must_hold("Prepaid plans in India")
        .must_hold("Sell days.");
    site.get(&address).await.must_hold("On canvases");
    site.get("/research/markets/apac").await.must_hold("India");
    site.get(&format!("{canvas}/edit"))
        .await
        .must_hold("checked");
    let long = "a".repeat(2_001);
    let refused = site
        .post(
            "/research/canvases",
            &[("form", "swot"), ("title", "T"), ("cell-threats", &long)],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let none = site
        .post("/research/canvases", &[("form", "moon"), ("title", "T")])
        .await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        site.post(&format!("{canvas}/delete"), &[]).await.location,
        "/research"
    );
}

#[tokio::test]
async fn the_card_puts_a_note_to_a_question_and_the_marks_say_whether_it_was_used() {
    let site = Site::new().await;
    site.get("/research/cards")
        .await
        .must_hold("No note to use yet");
    note(&site, "Prepaid plans carry mobile viewing in India", "apac").await;
    let card = site.get("/research/cards").await;
    card.must_hold("autoplay costs trust")
        .must_hold("Answer it, with marks");
    site.get("/questions/first-weeks-southeast-asia")
        .await
        .must_hold("From your notes");
    let interview = site.question("first-weeks-southeast-asia").await;
    let used = format!("In India 92% of mobile subscriptions are prepaid. {REST}");
    site.say_to_the_end(&interview, &used).await;
    site.rate_all(&interview, "3").await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("You used");
    site.wait(60);
    let other = site.question("first-weeks-southeast-asia").await;
    let unused = format!("I would look at the funnel first. {REST}");
    site.say_to_the_end(&other, &unused).await;
    site.rate_all(&other, "3").await;
    site.get(&format!("{other}/answers/1"))
        .await
        .must_hold("You were asked for")
        .must_hold("neither its figure nor its point came up");
    site.get(&format!("{other}/debrief"))
        .await
        .must_hold("Your research in it")
        .must_hold("Asked for after");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_shows_what_an_undisturbed_service_says_of_it_and_that_it_is_simulated() {
    let site = Site::new().await;
    let market = "/research/markets/latam";
    site.get(market)
        .await
        .must_hold("In the simulated service")
        .must_hold("/worlds/new");
    let nowhere = site.post("/research/markets/numbers", &[]).await;
    assert_eq!(nowhere.location, "/worlds/new");
    let world = [("seed", "5"), ("members", "600"), ("days", "40")];
    for wish in [
        &world[..],
        &[&world[..], &[("incident", "network_fault")]].concat(),
    ] {
        let begun = site.post("/worlds", wish).await;
        assert_eq!(
            over(&site, &begun.location).await.status,
            StatusCode::SEE_OTHER
        );
    }
    site.get(market).await.must_hold("Work them out");
    let begun = site.post("/research/markets/numbers", &[]).await;
    let done = over(&site, &begun.location).await;
    assert_eq!(done.location, "/research/markets", "{}", done.text);
    site.get(market)
        .await
        .must_hold("Invented members")
        .must_hold("hours a member and active day")
        .must_hold("Portuguese")
        .must_hold("mobile")
        .must_hold("premium");
    site.get("/research/markets/apac")
        .await
        .must_hold("by original language");
}
