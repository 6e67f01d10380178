//! Cards: one at a time, kept, and back by schedule.

use axum::http::StatusCode;

use crate::support::Site;

/// Where the next card is shown.
async fn next(site: &Site) -> String {
    let next = site.get("/drills/next").await;
    assert_eq!(next.status, StatusCode::SEE_OTHER, "{}", next.text);
    next.location
}

/// Answers the card at an address with these fields beside its seed.
async fn answer(site: &Site, card: &str, fields: &[(&str, &str)]) -> String {
    site.wait(1);
    let (path, seed) = card.split_once("?seed=").unwrap();
    let mut fields = fields.to_vec();
    fields.push(("seed", seed));
    let kept = site.post(path, &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    kept.location
}

#[tokio::test]
async fn a_number_is_drawn_from_its_seed_checked_and_explained() {
    let site = Site::new().await;
    let card = "/drills/cards/arithmetic-people-lost?seed=5";
    let shown = site.get(card).await;
    assert_eq!(shown.status, StatusCode::OK);
    shown.must_not_hold("{signups}");
    assert_eq!(
        site.get(card).await.text,
        shown.text,
        "a reload draws the same"
    );
    let wrong = answer(&site, card, &[("given", "1")]).await;
    let told = site.get(&wrong).await;
    told.must_hold("Not this time")
        .must_hold("You said: 1")
        .must_hold("comes back today")
        .must_not_hold("{paid}");
    let (_, rest) = told.text.split_once("class=\"lead\">").unwrap();
    let (right, _) = rest.split_once('<').unwrap();
    let again = answer(&site, card, &[("given", right)]).await;
    site.get(&again).await.must_hold("Right");
}

#[tokio::test]
async fn one_press_grades_a_card_once_and_another_try_counts() {
    let site = Site::new().await;
    let card = "/drills/cards/arithmetic-people-lost?seed=5";
    let shown = "name=\"times\" value=\"";
    site.get(card).await.must_hold(&format!("{shown}0\""));
    let first = [("given", "1"), ("times", "0")];
    let wrong = answer(&site, card, &first).await;
    assert_eq!(answer(&site, card, &first).await, wrong, "pressed twice");
    site.get("/drills/decks/arithmetic")
        .await
        .must_hold("seen 1 time");
    // Tried again with the same numbers, as the page of what was missed offers.
    site.get(card).await.must_hold(&format!("{shown}1\""));
    let again = [("given", "2"), ("times", "1")];
    assert_ne!(answer(&site, card, &again).await, wrong);
    site.get("/drills/decks/arithmetic")
        .await
        .must_hold("seen 2 times");
}

#[tokio::test]
async fn a_choice_is_right_only_where_the_first_of_the_pack_is_picked() {
    let site = Site::new().await;
    let card = "/drills/cards/experiments-flat-and-wide?seed=2";
    let right = answer(&site, card, &[("picked", "0")]).await;
    site.get(&right).await.must_hold("Right");
    let wrong = answer(&site, card, &[("picked", "1")]).await;
    site.get(&wrong).await.must_hold("Not this time");
    let overview = site.get("/drills").await;
    overview
        .must_hold("You missed these today")
        .must_hold("Try it again");
    answer(&site, card, &[("picked", "0")]).await;
    site.get("/drills")
        .await
        .must_hold("One that you knew when it came back");
    let none = site
        .post(
            "/drills/cards/experiments-flat-and-wide",
            &[("picked", "9")],
        )
        .await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_remembered_is_shown_before_it_is_graded() {
    let site = Site::new().await;
    let card = "/drills/cards/culture-criticism-received?seed=1";
    site.get(card)
        .await
        .must_hold("Show the answer")
        .must_not_hold("How well did you know it?");
    site.get(&format!("{card}&shown=yes"))
        .await
        .must_hold("How well did you know it?");
    let onward = answer(&site, card, &[("grade", "good")]).await;
    assert_eq!(onward, "/drills/next");
    let ungraded = site
        .post(
            "/drills/cards/culture-criticism-received",
            &[("grade", "fine")],
        )
        .await;
    assert_eq!(ungraded.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn something_said_is_graded_by_the_points_that_were_in_it() {
    let site = Site::new().await;
    let card = "/drills/cards/thirty-seconds-background?seed=1";
    site.get(card).await.must_hold("I have said it");
    site.get(&format!("{card}&shown=yes"))
        .await
        .must_hold("Which of these were in it?");
    assert_eq!(
        answer(&site, card, &[("point", "0"), ("point", "1")]).await,
        "/drills/next"
    );
    site.get("/drills/decks/thirty-seconds")
        .await
        .must_hold("seen 1 time");
}

#[tokio::test]
async fn a_day_of_cards_ends_and_mixes_decks() {
    let site = Site::new().await;
    let mut decks = Vec::new();
    for _ in 0..200 {
        site.wait(10);
        let card = next(&site).await;
        if card.starts_with("/drills?done") {
            break;
        }
        let page = site.get(&card).await;
        let deck = page.text.split("class=\"soft\">").nth(1).unwrap();
        decks.push(deck.split('<').next().unwrap().to_owned());
        let fields = [
            ("grade", "good"),
            ("picked", "0"),
            ("unknown", "yes"),
            ("point", "0"),
            ("point", "1"),
            ("point", "2"),
            ("point", "3"),
        ];
        let fields: Vec<_> = if page.holds("I do not know") {
            // Not known, so it returns; the second time it is worked out from what is told.
            let told = answer(&site, &card, &[("unknown", "yes")]).await;
            let told = site.get(&told).await;
            let (_, rest) = told.text.split_once("class=\"lead\">").unwrap();
            vec![("given", rest.split('<').next().unwrap().to_owned())]
        } else {
            fields
                .into_iter()
                .filter(|(name, _)| *name != "unknown")
                .map(|(name, value)| (name, value.to_owned()))
                .collect()
        };
        site.wait(10);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        answer(&site, &card, &fields).await;
    }
    assert_eq!(decks.len(), 12, "{decks:?}");
    assert!(decks.windows(2).all(|pair| pair[0] != pair[1]), "{decks:?}");
    site.get("/drills?done=today")
        .await
        .must_hold("Done for today")
        .must_hold("As a table");
    site.get("/").await.must_hold("Nothing is due today.");
}

#[tokio::test]
async fn with_a_day_set_every_card_is_spread_before_it() {
    let site = Site::new().await;
    site.get("/drills").await.must_hold("12 new");
    // The clock of these tests stands on 15 June 2025.
    let set = site
        .post(
            "/prepare/date",
            &[("interview", "2025-06-20"), ("back", "/drills")],
        )
        .await;
    assert_eq!(set.location, "/drills");
    let page = site.get("/drills").await;
    page.must_not_hold("12 new").must_hold("Friday, 20 June");
    let past = site
        .post("/prepare/date", &[("interview", "2025-06-01")])
        .await;
    assert_eq!(past.location, "/");
    site.get("/drills").await.must_hold("12 new");
    let odd = site.post("/prepare/date", &[("interview", "soon")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_cards_that_can_be_asked_are_counted() {
    let site = Site::new().await;
    let pack = pack::load(&pack::embedded::packs().swap_remove(0).1).unwrap();
    let asked = prep::drill::askable(&pack, false).count();
    let waiting = pack.drills.len() - asked;
    assert!(waiting > 0);
    let page = site.get("/drills").await;
    page.must_hold(&format!("of {asked}</strong>"))
        .must_hold(&format!("{waiting} more are answered on the numbers"));
    let counted: usize = page
        .text
        .split("<span class=\"about\">")
        .skip(1)
        .filter_map(|rest| rest.split_once(" cards, ")?.0.parse::<usize>().ok())
        .sum();
    assert_eq!(counted, asked);
}

#[tokio::test]
async fn on_the_last_days_little_is_new() {
    let site = Site::new().await;
    // The clock of these tests stands on 15 June 2025.
    for day in ["2025-06-16", "2025-06-17"] {
        let set = [("interview", day), ("back", "/drills")];
        site.post("/prepare/date", &set).await;
        site.get("/drills")
            .await
            .must_hold("0 to repeat, 12 new")
            .must_hold("at most 12 new cards come a day");
    }
    let set = [("interview", "2025-06-20"), ("back", "/drills")];
    site.post("/prepare/date", &set).await;
    site.get("/drills")
        .await
        .must_hold("The last two days are for repeating");
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_not_there() {
    let site = Site::new().await;
    for address in [
        "/drills/cards/none",
        "/drills/decks/none",
        "/drills/reviews/9",
        "/drills/reviews/x",
    ] {
        assert_eq!(
            site.get(address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
}
