//! Who is let in.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Site, encoded};

async fn posted(site: &Site, interview: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::post(format!("{interview}/answer"))
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = encoded(&[("turn", "1"), ("text", "From elsewhere")]);
    site.ask(request.body(Body::from(body)).unwrap())
        .await
        .status
}

#[tokio::test]
async fn a_foreign_page_changes_nothing() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    for headers in [
        &[
            ("host", "localhost:4747"),
            ("origin", "https://evil.example"),
        ][..],
        &[("host", "localhost:4747"), ("origin", "null")],
        &[("host", "localhost:4747")],
        &[
            ("host", "evil.example:4747"),
            ("origin", "http://evil.example:4747"),
        ],
        &[("host", "localhost:4747"), ("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(
            posted(&site, &interview, headers).await,
            StatusCode::FORBIDDEN,
            "{headers:?}"
        );
    }
    assert_eq!(site.turn(&interview).await, Some(1));
}

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need() {
    let site = Site::new().await;
    let page = site.get("/practise").await;
    assert_eq!(page.status, StatusCode::OK);
    page.must_not_hold(" style=")
        .must_not_hold(" onclick=")
        .must_not_hold("<script>");
}

#[tokio::test]
async fn forms_are_not_pages() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let asked = site.get(&format!("{interview}/answer")).await;
    assert_eq!(asked.status, StatusCode::METHOD_NOT_ALLOWED);
    asked.must_hold("Nothing to read here");
}
