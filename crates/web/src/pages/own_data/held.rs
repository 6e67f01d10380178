//! What was found in files, held for the next look.

use std::sync::{Arc, Mutex, PoisonError};

use lab::Chart;
use lab::diagnosis::Diagnosis;

/// So many are held.
const MOST: usize = 16;

/// A file diagnosed.
pub(super) struct Diagnosed {
    /// What the file is called.
    pub(super) name: String,
    /// Rows that counted.
    pub(super) rows: u64,
    /// Rows outside of the time asked for.
    pub(super) outside: u64,
    /// By which columns.
    pub(super) dimensions: Vec<String>,
    /// The columns of the measure.
    pub(super) measure: Vec<String>,
    /// What was found.
    pub(super) found: Diagnosis,
    /// How all rows together went over time.
    pub(super) course: Option<Chart>,
}

/// Held in memory only: whoever wants it again has the file.
#[derive(Default)]
pub(super) struct Held(Mutex<Vec<(u64, Arc<Diagnosed>)>>);

impl Held {
    /// Holds one under a key, in place of the oldest.
    pub(super) fn hold(&self, key: u64, diagnosed: Diagnosed) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.push((key, Arc::new(diagnosed)));
        let over = held.len().saturating_sub(MOST);
        held.drain(..over);
    }

    /// The one of a key, if it is held.
    pub(super) fn get(&self, key: u64) -> Option<Arc<Diagnosed>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter()
            .find(|(each, _)| *each == key)
            .map(|(_, diagnosed)| diagnosed.clone())
    }
}
