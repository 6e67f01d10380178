//! How far to trust the marks.

use axum::http::StatusCode;

use crate::support::Site;

#[tokio::test]
async fn the_examination_is_shown_with_what_it_should_be_and_whether_it_is() {
    let site = Site::new().await;
    let page = site.get("/trust").await;
    assert_eq!(page.status, StatusCode::OK);
    page.must_hold("Are better answers marked higher?")
        .must_hold("at least 0.85")
        .must_hold("targets are reached")
        .must_hold("What this does not show");
    site.get("/about").await.must_hold("href=\"/trust\"");
}
