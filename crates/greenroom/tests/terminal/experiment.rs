//! `greenroom experiment`.

use serde_json::Value;

use crate::run::{Desk, errors, greenroom, words};

/// Units of a simulated experiment, and exact arithmetic on them.
const FIXTURE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../stats/tests/oracles/data/fixture.csv"
);
const EXACT: &str = include_str!("../../../stats/tests/oracles/data/exact.json");

const COLUMNS: [&str; 4] = ["--unit", "unit_id", "--variant", "variant"];

fn analyze(file: &str, more: &[&str]) -> std::process::Output {
    let mut arguments = vec!["experiment", "analyze", file];
    arguments.extend(COLUMNS);
    arguments.extend(more);
    greenroom(&arguments)
}

#[track_caller]
fn close(actual: &Value, expected: &Value) {
    let actual = actual.as_f64().unwrap();
    let expected: f64 = match expected {
        Value::String(digits) => digits.parse().unwrap(),
        other => other.as_f64().unwrap(),
    };
    let off = (actual - expected).abs() / expected.abs();
    assert!(off <= 1e-12, "{actual} where {expected} is exact");
}

#[test]
fn json_holds_every_estimate_to_exact_arithmetic() {
    let output = analyze(
        FIXTURE,
        &[
            "--metric",
            "watch",
            "--metric",
            "sessions",
            "--metric",
            "rebuffer_s",
            "--covariate",
            "watch=pre_watch",
            "--covariate",
            "sessions=pre_sessions",
            "--denominator",
            "rebuffer_s=play_s",
            "--json",
        ],
    );
    assert!(output.status.success(), "{}", errors(&output));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let exact: Value = serde_json::from_str(EXACT).unwrap();
    assert_eq!(found["control"], "0");
    assert_eq!(found["arms"][1]["units"], 10_046);
    close(
        &found["srm"]["p"],
        &serde_json::json!(0.515_344_609_998_320_5),
    );
    let metrics = &found["comparisons"][0]["metrics"];
    for (place, name) in [(0, "watch|pre_watch"), (1, "sessions|pre_sessions")] {
        let expected = &exact[name]["cuped_welch"];
        let cuped = &metrics[place]["cuped"];
        for (key, expected_key) in [
            ("theta", "theta"),
            ("difference", "diff"),
            ("standard_error", "se"),
            ("t", "t"),
            ("degrees_of_freedom", "df"),
            ("p", "p"),
        ] {
            close(&cuped[key], &expected[expected_key]);
        }
        let plain = &metrics[place]["plain"];
        close(&plain["control"]["value"], &exact[name]["control"]["mean"]);
        close(
            &plain["treatment"]["variance"],
            &exact[name]["treatment"]["var"],
        );
    }
    let ratio = &metrics[2]["plain"];
    let expected = &exact["rebuffer_s|play_s"]["ratio_delta"];
    close(&ratio["difference"], &expected["diff"]);
    close(&ratio["standard_error"], &expected["se"]);
    assert!(metrics[2]["cuped"].is_null() && metrics[2]["mann_whitney"].is_null());
    assert_eq!(metrics[0]["quantiles"][0]["quantile"], 0.5);
    let anytime = &metrics[0]["cuped"]["anytime"]["interval"];
    assert!(anytime[0].as_f64() < metrics[0]["cuped"]["interval"][0].as_f64());
}

