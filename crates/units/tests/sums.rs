//! Whether a file is kept in columns or summed up on the way, the figures are the same.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs::File;
use std::io::Write;

use units::{Analysis, Limits, Named, Question, analyze};

/// More rows than a block, arms met in another order than that of their names.
fn file() -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,region,stalled,played,before,before_played").unwrap();
    for unit in 0..20_000_u64 {
        let arm = ["wide", "control", "tall"][(unit * 7 % 3) as usize];
        let played = 10 + unit % 13;
        let (stalled, before) = (unit * 31 % 7, unit * 17 % 11);
        writeln!(
            file,
            "u{unit},{arm},{},{stalled},{played},{before},{}",
            if unit < 300 {
                "island"
            } else {
                ["north", "south"][(unit / 3 % 2) as usize]
            },
            5 + unit % 3
        )
        .unwrap();
    }
    file
}

fn read(order: bool) -> Analysis {
    let named = |denominator: Option<&str>, covariate: Option<&str>| Named {
        values: "stalled".to_owned(),
        denominator: denominator.map(str::to_owned),
        covariate: covariate.map(units::covariate),
        more_covariates: Vec::new(),
    };
    let question = Question {
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        metrics: vec![
            named(None, None),
            named(Some("played"), None),
            named(None, Some("before")),
            named(Some("played"), Some("before/before_played")),
            named(Some("played"), Some("before")),
        ],
        control: None,
        segments: vec!["region".to_owned()],
        split: None,
        alpha: 0.05,
        order,
        cap: None,
    };
    let file = file();
    analyze(File::open(file.path()).unwrap(), &question, Limits::NONE).unwrap()
}

#[test]
fn sums_give_the_figures_of_columns_for_every_shape_of_metric() {
    let (columns, sums) = (read(true), read(false));
    assert_eq!(columns.names, ["control", "tall", "wide"]);
    assert_eq!(sums.names, columns.names);
    assert_eq!(sums.readout.sample_ratio, columns.readout.sample_ratio);
    for (summed, kept) in sums
        .readout
        .comparisons
        .iter()
        .zip(&columns.readout.comparisons)
    {
        assert_eq!(summed.len(), 5);
        for (summed, kept) in summed.iter().zip(kept) {
            let (summed, kept) = (summed.as_ref().unwrap(), kept.as_ref().unwrap());
            let pair = [summed.best(), kept.best()].map(|best| best.difference);
            let off = |of: fn(&stats::Effect) -> f64| (of(&pair[0]) / of(&pair[1]) - 1.0).abs();
            assert!(off(|effect| effect.estimate) < 1e-9);
            assert!(off(|effect| effect.standard_error) < 1e-12);
            assert!(summed.mann_whitney.is_none() && summed.quantiles.is_empty());
        }
    }
    let first = columns.readout.comparisons[0][0].as_ref().unwrap();
    assert!(first.mann_whitney.is_some());
}

#[test]
fn every_segment_is_read_out_as_a_file_of_its_own_would_be() {
    let (columns, sums) = (read(true), read(false));
    for found in [&columns, &sums] {
        let cut = &found.cuts[0];
        assert_eq!(cut.column, "region");
        assert!(cut.left_out.is_empty() && cut.sample_ratio.unwrap() > 0.001);
        for (treatment, effects) in cut.effects.iter().enumerate() {
            for (metric, effects) in effects.iter().enumerate() {
                let names: Vec<&str> = effects
                    .parts
                    .iter()
                    .map(|part| part.value.as_str())
                    .collect();
                assert_eq!(names, ["island", "north", "south"]);
                let whole = &found.readout.comparisons[treatment][metric];
                let whole = whole.as_ref().unwrap().best();
                let units = |of: fn(&stats::readout::Estimates) -> f64| -> f64 {
                    let parts = effects.parts.iter();
                    parts.map(|part| of(&part.estimates)).sum()
                };
                assert_eq!(units(|each| each.control.units), whole.control.units);
                assert_eq!(units(|each| each.treatment.units), whole.treatment.units);
                assert!(effects.p_holm.unwrap() >= effects.p_value.unwrap());
            }
        }
    }
    // A mean over everybody is the mean of the segments, each by its units.
    let plain = &sums.cuts[0].effects[0][0].parts;
    let sum: f64 = plain
        .iter()
        .map(|part| part.estimates.control.units * part.estimates.control.value)
        .sum();
    let whole = &sums.readout.comparisons[0][0]
        .as_ref()
        .unwrap()
        .plain
        .control;
    assert!((sum / whole.units - whole.value).abs() < 1e-12);
    for (kept, summed) in columns.cuts[0].effects[0]
        .iter()
        .zip(&sums.cuts[0].effects[0])
    {
        let pair = [kept, summed].map(|effects| effects.parts[0].estimates.difference);
        assert!((pair[0].estimate - pair[1].estimate).abs() < 1e-12);
    }
}

