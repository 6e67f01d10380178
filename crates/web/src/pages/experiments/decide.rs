//! A decision, and the truth that answers it.

use axum::extract::Path;
use axum::response::Redirect;
use lab::experiment::{Conclusion, Conduct, Truth, verdict};
use pack::model::Scenario;
use pack::vocabulary::Decision;
use serde::Deserialize;
use store::KeptExperiment;
use tokio::runtime::Handle;
use world::Schedule;

use super::{Stage, change, named, reason, refused, scenario_of};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, typed};
use crate::visit::Visit;
use crate::work::{About, Progress};

/// What a form says of a conclusion; effects are in per cent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    decision: String,
    effect: String,
    low: String,
    high: String,
    reason: String,
}

impl Said {
    fn conclusion(&self) -> Result<Conclusion, Failure> {
        let share = |text: &str, what: &str| {
            let number = text.trim().replace(',', ".").replace('\u{2212}', "-");
            number
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .map(|number| number / 100.0)
                .ok_or_else(|| Failure::BadForm {
                    fault: format!("{what} is \u{201c}{text}\u{201d}, which is no number"),
                })
        };
        let Some(decision) = Decision::from_word(&self.decision) else {
            return Err(Failure::BadForm {
                fault: "choose what you do".to_owned(),
            });
        };
        let conclusion = Conclusion {
            decision,
            effect: share(&self.effect, "the best guess")?,
            low: share(&self.low, "the lower end")?,
            high: share(&self.high, "the upper end")?,
            reason: typed(self.reason.trim().to_owned()),
        };
        conclusion.check().map_err(|error| refused(&error))?;
        Ok(conclusion)
    }
}

/// `POST /experiments/{id}/decide`
pub(crate) async fn decide(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let done = async {
        let record = named(&visit, &id).await?.paper;
        let scenario = scenario_of(&visit, &record)?;
        let here = format!("/experiments/{id}");
        match record.stage() {
            Stage::Judged => return Ok(Redirect::to(&format!("{here}/truth"))),
            Stage::Designed => {
                return Err(Failure::BadForm {
                    fault: "look at the test before you decide".to_owned(),
                });
            }
            Stage::Mending => return Ok(Redirect::to(&format!("{here}/rerun"))),
            Stage::Seen(_) => {}
        }
        let conclusion = said.conclusion()?;
        if conclusion.decision == Decision::FixAndRerun {
            change(&visit.app, &id, |record| {
                // Decided otherwise in another window meanwhile: the first decision stands.
                if matches!(record.stage(), Stage::Seen(_)) {
                    record.conclusion = Some(conclusion);
                }
            })
            .await?;
            return Ok(Redirect::to(&format!("{here}/rerun")));
        }
        let record = KeptExperiment {
            conclusion: Some(conclusion),
            ..record
        };
        let deciding = Deciding {
            visit: visit.clone(),
            id: id.clone(),
            record,
            scenario,
            runtime: Handle::current(),
        };
        let about = About {
            key: format!("truth-{id}"),
            title: "Finding the truth".to_owned(),
            lede: "The same members live through twelve weeks twice: once with the change for everybody, once without."
                .to_owned(),
            back: here,
        };
        let works = &visit.app.works;
        let address = works.start(about, move |progress| deciding.carry_out(progress))?;
        Ok(Redirect::to(&address))
    };
    done.await.map_err(|failure| Unsaved {
        failure,
        text: said.reason.clone(),
    })
}

/// A decision whose truth is looked for.
struct Deciding {
    visit: Visit,
    id: String,
    record: KeptExperiment,
    scenario: Scenario,
    runtime: Handle,
}

impl Deciding {
    fn carry_out(self, progress: &Progress) -> Result<String, String> {
        let (Some(readout), Some(conclusion)) = (&self.record.readout, &self.record.conclusion)
        else {
            return Err("there is nothing to judge yet".to_owned());
        };
        let design = &self.record.design;
        let schedule = Schedule::default();
        let truth = Truth::find(&self.scenario, design, self.record.seed, schedule, progress)
            .map_err(|error| error.to_string())?;
        let conduct = Conduct {
            scenario: &self.scenario,
            design,
            remarks: &self.record.remarks,
            readout,
            conclusion,
            again: self.record.again.as_ref().map(|rerun| &rerun.again),
        };
        let judged = verdict(&conduct, truth).map_err(|error| error.to_string())?;
        let app = &self.visit.app;
        let panel = self.record.pack.parse().ok().and_then(|id| app.panel(&id));
        let marks = panel.and_then(|panel| reason::hear(panel, &self.scenario, &conclusion.reason));
        let decided = change(app, &self.id, |record| {
            // Decided in another window meanwhile: the first decision stands.
            if !matches!(record.stage(), Stage::Seen(_)) {
                return record.stage();
            }
            // What was seen after it was decided had no part in it.
            record.readout.clone_from(&self.record.readout);
            record.conclusion.clone_from(&self.record.conclusion);
            record.marks = marks;
            record.verdict = Some(judged);
            record.stage()
        });
        let stage = self
            .runtime
            .block_on(decided)
            .map_err(|failure| failure.to_string())?;
        Ok(match stage {
            Stage::Judged => format!("/experiments/{}/truth", self.id),
            _ => format!("/experiments/{}", self.id),
        })
    }
}
