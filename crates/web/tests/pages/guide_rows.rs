//! The table of what the guide asks for names pages that are there, two steps from home at most.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::support::Site;

const TABLE: &str = include_str!("../../../../docs/guide-rows.md");

/// Addresses that a page links to, without places within it.
async fn links(site: &Site, page: &str) -> BTreeSet<String> {
    let text = site.get(page).await.text;
    text.split(" href=\"")
        .skip(1)
        .filter_map(|part| part.split(['"', '#', '?']).next())
        .filter(|link| link.starts_with('/'))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn every_row_names_pages_that_are_two_steps_from_home() {
    let site = Site::new().await;
    let mut near = links(&site, "/").await;
    for page in near.clone() {
        near.extend(links(&site, &page).await);
    }
    let rows: Vec<&str> = TABLE
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("---"))
        .skip(1)
        .collect();
    // Five areas of the role, six rounds, seven parts of the components, seven strategies, four
    // mistakes, the self-check, the guide on paper.
    assert_eq!(rows.len(), 31);
    for row in rows {
        let named: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no page in: {row}");
        for page in named {
            assert_eq!(site.get(page).await.status, StatusCode::OK, "{page}");
            assert!(near.contains(page), "{page} is more than two steps away");
        }
    }
}
