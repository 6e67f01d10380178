//! GrowthBook's gbstats 0.8.0 and what came after it.

use serde_json::Value;
use stats::bayes::{Prior, posterior};
use stats::comparison::{Relative, Settings, difference, relative};
use stats::metric::{Centre, RatioTheta, cuped, cuped_ratio};
use stats::sequential::anytime::{self, TUNING};
use stats::{Alternative, Arm, Effect, Error};
use stats::{sample_ratio, stratified};

use crate::support::{Fixture, close, number, oracle};

const PEER: f64 = 1e-9;

/// The metrics of the oracle of 0.8.0, as that version computes them.
fn metrics(fixture: &Fixture) -> Vec<(&'static str, [Arm; 2])> {
    let adjusted = |y, x| {
        let [control, treatment] = fixture.moments([y, x]);
        let adjusted = cuped(&control, &treatment, Centre::Origin).unwrap();
        [adjusted.control, adjusted.treatment]
    };
    vec![
        ("watch_mean", fixture.means("watch")),
        ("watch_cuped", adjusted("watch", "pre_watch")),
        ("retained_prop", fixture.proportions("retained")),
        ("sessions_cuped", adjusted("sessions", "pre_sessions")),
        (
            "rebuffer_ratio_delta",
            fixture.ratios("rebuffer_s", "play_s"),
        ),
        (
            "completes_per_session_delta",
            fixture.ratios("completes", "sessions"),
        ),
    ]
}

/// The metrics of the later oracle.
fn later_metrics(fixture: &Fixture) -> Vec<(&'static str, [Arm; 2])> {
    let [control, treatment] = fixture.moments(["watch", "pre_watch"]);
    let watch = cuped(&control, &treatment, Centre::Origin).unwrap();
    let [control, treatment] = fixture.moments(["watch", "sessions", "pre_watch", "pre_sessions"]);
    let per_session =
        cuped_ratio(&control, &treatment, RatioTheta::SumOfArms, Centre::Origin).unwrap();
    vec![
        ("watch", fixture.means("watch")),
        ("watch_cuped", [watch.control, watch.treatment]),
        ("retained", fixture.proportions("retained")),
        ("rebuffer_ratio", fixture.ratios("rebuffer_s", "play_s")),
        (
            "watch_per_session_cuped_ratio",
            [per_session.control, per_session.treatment],
        ),
    ]
}

/// How gbstats after 0.8 makes relative effects.
fn later_convention(metric: &str) -> Relative {
    if metric.ends_with("ratio") {
        Relative::DeltaNormalCorrelated
    } else {
        Relative::DeltaNormalPlainShare
    }
}

fn effect(
    arms: &[Arm; 2],
    scale: &str,
    convention: Relative,
    alternative: Alternative,
) -> Result<Effect, Error> {
    let settings = Settings {
        alternative,
        ..Settings::default()
    };
    match scale {
        "absolute" => difference(&arms[0], &arms[1], settings),
        _ => relative(&arms[0], &arms[1], convention, settings),
    }
}

fn agrees(what: &str, effect: &Effect, expected: &Value, p_value: &Value) {
    close(what, effect.estimate, number(&expected["expected"]), PEER);
    close(
        what,
        effect.standard_error,
        number(&expected["uplift"]["stddev"]),
        PEER,
    );
    for (end, expected) in [effect.interval.lower, effect.interval.upper]
        .into_iter()
        .zip(expected["ci"].as_array().unwrap())
    {
        if expected.is_null() {
            assert!(end.is_infinite(), "{what}: {end}");
        } else {
            close(what, end, number(expected), PEER);
        }
    }
    close(what, effect.p_value, number(p_value), PEER);
}

#[test]
fn arms_are_those_of_gbstats() {
    let fixture = Fixture::load();
    let expected = oracle("gbstats.json");
    for (name, arms) in metrics(&fixture) {
        for (index, arm) in arms.iter().enumerate() {
            let expected = &expected[name];
            close(name, arm.units, number(&expected["n"][index]), 0.0);
            close(name, arm.value, number(&expected["mean"][index]), PEER);
            close(
                name,
                arm.plain,
                number(&expected["unadjusted_mean"][index]),
                PEER,
            );
            close(
                name,
                arm.variance,
                number(&expected["variance"][index]),
                PEER,
            );
        }
    }
    for (name, y, x) in [
        ("theta_watch_prewatch", "watch", "pre_watch"),
        ("theta_sessions_presessions", "sessions", "pre_sessions"),
    ] {
        let [control, treatment] = fixture.moments([y, x]);
        let adjusted = cuped(&control, &treatment, Centre::Origin).unwrap();
        close(name, adjusted.theta, number(&expected[name]), PEER);
    }
}

#[test]
fn fixed_intervals_are_those_of_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats.json");
    for (name, arms) in metrics(&fixture) {
        for scale in ["absolute", "relative"] {
            let expected = &oracle[name][format!("ttest_{scale}")];
            let what = format!("{name} {scale}");
            let effect =
                effect(&arms, scale, Relative::DeltaNormal, Alternative::TwoSided).unwrap();
            agrees(&what, &effect, expected, &expected["p_value"]);
            close(&what, effect.statistic, number(&expected["t"]), PEER);
            close(
                &what,
                effect.degrees_of_freedom,
                number(&expected["dof"]),
                PEER,
            );
        }
    }
}

