//! Every page on two screens, light and dark: accessible, within its width, quiet.
//!
//! With `GREENROOM_PICTURES` naming a folder, a picture of each is kept there.

use std::path::PathBuf;

use anyhow::{Result, bail};
use browser::Screen;

use crate::friend::invite;
use crate::visitor::{STORY, Visitor};

const STANDING: &[&str] = &[
    "/",
    "/practise",
    "/practise/round/screen",
    "/practise/round/case-study",
    "/guide",
    "/guide/role",
    "/guide/process",
    "/guide/components",
    "/guide/culture",
    "/guide/mistakes",
    "/guide/frames",
    "/guide/strategies",
    "/guide/facts",
    "/questions",
    "/questions/failed-launch",
    "/questions/latam-held-back",
    "/questions?q=nothing-holds-this",
    "/prepare",
    "/check",
    "/plan",
    "/readiness",
    "/brief",
    "/research",
    "/research/notes/new",
    "/research/cards",
    "/research/markets",
    "/research/markets/latam",
    "/research/canvases/new?form=four_ps&market=latam",
    "/people",
    "/people/new",
    "/drills",
    "/stories",
    "/stories/new",
    "/stories/tell",
    "/stories/match?question=failed-launch",
    "/drills/decks/culture",
    "/drills/cards/arithmetic-conversion?seed=3",
    "/drills/cards/experiments-flat-and-wide?seed=3",
    "/drills/cards/culture-criticism-received?seed=3",
    "/drills/cards/culture-criticism-received?seed=3&shown=yes",
    "/progress",
    "/lab",
    "/lab/metrics",
    "/lab/diagnosis",
    "/cases",
    "/experiments",
    "/experiments/proposals/search-results",
    "/experiments/analyze",
    "/worlds",
    "/worlds/new",
    "/worlds/new?days=3",
    "/recordings",
    "/recordings/bring?question=failed-launch",
    "/recordings/delete",
    "/settings",
    "/settings/wipe",
    "/about",
    "/trust",
    "/nowhere",
];

/// The view of a friend whom nobody invited.
const NOBODY: &str = "/friend/00000000000000000000000000000000";

/// Told in a later round; its story and one of its numbers were heard before.
const RETOLD: &str = "It was the sign-up form again, story=form. Giving up fell by percent=12:sign-up in all. I put one field back.";

/// A page with the name under which it is reported.
type Named = (String, String);

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_on_every_screen_in_light_and_dark() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    let pictures = std::env::var_os("GREENROOM_PICTURES").map(PathBuf::from);
    if let Some(folder) = &pictures {
        std::fs::create_dir_all(folder)?;
    }
    let mut pages: Vec<Named> = STANDING
        .iter()
        .map(|path| (name(path), (*path).to_owned()))
        .collect();
    pages.extend(interviews(&visitor).await?);
    // The page that is not there is a complaint of the browser's own.
    visitor.browser.complaints().await?;
    let mut faults = Vec::new();
    for screen in [Screen::PHONE, Screen::DESKTOP] {
        visitor.browser.screen(screen).await?;
        for scheme in ["light", "dark"] {
            visitor.browser.looks(scheme).await?;
            for (name, path) in &pages {
                let place = format!("{name} on a {} in the {scheme}", screen.name);
                visitor.go(path).await?;
                for fault in visitor.browser.faults().await? {
                    faults.push(format!("{place}: {fault}"));
                }
                let mut complaints = visitor.browser.complaints().await?;
                if refused(name) {
                    complaints.retain(|complaint| !complaint.contains(path.as_str()));
                }
                if !complaints.is_empty() {
                    faults.push(format!("{place}: {complaints:#?}"));
                }
                if let Some(folder) = &pictures {
                    let file = format!("{name}-{}-{scheme}.png", screen.name);
                    visitor.browser.picture(&folder.join(file)).await?;
                }
            }
        }
    }
    if !faults.is_empty() {
        bail!("{} faults:\n{}", faults.len(), faults.join("\n"));
    }
    visitor.browser.close().await
}

