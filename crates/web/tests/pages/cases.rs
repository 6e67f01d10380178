//! Cases, from the brief to the grade.

use std::time::Duration;

use axum::body::Body;

use crate::support::{Shown, Site, encoded, form};

/// Begins a case on a small world and waits until it can be asked; gives its address.
async fn begun(site: &Site, case: &str, seed: &str) -> String {
    let begun = site
        .post(
            "/cases",
            &[("case", case), ("seed", seed), ("members", "3000")],
        )
        .await;
    waited(site, &begun.location).await
}

/// Waits until long work leads somewhere.
async fn waited(site: &Site, address: &str) -> String {
    for _ in 0..3_000 {
        let shown = site.get(address).await;
        if !shown.location.is_empty() {
            return shown.location;
        }
        shown.must_not_hold("That did not work");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("{address} never ends");
}

/// Concludes in some way, and has it read.
async fn concluded(site: &Site, case: &str, cause: &str, segment: &[(&str, &str)]) {
    let mut fields = vec![
        ("cause", cause),
        ("size", "\u{2212}10 %"),
        ("low", "-14"),
        ("high", "-7,5"),
        ("option", "ease-the-ads"),
        ("not-late_dubbing", "titles finish as they did before"),
        ("why", "it is the plan with ads"),
    ];
    fields.extend(segment);
    let kept = site.post(&format!("{case}/conclude"), &fields).await;
    waited(site, &kept.location).await;
}

async fn asked_until_graded(site: &Site, case: &str) -> Shown {
    site.post(&format!("{case}/begin"), &[]).await;
    site.get(case).await.must_hold("25 minutes left");
    site.wait(60);
    let text =
        "Hours fell by ten per cent among members with ads. I recommend to take the load back.";
    let draft = [("turn", "presentation"), ("text", "a draft")];
    let address = format!("{case}/draft");
    let typed = site.fragment(&address, &draft).await;
    assert_eq!((typed.status.as_u16(), typed.text.as_str()), (204, ""));
    let sent = site.post(&address, &draft).await;
    assert_eq!(sent.location, case);
    site.get(case).await.must_hold("a draft");
    site.post(&format!("{case}/present"), &[("text", text)])
        .await;
    // It is no longer waited for, and the words come back.
    for old in ["presentation", "question-3", "anything"] {
        let refused = site
            .fragment(&address, &[("turn", old), ("text", "too late")])
            .await;
        assert_eq!(refused.status, 400, "{old}");
        refused.must_hold("too late").must_hold("in another window");
    }
    for place in 0..4 {
        let question = site.get(case).await;
        if place > 1 && question.holds("of 100") {
            return question;
        }
        question.must_hold("Question ").must_not_hold("{");
        let place = place.to_string();
        site.post(
            &format!("{case}/answer"),
            &[
                ("place", &place),
                ("text", "I would look at it by plan again."),
            ],
        )
        .await;
    }
    site.get(case).await
}

#[tokio::test]
async fn a_case_goes_from_the_brief_to_the_grade_and_survives_a_reload_on_the_way() {
    let site = Site::new().await;
    // Seed 8 draws more advertisements; nothing on the way says so.
    let case = begun(&site, "latam-engagement", "8").await;
    let room = site.get(&case).await;
    room.must_hold("Marisol")
        .must_hold("Ask in plain words")
        .must_not_hold("{change}");
    site.post(
        &format!("{case}/check"),
        &[("check", "records"), ("since", "2025-06-02")],
    )
    .await;
    site.post(
        &format!("{case}/ask"),
        &[(
            "text",
            "watch hours by plan since 2 June 2025 in latin america",
        )],
    )
    .await;
    site.post(&format!("{case}/ask"), &[("text", "and on TVs?")])
        .await;
    site.post(
        &format!("{case}/ask"),
        &[("text", "what do members think of the logo")],
    )
    .await;
    site.post(
        &format!("{case}/check"),
        &[("check", "advertisements"), ("since", "2025-06-02")],
    )
    .await;
    site.post(
        &format!("{case}/keep"),
        &[("asking", "1"), ("note", "the number is real")],
    )
    .await;
    site.post(&format!("{case}/keep"), &[("note", "ask about ads")])
        .await;
    site.post(
        &format!("{case}/notebook"),
        &[
            ("entry", "2"),
            ("do", "up"),
            ("note", "ask about ads, and what they cost"),
        ],
    )
    .await;
    let room = site.get(&case).await;
    room.must_hold("All plays that visits counted are in the table")
        .must_hold("That cannot be answered")
        .must_hold("the number is real");
    // What was typed before it was moved is kept.
    let first = room.text.find("ask about ads, and what they cost").unwrap();
    assert!(first < room.text.find("the number is real").unwrap());
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    // Nothing is asked after the conclusion, and the room can be looked at.
    let late = site
        .post(&format!("{case}/ask"), &[("text", "churn by plan")])
        .await;
    assert_eq!(late.status, 400);
    site.get(&format!("{case}/room"))
        .await
        .must_hold("the number is real");
    // The presentation begins with the candidate's own words, and with no others.
    site.post(&format!("{case}/begin"), &[]).await;
    let giving = site.get(&case).await;
    let typed = giving.text.split("<textarea").nth(1).unwrap();
    let typed = typed.split("</textarea>").next().unwrap();
    assert!(typed.contains("- the number is real"), "{typed}");
    assert!(!typed.contains("All plays that visits counted"), "{typed}");
    giving.must_hold("All plays that visits counted");
    let grade = asked_until_graded(&site, &case).await;
    grade
        .must_hold("of 100")
        .must_hold("More advertisements are shown")
        .must_hold("A strong candidate")
        .must_hold("What each request was worth")
        .must_hold("by arithmetic");
    site.get(&format!("{case}/marks/0"))
        .await
        .must_hold("Your presentation");
    site.get("/cases").await.must_hold("graded");
}

#[tokio::test]
async fn a_wrong_conclusion_is_shown_the_fact_against_it() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let refused = site
        .post(
            &format!("{case}/conclude"),
            &[("cause", "bad_luck"), ("size", "-10")],
        )
        .await;
    assert_eq!(refused.status, 400);
    // A cause that there is none of is refused, and the case stays open. What cannot be concluded is
    // asked for again, filled.
    let again = site
        .post(
            &format!("{case}/conclude"),
            &[
                ("cause", "more_ads"),
                ("segment-plan", "ads"),
                ("segment-app_version", "7.4"),
                ("size", "-10"),
                ("low", "-14"),
                ("high", "-7"),
                ("not-lost_logging", "plays are all there"),
                ("option", "ease-the-ads"),
                ("why", "two lines\r\nof reasons"),
            ],
        )
        .await;
    assert_eq!(again.status, 400);
    again
        .must_hold("a version as 7.4.0")
        .must_hold("value=\"more_ads\" required checked")
        .must_hold("value=\"ads\" selected")
        .must_hold("value=\"7.4\"")
        .must_hold("name=\"low\" value=\"-14\"")
        .must_hold("value=\"plays are all there\"")
        .must_hold("value=\"ease-the-ads\" required checked")
        .must_hold("two lines\nof reasons");
    site.get(&case).await.must_hold("Ask in plain words");
    concluded(
        &site,
        &case,
        "expired_titles",
        &[("segment-genre", "drama")],
    )
    .await;
    site.post(&format!("{case}/begin"), &[]).await;
    let passed = |text| [("pass", "yes"), ("text", text)];
    site.post(&format!("{case}/present"), &passed("half a presentation"))
        .await;
    // The strongest fact against it is the one that shows the cause.
    site.get(&case)
        .await
        .must_hold("seconds of advertisements are shown by the hour")
        .must_hold("half a presentation");
    for place in ["0", "1", "2", "3"] {
        let mut fields = passed("half an answer").to_vec();
        fields.push(("place", place));
        site.post(&format!("{case}/answer"), &fields).await;
        if place == "0" {
            // What was typed and passed over is not lost, and not said either.
            site.get(&case)
                .await
                .must_hold("What you typed to question 1 and did not say")
                .must_hold("half an answer");
        }
    }
    site.get(&case)
        .await
        .must_hold("You concluded: licences of titles ended")
        .must_hold("What you chose brings back 65%");
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words() {
    let site = Site::new().await;
    let nothing = site.post("/cases", &[("case", "no-such-case")]).await;
    assert_eq!(nothing.status, 404);
    let seed = site
        .post("/cases", &[("case", "latam-engagement"), ("seed", "x")])
        .await;
    assert_eq!(seed.status, 400);
    seed.must_hold("a seed is a whole number")
        .must_not_hold("panicked");
    assert_eq!(site.get("/cases/none").await.status, 404);
    site.get("/cases").await.must_hold("Engagement in India");
}

#[tokio::test]
async fn a_case_is_begun_from_the_pack_that_its_form_names_whatever_is_practised_with_now() {
    let site = Site::new().await;
    let wanted = [
        ("case", "latam-engagement"),
        ("seed", "8"),
        ("members", "1000"),
    ];
    let post = async |fields: &[(&str, &str)]| {
        let request = form("/cases").header("cookie", "pack=querline");
        site.ask(request.body(Body::from(encoded(fields))).unwrap())
            .await
    };
    assert_eq!(post(&wanted).await.status, 404);
    let named = post(&[&wanted[..], &[("pack", "netflix")]].concat()).await;
    assert_eq!(named.status, 303);
    let unknown = post(&[&wanted[..], &[("pack", "no-such-pack")]].concat()).await;
    assert_eq!(unknown.status, 404);
}

/// Where the world of the one case that was begun is asked.
fn lab(site: &Site) -> String {
    let worlds = std::path::Path::new(&site.folder()).join("worlds");
    let folder = std::fs::read_dir(worlds).unwrap().next().unwrap().unwrap();
    format!("/lab/{}", folder.file_name().to_str().unwrap())
}

#[tokio::test]
async fn every_tool_of_the_lab_is_in_the_data_room_and_what_it_finds_can_be_kept() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    type Fields = &'static [(&'static str, &'static str)];
    let tools: [(&str, Fields, &str); 6] = [
        (
            "metric",
            &[("metric", "watch_hours"), ("by", "device")],
            "Hours watched by device",
        ),
        (
            "funnel",
            &[
                ("way", "visiting"),
                ("time", "since"),
                ("date", "2025-06-02"),
            ],
            "opened the app",
        ),
        ("retention", &[("by", "plan")], "days since joining"),
        (
            "segments",
            &[
                ("metric", "completion_rate"),
                ("by", "plan"),
                ("time", "since"),
                ("date", "2025-06-02"),
            ],
            "Level",
        ),
        (
            "distribution",
            &[("of", "startup_seconds"), ("only", "region=LATAM")],
            "Seconds to the first picture",
        ),
        (
            "diagnosis",
            &[
                ("metric", "watch_hours"),
                ("only", "region=LATAM"),
                ("date", "2025-06-02"),
            ],
            "What carries the change of",
        ),
    ];
    for (place, (tool, fields, expected)) in tools.iter().enumerate() {
        let mut fields = fields.to_vec();
        fields.push(("tool", tool));
        let asked = site.post(&format!("{case}/find"), &fields).await;
        let number = place + 1;
        assert_eq!(
            asked.location,
            format!("{case}#request-{number}"),
            "{tool}: {}",
            asked.text
        );
        let number = number.to_string();
        let kept = site
            .post(
                &format!("{case}/keep"),
                &[("asking", &number), ("note", "a sentence")],
            )
            .await;
        assert_eq!(kept.location, format!("{case}#notebook"));
        site.get(&case).await.must_hold(expected);
    }
    // What is not kept says why, and gives the words back.
    let other = [("asking", "1"), ("note", "other words")];
    let gone = [("entry", "9"), ("note", "other words"), ("do", "save")];
    for (address, fields, why) in [
        ("keep", &other[..], "in the notebook already"),
        (
            "keep",
            &[("asking", "77"), ("note", "other words")],
            "no request 77",
        ),
        ("notebook", &gone, "taken out in another window"),
        (
            "notebook",
            &[("entry", "x"), ("note", "other words")],
            "no such entry",
        ),
    ] {
        let refused = site.post(&format!("{case}/{address}"), fields).await;
        assert_eq!(refused.status, 400, "{why}");
        refused.must_hold("other words").must_hold(why);
    }
    let empty = site.post(&format!("{case}/keep"), &[("note", " ")]).await;
    empty.must_hold("there is nothing to keep");
    let strange = site
        .post(&format!("{case}/find"), &[("tool", "sorcery")])
        .await;
    assert_eq!(strange.status, 400);
    let fault = site
        .post(
            &format!("{case}/find"),
            &[("tool", "segments"), ("time", "since"), ("date", "soon")],
        )
        .await;
    assert_eq!(fault.status, 400);
    fault.must_hold("Say from which day on");
}

