//! What the coach's own examination found.

use std::fmt::Write;

use coach::examination::{Figure, Report, Spotted};

use super::lines;

/// The examination in words, figure by figure.
pub(crate) fn examination(report: &Report) -> String {
    let mut out = String::from(
        "The coach's own examination, on answers whose level was settled beforehand.\n",
    );
    let mut part = "";
    for figure in &report.figures {
        if figure.part != part {
            part = figure.part;
            let _ = writeln!(out, "\n{part}");
        }
        let _ = writeln!(out, "{}", lines("  ", &sentence(figure)));
    }
    out.push_str(
        "\nEvidence by kind, in answers held out (labelled, found, precision, recall, F1)\n",
    );
    for kind in &report.evidence.in_answers {
        let _ = writeln!(out, "{}", row(kind));
    }
    let targets = report.figures.iter().filter_map(|figure| figure.reached);
    let reached = targets.clone().filter(|reached| *reached).count();
    let _ = writeln!(
        out,
        "\n{reached} of {} targets are reached.",
        targets.count()
    );
    out
}

fn sentence(figure: &Figure) -> String {
    let value = number(figure.value);
    let verdict = match (figure.target, figure.reached) {
        (Some(target), Some(true)) => format!("; should be {}: reached", target.words()),
        (Some(target), _) => format!("; should be {}: NOT reached", target.words()),
        (None, _) => String::new(),
    };
    format!("{value}  {} (of {}){verdict}", figure.measured, figure.of)
}

fn row(kind: &Spotted) -> String {
    let name = kind.kind.map_or("all", |kind| kind.word());
    format!(
        "  {name:<20} {:>5} {:>5}  {:>6} {:>6} {:>6}",
        kind.labelled,
        kind.found,
        number(kind.precision),
        number(kind.recall),
        number(kind.f1),
    )
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}
