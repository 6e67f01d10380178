//! Text that people type: all of it is shown as text, and none of it is lost.

use axum::http::StatusCode;

use crate::support::Site;

const ATTACKS: [&str; 5] = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "<!-- --><svg/onload=alert(1)>",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
];

fn harmless(page: &str) -> bool {
    ![
        "<script>alert",
        "<img src=x",
        "<svg/onload",
        "href=\"javascript:",
        "src=\"https://evil",
    ]
    .iter()
    .any(|bad| page.contains(bad))
}

#[tokio::test]
async fn nothing_typed_becomes_markup_anywhere() {
    let site = Site::new().await;
    for attack in ATTACKS {
        let interview = site.round("case-study", 2).await;
        let fields = [("turn", "1"), ("text", attack), ("notes", attack)];
        for path in ["draft", "preview", "present"] {
            let shown = site.post(&format!("{interview}/{path}"), &fields).await;
            assert!(harmless(&shown.text), "{path}: {}", shown.text);
        }
        let room = site.get(&interview).await;
        assert!(harmless(&room.text), "{}", room.text);
        let conflict = site.post(&format!("{interview}/answer"), &fields).await;
        assert!(harmless(&conflict.text), "{}", conflict.text);
        site.say_to_the_end(&interview, attack).await;
        site.post(&format!("{interview}/answers/1/rating"), &[("level", "2")])
            .await;
        site.post(&format!("{interview}/answers/1/retry"), &[("text", attack)])
            .await;
        for path in ["", "/answers/1", "/answers/1/comparison/1"] {
            let page = site.get(&format!("{interview}{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(harmless(&page.text), "{path}: {}", page.text);
        }
    }
    for address in [
        "/interviews/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/practise/round/%3Cscript%3Ealert(1)",
        "/questions?q=%22%3E%3Cscript%3Ealert(1)",
    ] {
        let page = site.get(address).await;
        assert!(harmless(&page.text), "{address}: {}", page.text);
    }
}

#[tokio::test]
async fn nothing_prepared_becomes_markup_either() {
    let site = Site::new().await;
    for attack in ATTACKS {
        let story = site
            .post("/stories", &[("title", attack), ("text", attack)])
            .await;
        let person = site
            .post(
                "/people",
                &[("name", attack), ("theirs", attack), ("ask", attack)],
            )
            .await;
        let note = site
            .post(
                "/research/notes",
                &[
                    ("title", attack),
                    ("quote", attack),
                    ("source", attack),
                    ("as_of", "2025-03"),
                    ("use_it", attack),
                ],
            )
            .await;
        for shown in [&story, &person, &note] {
            assert!(harmless(&shown.text), "{}", shown.text);
        }
        for kept in [&story, &person, &note] {
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        }
        for address in [
            story.location.as_str(),
            &format!("{}/edit", story.location),
            &format!("{}/delete", story.location),
            person.location.as_str(),
            note.location.as_str(),
        ] {
            let page = site.get(address).await;
            assert!(harmless(&page.text), "{address}: {}", page.text);
        }
    }
    for address in [
        "/",
        "/stories",
        "/stories/match?question=failed-launch",
        "/people",
        "/research",
        "/plan",
        "/prepare",
    ] {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(harmless(&page.text), "{address}: {}", page.text);
    }
}

#[tokio::test]
async fn text_of_every_kind_comes_back_as_it_was_typed() {
    let site = Site::new().await;
    for text in [
        "\u{202e}\u{645}\u{631}\u{62d}\u{628}\u{627} 12% \u{202c}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} hello",
        "\u{1F469}\u{200D}\u{1F680} launched \u{1F680}\u{1F1E9}\u{1F1EA}",
        "\u{65e5}\u{672c}\u{8a9e}\u{3067}\u{7b54}\u{3048}\u{307e}\u{3057}\u{305f}\u{3002}",
        "e\u{301}cole \u{0430}\u{0431}\u{0432} na\u{ef}ve",
        "\n\nleading and trailing lines\n\n",
        "a\tb\u{1}c\u{7f}d\u{0}e",
    ] {
        let interview = site.question("failed-launch").await;
        let id = interview.rsplit('/').next().unwrap().parse().unwrap();
        let fields = [("turn", "1"), ("text", text), ("notes", text)];
        site.post(&format!("{interview}/draft"), &fields).await;
        let draft = site.store.draft(&id, interview::TurnId(1)).await.unwrap();
        assert_eq!(draft.as_deref(), Some(text));
        assert_eq!(site.store.notes(&id).await.unwrap(), text);
        site.post(&format!("{interview}/answer"), &fields).await;
        let kept = site.store.load(&id).await.unwrap();
        assert_eq!(kept.threads().next().unwrap().joined().text, text);
        site.say_to_the_end(&interview, text).await;
        site.post(&format!("{interview}/answers/1/rating"), &[("level", "2")])
            .await;
        let page = site.get(&format!("{interview}/answers/1")).await;
        assert_eq!(page.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_two_characters_that_forms_send_for_a_line_end_count_as_one() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let id = interview.rsplit('/').next().unwrap().parse().unwrap();
    let fields = [("turn", "1"), ("text", "one\r\ntwo")];
    site.post(&format!("{interview}/answer"), &fields).await;
    let kept = site.store.load(&id).await.unwrap();
    assert_eq!(kept.threads().next().unwrap().joined().text, "one\ntwo");
}

#[tokio::test]
async fn an_answer_of_ten_megabytes_is_refused_on_a_page() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let huge = "a".repeat(10 * 1024 * 1024);
    let fields = [("turn", "1"), ("text", huge.as_str())];
    let refused = site.post(&format!("{interview}/answer"), &fields).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused
        .must_hold("Too long")
        .must_hold("200,000 characters");
    assert_eq!(site.turn(&interview).await, Some(1));
}

#[tokio::test]
async fn an_answer_a_little_too_long_is_given_back() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let long = "\u{e9}".repeat(200_001);
    let fields = [("turn", "1"), ("text", long.as_str())];
    let refused = site.post(&format!("{interview}/answer"), &fields).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused.must_hold("200001 characters").must_hold(&long);
    site.get(&interview).await.must_hold(&long);
    let fits = "\u{e9}".repeat(200_000);
    let fields = [("turn", "1"), ("text", fits.as_str())];
    let taken = site.post(&format!("{interview}/answer"), &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
}
