//! Which units of a block have met which test.

/// The units of a block that have met the world's tests, with the arm in which each was then.
pub(crate) struct Met(Vec<Vec<(i64, u8)>>);

impl Met {
    /// Nobody yet, of so many tests.
    pub(crate) fn nobody(tests: usize) -> Self {
        Self(vec![Vec::new(); tests])
    }

    /// The arm in which a unit was when it met a test; none if it has not.
    pub(crate) fn arm(&self, test: usize, unit: i64) -> Option<usize> {
        let units = &self.0[test];
        let place = units.binary_search_by_key(&unit, |(unit, _)| *unit).ok()?;
        Some(usize::from(units[place].1))
    }

    /// Notes that a unit meets a test; once it has, nothing changes.
    pub(crate) fn note(&mut self, test: usize, unit: i64, arm: usize) {
        let units = &mut self.0[test];
        if let Err(place) = units.binary_search_by_key(&unit, |(unit, _)| *unit) {
            units.insert(place, (unit, arm as u8));
        }
    }
}
