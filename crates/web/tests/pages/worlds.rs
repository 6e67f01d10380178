//! Worlds are made beside the requests, watched, stopped, looked at and removed.

use axum::http::StatusCode;

use crate::support::{Shown, Site};

const SMALL: [(&str, &str); 4] = [
    ("seed", "5"),
    ("members", "300"),
    ("days", "60"),
    ("incident", "network_fault"),
];

/// Looks until the work at an address is over; gives what it is then.
pub(crate) async fn over(site: &Site, work: &str) -> Shown {
    for _ in 0..60_000 {
        let shown = site.get(work).await;
        let goes_on = shown.status == StatusCode::OK && shown.holds("id=\"work\"");
        if !goes_on {
            return shown;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the work does not end");
}

/// Makes a small world; gives its address.
pub(crate) async fn made(site: &Site) -> String {
    let begun = site.post("/worlds", &SMALL).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let done = over(site, &begun.location).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    done.location
}

fn hidden_things(site: &Site) -> Vec<String> {
    let folder = std::path::Path::new(&site.folder()).join("worlds");
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_world_is_made_listed_looked_at_and_removed() {
    let site = Site::new().await;
    site.get("/worlds").await.must_hold("None yet");
    let world = made(&site).await;
    site.get("/worlds")
        .await
        .must_hold("World of seed 5: 300 members, 60 days")
        .must_hold(&format!("href=\"{world}\""));

    let page = site.get(&world).await;
    page.must_hold("An attempt to play a title.")
        .must_hold("rebuffer_seconds")
        .must_hold("time spent waiting after the first picture")
        .must_hold("LATAM is sampled 4 times as densely");
    for table in world::table::dictionary() {
        page.must_hold(table.row);
    }

    site.get(&format!("{world}/delete"))
        .await
        .must_hold("Remove this world?");
    let removed = site.post(&format!("{world}/delete"), &[]).await;
    assert_eq!(removed.location, "/worlds");
    site.get("/worlds").await.must_hold("None yet");
    let gone = site.get(&world).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    gone.must_hold("There is no world");
}

#[tokio::test(flavor = "multi_thread")]
async fn worlds_are_forgotten_with_everything_else() {
    let site = Site::new().await;
    let world = made(&site).await;
    site.get("/settings/wipe")
        .await
        .must_hold("every simulated service");
    site.post("/settings/wipe", &[("sure", "yes")]).await;
    assert_eq!(site.get(&world).await.status, StatusCode::NOT_FOUND);
    site.get("/worlds").await.must_hold("None yet");
    assert_eq!(hidden_things(&site), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planted_is_told_only_to_who_asks_for_it_twice() {
    let site = Site::new().await;
    let world = made(&site).await;
    for page in [
        world.clone(),
        "/worlds".to_owned(),
        format!("{world}/planted"),
    ] {
        let shown = site.get(&page).await;
        shown
            .must_not_hold("network_fault")
            .must_not_hold("network fault");
    }
    let begun = site.post(&format!("{world}/planted"), &[]).await;
    let found = over(&site, &begun.location).await;
    assert_eq!(found.location, format!("{world}/planted"), "{}", found.text);
    site.get(&found.location)
        .await
        .must_hold("network fault")
        .must_hold("From the cause to the headline")
        .must_hold("watch hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_shown_while_it_goes_on_and_stopping_it_leaves_nothing() {
    let site = Site::new().await;
    let long = [("seed", "6"), ("members", "60000"), ("days", "700")];
    let begun = site.post("/worlds", &long).await;
    let page = site.get(&begun.location).await;
    page.must_hold("<progress max=\"1\"").must_hold("Stop it");
    let again = site.post("/worlds", &long).await;
    assert_eq!(again.location, begun.location);
    site.get("/lab")
        .await
        .must_hold(&format!("href=\"{}\"", begun.location));

    site.post(&format!("{}/stop", begun.location), &[]).await;
    let stopped = over(&site, &begun.location).await;
    stopped
        .must_hold("nothing was kept of it")
        .must_hold("href=\"/worlds\"");
    assert!(hidden_things(&site).is_empty());
    site.get("/worlds").await.must_hold("None yet");
    site.get("/lab").await.must_not_hold("Under way");
}

#[tokio::test]
async fn the_size_is_told_before_and_what_cannot_be_is_told_beside_what_was_typed() {
    let site = Site::new().await;
    site.get("/worlds/new")
        .await
        .must_hold("million plays")
        .must_hold("name=\"seed\" value=\"7\"");
    let refused = site
        .post("/worlds", &[("members", "12"), ("seed", "9")])
        .await;
    refused
        .must_hold("Members: 12 is out of range; allowed: 100 to 20000000.")
        .must_hold("value=\"12\"")
        .must_hold("name=\"seed\" value=\"9\"");
    site.get("/worlds/new?days=many")
        .await
        .must_hold("Days: \u{201c}many\u{201d} is not a whole number");
    let unknown = site.get("/work/nothing").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    unknown.must_hold("Nothing half done was kept");
    let none = site.get("/worlds/..%2f..%2fetc").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_world_of_a_newer_version_says_so_on_its_page() {
    let site = Site::new().await;
    let world = made(&site).await;
    let id = world.trim_start_matches("/worlds/");
    let file = std::path::Path::new(&site.folder())
        .join("worlds")
        .join(id)
        .join("world.json");
    std::fs::write(file, r#"{"format": 99}"#).unwrap();
    site.get(&world)
        .await
        .must_hold("was made by a newer version of Greenroom")
        .must_hold(&format!("href=\"{world}/delete\""));
    site.get("/worlds").await.must_hold("Cannot be read");
}
