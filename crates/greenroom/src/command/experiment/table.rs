//! The readout for people.

use std::fmt::Write;

use stats::readout::{Comparison, Estimates};

use units::{Analysis, Cut, Named, is_covariate_unlike};

/// Several lines, the sample-ratio check first.
pub(super) fn of(found: &Analysis) -> String {
    let Analysis {
        metrics,
        names,
        alpha,
        readout,
        cuts,
    } = found;
    let mut text = String::new();
    let units = names.iter().zip(&readout.sample_ratio.units);
    let units: Vec<String> = units
        .map(|(name, units)| format!("{name} {units}"))
        .collect();
    let p = found.sample_ratio();
    line(
        &mut text,
        &format!("Sample ratio: {}; p = {}", units.join(", "), short(p)),
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
        for (named, comparison) in metrics.iter().zip(comparisons) {
            metric(&mut text, named, [&names[0], treatment], comparison, *alpha);
        }
    }
    for each in cuts {
        cut(&mut text, each, metrics, names);
    }
    text
}

/// The effects in the segments of a column.
fn cut(text: &mut String, cut: &Cut, metrics: &[Named], names: &[String]) {
    let p = |p: Option<f64>| p.map_or_else(|| "-".to_owned(), short);
    line(text, "");
    line(
        text,
        &format!(
            "By {}; arms alike in all segments: p = {}",
            cut.column,
            p(cut.sample_ratio)
        ),
    );
    for (treatment, effects) in names[1..].iter().zip(&cut.effects) {
        for (named, effects) in metrics.iter().zip(effects) {
            line(
                text,
                &format!(
                    "  {}, {treatment} against {}: effects alike p = {}, over all such tests {} (Holm)",
                    named.title(),
                    names[0],
                    p(effects.p_value),
                    p(effects.p_holm)
                ),
            );
            for part in &effects.parts {
                row(text, &part.value, &part.estimates);
            }
        }
    }
    if !cut.left_out.is_empty() {
        line(
            text,
            &format!(
                "  Left out, with too few units in an arm: {}",
                cut.left_out.join(", ")
            ),
        );
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
                "    theta {}; the covariate takes out {}% of the variance",
                short(adjusted.theta),
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
    if let Some(test) = comparison.mann_whitney {
        line(
            text,
            &format!(
                "    Mann-Whitney: {treatment} above {control} in {}% of pairs, p = {}",
                short(100.0 * test.superiority),
                short(test.p_value)
            ),
        );
    }
    for quantile in &comparison.quantiles {
        if let Ok((control, treatment, found)) = &quantile.found {
            line(
                text,
                &format!(
                    "    p{:<4} {} -> {}, difference {} {}",
                    100.0 * quantile.probability,
                    short(control.value),
                    short(treatment.value),
                    short(found.estimate),
                    range(found.interval.lower, found.interval.upper)
                ),
            );
        }
    }
    line(
        text,
        &format!(
            "    over all tests: p = {} (Holm), {} (Benjamini-Hochberg)",
            short(comparison.p_holm),
            short(comparison.p_benjamini_hochberg)
        ),
    );
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
            short(effect.p_value)
        ),
    );
}

fn range(lower: f64, upper: f64) -> String {
    format!("[{}, {}]", short(lower), short(upper))
}

/// Four significant digits, plain where that is readable.
fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if !(1e-4..1e7).contains(&size) {
        format!("{value:.3e}")
    } else {
        let decimals = (3.0 - size.log10().floor()).clamp(0.0, 8.0) as usize;
        format!("{value:.decimals$}")
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}
