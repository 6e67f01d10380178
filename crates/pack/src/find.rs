//! Looking things up in a pack by their ids.

use crate::id::{ClaimId, ComponentId, EntryId, ProbeId, QuestionId, RoundId};
use crate::model::{
    Case, CaseNote, CaseOption, Claim, Component, Criterion, Drill, Frame, Mistake, Pack, Probe,
    Question, Round, Scenario, Value,
};
use crate::vocabulary::{CriterionId, MistakeId, QuestionKind};

impl Pack {
    /// The round of that id.
    #[must_use]
    pub fn round(&self, id: &RoundId) -> Option<&Round> {
        self.rounds.iter().find(|each| each.id == *id)
    }

    /// The component of that id.
    #[must_use]
    pub fn component(&self, id: &ComponentId) -> Option<&Component> {
        self.components.iter().find(|each| each.id == *id)
    }

    /// The question of that id.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|each| each.id == *id)
    }

    /// The questions asked in a round, in the order of the bank.
    pub fn questions_of<'pack>(
        &'pack self,
        round: &'pack RoundId,
    ) -> impl Iterator<Item = &'pack Question> {
        self.questions
            .iter()
            .filter(move |each| each.round == *round)
    }

    /// The claim of that id.
    #[must_use]
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|each| each.id == *id)
    }

    /// The probe of that id.
    #[must_use]
    pub fn probe(&self, id: &ProbeId) -> Option<&Probe> {
        self.probes.iter().find(|each| each.id == *id)
    }

    /// The frame of that id.
    #[must_use]
    pub fn frame(&self, id: &EntryId) -> Option<&Frame> {
        self.frames.iter().find(|each| each.id == *id)
    }

    /// The card of that id.
    #[must_use]
    pub fn drill(&self, id: &EntryId) -> Option<&Drill> {
        self.drills.iter().find(|each| each.id == *id)
    }

    /// The case of that id.
    #[must_use]
    pub fn case(&self, id: &EntryId) -> Option<&Case> {
        self.cases.iter().find(|each| each.id == *id)
    }

    /// What can be recommended under that id.
    #[must_use]
    pub fn option(&self, id: &EntryId) -> Option<&CaseOption> {
        self.options.iter().find(|each| each.id == *id)
    }

    /// The note of that id.
    #[must_use]
    pub fn note(&self, id: &EntryId) -> Option<&CaseNote> {
        self.notes.iter().find(|each| each.id == *id)
    }

    /// The scenario of that id.
    #[must_use]
    pub fn scenario(&self, id: &EntryId) -> Option<&Scenario> {
        self.scenarios.iter().find(|each| each.id == *id)
    }

    /// The culture value of that id.
    #[must_use]
    pub fn value(&self, id: &EntryId) -> Option<&Value> {
        self.values.iter().find(|each| each.id == *id)
    }

    /// The words about one of the four mistakes.
    #[must_use]
    pub fn mistake(&self, id: MistakeId) -> Option<&Mistake> {
        self.mistakes.iter().find(|each| each.id == id)
    }

    /// A criterion as it is put for one kind of question.
    #[must_use]
    pub fn criterion(&self, kind: QuestionKind, id: CriterionId) -> Option<&Criterion> {
        self.criteria
            .iter()
            .find(|each| each.kind == kind && each.id == id)
    }
}