#[test]
fn fixed_intervals_one_and_two_sided_are_those_of_later_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats_main.json");
    for (name, arms) in later_metrics(&fixture) {
        for scale in ["absolute", "relative"] {
            for (side, alternative) in [
                ("two_sided", Alternative::TwoSided),
                ("greater", Alternative::Greater),
                ("less", Alternative::Less),
            ] {
                let expected = &oracle[name][format!("{side}_{scale}")];
                let what = format!("{name} {side} {scale}");
                let effect = effect(&arms, scale, later_convention(name), alternative).unwrap();
                agrees(&what, &effect, expected, &expected["pValue"]);
            }
        }
    }
}

#[test]
fn sequential_intervals_are_those_of_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats.json");
    for (name, arms) in metrics(&fixture) {
        for scale in ["absolute", "relative"] {
            let expected = &oracle[name][format!("sequential5000_{scale}")];
            let what = format!("{name} sequential {scale}");
            let effect =
                effect(&arms, scale, Relative::DeltaNormal, Alternative::TwoSided).unwrap();
            let units = arms[0].units + arms[1].units;
            let read =
                anytime::asymptotic(&effect, units, 0.05, TUNING, Alternative::TwoSided).unwrap();
            close(&what, read.rho, number(&expected["rho"]), PEER);
            let seen = Effect {
                interval: read.interval,
                p_value: read.p_value,
                ..effect
            };
            agrees(&what, &seen, expected, &expected["p_value"]);
        }
    }
}

#[test]
fn sequential_intervals_one_and_two_sided_are_those_of_later_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats_main.json");
    for (name, arms) in later_metrics(&fixture) {
        for scale in ["absolute", "relative"] {
            for (side, alternative) in [
                ("two_sided", Alternative::TwoSided),
                ("greater", Alternative::Greater),
                ("less", Alternative::Less),
            ] {
                let expected = &oracle[name][format!("seq_{side}_{scale}")];
                let what = format!("{name} sequential {side} {scale}");
                let convention = later_convention(name);
                let effect = effect(&arms, scale, convention, alternative).unwrap();
                let units = arms[0].units + arms[1].units;
                let read = anytime::asymptotic(&effect, units, 0.05, TUNING, alternative).unwrap();
                let seen = Effect {
                    interval: read.interval,
                    // gbstats searches the one-sided p-value between 10⁻⁵ and 0.4999 and stops at
                    // the ends; ours is solved for and goes on to 1.
                    p_value: if alternative == Alternative::TwoSided {
                        read.p_value
                    } else {
                        read.p_value.clamp(1e-5, 0.4999)
                    },
                    ..effect
                };
                agrees(&what, &seen, expected, &expected["pValue"]);
            }
        }
    }
}

#[test]
fn posteriors_are_those_of_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats.json");
    let informed = Prior::Normal {
        mean: 0.0,
        deviation: 0.3,
    };
    for (name, arms) in metrics(&fixture) {
        for scale in ["absolute", "relative"] {
            for (prior_name, prior) in [("flat", Prior::Flat), ("prior03", informed)] {
                let expected = &oracle[name][format!("bayes_{prior_name}_{scale}")];
                let what = format!("{name} {prior_name} {scale}");
                let effect =
                    effect(&arms, scale, Relative::DeltaNormal, Alternative::TwoSided).unwrap();
                let prior = match scale {
                    "absolute" => prior.times(arms[0].plain),
                    _ => prior,
                };
                let belief = posterior(&effect, prior, 0.05).unwrap();
                let seen = Effect {
                    estimate: belief.mean,
                    standard_error: belief.deviation,
                    interval: belief.interval,
                    p_value: belief.chance_above,
                    ..effect
                };
                agrees(&what, &seen, expected, &expected["chance_to_win"]);
                for (risk, expected) in [belief.risk_of_control, belief.risk_of_treatment]
                    .into_iter()
                    .zip(expected["risk"].as_array().unwrap())
                {
                    close(&what, risk, number(expected), PEER);
                }
            }
        }
    }
}

#[test]
fn the_sample_ratio_check_is_that_of_gbstats() {
    let oracle = oracle("gbstats.json");
    let units = [9_954, 10_046];
    for (name, weights) in [("srm_50_50", [1.0, 1.0]), ("srm_49_51", [0.49, 0.51])] {
        let check = sample_ratio::chi_square(&units, &weights).unwrap();
        close(name, check.p_value, number(&oracle[name]["p"]), PEER);
    }
    let [control, treatment] = Fixture::load().arms("watch");
    assert_eq!([control.len(), treatment.len()], [9_954, 10_046]);
    close("control", number(&oracle["srm_50_50"]["n0"]), 9_954.0, 0.0);
    close(
        "treatment",
        number(&oracle["srm_50_50"]["n1"]),
        10_046.0,
        0.0,
    );
}

