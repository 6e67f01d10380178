//! What the diagnosis finds, and what it does not say.

#![allow(clippy::unwrap_used, reason = "a test may")]

use lab::Chart;
use lab::diagnosis::{Amounts, Diagnosis, Leaves, Segment, diagnose};
use proptest::prelude::*;

/// Country, device and plan, as tables in which something can go wrong.
const SIZES: [usize; 3] = [8, 4, 3];
const NAMES: [&str; 3] = ["country", "device", "plan"];

/// A row: the place of its value in each dimension, and what there was.
type Row = ([usize; 3], Amounts);

/// Numbers that look random, between 0 and 1.
fn dice(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A number of a normal law, from twelve even ones.
fn normal(dice: &mut impl FnMut() -> f64) -> f64 {
    (0..12).map(|_| dice()).sum::<f64>() - 6.0
}

/// Hours by country, device and plan; `factor` says what happened to each.
fn hours(seed: u64, noise: f64, factor: impl Fn([usize; 3]) -> f64) -> Vec<Row> {
    let mut dice = dice(seed);
    let mut rows = Vec::new();
    for country in 0..SIZES[0] {
        for device in 0..SIZES[1] {
            for plan in 0..SIZES[2] {
                let at = [country, device, plan];
                let before = 500.0 * (0.1 + dice()) * (1.0 + country as f64);
                let after = before * factor(at) * (1.0 + noise * normal(&mut dice));
                rows.push((
                    at,
                    Amounts {
                        before,
                        after,
                        ..Amounts::default()
                    },
                ));
            }
        }
    }
    rows
}

fn table(rows: &[Row], ratio: bool, name: impl Fn(usize, usize) -> String) -> Leaves {
    let names = NAMES.iter().map(|name| (*name).to_owned()).collect();
    let mut leaves = Leaves::new(names, ratio).unwrap();
    for (at, amounts) in rows {
        let values: Vec<String> = at
            .iter()
            .enumerate()
            .map(|(dimension, value)| name(dimension, *value))
            .collect();
        leaves
            .add(values.iter().map(String::as_str), *amounts)
            .unwrap();
    }
    leaves
}

fn plain(dimension: usize, value: usize) -> String {
    format!("{}{value}", NAMES[dimension])
}

fn found(rows: &[Row]) -> Diagnosis {
    diagnose(&table(rows, false, plain)).unwrap()
}

fn named(segments: &[Segment]) -> Vec<String> {
    let mut names: Vec<String> = segments
        .iter()
        .map(|segment| {
            let values: Vec<&str> = segment.parts.iter().map(|part| &*part.value).collect();
            values.join(" ")
        })
        .collect();
    names.sort();
    names
}

#[test]
fn one_deep_segment_is_named_with_its_size_and_certainty() {
    let rows = hours(1, 0.03, |at| if at[..2] == [5, 2] { 0.7 } else { 1.0 });
    let diagnosis = found(&rows);
    assert_eq!(named(&diagnosis.segments), ["country5 device2"]);
    let segment = &diagnosis.segments[0];
    let change = segment.piece.change.unwrap();
    assert!((change + 0.3).abs() < 0.05, "{change}");
    assert!(segment.low < -0.3 && -0.3 < segment.high, "{segment:?}");
    assert!(segment.certainty > 0.99, "{segment:?}");
    assert!(segment.piece.explains.unwrap() > 0.6, "{segment:?}");
}

#[test]
fn why_not_a_parent_and_not_a_part_is_said_in_numbers() {
    let rows = hours(2, 0.02, |at| if at[..2] == [3, 1] { 0.6 } else { 1.0 });
    let diagnosis = found(&rows);
    let segment = &diagnosis.segments[0];
    // Its country on other devices, and its device in other countries, did nothing.
    let parents: Vec<&str> = segment
        .parents
        .iter()
        .map(|parent| parent.dimension.as_str())
        .collect();
    assert_eq!(parents, ["country", "device"]);
    for parent in &segment.parents {
        assert!(parent.rest.change.unwrap().abs() < 0.05, "{parent:?}");
    }
    // Every plan in it did the same.
    assert_eq!(segment.within.len(), 1);
    assert_eq!(segment.within[0].count, 3);
    for (plan, piece) in &segment.within[0].values {
        assert!((piece.change.unwrap() + 0.4).abs() < 0.1, "{plan}");
    }
}

#[test]
fn two_segments_of_different_depth_are_both_named() {
    let rows = hours(3, 0.02, |at| match at {
        [6, ..] => 0.8,
        [_, 3, 0] => 0.5,
        _ => 1.0,
    });
    assert_eq!(named(&found(&rows).segments), ["country6", "device3 plan0"]);
}

#[test]
fn a_single_leaf_is_found_among_all() {
    let rows = hours(4, 0.05, |at| if at == [2, 1, 1] { 0.3 } else { 1.0 });
    assert_eq!(named(&found(&rows).segments), ["country2 device1 plan1"]);
}

#[test]
fn a_rise_is_found_as_a_fall_is() {
    let rows = hours(5, 0.03, |at| if at[1] == 2 { 1.4 } else { 1.0 });
    let diagnosis = found(&rows);
    assert_eq!(named(&diagnosis.segments), ["device2"]);
    assert!(diagnosis.segments[0].piece.change.unwrap() > 0.3);
}

#[test]
fn what_moved_against_the_change_is_told_apart() {
    let rows = hours(6, 0.02, |at| match at {
        [7, ..] => 0.6,
        [1, ..] => 1.3,
        _ => 1.0,
    });
    let diagnosis = found(&rows);
    assert_eq!(named(&diagnosis.segments), ["country7"]);
    assert_eq!(named(&diagnosis.against), ["country1"]);
}

#[test]
fn when_nothing_is_wrong_nothing_is_named() {
    let mut false_alarms = 0;
    for seed in 0..100 {
        let noise = [0.0, 0.01, 0.05, 0.2][seed as usize % 4];
        let diagnosis = found(&hours(100 + seed, noise, |_| 1.0));
        false_alarms += usize::from(!named(&diagnosis.segments).is_empty());
    }
    assert!(false_alarms <= 3, "{false_alarms} of 100");
}

#[test]
fn when_everything_falls_alike_everything_is_named_and_no_segment() {
    let diagnosis = found(&hours(7, 0.02, |_| 0.9));
    assert_eq!(named(&diagnosis.segments), [""; 0]);
    let whole = diagnosis.everywhere.unwrap();
    assert!(
        (whole.piece.change.unwrap() + 0.1).abs() < 0.02,
        "{whole:?}"
    );
}

#[test]
fn a_segment_that_fell_more_than_everything_did_is_still_seen() {
    let diagnosis = found(&hours(8, 0.02, |at| {
        0.9 * if at[0] == 4 { 0.7 } else { 1.0 }
    }));
    assert!(diagnosis.everywhere.is_some());
    assert_eq!(named(&diagnosis.segments), ["country4"]);
}

/// Failures of starts by country, device and plan, counted one by one.
fn failures(
    seed: u64,
    rate: impl Fn([usize; 3], bool) -> f64,
    starts: impl Fn([usize; 3], bool) -> f64,
) -> Vec<Row> {
    let mut dice = dice(seed);
    let mut rows = Vec::new();
    for country in 0..SIZES[0] {
        for device in 0..SIZES[1] {
            for plan in 0..SIZES[2] {
                let at = [country, device, plan];
                let mut count = |after: bool| {
                    let starts = starts(at, after);
                    let mean = starts * rate(at, after);
                    let failures = (mean + mean.sqrt() * normal(&mut dice)).round();
                    (failures.clamp(0.0, starts), starts)
                };
                let (before, per_before) = count(false);
                let (after, per_after) = count(true);
                rows.push((
                    at,
                    Amounts {
                        before,
                        after,
                        per_before,
                        per_after,
                    },
                ));
            }
        }
    }
    rows
}

#[test]
fn a_rate_that_rises_in_one_segment_is_found_whatever_its_base() {
    let rows = failures(
        9,
        |at, after| {
            let base = if at[1] == 0 { 0.04 } else { 0.01 };
            base * if after && at[..2] == [2, 0] { 3.0 } else { 1.0 }
        },
        |_, _| 2_000.0,
    );
    let diagnosis = diagnose(&table(&rows, true, plain)).unwrap();
    assert_eq!(named(&diagnosis.segments), ["country2 device0"]);
    // Counted as successes it is the same.
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(at, mut amounts)| {
            amounts.before = amounts.per_before - amounts.before;
            amounts.after = amounts.per_after - amounts.after;
            (at, amounts)
        })
        .collect();
    let other = diagnose(&table(&rows, true, plain)).unwrap();
    assert_eq!(named(&other.segments), ["country2 device0"]);
    assert!(other.change < 0.0 && diagnosis.change > 0.0);
    let (one, other) = (&diagnosis.segments[0].piece, &other.segments[0].piece);
    assert!((one.explains.unwrap() - other.explains.unwrap()).abs() < 1e-6);
}

