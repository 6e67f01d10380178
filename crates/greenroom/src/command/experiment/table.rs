//! The readout for people.

use std::fmt::Write;

use stats::readout::{Comparison, Estimates, QuantileEstimate};

use units::{Analysis, Cut, Effects, Named, is_covariate_unlike};

use crate::print::{p_is, p_value, short};

/// Several lines, the sample-ratio check first.
pub(super) fn of(found: &Analysis) -> String {
    let Analysis {
        metrics,
        names,
        alpha,
        readout,
        cuts,
        caps,
    } = found;
    let mut text = String::new();
    let units = names.iter().zip(&readout.sample_ratio.units);
    let units: Vec<String> = units
        .map(|(name, units)| format!("{name} {units}"))
        .collect();
    let check = found.sample_ratio_check();
    let p = p_is(check.p_value, Some(check.log_p_value));
    line(
        &mut text,
        &format!("Sample ratio: {}; {p}", units.join(", ")),
    );
    if found.is_mismatched() {
        line(
            &mut text,
            "  MISMATCH: the arms do not hold the shares meant. Find the cause first; no effect below can be believed.",
        );
    }
    for (treatment, comparisons) in names[1..].iter().zip(&readout.comparisons) {
        line(&mut text, "");
        line(&mut text, &format!("{treatment} against {}", names[0]));
        for ((named, compared), cap) in metrics.iter().zip(comparisons).zip(caps) {
            match compared {
                Ok(found) => metric(&mut text, named, [&names[0], treatment], found, *alpha),
                Err(why) => {
                    line(&mut text, "");
                    line(&mut text, &format!("  {}: left out, {why}", named.title()));
                }
            }
            if let Some(cap) = cap.filter(|_| compared.is_ok()) {
                let says = format!(
                    "    capped at {}, the {}% quantile of all units: {} lay above, and effects are those on the capped metric",
                    short(cap.value),
                    short(100.0 * cap.quantile),
                    cap.units
                );
                line(&mut text, &says);
            }
        }
    }
    for each in cuts {
        cut(&mut text, each, metrics, names);
    }
    text
}

/// The effects in the segments of a column.
fn cut(text: &mut String, cut: &Cut, metrics: &[Named], names: &[String]) {
    let p = |p: Option<f64>| p.map_or_else(|| "p -".to_owned(), |p| p_is(p, None));
    line(text, "");
    line(
        text,
        &format!(
            "By {}; arms alike in all segments: {}",
            cut.column,
            p(cut.sample_ratio)
        ),
    );
    for (treatment, effects) in names[1..].iter().zip(&cut.effects) {
        for (named, effects) in metrics.iter().zip(effects) {
            line(
                text,
                &format!(
                    "  {}, {treatment} against {}: effects alike {}, over all such tests {} (Holm)",
                    named.title(),
                    names[0],
                    p(effects.p_value),
                    p(effects.p_holm)
                ),
            );
            for part in &effects.parts {
                row(text, &part.value, &part.estimates);
            }
            within(text, effects);
        }
    }
    for (segment, why) in &cut.left_out {
        line(text, &format!("  {segment}: left out, {why}"));
    }
}

/// The effect within the segments, and those of which nothing can be said.
fn within(text: &mut String, effects: &Effects) {
    if let Some(within) = &effects.within {
        let found = &within.difference;
        let share = within.relative.as_ref().map_or_else(String::new, |share| {
            format!(" ({:+.2}%)", 100.0 * share.estimate)
        });
        line(
            text,
            &format!(
                "    within segments, put together by their units: {}{share} {}, {}",
                short(found.estimate),
                range(found.interval.lower, found.interval.upper),
                p_is(found.p_value, Some(found.log_p_value))
            ),
        );
    }
    for (segment, why) in &effects.left_out {
        line(text, &format!("    {segment}: left out, {why}"));
    }
}

fn metric(
    text: &mut String,
    named: &Named,
    [control, treatment]: [&String; 2],
    comparison: &Comparison,
    alpha: f64,
) {
    let plain = &comparison.plain;
    line(text, "");
    line(
        text,
        &format!(
            "  {}: {} in {control}, {} in {treatment}",
            named.title(),
            short(plain.control.value),
            short(plain.treatment.value)
        ),
    );
    let level = format!("{}%", short(100.0 * (1.0 - alpha)));
    line(
        text,
        &format!(
            "    {:<9} {:>12} {:>9}  {:<28} {:<28} {:>9}",
            "",
            "difference",
            "relative",
            format!("{level} interval"),
            "safe at any look",
            "p"
        ),
    );
    row(text, "plain", plain);
    if let Some(adjusted) = &comparison.adjusted {
        row(text, "CUPED", &adjusted.estimates);
        line(
            text,
            &format!(
                "    theta {}; {} out {}% of the variance",
                adjusted
                    .thetas
                    .iter()
                    .map(|theta| short(*theta))
                    .collect::<Vec<_>>()
                    .join(", "),
                if adjusted.thetas.len() > 1 {
                    "the covariates take"
                } else {
                    "the covariate takes"
                },
                short(100.0 * adjusted.variance_removed)
            ),
        );
        if is_covariate_unlike(comparison) {
            line(
                text,
                "    CAREFUL: the covariate already differs between the arms. Was it measured before exposure?",
            );
        }
    }
    if let Some(why) = &comparison.unadjusted {
        line(text, &format!("    not adjusted: {why}"));
    }
    if let Some(test) = comparison.mann_whitney {
        line(
            text,
            &format!(
                "    Mann-Whitney: {treatment} above {control} in {}% of pairs, {}",
                short(100.0 * test.superiority),
                p_is(test.p_value, Some(test.log_p_value))
            ),
        );
    }
    quantiles(text, &comparison.quantiles);
    line(
        text,
        &format!(
            "    over all metrics and arms: {} (Holm), {} (Benjamini-Hochberg)",
            p_is(comparison.p_holm, None),
            p_value(comparison.p_benjamini_hochberg, None)
        ),
    );
}

/// Quantiles with their interval alone and the one that holds for all of them, or the reason.
fn quantiles(text: &mut String, quantiles: &[QuantileEstimate]) {
    for quantile in quantiles {
        let name = format!("p{}", 100.0 * quantile.probability);
        let says = match &quantile.found {
            Ok((control, treatment, found)) => format!(
                "{} -> {}, difference {} {}{}",
                short(control.value),
                short(treatment.value),
                short(found.estimate),
                range(found.interval.lower, found.interval.upper),
                quantile
                    .together
                    .map_or_else(String::new, |together| format!(
                        ", for all quantiles together {}",
                        range(together.lower, together.upper)
                    ))
            ),
            Err(why) => format!("not compared: {why}"),
        };
        line(text, &format!("    {name:<5} {says}"));
    }
}

fn row(text: &mut String, name: &str, estimates: &Estimates) {
    let effect = &estimates.difference;
    let relative = estimates.relative.as_ref().map_or_else(
        || "-".to_owned(),
        |relative| format!("{:+.2}%", 100.0 * relative.estimate),
    );
    let read = &estimates.anytime.interval;
    line(
        text,
        &format!(
            "    {name:<9} {:>12} {relative:>9}  {:<28} {:<28} {:>9}",
            short(effect.estimate),
            range(effect.interval.lower, effect.interval.upper),
            range(read.lower, read.upper),
            p_value(effect.p_value, Some(effect.log_p_value))
        ),
    );
}

fn range(lower: f64, upper: f64) -> String {
    format!("[{}, {}]", short(lower), short(upper))
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}
