//! PDFs, and the page for the day.

use axum::http::StatusCode;

use crate::support::{Site, held};

#[tokio::test]
async fn plan_stories_and_the_day_are_pdfs() {
    let site = Site::new().await;
    for (address, name) in [
        ("/plan/plan.pdf", "greenroom-plan.pdf"),
        ("/stories/stories.pdf", "greenroom-stories.pdf"),
        ("/brief/brief.pdf", "greenroom-the-day.pdf"),
    ] {
        let file = site.get(address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert!(file.saved_as.contains(name), "{}", file.saved_as);
        assert!(file.text.starts_with("%PDF-"), "{address}");
    }
}

#[tokio::test]
async fn a_debrief_is_a_pdf_once_every_answer_is_rated() {
    let site = Site::new().await;
    let interview = held(&site).await;
    let early = site.get(&format!("{interview}/debrief.pdf")).await;
    assert_eq!(early.location, format!("{interview}/debrief"));
    site.rate_all(&interview, "3").await;
    let file = site.get(&format!("{interview}/debrief.pdf")).await;
    assert!(file.text.starts_with("%PDF-"));
}

#[tokio::test]
async fn the_page_for_the_day_holds_what_was_prepared() {
    let site = Site::new().await;
    site.get("/brief")
        .await
        .must_hold("None yet")
        .must_hold("Watch for");
    let story = [
        ("title", "The form"),
        ("text", "I removed seven fields."),
        ("brief", "Seven fields went. More stayed."),
        ("theme", "failure"),
    ];
    site.post("/stories", &story).await;
    let note = [
        ("title", "Prepaid"),
        ("source", "The regulator"),
        ("use_it", "Data is bought by the day."),
    ];
    site.post("/research/notes", &note).await;
    site.get("/brief")
        .await
        .must_hold("Seven fields went.")
        .must_hold("Data is bought by the day. (The regulator)");
    site.get("/stories/tell")
        .await
        .must_hold("The form")
        .must_hold("Seven fields went. More stayed.")
        .must_hold("That was the last");
}
