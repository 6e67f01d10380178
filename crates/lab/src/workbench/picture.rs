//! A chart of a result, chosen by what its columns are.

use std::collections::BTreeSet;

use super::{Cell, Kind, Rows};
use crate::chart::{Bar, Chart, Line, unit_of_column};

/// Bars or lines that one can still tell apart.
const MOST_BARS: usize = 40;
const MOST_LINES: usize = 6;
/// So many names are lines; more than that name rows.
const MOST_NAMES: usize = 400;
/// Places across that fit.
const MOST_PLACES: usize = 800;

/// A chart of a result, and how much of it that leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What is drawn.
    pub chart: Chart,
    /// Lines that are not: the smallest ones.
    pub left_out: usize,
}

impl Picture {
    fn whole(chart: Chart) -> Self {
        Self { chart, left_out: 0 }
    }

    /// How many lines are drawn.
    #[must_use]
    pub fn lines(&self) -> usize {
        match &self.chart {
            Chart::Lines { lines, .. } => lines.len(),
            _ => 0,
        }
    }
}

/// A chart of a result, where one says more than the table: lines over days, moments or whole numbers in
/// their order; bars of names. The first column that can is what it is drawn over, a second column of
/// names makes a line for each, and what is drawn are the columns of numbers.
#[must_use]
pub fn picture(rows: &Rows) -> Option<Picture> {
    if rows.rows.len() < 2 {
        return None;
    }
    let of_kind = |wanted: &[Kind]| {
        rows.columns
            .iter()
            .position(|column| wanted.contains(&column.kind))
    };
    let numbers: Vec<usize> = (0..rows.columns.len())
        .filter(|column| rows.columns[*column].kind == Kind::Number)
        .collect();
    let names = of_kind(&[Kind::Text, Kind::Flag]);
    if let Some(across) = of_kind(&[Kind::Day, Kind::Moment]) {
        return lines(rows, across, names, &numbers);
    }
    if let Some(names) = names {
        return bars(rows, names, *numbers.first()?).map(Picture::whole);
    }
    let (across, drawn) = numbers.split_first()?;
    let rising = rows.rows.windows(2).all(|pair| {
        let place = |row: &Vec<Cell>| match row.get(*across) {
            Some(Cell::Whole(whole)) => Some(*whole),
            _ => None,
        };
        place(&pair[0])
            .zip(place(&pair[1]))
            .is_some_and(|(one, next)| one < next)
    });
    rising.then(|| lines(rows, *across, None, drawn)).flatten()
}

fn lines(rows: &Rows, across: usize, names: Option<usize>, numbers: &[usize]) -> Option<Picture> {
    let first = *numbers.first()?;
    let place_of = |row: &Vec<Cell>| row.get(across).map(Cell::to_string);
    // Numbers rise already; days and moments are written so that their order is that of the text.
    let places: Vec<String> = if rows.columns[across].kind == Kind::Number {
        rows.rows.iter().filter_map(place_of).collect()
    } else {
        let told: BTreeSet<String> = rows
            .rows
            .iter()
            .filter(|row| row.get(across) != Some(&Cell::Nothing))
            .filter_map(place_of)
            .collect();
        told.into_iter().collect()
    };
    if places.len() < 2 || places.len() > MOST_PLACES {
        return None;
    }
    let numbered: std::collections::HashMap<&str, usize> = places
        .iter()
        .enumerate()
        .map(|(number, place)| (place.as_str(), number))
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut put = |name: String, row: &Vec<Cell>, column: usize| {
        let at = place_of(row).and_then(|place| numbered.get(place.as_str()).copied());
        let line = match lines.iter().position(|line| line.name == name) {
            Some(line) => line,
            None if lines.len() == MOST_NAMES => return None,
            None => {
                lines.push(Line {
                    name,
                    values: vec![None; places.len()],
                });
                lines.len() - 1
            }
        };
        if let Some(at) = at {
            let value = &mut lines[line].values[at];
            // Two values for one place: no line says that.
            if value.is_some() {
                return None;
            }
            *value = row.get(column).and_then(finite);
        }
        Some(())
    };
    for row in &rows.rows {
        match names {
            Some(names) => put(row.get(names)?.to_string(), row, first)?,
            None => {
                for column in numbers {
                    put(rows.columns[*column].name.clone(), row, *column)?;
                }
            }
        }
    }
    let unit = match (names, numbers) {
        (None, [_, _, ..]) => "value".to_owned(),
        _ => unit_of_column(&rows.columns[first].name),
    };
    let left_out = lines.len().saturating_sub(MOST_LINES);
    if left_out > 0 {
        lines.sort_by(|one, other| size(other).total_cmp(&size(one)));
        lines.truncate(MOST_LINES);
    }
    Some(Picture {
        chart: Chart::Lines {
            unit,
            across: rows.columns[across].name.clone(),
            places,
            lines,
            partial: Vec::new(),
            turn: None,
        },
        left_out,
    })
}

/// How far a line is from nothing, all in all.
fn size(line: &Line) -> f64 {
    line.values.iter().flatten().map(|value| value.abs()).sum()
}

