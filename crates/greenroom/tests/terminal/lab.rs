//! `greenroom lab`.

use serde_json::Value;

use crate::run::{errors, greenroom, words};

fn json(arguments: &[&str]) -> Value {
    let output = greenroom(arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        errors(&output)
    );
    serde_json::from_str(&words(&output)).unwrap()
}

#[test]
fn what_there_is_to_measure_is_listed_as_one_object() {
    let listed = json(&["lab", "metric", "--json"]);
    let named = |what: &str, id: &str| {
        let all = listed[what].as_array().unwrap();
        let found = all.iter().find(|each| each["id"] == id);
        found
            .unwrap_or_else(|| panic!("no {id} in {listed}"))
            .clone()
    };
    let metric = named("metrics", "completion_rate");
    for field in ["name", "meaning", "unit", "better"] {
        assert!(metric[field].is_string(), "{metric}");
    }
    assert!(named("dimensions", "country")["meaning"].is_string());
}

#[test]
fn a_world_answers_in_plain_words_and_by_metric() {
    let desk = tempfile::tempdir().unwrap();
    let world = desk.path().join("world");
    let world = world.to_str().unwrap();
    let made = greenroom(&[
        "world",
        "new",
        "--seed",
        "7",
        "--members",
        "400",
        "--days",
        "40",
        "--titles",
        "400",
        "--without-year-before",
        "--country",
        "Brazil",
        "--country",
        "Japan",
        "--out",
        world,
    ]);
    assert!(made.status.success(), "{}", errors(&made));

    let asked = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "do folks in Brazil finish what they start?",
    ]);
    assert_eq!(asked["metric"], "completion_rate");
    assert_eq!(asked["filters"]["country"], "Brazil");
    assert_eq!(asked["dimensions"], serde_json::json!([]));
    assert_eq!(asked["window"], Value::Null);
    assert_eq!(asked["unanswerable"], false);
    let share = asked["rows"][0]["value"].as_f64().unwrap();
    assert!((0.05..0.95).contains(&share), "{share}");

    // The same figure by another way in.
    let measured = json(&[
        "lab",
        "metric",
        "completion_rate",
        "--world",
        world,
        "--by",
        "country",
        "--json",
    ]);
    let rows = measured["rows"].as_array().unwrap();
    let brazil = rows
        .iter()
        .find(|row| row["values"][0] == "Brazil")
        .unwrap();
    assert_eq!(brazil["value"], asked["rows"][0]["value"]);

    let follow_up = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "watch hours by country",
        "and on TVs?",
    ]);
    assert_eq!(follow_up["metric"], "watch_hours");
    assert_eq!(follow_up["filters"]["device"], "tv");
    assert_eq!(follow_up["rows"].as_array().unwrap().len(), 2);

    // Of a month that the world only begins or ends in, the total is no fall.
    let by_month = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "watch hours by month",
    ]);
    let partial = &by_month["partial"][0];
    assert!(
        partial["days"].as_u64() < partial["of"].as_u64(),
        "{by_month}"
    );
    let mut rows = by_month["rows"].as_array().unwrap().iter();
    assert!(
        rows.any(|row| row["values"][0] == partial["place"]),
        "{by_month}"
    );

    let refused = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "what do members think of the new logo",
    ]);
    assert_eq!(refused["metric"], Value::Null);
    assert_eq!(refused["unanswerable"], true);
    assert!(
        refused["answer"]
            .as_str()
            .unwrap()
            .contains("not what they think")
    );

    // Each tool prints a finding: a sentence, charts, and the SQL for the same numbers.
    let tools: [(&[&str], &str); 6] = [
        (&["funnel", "visiting", "--by", "device"], "steps"),
        (&["funnel", "visiting", "--since", "2025-03-20"], "steps"),
        (
            &["distribution", "browse_seconds", "--since", "2025-03-20"],
            "bars",
        ),
        (&["retention", "--by", "country"], "lines"),
        (
            &[
                "segments",
                "completion_rate",
                "--by",
                "device",
                "--since",
                "2025-03-20",
            ],
            "shares",
        ),
        (
            &["distribution", "startup_seconds", "--last", "14"],
            "histogram",
        ),
    ];
    for (tool, form) in tools {
        let arguments: Vec<&str> = ["lab"]
            .iter()
            .chain(tool)
            .chain(&["--world", world])
            .copied()
            .collect();
        let found = json(&[&arguments[..], &["--json"]].concat());
        let forms: Vec<&str> = found["charts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|chart| chart["form"].as_str().unwrap())
            .collect();
        assert!(forms.contains(&form), "{tool:?}: {forms:?}");
        assert_eq!(found["question"]["tool"], tool[0]);
        let answer = found["answer"].as_str().unwrap();
        assert!(words(&greenroom(&arguments)).contains(answer), "{tool:?}");
        let sql = words(&greenroom(&[&arguments[..], &["--sql"]].concat()));
        assert_eq!(sql.trim_end(), found["sql"].as_str().unwrap());
        assert!(sql.contains("SELECT"));
    }

    let diagnosed = json(&[
        "lab",
        "diagnose",
        "--world",
        world,
        "--metric",
        "watch_hours",
        "--since",
        "2025-03-31",
        "--only",
        "country=Brazil",
        "--json",
    ]);
    assert_eq!(diagnosed["unit"], "hours a day");
    assert_eq!(diagnosed["from"], "2025-03-03");
    assert_eq!(diagnosed["filters"]["country"], "Brazil");
    assert!(diagnosed["segments"].is_array());
    assert!(diagnosed["before"].as_f64().unwrap() > 0.0);
    std::fs::write(
        desk.path().join("metrics.toml"),
        "[[metric]]\nid = \"plays_started\"\nname = \"plays that started\"\nmeaning = \"Plays with a picture.\"\n\
         unit = \"plays\"\nbetter = \"up\"\nsays = []\n\
         of = { from = [\"plays\"], where = [\"outcome = 'played'\"] }\n",
    )
    .unwrap();
    let own = json(&[
        "lab",
        "diagnose",
        "--world",
        world,
        "--metric",
        "plays_started",
        "--since",
        "2025-03-31",
        "--data",
        desk.path().to_str().unwrap(),
        "--json",
    ]);
    assert_eq!(own["unit"], "plays a day");
    let unknown = greenroom(&[
        "lab",
        "diagnose",
        "--world",
        world,
        "--metric",
        "wach_hours",
        "--since",
        "2025-03-31",
    ]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(errors(&unknown).contains("watch_hours"));
}

#[test]
fn what_is_no_world_or_metric_is_bad_input() {
    let desk = tempfile::tempdir().unwrap();
    let nowhere = desk.path().to_str().unwrap();
    let output = greenroom(&["lab", "ask", "--world", nowhere, "churn"]);
    assert_eq!(output.status.code(), Some(2));
    let output = greenroom(&["lab", "metric", "chrun_rate", "--world", nowhere]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("churn_rate"),
        "{}",
        errors(&output)
    );
}

/// Hours by country, device and plan, in which phones in Brazil lost a third.
fn hours() -> String {
    let mut text = "country,device,plan,before,after\n".to_owned();
    let mut chance = 7_u32;
    for country in ["Brazil", "Mexico", "India", "Japan", "Spain"] {
        for device in ["tv", "mobile", "tablet", "computer"] {
            for plan in ["ads", "standard", "premium"] {
                chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let before = 100.0 + f64::from(chance >> 22);
                let stray = 0.97 + 0.06 * f64::from(chance >> 8 & 0xFF) / 255.0;
                let hit = country == "Brazil" && device == "mobile";
                let after = before * stray * if hit { 0.66 } else { 1.0 };
                text.push_str(&format!(
                    "{country},{device},{plan},{before:.3},{after:.3}\n"
                ));
            }
        }
    }
    text
}

#[test]
fn a_file_of_ones_own_is_diagnosed_with_the_reasons() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("hours.csv");
    std::fs::write(&file, hours()).unwrap();
    let file = file.to_str().unwrap();
    let found = json(&["lab", "diagnose", file, "--json"]);
    assert_eq!(
        found["names"],
        serde_json::json!(["country=Brazil & device=mobile"])
    );
    let segment = &found["segments"][0];
    assert_eq!(
        segment["parts"][0],
        serde_json::json!({"dimension": "country", "value": "Brazil"})
    );
    let change = segment["piece"]["change"].as_f64().unwrap();
    assert!((change + 0.34).abs() < 0.05, "{change}");
    assert!(segment["low"].as_f64().unwrap() < change);
    assert!(segment["certainty"].as_f64().unwrap() > 0.99);
    for list in ["parents", "within"] {
        assert!(!segment[list].as_array().unwrap().is_empty(), "{list}");
    }
    for key in [
        "before",
        "after",
        "change",
        "against",
        "everywhere",
        "mix",
        "dimensions",
        "noise",
        "leaves",
        "left_out",
        "depth",
    ] {
        assert!(found.get(key).is_some(), "{key}");
    }

    let output = greenroom(&["lab", "diagnose", file]);
    let told = words(&output);
    for expected in [
        "60 combinations of country, device, plan",
        "country=Brazil & device=mobile",
        "certainty above 99%",
        "the same in any other country",
        "by plan:",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn a_file_that_cannot_be_diagnosed_is_bad_input_and_says_where() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("bad.csv");
    std::fs::write(&file, "a,a,before,after\nx,y,1,2\n").unwrap();
    let path = file.to_str().unwrap();
    let output = greenroom(&["lab", "diagnose", path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("columns 1 and 2 are both called \"a\""));

    std::fs::write(&file, "a,before,after\nx,1,much\n").unwrap();
    let output = greenroom(&["lab", "diagnose", path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("line 2, column \"after\""));

    let nowhere = desk.path().join("nowhere.csv");
    let output = greenroom(&["lab", "diagnose", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("nowhere.csv"));
}