#[tokio::test]
async fn what_the_lab_finds_in_the_world_of_a_case_becomes_a_request_once_it_is_kept() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let lab = lab(&site);
    let shown = site.get(&format!("{lab}/funnel?way=visiting")).await;
    shown
        .must_hold(&format!("href=\"{case}\""))
        .must_hold(&format!("action=\"{case}/find\""))
        .must_hold("Keep in the notebook");
    site.get(&format!("{lab}?q=hours+by+plan"))
        .await
        .must_hold("Keep in the notebook");
    // To look is not to ask.
    site.get(&case).await.must_hold("Nothing asked yet");
    let fields = [
        ("tool", "funnel"),
        ("way", "visiting"),
        ("keep", "yes"),
        ("note", "where they are lost"),
    ];
    for _ in 0..2 {
        let kept = site.post(&format!("{case}/find"), &fields).await;
        assert_eq!(kept.location, format!("{case}#request-1"), "{}", kept.text);
    }
    site.get(&case)
        .await
        .must_hold("where they are lost")
        .must_not_hold("id=\"request-2\"");
}

#[tokio::test]
async fn what_sql_gives_in_the_world_of_a_case_can_be_kept_as_a_note() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let lab = lab(&site);
    site.get(&case)
        .await
        .must_hold(&format!("href=\"{lab}/sql\""));
    let came = site.get(&format!("{lab}/sql?q=SELECT+hours&run=yes")).await;
    came.must_hold(&format!("action=\"{case}/keep\""))
        .must_hold("SQL: SELECT hours\ncountry | hours\nBrazil | 12.5\n&lt;b&gt;Japan&lt;/b&gt;");
    let note = "Brazil is most of it.\nSQL: SELECT hours\nBrazil | 12.5";
    let kept = site.post(&format!("{case}/keep"), &[("note", note)]).await;
    assert_eq!(kept.location, format!("{case}#notebook"), "{}", kept.text);
    site.get(&case).await.must_hold("Brazil is most of it.");
    // Once it is concluded nothing more is kept.
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    site.get(&format!("{lab}/sql?q=SELECT+hours&run=yes"))
        .await
        .must_not_hold("Keep in the notebook");
}