fn bars(rows: &Rows, names: usize, number: usize) -> Option<Chart> {
    if rows.rows.len() > MOST_BARS {
        return None;
    }
    // Further columns before the number tell rows apart, too.
    let told: Vec<usize> = (0..rows.columns.len())
        .filter(|column| {
            matches!(rows.columns[*column].kind, Kind::Text | Kind::Flag) || *column == names
        })
        .collect();
    let bars = rows
        .rows
        .iter()
        .map(|row| Bar {
            name: told
                .iter()
                .filter_map(|column| row.get(*column))
                .map(Cell::to_string)
                .collect::<Vec<_>>()
                .join(", "),
            value: row.get(number).and_then(finite),
            before: None,
        })
        .collect();
    Some(Chart::Bars {
        unit: unit_of_column(&rows.columns[number].name),
        of: rows.columns[names].name.clone(),
        compared: String::new(),
        bars,
    })
}

fn finite(cell: &Cell) -> Option<f64> {
    cell.number().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::workbench::Column;

    fn rows(columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>) -> Rows {
        Rows {
            columns: columns
                .iter()
                .map(|(name, kind)| Column {
                    name: (*name).to_owned(),
                    kind: *kind,
                    type_name: String::new(),
                })
                .collect(),
            counted: rows.len() as u64,
            rows,
            complete: true,
            took: Duration::ZERO,
        }
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn days_become_lines_in_their_order_one_for_each_name() {
        let result = rows(
            &[
                ("day", Kind::Day),
                ("plan", Kind::Text),
                ("hours", Kind::Number),
            ],
            vec![
                vec![text("2025-06-02"), text("ads"), Cell::Number(2.0)],
                vec![text("2025-06-01"), text("ads"), Cell::Number(1.0)],
                vec![text("2025-06-01"), text("premium"), Cell::Nothing],
            ],
        );
        let drawn = picture(&result).map(|drawn| drawn.chart);
        let Some(Chart::Lines { places, lines, .. }) = drawn else {
            panic!("lines are drawn over days");
        };
        assert_eq!(places, ["2025-06-01", "2025-06-02"]);
        assert_eq!(lines[0].values, [Some(1.0), Some(2.0)]);
        assert_eq!(
            (lines[1].name.as_str(), &lines[1].values),
            ("premium", &vec![None, None])
        );
    }

    #[test]
    fn names_become_bars_and_whole_numbers_in_order_a_line() {
        let bars = rows(
            &[("country", Kind::Text), ("hours", Kind::Number)],
            vec![
                vec![text("Brazil"), Cell::Whole(3)],
                vec![text("India"), Cell::Exact("1.50".to_owned())],
            ],
        );
        let drawn = picture(&bars).map(|drawn| drawn.chart);
        let Some(Chart::Bars { bars, unit, .. }) = drawn else {
            panic!("bars are drawn of names");
        };
        assert_eq!((unit.as_str(), bars[1].value), ("hours", Some(1.5)));
        let line = |second| {
            rows(
                &[("tenure", Kind::Number), ("share", Kind::Number)],
                vec![
                    vec![Cell::Whole(0), Cell::Number(1.0)],
                    vec![Cell::Whole(second), Cell::Number(0.5)],
                ],
            )
        };
        // A column that is called a share may hold anything: 0.5 is not told as 50%.
        let drawn = picture(&line(7)).map(|drawn| drawn.chart);
        assert!(
            matches!(&drawn, Some(chart @ Chart::Lines { .. }) if chart.written().rows[1][1] == "0.500"),
            "{drawn:?}"
        );
        assert_eq!(picture(&line(-7)), None);
    }

    #[test]
    fn of_many_lines_the_largest_are_drawn_and_the_others_counted() {
        let days = ["2025-06-01", "2025-06-02"];
        let result = rows(
            &[
                ("day", Kind::Day),
                ("country", Kind::Text),
                ("hours", Kind::Number),
            ],
            (0..9)
                .flat_map(|country| {
                    days.map(|day| {
                        vec![
                            text(day),
                            text(&format!("country {country}")),
                            Cell::Whole(country),
                        ]
                    })
                })
                .collect(),
        );
        let drawn = picture(&result).unwrap();
        assert_eq!((drawn.lines(), drawn.left_out), (6, 3));
        let Chart::Lines { lines, .. } = &drawn.chart else {
            panic!("lines are drawn over days");
        };
        assert_eq!(lines[0].name, "country 8");
        assert!(lines.iter().all(|line| line.name != "country 2"));
    }

    #[test]
    fn nothing_is_drawn_where_a_line_would_have_two_values_at_one_place() {
        let result = rows(
            &[("day", Kind::Day), ("hours", Kind::Number)],
            vec![
                vec![text("2025-06-01"), Cell::Whole(1)],
                vec![text("2025-06-02"), Cell::Whole(1)],
                vec![text("2025-06-02"), Cell::Whole(2)],
            ],
        );
        assert_eq!(picture(&result), None);
    }
}
