//! A case opened on this machine: its world is made where it is not there, and asked.

use std::sync::Arc;

use jiff::civil::Date;
use lab::case::{
    Asking, Assessment, Came, CaseError, Conclusion, Drawn, Known, Opening, Room, Setting, check,
};
use lab::{Asked, Definitions, Earlier, Reader, find, find_reading, without_numbers};
use pack::Pack;
use pack::model::Case;
use pack::vocabulary::CheckId;
use world::{Progress, Schedule};

use crate::{Error, OpenWorld, WorldId, Worlds};

/// Why a case cannot be opened, asked or graded.
#[derive(Debug, thiserror::Error)]
pub enum CaseFailure {
    /// Its world cannot be made or opened.
    #[error(transparent)]
    World(#[from] Error),
    /// The case itself.
    #[error(transparent)]
    Case(#[from] CaseError),
}

impl CaseFailure {
    /// Whether somebody stopped the work, so that nothing went wrong.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        match self {
            Self::World(error) => error.is_cancelled(),
            Self::Case(error) => matches!(error, CaseError::World(world::Error::Cancelled)),
        }
    }
}

impl From<lab::Trouble> for CaseFailure {
    fn from(trouble: lab::Trouble) -> Self {
        Self::Case(trouble.into())
    }
}

impl From<lab::Fault> for CaseFailure {
    fn from(fault: lab::Fault) -> Self {
        Self::Case(fault.into())
    }
}

/// A case opened.
#[derive(Debug)]
pub struct OpenCase<'a> {
    pack: &'a Pack,
    case: &'a Case,
    drawn: Drawn,
    world: Arc<OpenWorld>,
    definitions: Definitions,
}