#[tokio::test]
async fn what_was_planted_is_not_told_while_it_is_not_known_where_an_older_case_plays() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let world = lab(&site).replace("/lab/", "/worlds/");
    // As it was kept before cases wrote down their world, and of a pack that is gone.
    let id = case.rsplit('/').next().unwrap();
    let kept = site.store.paper::<store::KeptCase>(id).await.unwrap();
    let mut older = kept.unwrap().paper;
    older.0.pack = "gone".parse().unwrap();
    older.0.world = None;
    let now = jiff::Timestamp::now();
    site.store.keep_paper(id, &older, now).await.unwrap();
    site.get(&world)
        .await
        .must_hold("may be what")
        .must_not_hold("I want to know what was planted");
    site.get(&format!("{world}/planted"))
        .await
        .must_hold("Not yet")
        .must_not_hold("Show what was planted?");
    let refused = site.post(&format!("{world}/planted"), &[]).await;
    assert_eq!(refused.location, format!("{world}/planted"));
}

#[tokio::test]
async fn what_was_planted_in_the_world_of_a_case_is_told_with_its_grade_and_not_before() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let world = lab(&site).replace("/lab/", "/worlds/");
    site.get(&world)
        .await
        .must_hold("asks you to find")
        .must_not_hold("I want to know what was planted");
    site.get(&format!("{world}/planted"))
        .await
        .must_hold("Not yet")
        .must_not_hold("advertisements");
    let refused = site.post(&format!("{world}/planted"), &[]).await;
    assert_eq!(refused.location, format!("{world}/planted"));
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    site.get(&format!("{world}/planted"))
        .await
        .must_hold("Not yet");
    asked_until_graded(&site, &case).await;
    site.get(&world)
        .await
        .must_hold("I want to know what was planted");
    site.get(&format!("{world}/planted"))
        .await
        .must_hold("Show what was planted?");
}