#[test]
fn a_segment_of_which_nothing_can_be_said_is_left_out_with_its_own_reason() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,region,watch").unwrap();
    for unit in 0..600 {
        let (region, watch) = match unit % 100 {
            0 | 1 => ("rare", unit % 7),
            2 => ("one arm", unit % 7),
            other if other / 2 % 5 == 4 => ("alike", 3),
            _ => ("usual", unit % 7),
        };
        let arm = ["a", "b"][unit % 2];
        writeln!(file, "{unit},{arm},{region},{watch}").unwrap();
    }
    let question = Question {
        segments: vec!["region".to_owned()],
        metrics: vec![Named {
            values: "watch".to_owned(),
            denominator: None,
            covariate: None,
            more_covariates: Vec::new(),
        }],
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        control: None,
        split: None,
        alpha: 0.05,
        order: false,
        cap: None,
    };
    let asked =
        |question: &Question| analyze(File::open(file.path()).unwrap(), question, Limits::NONE);
    let found = asked(&question).unwrap();
    let left_out = found.cuts[0].left_out.iter();
    let expected = [
        ("alike", "the same for every unit"),
        (
            "one arm",
            "needs at least 50 units in each arm, and one has 0",
        ),
        ("rare", "needs at least 50 units in each arm, and one has 6"),
    ];
    assert_eq!(left_out.len(), expected.len());
    for ((segment, why), (name, reason)) in left_out.zip(expected) {
        assert!(segment == name && why.contains(reason), "{segment}: {why}");
    }
    assert_eq!(found.cuts[0].effects[0][0].parts.len(), 1);
    assert_eq!(found.cuts[0].effects[0][0].p_value, None);
    let many = Question {
        segments: vec!["unit".to_owned()],
        ..question
    };
    let refused = asked(&many).unwrap_err().to_string();
    assert!(
        refused.contains("column \"unit\" has more different values"),
        "{refused}"
    );
}

#[test]
fn more_cells_than_are_allowed_are_refused_with_both_numbers() {
    let question = Question {
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        metrics: vec![Named {
            values: "played".to_owned(),
            denominator: None,
            covariate: None,
            more_covariates: Vec::new(),
        }],
        control: None,
        segments: Vec::new(),
        split: None,
        alpha: 0.05,
        order: false,
        cap: None,
    };
    let file = file();
    let few = Limits {
        cells: 5_000,
        ..Limits::NONE
    };
    let refused = analyze(File::open(file.path()).unwrap(), &question, few).unwrap_err();
    assert!(
        refused.to_string().contains("more than the 5000 cells"),
        "{refused}"
    );
}

/// A question about one metric of `file`-like columns.
fn about(metrics: &[(&str, Option<&str>)], order: bool) -> Question {
    let named = |(values, covariate): &(&str, Option<&str>)| Named {
        values: (*values).to_owned(),
        denominator: None,
        covariate: covariate.map(units::covariate),
        more_covariates: Vec::new(),
    };
    Question {
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        metrics: metrics.iter().map(named).collect(),
        control: None,
        segments: Vec::new(),
        split: None,
        alpha: 0.05,
        order,
        cap: None,
    }
}

#[test]
fn a_metric_that_cannot_be_read_is_left_out_by_name_and_the_others_are_read() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,watch,flat,half").unwrap();
    for unit in 0..400_u64 {
        let watch = unit * 31 % 17;
        // Flat in one arm against control, and not in the other.
        let arm = ["control", "blue", "green"][(unit % 3) as usize];
        let half = if arm == "green" { unit % 5 } else { 2 };
        writeln!(file, "{unit},{arm},{watch},7,{half}").unwrap();
    }
    for order in [true, false] {
        let asked = |metrics: &[(&str, Option<&str>)]| {
            let file = File::open(file.path()).unwrap();
            analyze(file, &about(metrics, order), Limits::NONE)
        };
        let found = asked(&[
            ("flat", None),
            ("watch", Some("watch")),
            ("half", None),
            ("watch", None),
        ])
        .unwrap();
        let [blue, green] = [0, 1].map(|arm| &found.readout.comparisons[arm]);
        for list in [blue, green] {
            let why = list[0].as_ref().unwrap_err().to_string();
            assert!(why.contains("the same for every unit"), "{why}");
            let told = list[1].as_ref().unwrap();
            let why = told.unadjusted.as_ref().unwrap().to_string();
            assert!(why.contains("is it the metric itself?"), "{why}");
            assert_eq!(told.best(), &list[3].as_ref().unwrap().plain);
        }
        assert!(blue[2].is_err() && green[2].is_ok());
        let refused = asked(&[("flat", None)]).unwrap_err().to_string();
        assert!(
            refused.starts_with("nothing can be said of \"flat\": the metric is the same"),
            "{refused}"
        );
    }
}

