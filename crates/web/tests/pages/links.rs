//! Nothing on a page leads nowhere.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::support::{Site, held, opened_too};

/// Every value of an attribute in a page, as the page means it.
fn values<'page>(page: &'page str, attribute: &str) -> impl Iterator<Item = String> + 'page {
    let opening = format!(" {attribute}=\"");
    let parts: Vec<&str> = page.split(opening.as_str()).skip(1).collect();
    parts
        .into_iter()
        .filter_map(|part| part.split('"').next())
        .map(|value| value.replace("&amp;", "&"))
}

/// Something of every kind that the candidate prepares.
async fn prepared(site: &Site) {
    for (address, fields) in [
        (
            "/research/notes",
            vec![
                ("title", "Prepaid plans in Brazil"),
                ("market", "latam"),
                ("address", "https://example.org"),
            ],
        ),
        (
            "/research/feeds",
            vec![("address", "https://example.org/feed")],
        ),
        (
            "/research/canvases",
            vec![("form", "swot"), ("title", "Brazil"), ("market", "latam")],
        ),
        (
            "/people",
            vec![("name", "Ada Obi"), ("address", "https://example.org/ada")],
        ),
        (
            "/stories",
            vec![("title", "The form"), ("text", "I removed seven fields.")],
        ),
    ] {
        let kept = site.post(address, &fields).await;
        assert_eq!(
            kept.status,
            StatusCode::SEE_OTHER,
            "{address}: {}",
            kept.text
        );
    }
}

#[tokio::test]
async fn every_address_on_every_page_leads_somewhere() {
    let site = Site::new().await;
    let interview = held(&site).await;
    opened_too(&site).await;
    site.rate_all(&interview, "3").await;
    prepared(&site).await;

    let mut known = BTreeSet::from(["/".to_owned()]);
    let mut waiting = vec!["/".to_owned()];
    let mut forms = BTreeSet::new();
    let mut places = BTreeSet::new();
    while let Some(address) = waiting.pop() {
        let mut shown = site.get(&address).await;
        if shown.status == StatusCode::SEE_OTHER {
            shown = site.get(&shown.location).await;
        }
        assert_eq!(shown.status, StatusCode::OK, "{address}");
        if !shown.text.starts_with("<!DOCTYPE") {
            continue;
        }
        for place in values(&shown.text, "id") {
            places.insert(format!("{address}#{place}"));
        }
        forms.extend(
            values(&shown.text, "action")
                .chain(values(&shown.text, "formaction"))
                .map(|form| (form, address.clone())),
        );
        for link in values(&shown.text, "href").chain(values(&shown.text, "src")) {
            if link.starts_with("https://") {
                continue;
            }
            let link = match link.strip_prefix('#') {
                Some(place) => format!("{address}#{place}"),
                None => link,
            };
            if !link.starts_with("/assets/") && link.contains('#') {
                known.insert(link.clone());
            }
            let page = link.split('#').next().unwrap_or_default().to_owned();
            if known.insert(page.clone()) {
                waiting.push(page);
            }
        }
    }
    for link in known.iter().filter(|link| link.contains('#')) {
        assert!(places.contains(link), "no such place: {link}");
    }
    for (form, on) in forms {
        let asked = site.get(&form).await.status;
        assert_ne!(asked, StatusCode::NOT_FOUND, "{form} on {on}");
    }
    for page in [
        "/prepare",
        "/check",
        "/plan",
        "/readiness",
        "/brief",
        "/brief/brief.pdf",
        "/plan/plan.pdf",
        "/stories/tell",
        "/stories/stories.pdf",
        "/research",
        "/research/notes/new",
        "/research/cards",
        "/research/markets/latam",
        "/people",
        "/people/new",
        "/drills",
        "/stories",
        "/stories/new",
        "/stories/match",
        "/drills/decks/culture",
        "/progress",
        "/lab",
        "/experiments",
        "/experiments/proposals/encode",
        "/worlds",
        "/worlds/new",
        "/settings",
        "/settings/wipe",
        "/about",
        "/trust",
    ] {
        assert!(known.contains(page), "nothing leads to {page}");
    }
    for end in ["/debrief", "/debrief.pdf", "/delete"] {
        let way = format!("{interview}{end}");
        assert!(known.contains(&way), "nothing leads to {way}");
    }
}

#[tokio::test]
async fn changing_the_looks_leads_back_to_where_one_was() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    for page in ["/practise", &interview, "/settings/wipe"] {
        let back = format!("name=\"back\" value=\"{page}\"");
        site.get(page).await.must_hold(&back);
    }
}