#[test]
fn people_get_the_sample_ratio_first_and_then_every_metric() {
    let output = analyze(
        FIXTURE,
        &[
            "--metric",
            "watch",
            "--covariate",
            "pre_watch",
            "--control",
            "0",
        ],
    );
    let text = words(&output);
    assert!(
        text.starts_with("Sample ratio: 0 9954, 1 10046; p = 0.5199"),
        "{text}"
    );
    for part in [
        "1 against 0",
        "CUPED",
        "theta 0.5757",
        "Mann-Whitney",
        "Holm",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn several_covariates_of_a_metric_take_out_more_than_one() {
    let asked = |more: &[&str]| {
        let asked = [
            "--metric",
            "watch",
            "--covariate",
            "watch=pre_watch",
            "--json",
        ];
        let output = analyze(FIXTURE, &[&asked[..], more].concat());
        assert!(output.status.success(), "{}", errors(&output));
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        found["comparisons"][0]["metrics"][0]["cuped"].clone()
    };
    let (one, two) = (asked(&[]), asked(&["--covariate", "watch=pre_sessions"]));
    assert_eq!(one["thetas"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["thetas"][0], one["theta"]);
    assert_eq!(two["thetas"].as_array().map(Vec::len), Some(2));
    let removed = |found: &Value| found["variance_removed"].as_f64().unwrap();
    assert!(removed(&two) > removed(&one), "{two} {one}");
    let refused = analyze(
        FIXTURE,
        &[
            "--metric",
            "rebuffer_s",
            "--denominator",
            "play_s",
            "--covariate",
            "rebuffer_s=pre_watch",
            "--covariate",
            "rebuffer_s=pre_sessions",
        ],
    );
    assert!(
        errors(&refused).contains("rebuffer_s / play_s cannot be adjusted by 2 covariates"),
        "{}",
        errors(&refused)
    );
}

#[test]
fn a_mismatch_of_the_arms_is_said_before_any_effect() {
    let mut text = String::from("unit_id,variant,watch\n");
    for unit in 0..400 {
        let arm = if unit % 4 == 0 { "on" } else { "off" };
        text += &format!("{unit},{arm},{}\n", unit % 7);
    }
    let desk = Desk::new();
    let file = desk.write("units.csv", &text);
    let output = analyze(&file, &["--metric", "watch"]);
    assert!(words(&output).contains("MISMATCH"), "{}", words(&output));
    let meant = analyze(&file, &["--metric", "watch", "--split", "3:1"]);
    assert!(!words(&meant).contains("MISMATCH"), "{}", words(&meant));
}

#[test]
fn of_several_arms_every_figure_says_whose_it_is() {
    let mut text = String::from("unit_id,variant,watch,region\n");
    for unit in 0..600 {
        let arm = ["control", "blue", "green"][unit % 3];
        let region = ["north", "south"][unit / 3 % 2];
        text += &format!("{unit},{arm},{},{region}\n", unit % 7 + unit % 3);
    }
    let desk = Desk::new();
    let file = desk.write("units.csv", &text);
    let said = words(&analyze(&file, &["--metric", "watch"]));
    for (arm, mean) in [("blue", "3.980"), ("green", "5.000")] {
        for part in [
            format!("{arm} against control"),
            format!("watch: 2.995 in control, {mean} in {arm}"),
            format!("Mann-Whitney: {arm} above control in"),
        ] {
            assert!(said.contains(&part), "{part}: {said}");
        }
    }
    assert!(!said.contains("treatment"), "{said}");
    let output = analyze(&file, &["--metric", "watch", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (place, arm) in [(0, "blue"), (1, "green")] {
        let comparison = &found["comparisons"][place];
        assert_eq!(comparison["treatment"], arm);
        let plain = &comparison["metrics"][0]["plain"];
        assert_eq!(plain["control"]["name"], "control");
        assert_eq!(plain["treatment"]["name"], arm);
    }
    let cut = ["--metric", "watch", "--segment", "region"];
    let said = words(&analyze(&file, &cut));
    for part in [
        "By region; arms alike in all segments: p = 1.000",
        "watch, green against control: effects alike p = ",
        "    north ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let output = analyze(&file, &[&cut[..], &["--means", "--json"]].concat());
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let region = &found["segments"][0];
    assert_eq!(region["column"], "region");
    let green = &region["comparisons"][1];
    assert_eq!(green["treatment"], "green");
    assert_eq!(green["metrics"][0]["parts"][1]["segment"], "south");
    assert_eq!(green["metrics"][0]["parts"][1]["treatment"]["units"], 100);
    assert!(green["metrics"][0]["alike_p"].as_f64() > Some(0.05));
}

#[test]
fn bad_files_are_refused_with_the_line_and_a_way_out() {
    let desk = Desk::new();
    for (rows, more, expected) in [
        (
            "1,a,3\n1,b,4\n",
            &[][..],
            "unit 1 stands on line 2 and again on line 3",
        ),
        ("1,a,3\n2,b,\n", &[], "line 3: column \"watch\" is empty"),
        (
            "1,a,3\n2,b,inf\n",
            &[],
            "line 3: column \"watch\" holds \"inf\"",
        ),
        ("1,a,3\n2,b,many\n", &[], "which is not a finite number"),
        ("1,a,3\n2,a,5\n", &[], "only one arm"),
        (
            "1,x,3\n2,y,5\n",
            &[],
            "which arm is control? Name it; it is one of x, y",
        ),
        (
            "1,a,3\n2,b,5\n",
            &["--control", "c"],
            "no row has the arm c",
        ),
        ("1,a,3\n2,b,5\n", &[], "needs at least 2 units in each arm"),
        (
            "1,a,3\n2,b,3\n3,a,3\n4,b,3\n",
            &[],
            "the same for every unit",
        ),
        (
            "1,a,3\n2,b,5\n",
            &["--covariate", "before"],
            "no column \"before\"; it has unit_id, variant, watch",
        ),
        (
            "1,a,3\n2,b,5\n3,a,1\n4,b,2\n",
            &["--alpha", "7"],
            "alpha is 7",
        ),
        (
            "1,a,3\n2,b,5\n",
            &["--split", "1:1:1"],
            "3 parts for 2 arms",
        ),
        ("", &[], "columns and no rows"),
    ] {
        let file = desk.write("units.csv", &format!("unit_id,variant,watch\n{rows}"));
        let mut arguments = vec!["--metric", "watch"];
        arguments.extend(more);
        let output = analyze(&file, &arguments);
        assert_eq!(output.status.code(), Some(2), "{rows}");
        let said = errors(&output);
        assert!(said.contains(expected), "{expected}: {said}");
        assert!(words(&output).is_empty());
    }
    let parquet = analyze("units.parquet", &["--metric", "watch"]);
    assert!(errors(&parquet).contains("cannot read units.parquet"));
}

/// The fixture as Parquet: units as whole numbers, arms as text, metrics as they are.
fn as_parquet(path: &std::path::Path, change: impl Fn(&mut Vec<Option<f64>>)) {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};

    let mut reader = csv::Reader::from_path(FIXTURE).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |name: &str| {
        let place = header.iter().position(|each| each == name).unwrap();
        rows.iter().map(move |row| row[place].to_owned())
    };
    let mut watch: Vec<Option<f64>> = column("watch").map(|cell| cell.parse().ok()).collect();
    change(&mut watch);
    let units: Int64Array = column("unit_id")
        .map(|cell| cell.parse::<i64>().ok())
        .collect();
    let arms: StringArray = column("variant").map(Some).collect();
    let before: Float64Array = column("pre_watch")
        .map(|cell| cell.parse::<f64>().ok())
        .collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("unit_id", Arc::new(units)),
        ("variant", Arc::new(arms)),
        ("watch", Arc::new(Float64Array::from(watch))),
        ("pre_watch", Arc::new(before)),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn a_parquet_file_gives_the_same_figures_as_the_same_file_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("units.parquet");
    as_parquet(&file, |_| {});
    let asked = ["--metric", "watch", "--covariate", "pre_watch", "--json"];
    let columns = analyze(file.to_str().unwrap(), &asked);
    assert!(columns.status.success(), "{}", errors(&columns));
    assert_eq!(columns.stdout, analyze(FIXTURE, &asked).stdout);
}

#[test]
fn a_parquet_file_with_a_hole_or_without_a_column_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("units.parquet");
    as_parquet(&file, |watch| watch[41] = None);
    let hole = analyze(file.to_str().unwrap(), &["--metric", "watch"]);
    assert_eq!(hole.status.code(), Some(2));
    assert!(
        errors(&hole).contains("row 42: column \"watch\" is empty"),
        "{}",
        errors(&hole)
    );
    let absent = analyze(file.to_str().unwrap(), &["--metric", "hours"]);
    assert!(errors(&absent).contains("has no column \"hours\"; it has unit_id, variant"));
    as_parquet(&file, |watch| watch[3] = Some(f64::INFINITY));
    let infinite = analyze(file.to_str().unwrap(), &["--metric", "watch"]);
    assert!(errors(&infinite).contains("row 4: column \"watch\" holds \"inf\""));
}

#[test]
fn a_metric_that_cannot_be_read_is_left_out_by_name_and_the_others_are_printed() {
    let mut text = String::from("unit_id,variant,watch,flat,hours\n");
    for unit in 0..400 {
        let arm = if unit % 2 == 0 { "off" } else { "on" };
        let hours = f64::from(unit * 31 % 397) + if arm == "on" { 900.0 } else { 0.0 };
        text += &format!("{unit},{arm},{},7,{hours}\n", unit % 7);
    }
    let desk = Desk::new();
    let file = desk.write("units.csv", &text);
    let asked = ["--metric", "flat", "--metric", "hours", "--metric", "watch"];
    let covariate = ["--covariate", "watch=watch"];
    let output = analyze(&file, &[&asked[..], &covariate].concat());
    assert!(output.status.success(), "{}", errors(&output));
    let said = words(&output);
    for part in [
        "  flat: left out, the metric is the same for every unit",
        "  hours: ",
        "    not adjusted: the covariate says all that the metric says",
        "    p50   not compared: ",
        "too many for a quantile there to have an error",
        "for all quantiles together [",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // An effect of eight deviations and more: its p-value has an exponent, and is not 0.
    let row = said
        .lines()
        .find(|line| line.contains("    plain"))
        .unwrap();
    let p = row.split_whitespace().last().unwrap();
    assert!(p.contains("e-") && p != "0", "{row}");
    let output = analyze(&file, &[&asked[..], &covariate, &["--json"]].concat());
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let metrics = &found["comparisons"][0]["metrics"];
    assert_eq!(metrics[0]["metric"], "flat");
    let missing = metrics[0]["missing"].as_str().unwrap();
    assert!(missing.contains("the same for every unit"), "{missing}");
    assert!(metrics[1]["plain"]["difference"].as_f64() > Some(800.0));
    assert!(metrics[2]["cuped"].is_null() && metrics[2]["cuped_missing"].is_string());
    let wider = &metrics[1]["quantiles"][0]["interval_together"];
    assert!(wider[0].as_f64() < metrics[1]["quantiles"][0]["interval"][0].as_f64());
}

#[test]
fn the_terminal_shows_what_the_page_of_a_running_test_shows() {
    let run = |more: &[&str]| {
        let mut arguments = vec!["experiment", "run", "--seed", "3", "--days", "14"];
        arguments.extend(more);
        let output = greenroom(&arguments);
        assert!(output.status.success(), "{}", errors(&output));
        words(&output)
    };
    // Sentences are set in lines of 80 columns, those of warnings behind a mark.
    let on_one_line = |said: &str| {
        let words = said.split_whitespace().filter(|word| *word != "!");
        words.collect::<Vec<_>>().join(" ")
    };
    let said = run(&[
        "--scenario",
        "download-later",
        "--rule",
        "weekly",
        "--look",
        "7",
    ]);
    let first = said
        .lines()
        .find(|line| line.starts_with("Day 14"))
        .unwrap();
    assert!(first.contains("p = ") && first.contains("e-"), "{first}");
    assert!(!said.contains("0.0000"), "{said}");
    let said = on_one_line(&said);
    for part in [
        "Read at the end of every day: p < 0.0001",
        "The split alike on every day: p = ",
        "declared",
        "of primary and guardrails (Holm)",
        "that day alone",
        "how far from zero the effect has to be",
        "7 *",
        "corrected for the number of cuts",
        "treatment less control at quantiles",
        "over all looks together",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains(" \u{b1}"), "{said}");
    let by_visits = run(&["--scenario", "search-results"]);
    assert!(by_visits.contains("\n  by members"), "{by_visits}");
    let design = greenroom(&[
        "experiment",
        "design",
        "--scenario",
        "top-10-row",
        "--rule",
        "weekly",
    ]);
    let planned = on_one_line(&words(&design));
    for part in [
        "Days needed: ",
        "standard deviation of",
        "standard errors from zero: ",
    ] {
        assert!(planned.contains(part), "{part}: {planned}");
    }
}

#[test]
fn a_design_is_worked_out_and_a_run_of_it_is_judged() {
    let design = greenroom(&[
        "experiment",
        "design",
        "--scenario",
        "search-results",
        "--days",
        "7",
        "--json",
    ]);
    assert!(design.status.success(), "{}", errors(&design));
    let found: Value = serde_json::from_slice(&design.stdout).unwrap();
    assert_eq!(found["design"]["days"], 7);
    assert!(found["numbers"]["detectable"].as_f64().unwrap() > 0.0);
    assert_eq!(found["remarks"][0]["about"], "unit_finer");
    assert!(found["scenario"].get("hidden").is_none());

    let decided = [
        "experiment",
        "run",
        "--scenario",
        "search-results",
        "--days",
        "7",
        "--seed",
        "3",
        "--decide",
        "stop",
        "--effect",
        "0",
        "--low=-0.05",
        "--high",
        "0.05",
        "--reason",
        "We assigned members and analysed visits, so the unit is wrong.",
    ];
    let run = greenroom(&[&decided[..], &["--json"]].concat());
    assert!(run.status.success(), "{}", errors(&run));
    let found: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(found["seed"], 3);
    assert_eq!(found["verdict"]["traps"][0]["fate"], "seen");
    assert_eq!(found["verdict"]["regret"]["dollars"], 0.0);

    // For people the same, with all that the page of the truth says.
    let told = greenroom(&decided);
    assert!(told.status.success(), "{}", errors(&told));
    // Lines are broken at spaces and hyphens.
    let unbroken = |text: &str| text.split_whitespace().collect::<String>();
    let told = unbroken(&words(&told));
    let verdict = &found["verdict"];
    let shown = ["could_show", "could_not_show"].map(|name| verdict[name].as_array().unwrap());
    assert!(!shown[0].is_empty());
    for sentence in shown.into_iter().flatten() {
        let sentence = sentence.as_str().unwrap();
        assert!(told.contains(&unbroken(sentence)), "{sentence}");
    }
    assert!(
        told.contains(&unbroken("the readout pointed at it")),
        "{told}"
    );
}

#[test]
fn what_the_command_does_not_know_is_named_with_what_it_knows() {
    let refused = |more: &[&str]| {
        let mut arguments = vec!["experiment", "design"];
        arguments.extend(more);
        let output = greenroom(&arguments);
        assert_eq!(output.status.code(), Some(2));
        errors(&output)
    };
    assert!(refused(&["--scenario", "top-10-rows"]).contains("did you mean \"top-10-row\"?"));
    let rule = refused(&["--scenario", "artwork", "--rule", "week"]);
    assert!(
        rule.contains("fixed, weekly, anytime, first_crossing"),
        "{rule}"
    );
    assert!(refused(&["--scenario", "artwork", "--days", "400"]).contains("between 3 and 56"));
    let margin = |said| refused(&["--scenario", "artwork", "--margin", said]);
    assert!(margin("little").contains("no share such as 0.02"));
    assert!(margin("churn=0.02").contains("churn_rate"));
    assert!(margin("startup_seconds=0.02").contains("name the measure as one"));
}

#[test]
fn a_guardrail_has_a_margin_of_its_own_where_the_command_says_so() {
    let design = greenroom(&[
        "experiment",
        "design",
        "--scenario",
        "artwork",
        "--guardrail",
        "churn_rate",
        "--guardrail",
        "startup_seconds",
        "--margin",
        "0.03",
        "--margin",
        "churn_rate=0.001",
        "--json",
    ]);
    assert!(design.status.success(), "{}", errors(&design));
    let found: Value = serde_json::from_slice(&design.stdout).unwrap();
    assert_eq!(found["design"]["margin"], 0.03);
    assert_eq!(
        found["design"]["margins"],
        serde_json::json!({ "churn_rate": 0.001 })
    );
    let blind = found["cannot_see"].to_string();
    assert!(
        blind.contains("which is more than the margin of 0.10%"),
        "{blind}"
    );
}