#[test]
fn post_stratification_by_country_is_that_of_later_gbstats() {
    let fixture = Fixture::load();
    let oracle = oracle("gbstats_main.json");
    let countries = fixture.countries();
    let means: Vec<_> = countries
        .iter()
        .map(|country| {
            let arms = fixture.moments_in(country, ["watch"]);
            let [control, treatment] = arms.map(|moments| stats::metric::mean(&moments).unwrap());
            stratified::mean_stratum(&control, &treatment)
        })
        .collect();
    let adjusted: Vec<_> = countries
        .iter()
        .map(|country| {
            let [control, treatment] = fixture.moments_in(country, ["watch", "pre_watch"]);
            stratified::adjusted_stratum(&control, &treatment).unwrap()
        })
        .collect();
    let proportions: Vec<_> = countries
        .iter()
        .map(|country| {
            let arms = fixture.moments_in(country, ["retained"]);
            let [control, treatment] = arms.map(|moments| {
                let successes = moments.mean(0) * moments.count() as f64;
                stats::metric::proportion(successes.round() as u64, moments.count()).unwrap()
            });
            stratified::mean_stratum(&control, &treatment)
        })
        .collect();
    let ratios: Vec<_> = countries
        .iter()
        .map(|country| {
            let [control, treatment] = fixture.moments_in(country, ["rebuffer_s", "play_s"]);
            stratified::ratio_stratum(&control, &treatment).unwrap()
        })
        .collect();
    let adjusted_ratios: Vec<_> = countries
        .iter()
        .map(|country| {
            let names = ["watch", "sessions", "pre_watch", "pre_sessions"];
            let [control, treatment] = fixture.moments_in(country, names);
            stratified::adjusted_ratio_stratum(&control, &treatment).unwrap()
        })
        .collect();
    let degrees: std::collections::BTreeMap<_, _> = later_metrics(&fixture)
        .into_iter()
        .map(|(name, arms)| {
            // Proportions over several strata become means, with the divisor n − 1.
            let [control, treatment] = match name {
                "retained" => fixture.means("retained"),
                _ => arms,
            };
            let whole = difference(&control, &treatment, Settings::default()).unwrap();
            (name, whole.degrees_of_freedom)
        })
        .collect();
    let mut effects = Vec::new();
    for (name, strata) in [
        ("watch", &means),
        ("watch_cuped", &adjusted),
        ("retained", &proportions),
    ] {
        effects.push((
            name,
            "absolute",
            stratified::difference(strata, degrees[name], 0.05),
        ));
        effects.push((
            name,
            "relative",
            stratified::relative(strata, degrees[name], 0.05),
        ));
    }
    for (name, strata) in [
        ("rebuffer_ratio", &ratios),
        ("watch_per_session_cuped_ratio", &adjusted_ratios),
    ] {
        effects.push((
            name,
            "absolute",
            stratified::ratio_difference(strata, degrees[name], 0.05),
        ));
        effects.push((
            name,
            "relative",
            stratified::ratio_relative(strata, degrees[name], 0.05),
        ));
    }
    for (name, scale, effect) in effects {
        let expected = &oracle[name][format!("poststrat_country_{scale}")];
        let what = format!("{name} by country {scale}");
        agrees(&what, &effect.unwrap(), expected, &expected["pValue"]);
    }
}

/// gbstats takes the gradient of an adjusted relative mean at the unadjusted means. The estimate's
/// own gradient, here by finite differences, sides with `DeltaNormalCorrelated`.
#[test]
fn the_error_of_an_adjusted_relative_mean_follows_from_its_own_gradient() {
    let fixture = Fixture::load();
    let moments = fixture.moments(["watch", "pre_watch"]);
    let adjusted = cuped(&moments[0], &moments[1], Centre::Origin).unwrap();
    let theta = adjusted.theta;
    let means = [0, 1].map(|arm| [moments[arm].mean(0), moments[arm].mean(1)]);
    let estimate = |means: [[f64; 2]; 2]| {
        let [control, treatment] = means.map(|[y, x]| y - theta * x);
        (treatment - control) / means[0][0]
    };
    let mut squared_error = 0.0;
    for arm in 0..2 {
        let gradient = [0, 1].map(|variable| {
            let moved = |step: f64| {
                let mut means = means;
                means[arm][variable] += step;
                estimate(means)
            };
            (moved(1e-3) - moved(-1e-3)) / 2e-3
        });
        for i in 0..2 {
            for j in 0..2 {
                squared_error += gradient[i] * gradient[j] * moments[arm].covariance(i, j)
                    / moments[arm].count() as f64;
            }
        }
    }
    let with = |convention| {
        relative(
            &adjusted.control,
            &adjusted.treatment,
            convention,
            Settings::default(),
        )
        .unwrap()
        .standard_error
    };
    let expected = squared_error.sqrt();
    close(
        "own gradient",
        with(Relative::DeltaNormalCorrelated),
        expected,
        1e-7,
    );
    assert!((with(Relative::DeltaNormalPlainShare) / expected - 1.0).abs() > 5e-3);
}
