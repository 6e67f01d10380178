//! Reads a file of labelled requests and prints the figures, and what was read otherwise:
//! `cargo run -p lab --example requests -- crates/lab/examination/tune.txt`

#![allow(clippy::print_stdout, reason = "it prints")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a file of labelled requests")?;
    let figures = lab::examination::examine(&std::fs::read_to_string(file)?)?;
    // What is held out is counted, and not looked at.
    if arguments.next().as_deref() != Some("--figures") {
        for (label, reading) in &figures.misread {
            println!(
                "{}\n  wanted {} {:?} {:?} {}",
                label.text, label.metric, label.dimensions, label.filters, label.window
            );
            println!(
                "  read   {:?} {:?} {:?} {:?} {:?}",
                reading.metric,
                reading.dimensions,
                reading.filters,
                reading.window.map(|w| w.to_string()),
                reading.verdict
            );
        }
    }
    println!(
        "metric right {} of {}",
        figures.metric_right, figures.answerable
    );
    println!(
        "refused {} of {} that the data cannot answer",
        figures.refused, figures.unanswerable
    );
    println!(
        "whole reading right {} of {}",
        figures.whole_right, figures.all
    );
    Ok(())
}
