//! A file of the candidate's own is diagnosed while it comes in, and what is wrong with it is said.

use axum::http::StatusCode;

use crate::support::Site;

/// Hours by country and device, in which Brazil's television fell by half.
fn hours() -> String {
    let mut text = String::from("country,device,before,after\n");
    for (place, country) in ["Brazil", "Mexico", "Chile", "Peru", "Spain"]
        .iter()
        .enumerate()
    {
        for (number, device) in ["tv", "mobile", "tablet", "computer"].iter().enumerate() {
            let before = 1_000 + 37 * place + 11 * number;
            let after = match (*country, *device) {
                ("Brazil", "tv") => before / 2,
                _ => before + (place * 7 + number * 5) % 13,
            };
            text.push_str(&format!("{country},{device},{before},{after}\n"));
        }
    }
    text
}

#[tokio::test]
async fn the_segment_that_carries_the_change_is_named_with_charts_and_survives_a_reload() {
    let site = Site::new().await;
    site.get("/lab/diagnosis").await.must_hold("A CSV file");
    let taken = site
        .upload_after("/lab/diagnosis", &[], hours().as_bytes())
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    for _ in 0..2 {
        site.get(&taken.location)
            .await
            .must_hold("country Brazil and device TV")
            .must_hold("20 rows, 20 combinations of country, device")
            .must_hold("everything else")
            .must_not_hold("style=")
            .must_not_hold("NaN");
    }
    let gone = site.get("/lab/diagnosis/00000000000000ff").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    gone.must_hold("choose it again");
}

#[tokio::test]
async fn rows_of_days_are_drawn_over_time() {
    let site = Site::new().await;
    let mut text = String::from("day;country;value\n");
    for day in 1..=28 {
        for (place, country) in ["Brazil", "Chile", "Peru"].iter().enumerate() {
            let value = if day > 14 && place == 0 {
                40
            } else {
                100 + (day * 7 + place * 3) % 5
            };
            text.push_str(&format!("2025-06-{day:02};{country};{value},5\n"));
        }
    }
    let fields = [("date", "day"), ("value", "value"), ("since", "2025-06-15")];
    let taken = site
        .upload_after("/lab/diagnosis", &fields, text.as_bytes())
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    site.get(&taken.location)
        .await
        .must_hold("country Brazil")
        .must_hold("svg class=\"drawn\"")
        .must_hold("2025-06-15");
}

#[tokio::test]
async fn every_bad_file_is_told_in_the_words_of_the_form_which_keeps_what_was_typed() {
    let site = Site::new().await;
    type Fields = &'static [(&'static str, &'static str)];
    let faults: [(&[u8], Fields, &str); 8] = [
        (b"", &[], "the file is empty"),
        (b"a,b\nx,1\n", &[], "which columns hold the numbers"),
        (b"a,a,before,after\nx,y,1,2\n", &[], "are both called"),
        (b"a,before,after\nx,1,much\n", &[], "line 2, column"),
        (b"a,before,after\nS\xe3o,1,2\n", &[], "is not UTF-8"),
        (b"\xff\xfea\x00", &[], "UTF-16"),
        (b"a,before,after\nx,1\n", &[], "line 2 has 2 fields"),
        (
            b"a,before,after\nx,1,2\n",
            &[("before", "earlier")],
            "for \u{201c}Before\u{201d}",
        ),
    ];
    for (file, fields, expected) in faults {
        let told = site.upload_after("/lab/diagnosis", fields, file).await;
        assert_eq!(
            told.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{expected}: {}",
            told.text
        );
        let lower = told.text.to_lowercase();
        assert!(
            lower.contains(&expected.to_lowercase()),
            "{expected}: {}",
            told.text
        );
        told.must_not_hold("--").must_hold("A CSV file");
        for (_, value) in fields {
            told.must_hold(&format!("value=\"{value}\""));
        }
    }
}
