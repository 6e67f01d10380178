//! tea-tasting 1.14, and what statsmodels and scipy say on the same fixture.

use serde_json::Value;
use stats::comparison::{Reference, Relative, Settings, Variance, difference, relative};
use stats::metric::{Centre, RatioTheta, cuped, cuped_ratio, mean, ratio};
use stats::multiple::{Correction, adjust};
use stats::power::Design;
use stats::quantile::{of_sorted, quantile};
use stats::rank::{kolmogorov_smirnov, mann_whitney};
use stats::regression::{Sample, ancova, interacted};
use stats::{Alternative, Arm, Moments, sample_ratio};

use crate::support::{Fixture, close, number, oracle};

const PEER: f64 = 1e-9;

fn agrees(what: &str, arms: [Arm; 2], settings: Settings, expected: &Value) {
    let [control, treatment] = &arms;
    let absolute = difference(control, treatment, settings).unwrap();
    let on_log = relative(control, treatment, Relative::LogScale, settings).unwrap();
    for (key, actual) in [
        ("control", control.value),
        ("treatment", treatment.value),
        ("effect_size", absolute.estimate),
        ("effect_size_ci_lower", absolute.interval.lower),
        ("effect_size_ci_upper", absolute.interval.upper),
        ("rel_effect_size", on_log.estimate),
        ("rel_effect_size_ci_lower", on_log.interval.lower),
        ("rel_effect_size_ci_upper", on_log.interval.upper),
        ("pvalue", absolute.p_value),
        ("statistic", absolute.statistic),
    ] {
        close(
            &format!("{what} {key}"),
            actual,
            number(&expected[key]),
            PEER,
        );
    }
}

fn adjusted([control, treatment]: [Moments<2>; 2]) -> [Arm; 2] {
    let adjusted = cuped(&control, &treatment, Centre::Pooled).unwrap();
    [adjusted.control, adjusted.treatment]
}

#[test]
fn means_ratios_and_cuped_are_those_of_tea_tasting() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    let [control, treatment] =
        fixture.moments(["completes", "sessions", "pre_watch", "pre_sessions"]);
    let per_session =
        cuped_ratio(&control, &treatment, RatioTheta::AllUnits, Centre::Pooled).unwrap();
    for (name, arms) in [
        ("watch_mean", fixture.means("watch")),
        ("retained_mean", fixture.means("retained")),
        (
            "watch_cuped",
            adjusted(fixture.moments(["watch", "pre_watch"])),
        ),
        (
            "sessions_cuped",
            adjusted(fixture.moments(["sessions", "pre_sessions"])),
        ),
        ("rebuffer_ratio", fixture.ratios("rebuffer_s", "play_s")),
        (
            "completes_per_session",
            fixture.ratios("completes", "sessions"),
        ),
        (
            "completes_per_session_cuped",
            [per_session.control, per_session.treatment],
        ),
    ] {
        agrees(name, arms, Settings::default(), &oracle[name]);
    }
}

#[test]
fn the_pooled_z_test_is_that_of_tea_tasting() {
    let settings = Settings {
        reference: Reference::Normal,
        variance: Variance::Pooled,
        ..Settings::default()
    };
    let arms = adjusted(Fixture::load().moments(["watch", "pre_watch"]));
    let oracle = oracle("tea_tasting.json");
    agrees("watch_pooled_z", arms, settings, &oracle["watch_pooled_z"]);
}

#[test]
fn segments_are_those_of_tea_tasting() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    let expected = &oracle["segments_country_watch_cuped"];
    assert_eq!(fixture.countries().len(), 6);
    for country in fixture.countries() {
        let arms = adjusted(fixture.moments_in(country, ["watch", "pre_watch"]));
        agrees(country, arms, Settings::default(), &expected[country]);
    }
}

#[test]
fn corrections_for_multiple_tests_are_those_of_statsmodels() {
    let oracle = oracle("tea_tasting.json");
    for (name, correction) in [
        ("bonferroni", Correction::Bonferroni),
        ("sidak", Correction::Sidak),
        ("holm", Correction::Holm),
        ("holm-sidak", Correction::HolmSidak),
        ("simes-hochberg", Correction::Hochberg),
        ("hommel", Correction::Hommel),
        ("fdr_bh", Correction::BenjaminiHochberg),
        ("fdr_by", Correction::BenjaminiYekutieli),
        ("fdr_tsbh", Correction::TwoStageBenjaminiHochberg),
        ("fdr_tsbky", Correction::TwoStageBenjaminiKriegerYekutieli),
    ] {
        let expected = &oracle[format!("multipletests_{name}")];
        let list = |key: &str| expected[key].as_array().unwrap().clone();
        let p_values: Vec<f64> = list("p").iter().map(number).collect();
        let adjusted = adjust(&p_values, correction, 0.05).unwrap();
        for (adjusted, expected) in adjusted.iter().zip(list("adj")) {
            close(name, *adjusted, number(&expected), PEER);
        }
        for (adjusted, expected) in adjusted.iter().zip(list("reject")) {
            assert_eq!(*adjusted <= 0.05, expected.as_bool().unwrap(), "{name}");
        }
    }
}

