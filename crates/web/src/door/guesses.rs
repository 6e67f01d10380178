//! How often one address may be wrong about the invitation.

use std::collections::HashMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

/// So many wrong guesses, and nothing is answered to that address for a while.
const MOST: u32 = 10;
/// How long a wrong guess is remembered.
const WHILE: SignedDuration = SignedDuration::from_mins(1);
/// How many addresses are remembered.
const REMEMBERED: usize = 256;

/// Wrong guesses, by the address that they came from.
#[derive(Debug, Default)]
pub(super) struct Guesses(HashMap<IpAddr, (u32, Timestamp)>);

impl Guesses {
    /// Whether an address may guess now.
    pub(super) fn may(&self, from: IpAddr, now: Timestamp) -> bool {
        self.0
            .get(&from)
            .is_none_or(|(wrong, last)| *wrong < MOST || passed(*last, now))
    }

    /// Takes in that it guessed wrong.
    pub(super) fn wrong(&mut self, from: IpAddr, now: Timestamp) {
        self.0.retain(|_, (_, last)| !passed(*last, now));
        if self.0.len() >= REMEMBERED && !self.0.contains_key(&from) {
            let oldest = self.0.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(oldest) = oldest.map(|(address, _)| *address) {
                self.0.remove(&oldest);
            }
        }
        let (wrong, last) = self.0.entry(from).or_insert((0, now));
        *wrong += 1;
        *last = now;
    }
}

fn passed(last: Timestamp, now: Timestamp) -> bool {
    now.duration_since(last) >= WHILE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, last])
    }

    #[test]
    fn who_guesses_wrong_ten_times_in_a_minute_waits_for_one_and_nobody_else_does() {
        let mut guesses = Guesses::default();
        for second in 0..10 {
            assert!(guesses.may(address(5), at(second)));
            guesses.wrong(address(5), at(second));
        }
        assert!(!guesses.may(address(5), at(10)));
        assert!(guesses.may(address(6), at(10)));
        assert!(!guesses.may(address(5), at(68)));
        assert!(guesses.may(address(5), at(69)));
    }

    #[test]
    fn many_addresses_take_no_more_room_than_some() {
        let mut guesses = Guesses::default();
        for number in 0..10_000_u32 {
            guesses.wrong(
                IpAddr::from(number.to_be_bytes()),
                at(i64::from(number / 100)),
            );
        }
        assert!(guesses.0.len() <= REMEMBERED);
    }
}
