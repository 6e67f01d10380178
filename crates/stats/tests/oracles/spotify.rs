//! Spotify confidence 4.1.

use stats::comparison::{Reference, Settings, difference};
use stats::metric::{Centre, cuped, mean};
use stats::power::Design;
use stats::sequential::group::{Sides, repeated_interval, spending_bounds};
use stats::sequential::spending::Spending;
use stats::{Alternative, Arm, Effect, sample_ratio};

use crate::support::{Fixture, close, number, oracle};

const PEER: f64 = 1e-9;

fn z_test(arms: &[Arm; 2]) -> Effect {
    let settings = Settings {
        reference: Reference::Normal,
        ..Settings::default()
    };
    difference(&arms[0], &arms[1], settings).unwrap()
}

/// Spotify plans with control's variance for both arms.
fn powered_effect(arms: &[Arm; 2]) -> f64 {
    let units = arms[0].units + arms[1].units;
    let design = Design {
        treatment_share: arms[1].units / units,
        reference: Reference::Normal,
        ..Design::new(arms[0].variance)
    };
    design.smallest_effect(units, 0.8).unwrap()
}

fn agrees(what: &str, effect: &Effect) {
    let expected = &oracle("spotify_confidence.json")[what];
    close(what, effect.estimate, number(&expected["difference"]), PEER);
    for prefix in ["", "adjusted "] {
        let part = |name: &str| number(&expected[format!("{prefix}{name}")]);
        close(what, effect.interval.lower, part("ci_lower"), PEER);
        close(what, effect.interval.upper, part("ci_upper"), PEER);
        close(what, effect.p_value, part("p-value"), PEER);
    }
}

#[test]
fn z_and_t_tests_are_those_of_spotify() {
    let arms = Fixture::load().means("watch");
    agrees("ztest_watch", &z_test(&arms));
    let t_test = difference(&arms[0], &arms[1], Settings::default()).unwrap();
    agrees("ttest_watch", &t_test);
    let expected = &oracle("spotify_confidence.json")["ztest_watch"]["powered_effect"];
    // The sum of quantiles leaves out the far tail, 10⁻⁶ of a power of 80%.
    close(
        "powered effect",
        powered_effect(&arms),
        number(expected),
        2e-6,
    );
}

#[test]
fn the_sample_ratio_check_is_that_of_spotify() {
    let check = sample_ratio::chi_square(&[9_954, 10_046], &[1.0, 1.0]).unwrap();
    close(
        "srm",
        check.p_value,
        number(&oracle("spotify_confidence.json")["srm"]),
        PEER,
    );
}

/// Spotify adjusts means by the same θ, but takes the variance of the metric with the divisor
/// n − 1 and the covariate's terms with n, so its error is too large by up to 1/2n of itself.
#[test]
fn regression_adjustment_is_that_of_spotify_but_for_its_mixed_divisors() {
    let [control, treatment] = Fixture::load().moments(["watch", "pre_watch"]);
    let adjusted = cuped(&control, &treatment, Centre::Pooled).unwrap();
    let theta = adjusted.theta;
    let mixed =
        [(adjusted.control, control), (adjusted.treatment, treatment)].map(|(arm, moments)| {
            let of_covariate =
                theta * theta * moments.variance(1) - 2.0 * theta * moments.covariance(0, 1);
            let variance = moments.variance(0) + of_covariate * (arm.units - 1.0) / arm.units;
            Arm::new(arm.units, arm.value, variance)
        });
    agrees("ztest_linreg_watch", &z_test(&mixed));
    let expected = &oracle("spotify_confidence.json")["ztest_linreg_watch"]["powered_effect"];
    close(
        "powered effect",
        powered_effect(&mixed),
        number(expected),
        2e-6,
    );

    let ours = z_test(&[adjusted.control, adjusted.treatment]);
    let theirs = z_test(&mixed);
    let excess = theirs.standard_error / ours.standard_error - 1.0;
    assert!(excess > 0.0 && excess < 1.0 / 9_954.0, "{excess}");
}

/// Fixed intervals agree to the ten decimals printed; repeated ones as far as Spotify's bounds do.
#[test]
fn repeated_intervals_day_by_day_are_those_of_spotify() {
    let fixture = Fixture::load();
    let oracle = oracle("spotify_confidence.json");
    let days = oracle["group_sequential_by_day"].as_array().unwrap();
    let looks: Vec<[Arm; 2]> = (0..days.len())
        .map(|day| {
            fixture
                .moments_until(day as f64, ["watch"])
                .map(|moments| mean(&moments).unwrap())
        })
        .collect();
    let units = |arms: &[Arm; 2]| arms[0].units + arms[1].units;
    let times: Vec<f64> = looks.iter().map(|arms| units(arms) / 20_000.0).collect();
    let bounds = spending_bounds(&times, 0.05, Spending::Power(2.0), Sides::Two).unwrap();
    for ((expected, arms), bound) in days.iter().zip(&looks).zip(&bounds) {
        let what = format!("day {}", expected["day"]);
        let part = |name: &str| number(&expected[name]);
        let printed = |actual: f64, name: &str| {
            assert!(
                (actual - part(name)).abs() <= 1e-9,
                "{what} {name}: {actual}"
            );
        };
        let effect = z_test(arms);
        printed(effect.estimate, "difference");
        printed(effect.interval.lower, "ci_lower");
        printed(effect.interval.upper, "ci_upper");
        close(&what, powered_effect(arms), part("powered_effect"), 2e-6);
        let repeated = repeated_interval(
            effect.estimate,
            effect.standard_error,
            *bound,
            Alternative::TwoSided,
        );
        for (end, name) in [
            (repeated.lower, "adjusted ci_lower"),
            (repeated.upper, "adjusted ci_upper"),
        ] {
            let miss = (end - part(name)).abs() / effect.standard_error;
            assert!(miss < 1e-4, "{what} {name}: {miss}");
        }
    }
}
