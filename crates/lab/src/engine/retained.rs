//! The share of those who joined that opened the app some days later.

use std::collections::HashMap;

use crate::dimension::Dimension;
use crate::engine::columns;
use crate::engine::sums::{Cells, Cut, Key, Lookups, Reach, columns_of};
use crate::engine::{Tables, Trouble};
use crate::metric::Retained;

struct Joined {
    day: i32,
    key: Key,
    weight: f64,
    back: bool,
}

/// Those who were back, and all whose days have passed. A question's days are those of joining.
pub(super) fn count(
    tables: &dyn Tables,
    retained: Retained,
    cuts: &[&Dimension],
    reach: &Reach,
) -> Result<(Cells, Cells), Trouble> {
    const TABLE: &str = "subscription_events";
    let lookups = Lookups::read(tables, TABLE, cuts)?;
    let mut wanted = vec!["member_id", "date", "event", "weight"];
    wanted.extend(columns_of(TABLE, None, cuts));
    wanted.sort_unstable();
    wanted.dedup();
    let mut joined: HashMap<i64, Joined> = HashMap::new();
    tables.scan(TABLE, &wanted, &mut |batch| {
        let member = columns::numbers(batch, "member_id")?;
        let date = columns::numbers(batch, "date")?;
        let event = columns::texts(batch, "event")?;
        let weight = columns::numbers(batch, "weight")?;
        let cut = Cut::new(batch, TABLE, None, cuts, &lookups)?;
        for row in 0..batch.num_rows() {
            let day = i32::try_from(date.whole(row).unwrap_or_default()).unwrap_or_default();
            let passed = day >= reach.from && day + retained.to_day <= reach.last;
            if event.at(row) != "start" || !passed {
                continue;
            }
            if let Some(key) = reach.key(cut.values(row, day)) {
                joined.insert(
                    member.whole(row).unwrap_or_default(),
                    Joined {
                        day,
                        key: (key, reach.after(day)),
                        weight: weight.at(row),
                        back: false,
                    },
                );
            }
        }
        Ok(())
    })?;
    tables.scan("visits", &["member_id", "date"], &mut |batch| {
        let member = columns::numbers(batch, "member_id")?;
        let date = columns::numbers(batch, "date")?;
        for row in 0..batch.num_rows() {
            if let Some(joined) = joined.get_mut(&member.whole(row).unwrap_or_default()) {
                let later = date.whole(row).unwrap_or_default() - i64::from(joined.day);
                joined.back |=
                    (i64::from(retained.from_day)..=i64::from(retained.to_day)).contains(&later);
            }
        }
        Ok(())
    })?;
    let (mut back, mut all) = (Cells::default(), Cells::default());
    for member in joined.into_values() {
        *all.sums.entry(member.key.clone()).or_default() += member.weight;
        if member.back {
            *back.sums.entry(member.key).or_default() += member.weight;
        }
    }
    Ok((back, all))
}
