//! A look: the test is run to its planned end once, and read up to the day of the look.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::response::Redirect;
use lab::experiment::{Error, Logs, readout};
use pack::model::Scenario;
use serde::Deserialize;
use store::KeptExperiment;
use tokio::runtime::Handle;
use world::Schedule;

use super::{Stage, Stock, change, kept, named, refused, scenario_of};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::visit::Visit;
use crate::work::{About, Progress};

#[derive(Deserialize)]
pub(crate) struct Until {
    day: u16,
}

/// `POST /experiments/{id}/look`
pub(crate) async fn look(
    visit: Visit,
    Extension(stock): Extension<Arc<Stock>>,
    Path(id): Path<String>,
    Fields(until): Fields<Until>,
) -> Result<Redirect, Failure> {
    let record = named(&visit, &id).await?.paper;
    let scenario = scenario_of(&visit, &record)?;
    let scenario = match &record.again {
        Some(rerun) => rerun.again.mended(&scenario),
        None => scenario,
    };
    let here = format!("/experiments/{id}");
    let seen = match record.stage() {
        Stage::Mending | Stage::Judged => return Ok(Redirect::to(&here)),
        Stage::Seen(day) => day,
        Stage::Designed => 0,
    };
    if until.day == 0 || until.day > record.design.days {
        return Err(refused(&Error::Day {
            day: until.day,
            days: record.design.days,
        }));
    }
    // An old page, or the same look twice: what was seen stays seen, and no look is counted.
    if until.day <= seen {
        return Ok(Redirect::to(&here));
    }
    let looking = Look {
        visit: visit.clone(),
        stock: stock.clone(),
        id: id.clone(),
        record,
        scenario,
        day: until.day,
        runtime: Handle::current(),
    };
    if stock.logs(&id).is_some() {
        let looked = tokio::task::spawn_blocking(move || looking.carry_out(&Progress::default()));
        let address = looked.await.map_err(|_| Failure::Broken)?;
        return address
            .map(|address| Redirect::to(&address))
            .map_err(|error| refused(&error));
    }
    let about = About {
        key: format!("experiment-{id}"),
        title: "Running the test".to_owned(),
        lede: "Every member lives through the days of the test. It takes some seconds.".to_owned(),
        back: here,
    };
    let address = visit
        .app
        .works
        .start(about, move |progress| looking.carry_out(progress))?;
    Ok(Redirect::to(&address))
}

/// A look that is under way.
struct Look {
    visit: Visit,
    stock: Arc<Stock>,
    id: String,
    record: KeptExperiment,
    scenario: Scenario,
    day: u16,
    runtime: Handle,
}

impl Look {
    /// Runs the test where its logs are not held, reads it and keeps what was seen; gives the address
    /// at which it is shown.
    fn carry_out(self, progress: &Progress) -> Result<String, String> {
        let told = |error: Error| error.to_string();
        let logs = match self.stock.logs(&self.id) {
            Some(logs) => logs,
            None => {
                let schedule = Schedule::default();
                let Self {
                    scenario, record, ..
                } = &self;
                let logs = Logs::run(scenario, &record.design, record.seed, schedule, progress);
                let logs = Arc::new(logs.map_err(told)?);
                self.stock.hold(&self.id, logs.clone());
                logs
            }
        };
        // Reading takes a while, and is done beside the store: where another window looked meanwhile, it
        // is done again after what that one saw.
        while !self.look(&logs)? {}
        Ok(format!("/experiments/{}", self.id))
    }

    /// Reads the logs and keeps what is seen, unless another window looked or decided in between; says
    /// whether nothing more is to be done.
    fn look(&self, logs: &Logs) -> Result<bool, String> {
        let told = |failure: Failure| failure.to_string();
        let app = &self.visit.app;
        let before = self.runtime.block_on(kept(app, &self.id)).map_err(told)?;
        let before = before.paper;
        let seen = match before.stage() {
            // Decided in another window meanwhile: nothing more is to be seen.
            Stage::Mending | Stage::Judged => return Ok(true),
            Stage::Seen(day) => day,
            Stage::Designed => 0,
        };
        if self.day <= seen {
            return Ok(true);
        }
        let found = readout(logs, &before.design, self.day, before.looks())
            .map_err(|error| error.to_string())?;
        let keep = change(app, &self.id, |record| {
            let same = record.stage() == before.stage() && record.looks() == before.looks();
            if same {
                record.readout = Some(found);
            }
            same
        });
        self.runtime.block_on(keep).map_err(told)
    }
}