#[test]
fn sample_ratio_checks_are_those_of_tea_tasting_and_scipy() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    let units = fixture.arms("watch").map(|values| values.len() as u64);
    let even = [1.0, 1.0];
    let corrected = sample_ratio::approximate(units, even, true).unwrap();
    for name in ["srm", "srm_norm"] {
        close(
            name,
            corrected.p_value,
            number(&oracle[name]["pvalue"]),
            PEER,
        );
        close(
            name,
            corrected.units[0] as f64,
            number(&oracle[name]["control"]),
            0.0,
        );
        close(
            name,
            corrected.units[1] as f64,
            number(&oracle[name]["treatment"]),
            0.0,
        );
    }
    let exact = sample_ratio::exact(units, even).unwrap();
    close(
        "exact",
        exact.p_value,
        number(&oracle["srm_binomtest"]["p"]),
        PEER,
    );
    close(
        "exact",
        units[0] as f64,
        number(&oracle["srm_binomtest"]["n0"]),
        0.0,
    );
    close(
        "exact",
        units[1] as f64,
        number(&oracle["srm_binomtest"]["n1"]),
        0.0,
    );
    let pearson = sample_ratio::chi_square(&units, &even).unwrap();
    close(
        "chi-square",
        pearson.p_value,
        number(&oracle["srm_chi2"]["p"]),
        PEER,
    );

    let mut table = vec![vec![0; 2]; 14];
    let days = fixture.arms("day");
    for (arm, days) in days.iter().enumerate() {
        for day in days {
            table[*day as usize][arm] += 1;
        }
    }
    let by_day = sample_ratio::independence(&table).unwrap();
    let expected = &oracle["srm_exposure_day_by_variant_chi2"]["p"];
    close("by day", by_day.p_value, number(expected), PEER);
}

#[test]
fn rank_tests_are_those_of_tea_tasting_and_scipy() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    let [control, treatment] = fixture.arms("watch");
    let test = mann_whitney(&control, &treatment, true, Alternative::TwoSided).unwrap();
    let expected = &oracle["mwu_watch"];
    for (key, actual) in [
        ("control", 1.0 - test.superiority),
        ("treatment", test.superiority),
        ("effect_size", 2.0 * test.superiority - 1.0),
        ("pvalue", test.p_value),
        ("statistic", test.statistic),
    ] {
        close(key, actual, number(&expected[key]), PEER);
    }

    let [control, treatment] = fixture.arms("startup_ms");
    let test = kolmogorov_smirnov(&control, &treatment).unwrap();
    let expected = &oracle["ks_startup"];
    close("distance", test.statistic, number(&expected["stat"]), PEER);
    close("p", test.p_value, number(&expected["p"]), PEER);
}

/// statsmodels prints p = 0 for z = 119; the logarithm is still a number.
#[test]
fn regression_adjustments_are_those_of_statsmodels() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    let (watch, before) = (fixture.arms("watch"), fixture.arms("pre_watch"));
    let covariates = [[&before[0][..]], [&before[1][..]]];
    let [control, treatment] = [0, 1].map(|arm| Sample {
        outcome: &watch[arm],
        covariates: &covariates[arm],
    });
    let found = interacted(control, treatment, 0.05).unwrap();
    let expected = &oracle["lin_ancova_hc2_watch"];
    for (index, effect) in [
        found.control,
        found.effect,
        found.slopes[0],
        found.interactions[0],
    ]
    .iter()
    .enumerate()
    {
        let what = format!("interacted {index}");
        close(
            &what,
            effect.estimate,
            number(&expected["coef"][index]),
            PEER,
        );
        close(
            &what,
            effect.standard_error,
            number(&expected["se"][index]),
            PEER,
        );
        close(&what, effect.p_value, number(&expected["p"][index]), PEER);
        let interval = &expected["ci"][index];
        close(&what, effect.interval.lower, number(&interval[0]), PEER);
        close(&what, effect.interval.upper, number(&interval[1]), PEER);
        assert!(effect.log_p_value.is_finite());
    }

    let [control, treatment] = fixture.moments(["watch", "pre_watch"]);
    let found = ancova(&control, &treatment, 0.05).unwrap();
    let expected = &oracle["ancova_ols_watch"];
    for (index, effect) in [found.control, found.effect, found.slope]
        .iter()
        .enumerate()
    {
        let what = format!("ancova {index}");
        close(
            &what,
            effect.estimate,
            number(&expected["coef"][index]),
            PEER,
        );
        close(
            &what,
            effect.standard_error,
            number(&expected["se"][index]),
            PEER,
        );
        close(&what, effect.p_value, number(&expected["p"][index]), PEER);
        assert!(effect.log_p_value.is_finite());
    }
}