#[test]
fn the_measure_is_that_of_everything_also_where_leaves_came_or_went_and_its_parts_add_up() {
    let mut rows = failures(7, |at, _| 0.02 + 0.03 * at[1] as f64, |_, _| 1_000.0);
    for (number, (_, amounts)) in rows.iter_mut().enumerate() {
        match number % 5 {
            0 => (amounts.after, amounts.per_after) = (0.0, 0.0),
            1 => (amounts.before, amounts.per_before) = (0.0, 0.0),
            _ => {}
        }
    }
    let sum = |of: fn(&Amounts) -> f64| rows.iter().map(|(_, all)| of(all)).sum::<f64>();
    let diagnosis = diagnose(&table(&rows, true, plain)).unwrap();
    let before = sum(|all| all.before) / sum(|all| all.per_before);
    let after = sum(|all| all.after) / sum(|all| all.per_after);
    assert!((diagnosis.before - before).abs() < 1e-12);
    assert!((diagnosis.after - after).abs() < 1e-12);
    let mix = diagnosis.mix.as_ref().unwrap();
    assert!((mix.mix + mix.rates - diagnosis.change).abs() < 1e-12);
    let drawn = diagnosis.charts("share of plays").into_iter();
    let plans = drawn.filter_map(|chart| match chart {
        Chart::Shares { of, shares, .. } if of == "plan" => Some(shares),
        _ => None,
    });
    for shares in plans {
        let names: Vec<&str> = shares.iter().map(|share| share.name.as_str()).collect();
        assert!(!names.contains(&"everything else"), "{names:?}");
        let levels: f64 = shares.iter().map(|share| share.level).sum();
        assert!((levels - diagnosis.change).abs() < 1e-12);
    }
}