#[tokio::test]
async fn a_case_taken_from_its_round_is_presented_there_and_stands_in_the_debrief_as_arithmetic() {
    let site = Site::new().await;
    let interview = site
        .post("/practise/question", &[("question", "latam-engagement")])
        .await;
    let interview = interview.location;
    if site.turn(&interview).await.is_none() {
        site.post(&format!("{interview}/begin"), &[]).await;
    }
    let stage = site.get(&interview).await;
    stage.must_hold("Take it on real numbers");
    let name = interview.trim_start_matches("/interviews/").to_owned();
    let begun = site
        .post(
            "/cases",
            &[
                ("case", "latam-engagement"),
                ("seed", "8"),
                ("members", "3000"),
                ("interview", &name),
            ],
        )
        .await;
    let case = waited(&site, &begun.location).await;
    site.get(&interview).await.must_hold("Go on with it");
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    site.post(&format!("{case}/begin"), &[]).await;
    site.speak(&format!("{case}/recordings/0/0"), 3).await;
    let grade = asked_until_graded(&site, &case).await;
    grade
        .must_hold("stands in its round")
        .must_hold("Rate it there first");
    // The candidate's own view comes before the marks of what is now an answer of the interview.
    site.get(&format!("{case}/marks/0"))
        .await
        .must_hold("Rate it there first")
        .must_not_hold("On its anchors");
    // An interview that cannot be read is not told as gone, which would show the marks.
    site.damage("UPDATE events SET recorded = '-' || recorded")
        .await;
    for page in [case.clone(), format!("{case}/marks/0")] {
        let unreadable = site.get(&page).await;
        assert_eq!(unreadable.status, 500, "{page}");
        unreadable.must_hold("cannot be read at event");
    }
    site.damage("UPDATE events SET recorded = substr(recorded, 2)")
        .await;
    // The presentation of the case was heard in the round, with its sound.
    site.rate_all(&interview, "3").await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("How it sounded")
        .must_hold(&format!("src=\"{case}/recordings/0/0/sound.wav\""));
    site.get(&case)
        .await
        .must_hold("Its marks, with quotes")
        .must_not_hold("Rate it there first");
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("On real numbers: Engagement in Latin America")
        .must_hold("by arithmetic")
        .must_not_hold("do not count yet");
    // And the grade moves readiness, as an answer does.
    let again = site.post(&format!("{case}/hand-over"), &[]).await;
    assert_eq!(again.location, case);
}