/// A world opened for questions, with every tool, and a file of one's own.
async fn lab(visitor: &Visitor, lab: &str, add: &mut impl FnMut(&str, String)) -> Result<()> {
    for (name, address) in [
        ("lab-world", ""),
        (
            "lab-asked",
            "?q=how+many+hours+did+people+watch+by+region&q=and+on+TVs%3F",
        ),
        ("lab-asked-back", "?q=how+is+retention"),
        ("lab-refused", "?q=what+do+members+think"),
        (
            "lab-metric",
            "/metric?metric=watch_hours&by=region&time=since&date=2025-03-17",
        ),
        (
            "lab-funnel",
            "/funnel?way=visiting&time=since&date=2025-03-17",
        ),
        ("lab-retention", "/retention?by=device"),
        (
            "lab-segments",
            "/segments?metric=completion_rate&by=device&time=since&date=2025-03-17",
        ),
        (
            "lab-distribution",
            "/distribution?of=startup_seconds&time=since&date=2025-03-17",
        ),
        (
            "lab-diagnosis",
            "/diagnosis?metric=completion_rate&date=2025-03-17",
        ),
        ("lab-diagnosis-refused", "/diagnosis?date=1999-01-01"),
        ("lab-drill", "/drills?form=reading&seed=3"),
        ("lab-drill-answered", "/drills?form=mix&seed=3&answer=1"),
    ] {
        add(name, format!("{lab}{address}"));
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("hours.csv");
    std::fs::write(&file, HOURS)?;
    visitor.go("/lab/diagnosis").await?;
    visitor
        .type_into("[name=file]", &file.display().to_string())
        .await?;
    visitor.press("Diagnose").await?;
    visitor.sees("What carries the change in hours.csv").await?;
    add("own-data", visitor.path().await?);
    Ok(())
}

/// Hours of a few days, in which Brazil's phones fell by more than half.
const HOURS: &str = "country,device,before,after
Brazil,mobile,1000,420
Brazil,tv,1010,1013
Brazil,computer,990,985
Mexico,mobile,1020,1024
Mexico,tv,980,977
Mexico,computer,1005,1009
Chile,mobile,995,993
Chile,tv,1015,1020
Chile,computer,985,981
Peru,mobile,1025,1021
Peru,tv,975,979
Peru,computer,1003,1001
";

/// Pages that answer with a status of refusal, as they should: of each the browser complains by itself,
/// by its address.
fn refused(name: &str) -> bool {
    ["nowhere", "analyze-refused", "friend-nobody"].contains(&name)
}

fn name(path: &str) -> String {
    let words: String = path
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    match words.trim_matches('-') {
        "" => "home".to_owned(),
        name => name.to_owned(),
    }
}

/// A test of one's own as a file, its arms a little uneven.
fn units() -> String {
    let mut text = String::from("member,arm,watch,plays,before\n");
    for unit in 0..600_u32 {
        let wide = unit % 5 < 2;
        let before = unit * 7_919 % 31;
        let watch = f64::from(before + unit % 11) + if wide { 1.5 } else { 0.0 };
        let arm = if wide { "wide" } else { "control" };
        text += &format!("{unit},{arm},{watch},{},{before}\n", unit % 4);
    }
    text
}

/// A friend interviews: the candidate's side, and theirs.
async fn friends(visitor: &Visitor) -> Result<Vec<Named>> {
    let mut pages = Vec::new();
    let mut add = |name: &str, path: String| pages.push((name.to_owned(), path));
    let round = [
        ("round", "hiring-manager"),
        ("questions-hiring-manager", "2"),
    ];

    let alone = visitor.send("/practise/round", &round).await?;
    add("friend-not-invited", format!("{alone}/friend"));
    add("friend-nobody", NOBODY.to_owned());

    let before = [("round", "screen"), ("round", "hiring-manager")];
    let before = visitor.send("/practise/loop", &before).await?;
    add("friend-before", invite(visitor, &before).await?);
    add("friend-invited", format!("{before}/friend"));

    let led = visitor.send("/practise/round", &round).await?;
    let way_in = invite(visitor, &led).await?;
    visitor.send(&format!("{way_in}/lead"), &[]).await?;
    let thin = [
        ("turn", "1"),
        ("text", "We did some things, and it went really well."),
    ];
    visitor.send(&format!("{led}/answer"), &thin).await?;
    add("friend-chooses", way_in);
    add("room-friend-chooses", led.clone());
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let address = free.to_string();
    visitor
        .send(&format!("{led}/friend/open"), &[("address", &address)])
        .await?;
    add("friend-on-the-network", format!("{led}/friend"));

    let watched = visitor.send("/practise/round", &round).await?;
    let way_in = invite(visitor, &watched).await?;
    let sheet = [
        ("mark-relevance", "5"),
        ("mark-ownership", "1"),
        ("why-ownership", "Never says who decided"),
        ("overall", "2"),
        ("because", "Polished, and I still do not know what was done"),
        (
            "pass_on",
            "Say \u{201c}I\u{201d} once and see how it feels.",
        ),
        ("notes", "Smiles when the number comes."),
        ("release", "yes"),
    ];
    visitor.send(&format!("{way_in}/sheets/1"), &sheet).await?;
    let told = [("turn", "1"), ("text", STORY)];
    visitor.send(&format!("{watched}/answer"), &told).await?;
    add("friend-watches", way_in);

    let over = visitor.send("/practise/round", &round).await?;
    let way_in = invite(visitor, &over).await?;
    visitor.send(&format!("{way_in}/sheets/1"), &sheet).await?;
    visitor.send_answers(&over, STORY).await?;
    visitor.rate_all(&over, "4").await?;
    add("friend-over", way_in);
    add("friend-debrief", format!("{over}/debrief"));
    add("friend-answer", format!("{over}/answers/1"));
    Ok(pages)
}

/// An interview in every state in which one can be.
async fn interviews(visitor: &Visitor) -> Result<Vec<Named>> {
    let mut pages = Vec::new();
    let mut add = |name: &str, path: String| pages.push((name.to_owned(), path));

    let asked = visitor
        .send("/practise/round", &[("round", "product-team")])
        .await?;
    add("room-first-question", asked);

    let followed = visitor
        .send("/practise/round", &[("round", "hiring-manager")])
        .await?;
    visitor
        .send(
            &format!("{followed}/answer"),
            &[
                ("turn", "1"),
                ("text", "We did some things, and it went really well."),
                ("notes", "Numbers: 58% \u{2192} 31%\nSay who decided."),
            ],
        )
        .await?;
    add("room-follow-up", followed);

    let rated = visitor
        .send(
            "/practise/round",
            &[("round", "screen"), ("clock", "untimed")],
        )
        .await?;
    for _ in 0..5 {
        visitor.go(&rated).await?;
        if visitor.shows("While it is fresh").await? {
            break;
        }
        let turn = visitor.turn().await?.unwrap_or_default().to_string();
        visitor
            .send(
                &format!("{rated}/answer"),
                &[("turn", &turn), ("text", STORY)],
            )
            .await?;
    }
    add("room-fresh-rating", rated);

    for (name, path) in friends(visitor).await? {
        add(&name, path);
    }

    let paused = visitor
        .send("/practise/round", &[("round", "cross-functional")])
        .await?;
    visitor.send(&format!("{paused}/pause"), &[]).await?;
    add("room-paused", paused);

    let presented = visitor
        .send("/practise/round", &[("round", "case-study")])
        .await?;
    let prepared = [("turn", "1"), ("text", STORY)];
    let giving = visitor
        .send(&format!("{presented}/giving"), &prepared)
        .await?;
    add("room-giving", giving);
    add("room-presentation", presented);

    let about = visitor
        .send("/practise/round", &[("round", "case-study")])
        .await?;
    visitor.go(&about).await?;
    while !visitor.shows("Question 2 of 2").await? {
        let turn = visitor.turn().await?.unwrap_or_default().to_string();
        let way = if visitor.shows("Your presentation").await? {
            "present"
        } else {
            "answer"
        };
        let fields = [("turn", turn.as_str()), ("text", STORY)];
        visitor.send(&format!("{about}/{way}"), &fields).await?;
        visitor.go(&about).await?;
    }
    add("room-about-a-presentation", about);

    let whole = visitor
        .send(
            "/practise/loop",
            &[
                ("round", "screen"),
                ("round", "hiring-manager"),
                ("questions-screen", "2"),
            ],
        )
        .await?;
    add("loop-before", whole);
    let between = visitor
        .send(
            "/practise/loop",
            &[
                ("round", "screen"),
                ("round", "hiring-manager"),
                ("round", "technical"),
                ("questions-screen", "2"),
            ],
        )
        .await?;
    visitor.send(&format!("{between}/begin"), &[]).await?;
    visitor.send_answers(&between, STORY).await?;
    visitor
        .send(&format!("{between}/answers/1/rating"), &[("level", "3")])
        .await?;
    add("loop-between", between.clone());

    let ended = visitor
        .send(
            "/practise/loop",
            &[
                ("round", "screen"),
                ("round", "hiring-manager"),
                ("questions-screen", "2"),
                ("questions-hiring-manager", "1"),
            ],
        )
        .await?;
    for _ in 0..2 {
        visitor.send(&format!("{ended}/begin"), &[]).await?;
        visitor.send_answers(&ended, STORY).await?;
    }
    add("loop-ended", ended.clone());
    add("debrief-withheld", format!("{ended}/debrief"));
    add("interview-delete", format!("{ended}/delete"));

    let finished = visitor
        .send(
            "/practise/loop",
            &[
                ("round", "screen"),
                ("round", "hiring-manager"),
                ("questions-screen", "2"),
                ("questions-hiring-manager", "2"),
            ],
        )
        .await?;
    let told = format!("{STORY} story=form percent=27:sign-up");
    for answer in [told.as_str(), RETOLD] {
        visitor.send(&format!("{finished}/begin"), &[]).await?;
        visitor.send_answers(&finished, answer).await?;
    }
    visitor.rate_all(&finished, "4").await?;
    add("debrief", format!("{finished}/debrief"));

    for (kind, question) in [
        ("story", "failed-launch"),
        ("technical", "latency-experience"),
    ] {
        let single = visitor
            .send("/practise/question", &[("question", question)])
            .await?;
        visitor
            .speak(&format!("{single}/recordings/1/0"), 45)
            .await?;
        visitor.send_answers(&single, STORY).await?;
        let unrated = visitor
            .send("/practise/question", &[("question", question)])
            .await?;
        visitor.send_answers(&unrated, STORY).await?;
        add(
            &format!("answer-{kind}-to-rate"),
            format!("{unrated}/answers/1"),
        );
        visitor
            .send(&format!("{single}/answers/1/rating"), &[("level", "4")])
            .await?;
        add(
            &format!("answer-{kind}-marks"),
            format!("{single}/answers/1"),
        );
        let moment = [("at", "12.5"), ("note", "Here I lost the thread")];
        visitor
            .send(&format!("{single}/recordings/1/0/moments"), &moment)
            .await?;
        add(
            &format!("answer-{kind}-correct"),
            format!("{single}/answers/1/correct"),
        );
        visitor
            .speak(&format!("{single}/recordings/1/1"), 20)
            .await?;
        add(
            &format!("answer-{kind}-retry"),
            format!("{single}/answers/1/retry"),
        );
        let compared = visitor
            .send(
                &format!("{single}/answers/1/retry"),
                &[("text", "I removed seven fields. It fell from 58% to 31%. I learned to ask support first.")],
            )
            .await?;
        add(&format!("answer-{kind}-comparison"), compared);
    }

    let story = visitor
        .send(
            "/stories",
            &[
                ("title", "The sign-up form"),
                ("text", STORY),
                ("theme", "failure"),
                ("theme", "pivot"),
            ],
        )
        .await?;
    add("story", story.clone());
    add("story-edit", format!("{story}/edit"));
    add("story-delete", format!("{story}/delete"));
    add("stories-some", "/stories".to_owned());
    add("stories-tell", "/stories/tell".to_owned());
    let contact = visitor
        .send(
            "/people",
            &[
                ("name", "Ines Duarte"),
                ("role", "Product manager, kids"),
                ("met", "Spoke at a meet-up in May"),
                ("theirs", "I read your post on the kids profile"),
                (
                    "ask",
                    "how did you find out that nobody missed the search box?",
                ),
                ("me", "I have run renewals at a newspaper for three years"),
                ("questions", "What did the last case round turn on?"),
                ("follow_up", "2025-07-01"),
            ],
        )
        .await?;
    add("contact", contact.clone());
    add("contact-edit", format!("{contact}/edit"));
    add("contact-delete", format!("{contact}/delete"));
    add("people-some", "/people".to_owned());
    let note = visitor
        .send(
            "/research/notes",
            &[
                ("title", "Prepaid plans carry most mobile viewing in Brazil"),
                ("quote", "Some 54% of mobile subscriptions were prepaid."),
                ("source", "The regulator\u{2019}s yearly report"),
                ("as_of", "2025-03"),
                ("address", "https://example.org/report"),
                ("market", "latam"),
                ("text", "Data is bought by the day there."),
                ("use_it", "With 54% prepaid, autoplay costs trust."),
            ],
        )
        .await?;
    add("note", note.clone());
    add("note-edit", format!("{note}/edit"));
    add("note-delete", format!("{note}/delete"));
    add("research-some", "/research".to_owned());
    add("research-cards-some", "/research/cards".to_owned());
    let small = [("seed", "5"), ("members", "600"), ("days", "40")];
    for (path, fields) in [("/worlds", &small[..]), ("/research/markets/numbers", &[])] {
        let work = visitor.send(path, fields).await?;
        visitor.go(&work).await?;
        while visitor.path().await? == work {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            visitor.go(&work).await?;
        }
    }
    add("market-with-numbers", "/research/markets/latam".to_owned());
    let canvas = visitor
        .send(
            "/research/canvases",
            &[
                ("form", "four_ps"),
                ("title", "Mobile plan in Brazil"),
                ("market", "latam"),
            ],
        )
        .await?;
    add("canvas", canvas.clone());
    add("canvas-edit", format!("{canvas}/edit"));
    let reviewed = visitor
        .send(
            "/drills/cards/experiments-flat-and-wide",
            &[("seed", "3"), ("picked", "1")],
        )
        .await?;
    add("drill-missed", reviewed);
    add("drills-begun", "/drills".to_owned());

    let world = [
        ("seed", "5"),
        ("members", "100"),
        ("days", "30"),
        ("incident", "hidden"),
    ];
    let work = visitor.send("/worlds", &world).await?;
    visitor.go(&work).await?;
    visitor.sees("What was planted").await?;
    let world = visitor.path().await?;
    add("world-planted", format!("{world}/planted"));
    lab(visitor, &world.replace("/worlds/", "/lab/"), &mut add).await?;
    add("world-delete", format!("{world}/delete"));
    add("world", world);
    add("worlds-some", "/worlds".to_owned());
    // No disk holds this one.
    let too_large = [("members", "20000000"), ("days", "1096")];
    add("work-failed", visitor.send("/worlds", &too_large).await?);

    let design = [
        (
            "hypothesis",
            "Larger pictures are told apart from the sofa, so more visits end in a play.",
        ),
        ("unit", "member"),
        ("rows", "events"),
        ("population", "everybody"),
        ("primary", "browse_abandon_rate"),
        ("smallest_effect", "2"),
        ("alpha", "5"),
        ("power", "80"),
        ("allocation", "100"),
        ("treated", "50"),
        ("days", "14"),
        ("rule", "weekly"),
        ("adjustment", "none"),
        ("analysed", "assigned"),
    ];
    let proposal = "/experiments/proposals/search-results";
    add(
        "experiment-designed",
        visitor.send(proposal, &design).await?,
    );
    let running = visitor.send(proposal, &design).await?;
    let work = visitor
        .send(&format!("{running}/look"), &[("day", "14")])
        .await?;
    visitor.go(&work).await?;
    visitor.sees("What deserves doubt").await?;
    add("experiment-delete", format!("{running}/delete"));
    add("experiment-running", running);
    let judged = visitor.send(proposal, &design).await?;
    let work = visitor
        .send(&format!("{judged}/look"), &[("day", "9")])
        .await?;
    visitor.go(&work).await?;
    visitor.sees("What deserves doubt").await?;
    let conclusion = [
        ("decision", "ship"),
        ("low", "-1"),
        ("effect", "1"),
        ("high", "3"),
        ("reason", "Half a million visits cannot be wrong."),
    ];
    let work = visitor
        .send(&format!("{judged}/decide"), &conclusion)
        .await?;
    visitor.go(&work).await?;
    visitor.sees("How this is worked out").await?;
    add("experiment-judged", format!("{judged}/truth"));
    add("experiments-some", "/experiments".to_owned());
    add("progress-experiments", "/progress#experiments".to_owned());

    let broken = visitor.send(proposal, &design).await?;
    let work = visitor
        .send(&format!("{broken}/look"), &[("day", "14")])
        .await?;
    visitor.go(&work).await?;
    visitor.sees("What deserves doubt").await?;
    let mending = [
        ("decision", "fix_and_rerun"),
        ("low", "-1"),
        ("effect", "0"),
        ("high", "1"),
        (
            "reason",
            "Days are not members, so the interval is too narrow.",
        ),
    ];
    let mend = visitor.send(&format!("{broken}/decide"), &mending).await?;
    add("experiment-mending", broken);
    add("experiment-mend", mend.clone());
    let mut again = design.to_vec();
    again.push(("mend", "losses"));
    add("experiment-second-run", visitor.send(&mend, &again).await?);

    let file = visitor
        .bring("/experiments/analyze", "units.csv", &units())
        .await?;
    add("analyze-asked", file.clone());
    add(
        "analyze-read",
        format!("{file}?unit=member&variant=arm&metric0=watch&covariate0=before&metric1=plays"),
    );
    add(
        "analyze-refused",
        format!("{file}?unit=arm&variant=member&metric0=watch"),
    );

    let passed = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    visitor
        .send(&format!("{passed}/skip"), &[("turn", "1")])
        .await?;
    add("answer-passed", format!("{passed}/answers/1"));
    Ok(pages)
}
