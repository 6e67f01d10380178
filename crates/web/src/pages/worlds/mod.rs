//! Simulated services on this machine.

pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod planted;
pub(crate) mod remove;
pub(crate) mod show;
mod wish;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use tokio::task::spawn_blocking;
use world::Configuration;
use worlds::{Error, WorldId, Worlds};

use crate::failure::Failure;
use crate::visit::Visit;

/// Does something with the worlds, beside the requests that are served meanwhile.
pub(crate) async fn with_worlds<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&Worlds) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let worlds = Arc::clone(&visit.app.worlds);
    let done = spawn_blocking(move || work(&worlds)).await;
    Ok(done.map_err(|_| Failure::Broken)??)
}

/// The name of a world, as it stands in an address.
fn id_of(text: &str) -> Result<WorldId, Failure> {
    text.parse().map_err(|_| Failure::NoSuch {
        what: "world",
        id: text.to_owned(),
    })
}

/// The last day of a world.
fn last_day(wish: &Configuration) -> Date {
    wish.start.saturating_add((i64::from(wish.days) - 1).days())
}

/// What a world is called on pages, which tells nothing of what was planted in it.
pub(crate) fn title(wish: &Configuration) -> String {
    format!(
        "World of seed {}: {} members, {} days",
        wish.seed,
        count(u64::from(wish.members)),
        wish.days
    )
}

/// A whole number with a comma between thousands.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// About so many.
fn about(number: u64) -> String {
    if number < 1_000_000 {
        count(number / 1_000 * 1_000)
    } else {
        format!("{:.1} million", number as f64 / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_read_them() {
        assert_eq!(
            [count(0), count(999), count(1_000), count(12_345_678)],
            ["0", "999", "1,000", "12,345,678"]
        );
        assert_eq!(
            [about(12_345), about(14_012_345)],
            ["12,000", "14.0 million"]
        );
    }
}
