//! A conclusion held against the world: the truth, the questions, the grade and the strong path.

use std::collections::BTreeMap;

use jiff::ToSpan;
use pack::Pack;
use pack::model::CaseNote;
use pack::vocabulary::CauseId;
use serde::{Deserialize, Serialize};
use world::{Progress, Schedule};

use crate::case::challenge::{Ground, Question};
use crate::case::check::check;
use crate::case::conclusion::Conclusion;
use crate::case::draw::Drawn;
use crate::case::grade::{Given, Grade};
use crate::case::narrowing::{Scene, Sight, narrow};
use crate::case::opening::Opening;
use crate::case::overlap::{Overlap, overlap};
use crate::case::path::{Path, strong_path};
use crate::case::room::{Room, Shift};
use crate::case::sitting::Asking;
use crate::case::truth::CaseTruth;
use crate::case::{CaseError, causes};

/// What a conclusion is held against, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The truth.
    pub truth: CaseTruth,
    /// How far the segments hold the same viewing.
    pub overlap: Overlap,
    /// The questions afterwards.
    pub questions: Vec<Question>,
    /// The grade.
    pub grade: Grade,
    /// The path of a strong candidate.
    pub path: Path,
}

/// What a conclusion is held against, computed once.
pub struct Known<'a> {
    /// The case opened.
    pub room: Room<'a>,
    /// The pack.
    pub pack: &'a Pack,
    /// What was drawn.
    pub drawn: &'a Drawn,
    /// The truth.
    pub truth: CaseTruth,
    /// The figures of the brief.
    pub opening: &'a Opening,
    shifts: Vec<Shift>,
}

/// Metrics in which causes differ, in which facts are told.
const TOLD: [&str; 10] = [
    "startup_seconds",
    "start_failure_rate",
    "rebuffer_ratio",
    "search_success_rate",
    "browse_abandon_rate",
    "completion_rate",
    "active_members",
    "signups",
    "arpu",
    "cancellations",
];

impl<'a> Known<'a> {
    /// Computes what conclusions are held against. The market is simulated twice.
    ///
    /// # Errors
    /// The data cannot be read; somebody stopped the work.
    pub fn new(
        room: Room<'a>,
        pack: &'a Pack,
        drawn: &'a Drawn,
        opening: &'a Opening,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Self, CaseError> {
        let truth = CaseTruth::of(drawn, room.case.headline, schedule, progress)?;
        let shifts = TOLD
            .iter()
            .map(|metric| room.shift(metric, opening.since))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            room,
            pack,
            drawn,
            truth,
            opening,
            shifts,
        })
    }

    /// Holds a conclusion against it.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn assess(
        &self,
        asked: &[Asking],
        conclusion: &Conclusion,
        path: Path,
    ) -> Result<Assessment, CaseError> {
        let causes = causes()?;
        let (case, pack) = (self.room.case, self.pack);
        let countries = self.room.countries()?;
        let place = self.room.place(&countries, self.opening.since);
        // What lent profiles watched is gone from the days after; it is weighed before.
        let days = if self.drawn.cause == CauseId::PaidSharing {
            (
                self.room.span.first,
                self.drawn.onset.saturating_sub(1.days()),
            )
        } else {
            (self.drawn.onset, self.room.span.last)
        };
        let touched: BTreeMap<String, String> = self
            .truth
            .segment
            .conditions()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let overlap = overlap(
            self.room.tables,
            &place,
            days,
            &touched,
            &conclusion.segment,
        )?;
        let decoys: Vec<&CaseNote> = self
            .drawn
            .decoys
            .iter()
            .filter_map(|id| pack.note(id))
            .collect();
        let scene = Scene {
            case,
            since: self.opening.since,
            until: self.opening.until,
        };
        let narrowing = narrow(&scene, &causes, &self.truth, asked);
        let grade = Given {
            case,
            scene,
            options: &pack.options,
            causes: &causes,
            truth: &self.truth,
            overlap,
            asked,
            decoys: &decoys,
            conclusion,
            narrowing,
        }
        .grade();
        let unrejected: Vec<&CaseNote> = decoys
            .into_iter()
            .filter(|note| grade.open.contains(&note.id))
            .collect();
        let unmade: Vec<_> = case
            .checks
            .iter()
            .copied()
            .filter(|check| {
                !asked
                    .iter()
                    .any(|asking| Sight::of(&asking.came, &scene).check == Some(*check))
            })
            .collect();
        let made = |of: CauseId| {
            causes
                .iter()
                .find(|cause| cause.id == of)
                .map_or(&[][..], |cause| &cause.checks)
                .iter()
                .map(|which| check(self.room.tables, *which, &place))
                .collect::<Result<Vec<_>, _>>()
        };
        let shown = made(self.truth.cause)?;
        let expected = if conclusion.cause == self.truth.cause {
            Vec::new()
        } else {
            made(conclusion.cause)?
        };
        let questions = Ground {
            pack,
            case,
            seed: self.drawn.seed,
            causes: &causes,
            truth: &self.truth,
            conclusion,
            overlap,
            shifts: &self.shifts,
            shown: &shown,
            expected: &expected,
            unrejected: &unrejected,
            unmade: &unmade,
        }
        .questions();
        Ok(Assessment {
            truth: self.truth.clone(),
            overlap,
            questions,
            grade,
            path,
        })
    }

    /// The path of a strong candidate.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn path(&self) -> Result<Path, CaseError> {
        strong_path(self.room, self.opening)
    }
}