/// A case of a pack, and what is drawn of it.
fn drawn<'a>(pack: &'a Pack, setting: &Setting) -> Result<(&'a Case, Drawn), CaseError> {
    let case = pack
        .case(&setting.case)
        .ok_or_else(|| CaseError::NoSuchCase {
            id: setting.case.to_string(),
            known: pack
                .cases
                .iter()
                .map(|case| case.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })?;
    Ok((case, Drawn::new(pack, case, setting.seed, setting.size)?))
}

/// So many earlier requests are read again for what a follow-up goes on from.
const CONTEXT: usize = 12;

impl<'a> OpenCase<'a> {
    /// Opens a case; makes its world if it is not there.
    ///
    /// # Errors
    /// There is no such case, it was begun with another world, its world cannot be made, or somebody
    /// stopped the work.
    pub fn new(
        worlds: &Worlds,
        pack: &'a Pack,
        setting: &Setting,
        progress: &Progress,
    ) -> Result<Self, CaseFailure> {
        let (case, drawn) = drawn(pack, setting)?;
        let id = WorldId::of(&drawn.configuration).map_err(Error::from)?;
        if setting.world.as_ref().is_some_and(|own| own != id.as_str()) {
            return Err(CaseError::Changed.into());
        }
        let id = worlds.make(drawn.configuration.clone(), Schedule::default(), progress)?;
        Ok(Self {
            pack,
            case,
            drawn,
            world: worlds.open(&id)?,
            definitions: Definitions::built_in()?,
        })
    }

    /// The world that a case gets from its pack as it is now, whether it was made or not.
    ///
    /// # Errors
    /// There is no such case, or it names what the simulated service does not have.
    pub fn world_of(pack: &Pack, setting: &Setting) -> Result<WorldId, CaseFailure> {
        let (_, drawn) = drawn(pack, setting)?;
        Ok(WorldId::of(&drawn.configuration).map_err(Error::from)?)
    }

    /// Whether a case plays in a world: the one with which it was begun; where that was not written down
    /// yet, the one that its pack gives it now. None where that cannot be told, because its pack is not
    /// at hand or does not have it any more: nothing may be given away then, either.
    #[must_use]
    pub fn plays_in(pack: Option<&Pack>, setting: &Setting, world: &WorldId) -> Option<bool> {
        match &setting.world {
            Some(own) => Some(own == world.as_str()),
            None => Some(Self::world_of(pack?, setting).ok()? == *world),
        }
    }

    /// The same, knowing other measures than the built-in ones.
    #[must_use]
    pub fn with_definitions(self, definitions: Definitions) -> Self {
        Self {
            definitions,
            ..self
        }
    }

    /// The case.
    #[must_use]
    pub const fn case(&self) -> &'a Case {
        self.case
    }

    fn room(&self) -> Room<'_> {
        Room {
            tables: &*self.world,
            definitions: &self.definitions,
            case: self.case,
            span: self.world.span(),
        }
    }

    /// The figures of the brief.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn opening(&self) -> Result<Opening, CaseFailure> {
        Ok(Opening::of(&self.room(), self.drawn.onset)?)
    }

    /// A request in plain words, which may go on from what was asked before.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn ask(&self, asked: &[Asking], text: &str) -> Result<Came, CaseFailure> {
        let reader = Reader::new(self.definitions.clone(), &self.world.own_values()?)?;
        let earlier = asked[asked.len().saturating_sub(CONTEXT)..]
            .iter()
            .filter_map(|asking| match (&asking.text, &asking.came) {
                (Some(text), _) => Some(Earlier::Said(text)),
                (None, Came::Found(finding)) => match &finding.question {
                    Asked::Metric { question, rest } => Some(Earlier::Answered(question, *rest)),
                    _ => None,
                },
                (None, _) => None,
            });
        let reading = reader.follow(earlier, text, Some(self.world.span()));
        let said = |words: String| Came::Said {
            words,
            ask: matches!(reading.verdict, lab::Verdict::Ask(_)),
        };
        if let Some(words) = without_numbers(&self.definitions, &reading) {
            return Ok(said(words));
        }
        let found = find_reading(&*self.world, &self.definitions, &reading, self.world.span());
        Self::came(found)
    }

    /// What a tool finds; what it cannot answer is said in words.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn find(&self, asked: &Asked) -> Result<Came, CaseFailure> {
        Self::came(find(
            &*self.world,
            &self.definitions,
            asked,
            self.world.span(),
        ))
    }

    /// What came of asking; only data that cannot be read is a failure.
    fn came(found: Result<lab::Finding, lab::Trouble>) -> Result<Came, CaseFailure> {
        use lab::Trouble as T;
        match found {
            Ok(finding) => Ok(Came::Found(Box::new(finding))),
            Err(trouble @ (T::Unreadable { .. } | T::Column { .. })) => Err(trouble.into()),
            Err(trouble) => Ok(Came::Said {
                words: format!("That cannot be answered: {trouble}."),
                ask: false,
            }),
        }
    }

    /// What a check finds; of a date that leaves nothing on one side it is asked back.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn check(&self, which: CheckId, since: Date) -> Result<Came, CaseFailure> {
        let room = self.room();
        let (first, last) = (room.span.first, room.span.last);
        if since <= first || since > last {
            return Ok(Came::Said {
                words: format!(
                    "A check holds the days before a date against those from it on: choose one after {first} and up to {last}."
                ),
                ask: true,
            });
        }
        let countries = room.countries()?;
        let checked = check(room.tables, which, &room.place(&countries, since))?;
        Ok(Came::Checked(Box::new(checked)))
    }

    /// Holds a conclusion against the world.
    ///
    /// # Errors
    /// The data cannot be read; somebody stopped the work.
    pub fn assess(
        &self,
        opening: &Opening,
        asked: &[Asking],
        conclusion: &Conclusion,
        progress: &Progress,
    ) -> Result<Assessment, CaseFailure> {
        let known = Known::new(
            self.room(),
            self.pack,
            &self.drawn,
            opening,
            Schedule::default(),
            progress,
        )?;
        let path = known.path()?;
        Ok(known.assess(asked, conclusion, path)?)
    }
}
