//! An engine in the place of the real one: it knows a few queries by heart.

use std::path::Path;
use std::time::Duration;

use lab::workbench::{Cell, Column, Kind, Limits, Place, Refusal, Rows, Workbench};
use world::Progress;

/// Answers "SELECT hours", "SELECT many" with more rows than anybody is given, "SELECT long" with a text
/// that no page can hold, and "EXPLAIN …"; finds "SELECT ourse" wrong, and never ends "SELECT endless".
pub(crate) struct Told;

impl Workbench for Told {
    fn run(
        &self,
        world: &Path,
        query: &str,
        limits: &Limits,
        progress: &Progress,
    ) -> Result<Rows, Refusal> {
        assert!(world.is_dir());
        let text = |text: &str| Cell::Text(text.to_owned());
        match query {
            "SELECT hours" => Ok(rows(
                &[("country", Kind::Text), ("hours", Kind::Number)],
                vec![
                    vec![text("Brazil"), Cell::Number(12.5)],
                    vec![text("<b>Japan</b>"), Cell::Nothing],
                ],
                limits,
            )),
            "SELECT many" => Ok(rows(
                &[("n", Kind::Number)],
                (0..200_000).map(|n| vec![Cell::Whole(n)]).collect(),
                limits,
            )),
            "SELECT long" => Ok(rows(
                &[("text", Kind::Text)],
                vec![vec![text(&"long ".repeat(1_000))]],
                limits,
            )),
            endless if endless.starts_with("SELECT endless") => {
                while !progress.is_stopped() {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(Refusal::Stopped)
            }
            plan if plan.starts_with("EXPLAIN ") => Ok(rows(
                &[("plan_type", Kind::Text), ("plan", Kind::Text)],
                vec![vec![text("physical_plan"), text("ReadsEverything")]],
                limits,
            )),
            _ => Err(Refusal::Wrong {
                message: "there is no column ourse".to_owned(),
                place: Some(Place { line: 1, column: 8 }),
                hint: "did you mean hours?".to_owned(),
            }),
        }
    }

    fn functions(&self) -> Vec<String> {
        vec!["date_trunc".to_owned()]
    }
}

fn rows(columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>, limits: &Limits) -> Rows {
    Rows {
        columns: columns
            .iter()
            .map(|(name, kind)| Column {
                name: (*name).to_owned(),
                kind: *kind,
                type_name: "Utf8".to_owned(),
            })
            .collect(),
        counted: rows.len() as u64,
        rows: rows.into_iter().take(limits.rows).collect(),
        complete: true,
        took: Duration::from_millis(20),
    }
}
