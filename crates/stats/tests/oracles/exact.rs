//! Exact rational arithmetic on the fixture's decimals.

use crate::support::{Fixture, close, number, oracle};
use stats::Moments;
use stats::comparison::{Settings, difference};
use stats::metric::{Centre, cuped, mean, ratio};
use stats::readout::{Metric, Options, readout};

const EXACT: f64 = 1e-12;

#[test]
fn moments_cuped_and_ratios_agree_with_exact_arithmetic() {
    let fixture = Fixture::load();
    let expected = oracle("exact.json");
    let mut pairs = 0;
    for (name, expected) in expected.as_object().unwrap() {
        let Some((y, x)) = name.split_once('|') else {
            continue;
        };
        pairs += 1;
        let [control, treatment] = fixture.moments([y, x]);
        for (arm, moments) in [("control", &control), ("treatment", &treatment)] {
            let expected = &expected[arm];
            let what = format!("{name} {arm}");
            assert_eq!(moments.count(), expected["n"].as_u64().unwrap());
            close(&what, moments.mean(0), number(&expected["mean"]), EXACT);
            close(&what, moments.variance(0), number(&expected["var"]), EXACT);
            close(&what, moments.mean(1), number(&expected["mean_x"]), EXACT);
            close(
                &what,
                moments.variance(1),
                number(&expected["var_x"]),
                EXACT,
            );
            close(
                &what,
                moments.covariance(0, 1),
                number(&expected["cov"]),
                EXACT,
            );
        }

        let adjusted = cuped(&control, &treatment, Centre::Pooled).unwrap();
        let effect =
            difference(&adjusted.control, &adjusted.treatment, Settings::default()).unwrap();
        let exact = &expected["cuped_welch"];
        let scale = adjusted.control.value.abs() / effect.estimate.abs();
        close(name, adjusted.theta, number(&exact["theta"]), EXACT);
        // A difference of means cannot be better than the means themselves.
        close(
            name,
            effect.estimate,
            number(&exact["diff"]),
            EXACT.max(4e-16 * scale),
        );
        close(name, effect.standard_error, number(&exact["se"]), EXACT);
        close(
            name,
            effect.statistic,
            number(&exact["t"]),
            EXACT.max(4e-16 * scale),
        );
        close(name, effect.degrees_of_freedom, number(&exact["df"]), EXACT);
        close(name, effect.p_value, number(&exact["p"]), EXACT);
        close(name, effect.log_p_value, number(&exact["p"]).ln(), EXACT);

        let ratios = [control, treatment].map(|moments| ratio(&moments).unwrap());
        let exact = &expected["ratio_delta"];
        for arm in 0..2 {
            close(name, ratios[arm].value, number(&exact["ratio"][arm]), EXACT);
            close(
                name,
                ratios[arm].variance,
                number(&exact["unit_var"][arm]),
                EXACT,
            );
        }
        let effect = difference(&ratios[0], &ratios[1], Settings::default()).unwrap();
        close(name, effect.estimate, number(&exact["diff"]), EXACT);
        close(name, effect.standard_error, number(&exact["se"]), EXACT);
    }
    assert_eq!(pairs, 5);
}

#[test]
fn a_thousand_million_added_to_every_value_costs_no_digits_of_the_variance() {
    let [control, _] = Fixture::load().arms("watch");
    let far: Vec<f64> = control.iter().map(|value| value + 1e9).collect();
    let expected = &oracle("exact.json")["watch_plus_1e9"]["control"];
    let blocks = Moments::of([&far]).unwrap();
    let mut single = Moments::new();
    for value in &far {
        single.push([*value]).unwrap();
    }
    for moments in [blocks, single] {
        assert_eq!(moments.count(), expected["n"].as_u64().unwrap());
        close("mean", moments.mean(0), number(&expected["mean"]), 1e-15);
        close(
            "variance",
            moments.variance(0),
            number(&expected["var"]),
            EXACT,
        );
    }
    // What the sum of squares loses, by which peers compute it.
    let (sum, squares) = far
        .iter()
        .fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x));
    let count = far.len() as f64;
    let naive = (squares - sum * sum / count) / (count - 1.0);
    assert!((naive / number(&expected["var"]) - 1.0).abs() > 1e-3);
}

/// Values moved by 10⁹, and the same values less 10⁹, which is exact.
fn far_and_near(values: &[f64]) -> [Vec<f64>; 2] {
    let far: Vec<f64> = values.iter().map(|value| value + 1e9).collect();
    let near = far.iter().map(|value| value - 1e9).collect();
    [far, near]
}

