//! The same days a year earlier, from the sums that a world holds of them.

use std::collections::HashMap;

use crate::dimension::Dimension;
use crate::engine::cut::time;
use crate::engine::kept::View;
use crate::engine::pass::Cells;
use crate::engine::{Sums, Trouble};
use crate::metric::{Devices, Metric};

/// The days are this many earlier, so that days of the week agree.
pub(crate) const DAYS_EARLIER: i32 = 364;
const TABLE: &str = "year_before";

/// Puts the year before in the place of before, and the world's own days in that of after.
pub(super) fn add(
    view: View<'_>,
    sums: &mut Sums<'_>,
    dimensions: &[&Dimension],
) -> Result<(), Trouble> {
    let metric = sums.metric;
    let held = held(metric, dimensions)?;
    let narrowed = &sums.reach.filters;
    let read = |columns: &[String], cells: &mut Cells| -> Result<(), Trouble> {
        let now = cells.sums.len();
        let (halves, insides) = (cells.axes.len() - 1, cells.axes.len() - 2);
        cells.axes[halves] = vec!["before".to_owned(), "after".to_owned()];
        // Before comes first.
        let mut before = vec![0.0; now];
        let mut seen = vec![false; now];
        let places: Vec<HashMap<String, usize>> = cells.axes[..insides]
            .iter()
            .map(|axis| {
                axis.iter()
                    .enumerate()
                    .map(|(place, name)| (name.clone(), place))
                    .collect()
            })
            .collect();
        let date = view.column(TABLE, "date")?;
        let own: Vec<_> = dimensions
            .iter()
            .map(|dimension| match dimension.id.as_str() {
                "day" | "week" | "month" => Ok(None),
                own => view.column(TABLE, own).map(Some),
            })
            .collect::<Result<_, _>>()?;
        let added: Vec<_> = columns
            .iter()
            .map(|column| view.column(TABLE, column))
            .collect::<Result<_, _>>()?;
        'rows: for row in 0..date.len() {
            let day = date.whole(row).unwrap_or_default() as i32 + DAYS_EARLIER;
            let (mut cell, mut stride, mut outside) = (0, 1, false);
            for (number, (dimension, column)) in dimensions.iter().zip(&own).enumerate() {
                let said = match column {
                    None => time(&dimension.id, day),
                    Some(column) => column
                        .as_texts()
                        .map_or_else(String::new, |(codes, texts)| {
                            texts[codes.at(row) as usize].clone()
                        }),
                };
                if number < insides {
                    let Some(place) = places[number].get(&said) else {
                        continue 'rows;
                    };
                    cell += place * stride;
                    stride *= cells.axes[number].len().max(1);
                } else {
                    outside |= narrowed[number - insides] != said;
                }
            }
            if outside && !sums.reach.rest {
                continue;
            }
            cell += usize::from(outside) * stride;
            before[cell] += added.iter().map(|column| column.number(row)).sum::<f64>();
            seen[cell] = true;
        }
        before.append(&mut cells.sums);
        seen.append(&mut cells.seen);
        (cells.sums, cells.seen) = (before, seen);
        Ok(())
    };
    read(&held.of, &mut sums.of)?;
    if let Some(per) = &mut sums.per {
        read(&held.per, per)?;
    }
    Ok(())
}

/// What the year before holds of a metric cut so.
pub(super) fn held<'metric>(
    metric: &'metric Metric,
    dimensions: &[&Dimension],
) -> Result<&'metric crate::metric::YearBefore, Trouble> {
    let refused = |reason: String| Trouble::YearBefore {
        metric: metric.name.clone(),
        reason,
    };
    let Some(held) = &metric.year_before else {
        return Err(refused("its sums do not hold that".to_owned()));
    };
    let known = [
        "region", "country", "plan", "device", "day", "week", "month",
    ];
    if let Some(other) = dimensions
        .iter()
        .find(|dimension| !known.contains(&dimension.id.as_str()))
    {
        return Err(refused(format!("its sums are not told by {}", other.name)));
    }
    let by_device = dimensions.iter().any(|dimension| dimension.id == "device");
    match held.devices {
        Devices::Apart if !by_device => Err(refused(
            "its sums count a member on each device; ask by device, or for one device".to_owned(),
        )),
        Devices::Together if by_device => {
            Err(refused("its sums do not tell that by device".to_owned()))
        }
        _ => Ok(held),
    }
}
