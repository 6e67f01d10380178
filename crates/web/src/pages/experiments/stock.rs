//! What takes a while to simulate, held for the next look: logs of tests, and what is usual.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lab::experiment::{Baseline, Design, Error, Logs};
use pack::model::Scenario;
use pack::vocabulary::{Population, TestedUnit};
use world::Progress;

/// Logs that are held at once; each takes some tens of megabytes.
const MOST_LOGS: usize = 2;

type Usual = (String, Population, TestedUnit);

/// Held in memory only; everything in it can be made again.
#[derive(Default)]
pub(crate) struct Stock {
    /// The newest last.
    logs: Mutex<Vec<(String, Arc<Logs>)>>,
    usual: Mutex<HashMap<Usual, Arc<Baseline>>>,
}

impl Stock {
    /// The logs of an experiment, if they are held.
    pub(crate) fn logs(&self, id: &str) -> Option<Arc<Logs>> {
        let logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        logs.iter()
            .find(|(each, _)| each == id)
            .map(|(_, logs)| logs.clone())
    }

    /// Holds the logs of an experiment, in place of the oldest.
    pub(crate) fn hold(&self, id: &str, found: Arc<Logs>) {
        let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        logs.retain(|(each, _)| each != id);
        logs.push((id.to_owned(), found));
        let over = logs.len().saturating_sub(MOST_LOGS);
        logs.drain(..over);
    }

    /// What is usual for those in a design. Measured at the first asking, for about a second.
    pub(crate) fn usual(
        &self,
        scenario: &Scenario,
        design: &Design,
    ) -> Result<Arc<Baseline>, Error> {
        let key = (scenario.region.clone(), design.population, design.unit);
        let held = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(usual) = held.get(&key) {
            return Ok(usual.clone());
        }
        drop(held);
        let region = scenario.region.parse().map_err(|_| Error::Region {
            region: scenario.region.clone(),
        })?;
        let progress = Progress::default();
        let usual = Arc::new(Baseline::measure(
            region,
            design.population,
            design.unit,
            &progress,
        )?);
        let mut held = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(key, usual.clone());
        Ok(usual)
    }
}
