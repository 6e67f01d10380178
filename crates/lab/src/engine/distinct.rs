//! Sets of numbers that are emptied often.

use std::collections::HashSet;

use crate::engine::reading::Mixed;

/// A set that is emptied in no time: what was put in before counts as empty.
pub(super) struct Emptied {
    keys: Vec<u64>,
    filled: Vec<u32>,
    now: u32,
    mask: usize,
}

impl Emptied {
    /// Room for so many at a time.
    pub(super) fn for_at_most(count: usize) -> Self {
        let size = (count * 2).next_power_of_two().max(16);
        Self {
            keys: vec![0; size],
            filled: vec![0; size],
            now: 1,
            mask: size - 1,
        }
    }

    pub(super) fn empty(&mut self) {
        self.now = self.now.wrapping_add(1);
        if self.now == 0 {
            self.filled.fill(0);
            self.now = 1;
        }
    }

    /// Whether the key was not there yet.
    pub(super) fn insert(&mut self, key: u64) -> bool {
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut place = (mixed >> 32) as usize & self.mask;
        loop {
            if self.filled[place] != self.now {
                self.filled[place] = self.now;
                self.keys[place] = key;
                return true;
            }
            if self.keys[place] == key {
                return false;
            }
            place = (place + 1) & self.mask;
        }
    }
}

/// A set that only grows.
#[derive(Default)]
pub(super) struct Growing(HashSet<[u64; 4], Mixed>);

impl Growing {
    /// Whether the key was not there yet.
    pub(super) fn insert(&mut self, key: [u64; 4]) -> bool {
        self.0.insert(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_new_is_told_as_by_any_set(rounds in prop::collection::vec(prop::collection::vec(0..40_u64, 0..60), 0..8)) {
            let mut emptied = Emptied::for_at_most(60);
            for round in rounds {
                emptied.empty();
                let mut known = HashSet::new();
                for key in round {
                    prop_assert_eq!(emptied.insert(key), known.insert(key));
                }
            }
        }
    }
}