#[test]
fn simpsons_trap_is_told_as_mix_and_no_segment_is_blamed() {
    // Nobody fails more often, but the device that fails often has grown.
    let rows = failures(
        10,
        |at, _| if at[1] == 3 { 0.2 } else { 0.02 },
        |at, after| {
            if after && at[1] == 3 {
                4_000.0
            } else {
                1_000.0
            }
        },
    );
    let diagnosis = diagnose(&table(&rows, true, plain)).unwrap();
    assert!(diagnosis.change > 0.02);
    assert_eq!(named(&diagnosis.segments), [""; 0]);
    let mix = diagnosis.mix.unwrap();
    assert!((mix.mix + mix.rates - diagnosis.change).abs() < 1e-12);
    assert!(mix.mix > 0.9 * diagnosis.change, "{mix:?}");
    assert_eq!(mix.parts[0].value, "device3");
    assert!(mix.parts[0].share_after > mix.parts[0].share_before);
}

#[test]
fn leaves_below_zero_are_counted_and_left_out() {
    let mut rows = hours(11, 0.02, |at| if at[0] == 1 { 0.5 } else { 1.0 });
    rows[90].1.after = -3.0;
    let diagnosis = found(&rows);
    assert_eq!(diagnosis.left_out, 1);
    assert_eq!(named(&diagnosis.segments), ["country1"]);
}

fn amounts() -> impl Strategy<Value = Amounts> {
    let amount = prop_oneof![
        Just(0.0),
        0.0..1e3_f64,
        (0_u32..20).prop_map(f64::from),
        -5.0..1e9_f64,
        Just(1e300),
        Just(1e-300),
    ];
    (amount.clone(), amount.clone(), amount.clone(), amount).prop_map(
        |(before, after, per_before, per_after)| Amounts {
            before,
            after,
            per_before,
            per_after,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_table_is_diagnosed_without_a_panic(
        rows in prop::collection::vec((0..4_usize, 0..3_usize, 0..2_usize, amounts()), 0..60),
        ratio in any::<bool>(),
    ) {
        let rows: Vec<Row> = rows.into_iter().map(|(a, b, c, all)| ([a, b, c], all)).collect();
        if let Ok(diagnosis) = diagnose(&table(&rows, ratio, plain)) {
            for segment in diagnosis.segments.iter().chain(&diagnosis.against) {
                prop_assert!(!segment.parts.is_empty());
                prop_assert!((0.5..=1.0).contains(&segment.certainty));
            }
        }
    }

    #[test]
    fn the_order_of_rows_the_names_of_values_and_the_unit_change_nothing(
        seed in 0_u64..1_000,
        hit in (0..SIZES[0], 0..SIZES[1]),
        factor in 0.3..0.8_f64,
        unit in 0.001..1_000.0_f64,
    ) {
        let rows = hours(seed, 0.03, |at| {
            if (at[0], at[1]) == hit { factor } else { 1.0 }
        });
        let names = named(&found(&rows).segments);
        let mut mixed = rows.clone();
        mixed.reverse();
        mixed.rotate_left(seed as usize % rows.len());
        prop_assert_eq!(&named(&found(&mixed).segments), &names);
        let scaled: Vec<Row> = rows
            .iter()
            .map(|(at, amounts)| (*at, Amounts {
                before: amounts.before * unit,
                after: amounts.after * unit,
                ..*amounts
            }))
            .collect();
        prop_assert_eq!(&named(&found(&scaled).segments), &names);
        // The other way round, and back.
        let turned = |dimension: usize, value: usize| {
            format!("{}{}", NAMES[dimension], SIZES[dimension] - 1 - value)
        };
        let renamed = diagnose(&table(&rows, false, turned)).unwrap();
        let back: Vec<String> = {
            let mut back: Vec<String> = renamed
                .segments
                .iter()
                .map(|segment| {
                    let values: Vec<String> = segment
                        .parts
                        .iter()
                        .map(|part| {
                            let dimension =
                                NAMES.iter().position(|name| **name == *part.dimension).unwrap();
                            let value: usize = part.value[NAMES[dimension].len()..].parse().unwrap();
                            plain(dimension, SIZES[dimension] - 1 - value)
                        })
                        .collect();
                    values.join(" ")
                })
                .collect();
            back.sort();
            back
        };
        prop_assert_eq!(&back, &names);
    }
}