#[test]
fn quantiles_are_those_of_numpy() {
    let oracle = oracle("tea_tasting.json");
    for (arm, mut sorted) in Fixture::load().arms("startup_ms").into_iter().enumerate() {
        sorted.sort_by(f64::total_cmp);
        for probability in ["0.5", "0.9", "0.95", "0.99"] {
            let expected = number(&oracle[format!("startup_q{probability}")][arm]);
            let probability = probability.parse().unwrap();
            close(
                "quantile",
                of_sorted(&sorted, probability).unwrap(),
                expected,
                PEER,
            );
            let read = quantile(&sorted, probability).unwrap();
            close("quantile", read.value, expected, PEER);
        }
    }
}

/// The metric over all units, arms together, as tea-tasting plans from.
fn planned(fixture: &Fixture, metric: &str) -> (f64, Design) {
    let arm = match metric {
        "watch" => {
            let [mut all, treatment] = fixture.moments(["watch"]);
            all.merge(&treatment);
            mean(&all).unwrap()
        }
        "watch_cuped" => {
            let [mut all, treatment] = fixture.moments(["watch", "pre_watch"]);
            all.merge(&treatment);
            cuped(&all, &all, Centre::Pooled).unwrap().control
        }
        _ => {
            let [mut all, treatment] = fixture.moments(["completes", "sessions"]);
            all.merge(&treatment);
            ratio(&all).unwrap()
        }
    };
    (arm.value, Design::new(arm.variance))
}

#[test]
fn power_and_detectable_effects_are_those_of_tea_tasting() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    for metric in ["watch", "watch_cuped", "cps"] {
        let (value, design) = planned(&fixture, metric);
        let rows = oracle[format!("power_{metric}_solve_rel_effect_size")].clone();
        for row in rows.as_array().unwrap() {
            let units = number(&row["n_obs"]);
            let effect = design
                .smallest_effect(units, number(&row["power"]))
                .unwrap();
            close(metric, effect, number(&row["effect_size"]), PEER);
            close(
                metric,
                effect / value,
                number(&row["rel_effect_size"]),
                PEER,
            );
        }
        let rows = oracle[format!("power_{metric}_solve_power")].clone();
        for row in rows.as_array().unwrap() {
            let effect = number(&row["rel_effect_size"]) * value;
            close(metric, effect, number(&row["effect_size"]), PEER);
            let power = design.power(effect, number(&row["n_obs"])).unwrap();
            close(metric, power, number(&row["power"]), PEER);
        }
    }
}

#[test]
fn sample_sizes_are_those_of_tea_tasting() {
    let fixture = Fixture::load();
    let oracle = oracle("tea_tasting.json");
    for metric in ["watch", "watch_cuped"] {
        let (value, design) = planned(&fixture, metric);
        let rows = oracle[format!("power_{metric}_solve_n_obs")].clone();
        for row in rows.as_array().unwrap() {
            let effect = number(&row["rel_effect_size"]) * value;
            let units = design.sample_size(effect, number(&row["power"])).unwrap();
            assert_eq!(units.ceil(), number(&row["n_obs"]), "{metric}");
        }
    }
}

/// tea-tasting's search runs into a noncentral t that scipy cannot compute, and gives up. Ours
/// answers, and the answer has the power asked for.
#[test]
fn the_sample_size_of_a_ratio_is_found_where_tea_tasting_fails() {
    let oracle = oracle("tea_tasting.json");
    assert!(oracle["power_cps_solve_n_obs"]["error"].is_string());
    let (value, design) = planned(&Fixture::load(), "cps");
    for share in [0.01, 0.02, 0.05] {
        let units = design.sample_size(share * value, 0.8).unwrap();
        close(
            "power",
            design.power(share * value, units).unwrap(),
            0.8,
            PEER,
        );
        let back = design.smallest_effect(units, 0.8).unwrap();
        close("effect", back, share * value, PEER);
    }
}
