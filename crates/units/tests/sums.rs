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
                let whole = found.readout.comparisons[treatment][metric].best();
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
    let whole = &sums.readout.comparisons[0][0].plain.control;
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
fn a_segment_that_lacks_units_is_left_out_and_said() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "unit,arm,region,watch").unwrap();
    for unit in 0..600 {
        let region = match unit % 100 {
            0 => "rare",
            1 => "one arm",
            _ => "usual",
        };
        writeln!(
            file,
            "{unit},{},{region},{}",
            ["a", "b"][unit % 2],
            unit % 7
        )
        .unwrap();
    }
    let question = Question {
        segments: vec!["region".to_owned()],
        metrics: vec![Named {
            values: "watch".to_owned(),
            denominator: None,
            covariate: None,
        }],
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        control: None,
        split: None,
        alpha: 0.05,
        order: false,
    };
    let asked =
        |question: &Question| analyze(File::open(file.path()).unwrap(), question, Limits::NONE);
    let found = asked(&question).unwrap();
    assert_eq!(found.cuts[0].left_out, ["one arm", "rare"]);
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
        }],
        control: None,
        segments: Vec::new(),
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