#[test]
fn names_that_take_more_memory_than_is_held_are_refused_and_numbers_take_little() {
    let written = |name: &dyn Fn(u64) -> String| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "unit,arm,watch").unwrap();
        for unit in 0..40_000_u64 {
            let arm = ["a", "b"][(unit % 2) as usize];
            writeln!(file, "{},{arm},{}", name(unit), unit * 7 % 11).unwrap();
        }
        file
    };
    let few = Limits {
        names: 1_000_000,
        ..Limits::NONE
    };
    let asked = |file: &tempfile::NamedTempFile| {
        analyze(
            File::open(file.path()).unwrap(),
            &about(&[("watch", None)], true),
            few,
        )
    };
    let refused = asked(&written(&|unit| format!("member-{unit}"))).unwrap_err();
    let said = refused.to_string();
    assert!(
        said.contains("more than the 1 MB of memory") && said.contains("number the units"),
        "{said}"
    );
    asked(&written(&|unit| unit.to_string())).unwrap();
    let mixed = asked(&written(&|unit| (unit * 7_919 % 40_009).to_string()));
    assert!(mixed.is_ok(), "{mixed:?}");
}

#[test]
fn where_arms_hold_different_shares_of_segments_the_effect_within_them_is_told() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,day,watch").unwrap();
    // On the first day members watch much and most go to control, on the second little and most are treated.
    for unit in 0..4_000_u64 {
        let first = unit % 2 == 0;
        let in_ten = unit / 2 % 10;
        let treated = if first { in_ten < 2 } else { in_ten < 8 };
        let watch = if first { 40 } else { 10 } + unit * 31 % 13;
        let arm = if treated { "new" } else { "control" };
        writeln!(file, "{unit},{arm},{},{watch}", if first { 1 } else { 2 }).unwrap();
    }
    let question = Question {
        segments: vec!["day".to_owned()],
        ..about(&[("watch", None)], false)
    };
    let found = analyze(File::open(file.path()).unwrap(), &question, Limits::NONE).unwrap();
    let all = found.readout.comparisons[0][0]
        .as_ref()
        .unwrap()
        .plain
        .difference;
    assert!(all.interval.upper < -10.0, "{all:?}");
    assert!(found.cuts[0].sample_ratio.unwrap() < 1e-100);
    let within = found.cuts[0].effects[0][0].within.as_ref().unwrap();
    assert!(within.difference.interval.contains(0.0), "{within:?}");
    assert!(within.difference.interval.width() < 1.0);
    assert!(within.relative.is_some());
}

#[test]
fn a_metric_that_hangs_on_a_few_units_can_be_capped_and_says_so() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,spent,before,visits").unwrap();
    for unit in 0..2_000_u64 {
        let arm = ["a", "b"][(unit % 2) as usize];
        // One unit of the treated spends as much as all others together.
        let spent = if unit == 777 { 100_000 } else { unit * 31 % 97 };
        writeln!(file, "{unit},{arm},{spent},{spent},{}", unit % 3 + 1).unwrap();
    }
    let asked = |cap, order| {
        let question = Question {
            cap,
            ..about(&[("spent", None), ("visits", Some("spent"))], order)
        };
        analyze(File::open(file.path()).unwrap(), &question, Limits::NONE)
    };
    let whole = asked(None, true).unwrap();
    assert_eq!(whole.caps, [None, None]);
    let of = |found: &Analysis| found.readout.comparisons[0][0].clone().unwrap().plain;
    let width = |found: &Analysis| of(found).difference.interval.width();
    for order in [true, false] {
        let capped = asked(Some(0.99), order).unwrap();
        let cap = capped.caps[0].unwrap();
        assert!(cap.value < 97.0 && (1..=20).contains(&cap.units), "{cap:?}");
        assert!(width(&capped) < 0.1 * width(&whole));
        assert!(of(&capped).treatment.value < 97.0);
        // As a covariate the same column is whole.
        let theta = |found: &Analysis| {
            let second = found.readout.comparisons[0][1].clone().unwrap();
            second.adjusted.unwrap().theta
        };
        assert_eq!(theta(&capped), theta(&asked(None, order).unwrap()));
    }
    for nonsense in [0.0, 0.4, 1.0, 99.9, f64::NAN] {
        let refused = asked(Some(nonsense), true).unwrap_err().to_string();
        assert!(refused.contains("the cap is"), "{refused}");
    }
}