#[test]
fn a_thousand_million_added_to_every_value_costs_no_digits_of_an_effect() {
    let fixture = Fixture::load();
    let [watch, near_watch] = far_and_near(fixture.column("watch"));
    let [before, near_before] = far_and_near(fixture.column("pre_watch"));
    let arms: Vec<u8> = fixture
        .column("variant")
        .iter()
        .map(|arm| *arm as u8)
        .collect();
    let options = Options {
        alpha: 0.05,
        weights: vec![1.0, 1.0],
        order: true,
        quantiles: vec![0.5],
    };
    let read = |values: &[f64], covariate: &[f64]| {
        let metric = Metric {
            values,
            denominator: None,
            covariate: Some(covariate),
            covariate_denominator: None,
            more: [None; 3],
        };
        let found = readout(&arms, &[metric], &options).unwrap();
        found.comparisons[0][0].clone().unwrap()
    };
    let (far, near) = (read(&watch, &before), read(&near_watch, &near_before));
    for (what, far, near) in [
        ("plain", &far.plain, &near.plain),
        ("CUPED", far.best(), near.best()),
    ] {
        let (effect, expected) = (far.difference, near.difference);
        close(what, effect.estimate, expected.estimate, EXACT);
        close(what, effect.standard_error, expected.standard_error, EXACT);
        close(what, effect.interval.lower, expected.interval.lower, EXACT);
        close(
            what,
            far.anytime.interval.upper,
            near.anytime.interval.upper,
            EXACT,
        );
        for relative in [&far.relative, &far.relative_log] {
            let share = relative.as_ref().unwrap().estimate;
            let expected = expected.estimate / far.control.plain;
            close(what, share, expected, 1e-9);
        }
        close(
            what,
            far.relative.as_ref().unwrap().estimate * far.control.plain,
            expected.estimate,
            EXACT,
        );
    }
    let theta = |found: &stats::readout::Comparison| found.adjusted.as_ref().unwrap().theta;
    close("theta", theta(&far), theta(&near), EXACT);
    let median = |found: &stats::readout::Comparison| {
        let (_, _, effect) = found.quantiles[0].found.clone().unwrap();
        [effect.estimate, effect.standard_error]
    };
    for (far, near) in median(&far).into_iter().zip(median(&near)) {
        close("median", far, near, EXACT);
    }
    // GrowthBook's placing of the arms takes the whole covariate off, which is far away as well.
    let both = |y: &[f64], x: &[f64]| {
        let found = stats::moments::by_arm(&arms, 2, &[[y, x]]).unwrap();
        let adjusted = cuped(&found[0][0], &found[0][1], Centre::Origin).unwrap();
        difference(&adjusted.control, &adjusted.treatment, Settings::default()).unwrap()
    };
    let (far, near) = (both(&watch, &before), both(&near_watch, &near_before));
    close("from the origin", far.estimate, near.estimate, EXACT);
}

#[test]
fn a_thousand_million_in_every_numerator_costs_no_digits_of_a_difference_of_ratios() {
    let [control, treatment] = Fixture::load().arms("completes");
    let [sessions, more] = Fixture::load().arms("sessions");
    let far = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| value + 1e9).collect() };
    let (control, treatment) = (far(&control), far(&treatment));
    let sum = |values: &[f64]| values.iter().map(|value| *value as i128).sum::<i128>();
    let (above, below) = (sum(&control), sum(&sessions));
    let (above_treated, below_treated) = (sum(&treatment), sum(&more));
    // Sums are whole numbers, so the quotients' difference has one rounding.
    let exact =
        (above_treated * below - above * below_treated) as f64 / (below_treated * below) as f64;
    let arms = [[&control, &sessions], [&treatment, &more]]
        .map(|columns| ratio(&Moments::of(columns.map(Vec::as_slice)).unwrap()).unwrap());
    let effect = difference(&arms[0], &arms[1], Settings::default()).unwrap();
    close("ratio", effect.estimate, exact, EXACT);
    // What the arms' values, each rounded to a double, would give of a mean.
    let [left, right] =
        [&control, &treatment].map(|arm| mean(&Moments::of([arm.as_slice()]).unwrap()).unwrap());
    let exact = (above_treated * control.len() as i128 - above * treatment.len() as i128) as f64
        / (control.len() * treatment.len()) as f64;
    close("mean", right.above(&left), exact, EXACT);
    assert!(((right.value - left.value) / exact - 1.0).abs() > 1e-9);
}
