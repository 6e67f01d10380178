//! Exact rational arithmetic on the fixture's decimals.

use crate::support::{Fixture, close, number, oracle};
use stats::Moments;
use stats::comparison::{Settings, difference};
use stats::metric::{Centre, cuped, ratio};

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