#[tokio::test]
async fn what_is_said_aloud_of_a_case_is_heard_beside_its_marks_and_goes_with_the_case() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    site.post(
        &format!("{case}/keep"),
        &[("note", "it is the plan with ads")],
    )
    .await;
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    let presentation = format!("{case}/recordings/0/0");
    let answer = format!("{case}/recordings/1/0");
    // Nothing is heard before somebody is asked.
    for early in [&presentation, &answer] {
        let refused = site.post(&format!("{early}/pieces/0"), &[]).await;
        assert_eq!(refused.status, 404, "{early}");
    }
    site.get(&case)
        .await
        .must_hold("Start the clock")
        .must_hold("Start it and speak");
    let begun = site
        .post(&format!("{case}/begin"), &[("aloud", "yes")])
        .await;
    assert_eq!(begun.location, format!("{case}#speaking-room"));
    // The words of the notebook stand beside it, not in what is marked.
    let giving = site.get(&case).await;
    giving
        .must_hold(&format!("data-sound=\"{presentation}\""))
        .must_hold("Your notebook");
    let typed = giving.text.split("<textarea").nth(1).unwrap();
    assert!(!typed.contains("it is the plan with ads"), "{typed}");
    site.speak(&presentation, 5).await;
    site.get(&format!("{case}/recordings/0/1/pieces"))
        .await
        .must_hold("There is no answer");
    site.wait(60);
    let text = "Hours fell by ten per cent. I recommend to take the load back.";
    site.post(&format!("{case}/present"), &[("text", text)])
        .await;
    site.get(&case)
        .await
        .must_hold(&format!("data-sound=\"{answer}\""));
    site.speak(&answer, 3).await;
    for place in ["0", "1", "2", "3"] {
        let said = [
            ("place", place),
            ("text", "I would look at it by plan again."),
        ];
        site.post(&format!("{case}/answer"), &said).await;
    }
    let marks = site.get(&format!("{case}/marks/0")).await;
    marks
        .must_hold("How it sounded")
        .must_hold(&format!("src=\"{presentation}/sound.wav\""))
        .must_hold("class=\"heard-word\" data-from=")
        // As long as it was spoken, not as long as the clock ran.
        .must_hold("Time from first word to last</dt><dd>5 s");
    site.get(&format!("{case}/marks/1"))
        .await
        .must_hold(&format!("src=\"{answer}/sound.wav\""));
    site.get(&format!("{case}/marks/2"))
        .await
        .must_not_hold("How it sounded");
    let marked = site
        .post(
            &format!("{presentation}/moments"),
            &[("at", "1.5"), ("note", "the number comes late")],
        )
        .await;
    assert!(marked.location.contains("#moments-0-0"), "{}", marked.text);
    let shown = site.get(&presentation).await;
    assert_eq!(shown.location, format!("{case}/marks/0"));
    site.get(&shown.location)
        .await
        .must_hold("the number comes late");
    site.get("/recordings")
        .await
        .must_hold("Your presentation")
        .must_hold("Engagement in Latin America");
    site.post(&format!("{answer}/delete"), &[]).await;
    site.get(&format!("{case}/marks/1"))
        .await
        .must_hold("On its anchors")
        .must_not_hold("How it sounded");
    site.post(&format!("{case}/delete"), &[]).await;
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
}
