//! Whether a file is kept in columns or summed up on the way, the figures are the same.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs::File;
use std::io::Write;

use units::{Analysis, Limits, Named, Question, analyze};

/// More rows than a block, arms met in another order than that of their names.
fn file() -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,stalled,played,before,before_played").unwrap();
    for unit in 0..20_000_u64 {
        let arm = ["wide", "control", "tall"][(unit * 7 % 3) as usize];
        let played = 10 + unit % 13;
        let (stalled, before) = (unit * 31 % 7, unit * 17 % 11);
        writeln!(
            file,
            "u{unit},{arm},{stalled},{played},{before},{}",
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
        split: None,
        alpha: 0.05,
        order,
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
            let pair = [summed.best(), kept.best()].map(|best| best.difference);
            let off = |of: fn(&stats::Effect) -> f64| (of(&pair[0]) / of(&pair[1]) - 1.0).abs();
            assert!(off(|effect| effect.estimate) < 1e-9);
            assert!(off(|effect| effect.standard_error) < 1e-12);
            assert!(summed.mann_whitney.is_none() && summed.quantiles.is_empty());
        }
    }
    assert!(columns.readout.comparisons[0][0].mann_whitney.is_some());
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
        }],
        control: None,
        split: None,
        alpha: 0.05,
        order: false,
    };
    let file = file();
    let few = Limits { cells: 5_000 };
    let refused = analyze(File::open(file.path()).unwrap(), &question, few).unwrap_err();
    assert!(
        refused.to_string().contains("more than the 5000 cells"),
        "{refused}"
    );
}
