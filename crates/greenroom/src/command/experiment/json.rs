//! The readout as JSON: `docs/experiments.md` is its contract.

use serde_json::{Value, json};
use stats::readout::{Comparison, Estimates, QuantileEstimate};
use stats::sample_ratio::SampleRatio;
use stats::{Arm, Effect, Error, Interval};

use units::{Analysis, Cut, Named};

/// The whole object. JSON has no infinity; where one would stand there is null.
pub(super) fn of(found: &Analysis) -> Value {
    let Analysis {
        metrics,
        names,
        alpha,
        readout,
        cuts,
        caps,
    } = found;
    let comparisons: Vec<Value> = names[1..]
        .iter()
        .zip(&readout.comparisons)
        .map(|(treatment, comparisons)| {
            let metrics: Vec<Value> = metrics
                .iter()
                .zip(comparisons)
                .zip(caps)
                .map(|((named, compared), cap)| {
                    let mut value = metric(named, [&names[0], treatment], compared);
                    value["capped"] = json!(cap.map(|cap| json!({
                        "quantile": cap.quantile,
                        "value": cap.value,
                        "units": cap.units,
                    })));
                    value
                })
                .collect();
            json!({ "treatment": treatment, "metrics": metrics })
        })
        .collect();
    json!({
        "alpha": alpha,
        "control": names[0],
        "arms": names
            .iter()
            .zip(&readout.sample_ratio.units)
            .map(|(name, units)| json!({ "name": name, "units": units }))
            .collect::<Vec<_>>(),
        "srm": {
            "chi_square": check(&readout.sample_ratio),
            "exact": readout.sample_ratio_exact.as_ref().map(check),
            "p": readout.sample_ratio.p_value,
            "log_p": readout.sample_ratio.log_p_value,
        },
        "comparisons": comparisons,
        "segments": cuts.iter().map(|each| cut(each, metrics, names)).collect::<Vec<_>>(),
    })
}

fn cut(cut: &Cut, metrics: &[Named], names: &[String]) -> Value {
    let comparisons = names[1..].iter().zip(&cut.effects);
    let comparisons = comparisons.map(|(treatment, effects)| {
        let metrics = metrics.iter().zip(effects).map(|(named, effects)| {
            let parts = effects.parts.iter().map(|part| {
                let mut value = estimates([&names[0], treatment], &part.estimates);
                value["segment"] = json!(part.value);
                value["shrunken"] = json!(part.shrunken);
                value
            });
            json!({
                "metric": named.values,
                "denominator": named.denominator,
                "alike_p": effects.p_value,
                "alike_p_holm": effects.p_holm,
                "within": effects.within.as_ref().map(|within| {
                    let mut value = effect("difference", &within.difference);
                    value["relative"] =
                        json!(within.relative.as_ref().map(|found| effect("relative", found)));
                    value
                }),
                "left_out": left_out(&effects.left_out),
                "parts": parts.collect::<Vec<_>>(),
            })
        });
        json!({ "treatment": treatment, "metrics": metrics.collect::<Vec<_>>() })
    });
    json!({
        "column": cut.column,
        "srm_p": cut.sample_ratio,
        "left_out": cut.left_out.iter().map(|(segment, _)| segment).collect::<Vec<_>>(),
        "left_out_why": left_out(&cut.left_out),
        "comparisons": comparisons.collect::<Vec<_>>(),
    })
}

/// Segments of which nothing can be said, and why.
fn left_out(segments: &[(String, String)]) -> Vec<Value> {
    let segments = segments.iter();
    segments
        .map(|(segment, why)| json!({ "segment": segment, "missing": why }))
        .collect()
}

fn check(check: &SampleRatio) -> Value {
    json!({
        "expected": check.expected,
        "statistic": check.statistic,
        "p": check.p_value,
        "log_p": check.log_p_value,
    })
}

fn metric(named: &Named, arms: [&String; 2], compared: &Result<Comparison, Error>) -> Value {
    let covariate = named.covariate.as_ref().map(|(above, below)| match below {
        None => above.clone(),
        Some(below) => format!("{above}/{below}"),
    });
    let comparison = match compared {
        Ok(comparison) => comparison,
        Err(why) => {
            return json!({
                "metric": named.values,
                "denominator": named.denominator,
                "covariate": covariate,
                "missing": why.to_string(),
            });
        }
    };
    json!({
        "metric": named.values,
        "denominator": named.denominator,
        "covariate": covariate,
        "more_covariates": named.more_covariates,
        "plain": estimates(arms, &comparison.plain),
        "cuped": comparison.adjusted.as_ref().map(|adjusted| {
            let mut value = estimates(arms, &adjusted.estimates);
            value["theta"] = json!(adjusted.theta);
            value["thetas"] = json!(adjusted.thetas);
            value["variance_removed"] = json!(adjusted.variance_removed);
            value["covariate_balance_p"] = json!(adjusted.covariate_balance);
            value
        }),
        "cuped_missing": comparison.unadjusted.as_ref().map(Error::to_string),
        "mann_whitney": comparison.mann_whitney.map(|test| json!({
            "statistic": test.statistic,
            "superiority": test.superiority,
            "z": test.z,
            "p": test.p_value,
            "log_p": test.log_p_value,
        })),
        "quantiles": comparison.quantiles.iter().map(quantile).collect::<Vec<_>>(),
        "p_holm": comparison.p_holm,
        "p_benjamini_hochberg": comparison.p_benjamini_hochberg,
    })
}

fn estimates(arms: [&String; 2], estimates: &Estimates) -> Value {
    let read = &estimates.anytime;
    let mut value = effect("difference", &estimates.difference);
    value["control"] = arm(arms[0], &estimates.control);
    value["treatment"] = arm(arms[1], &estimates.treatment);
    value["relative"] = json!({
        "delta_normal": estimates.relative.as_ref().map(|found| effect("relative", found)),
        "log_scale": estimates.relative_log.as_ref().map(|found| effect("relative", found)),
    });
    value["anytime"] = json!({
        "rho": read.rho,
        "p": read.p_value,
        "log_p": read.log_p_value,
        "interval": interval(&read.interval),
    });
    value
}

fn effect(name: &str, effect: &Effect) -> Value {
    json!({
        name: effect.estimate,
        "standard_error": effect.standard_error,
        "t": effect.statistic,
        "degrees_of_freedom": effect.degrees_of_freedom,
        "p": effect.p_value,
        "log_p": effect.log_p_value,
        "interval": interval(&effect.interval),
    })
}

fn arm(name: &str, arm: &Arm) -> Value {
    json!({
        "name": name,
        "units": arm.units as u64,
        "value": arm.value,
        "variance": arm.variance,
        "standard_error": arm.squared_error().sqrt(),
    })
}

fn interval(interval: &Interval) -> Value {
    json!([interval.lower, interval.upper])
}

fn quantile(quantile: &QuantileEstimate) -> Value {
    match &quantile.found {
        Ok((control, treatment, found)) => {
            let mut value = effect("difference", found);
            value["quantile"] = json!(quantile.probability);
            value["control"] = json!(control.value);
            value["treatment"] = json!(treatment.value);
            value["interval_together"] = json!(quantile.together.as_ref().map(interval));
            value
        }
        Err(error) => json!({ "quantile": quantile.probability, "missing": error.to_string() }),
    }
}
