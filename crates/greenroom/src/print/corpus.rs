//! How the coach's measures agree with people's ratings.

use std::fmt::Write;

use coach::examination::corpus::{Agreement, CorpusReport, Measure};

use super::lines;

/// The agreement in words and one table a trait.
pub(crate) fn corpus(report: &CorpusReport) -> String {
    let mut out = lines(
        "",
        &format!(
            "{} rated answers by {} persons, marked without having seen the ratings; {} could not be marked. \
             Intervals are 95%, by drawing persons again; baselines (*) only count words.",
            report.answers, report.persons, report.unmarked
        ),
    );
    out.push('\n');
    for rated in &report.traits {
        let _ = writeln!(out, "\n{} ({} answers)", rated.name, rated.answers);
        let _ = writeln!(out, "  {:<30} {:<22} {:<22}", "", "Pearson", "Spearman");
        for measure in &rated.measures {
            let _ = writeln!(out, "{}", row(measure));
        }
    }
    out
}

fn row(measure: &Measure) -> String {
    let mut name = measure.measure.replace('_', " ");
    if measure.baseline {
        name.push_str(" *");
    }
    let line = format!(
        "  {name:<30} {:<22} {:<22}",
        with_interval(&measure.pearson),
        with_interval(&measure.spearman)
    );
    line.trim_end().to_owned()
}

fn with_interval(agreement: &Agreement) -> String {
    match (agreement.value, agreement.low, agreement.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:+.2} [{low:+.2}, {high:+.2}]"),
        (Some(value), ..) => format!("{value:+.2}"),
        (None, ..) => "-".to_owned(),
    }
}
