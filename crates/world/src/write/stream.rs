//! A world's tables as batches of Arrow, for whoever reads them in memory.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::Error;
use crate::catalogue::Title;
use crate::experiment::Units;
use crate::incident::Scene;
use crate::simulation::{self, Context, Recorder, blocks};
use crate::table::{
    Assignment, Columns, Member, Play, Profile, Prospect, Row, SubscriptionEvent, Visit,
};
use crate::truth::{earlier, year_before};
use crate::world::{Progress, Schedule, World};
use crate::write::rows::Small;

/// Rows of a batch.
const BATCH: usize = 32_768;

/// Takes batches as they come: the table's name, the number of the block of members that they are of
/// (0 for tables that are not of members), and the batch. It may be called from many threads; an
/// error ends the work.
pub type Sink<'a> = dyn Fn(&'static str, u32, RecordBatch) -> Result<(), Error> + Sync + 'a;

/// Simulates a world and passes its tables on, holding only a block for each thread. Batches of one
/// block come in the order of days; blocks come in any order.
///
/// # Errors
/// What the sink says; somebody stopped the work.
pub fn stream(
    world: &World,
    schedule: Schedule,
    progress: &Progress,
    sink: &Sink<'_>,
) -> Result<(), Error> {
    let blocks = blocks(world);
    let earlier = earlier(world)?;
    let parts_before = earlier
        .as_ref()
        .map_or(0, |world| simulation::blocks(world).len());
    progress.expect(blocks.len() + parts_before);
    let last_day = i32::from(world.configuration.days) - 1;
    world
        .simulate(
            &blocks,
            |block| {
                Ok(Passing {
                    sink,
                    block: block.number,
                    last_day,
                    visits: Default::default(),
                    plays: Default::default(),
                    small: Small::default(),
                })
            },
            schedule,
            progress,
        )?
        .into_iter()
        .try_for_each(Passing::end)?;
    pass(sink, 0, world.title_rows())?;
    pass(sink, 0, world.availability_rows())?;
    pass(sink, 0, world.release_rows())?;
    pass(sink, 0, world.price_rows())?;
    pass(sink, 0, world.calendar_rows())?;
    pass(sink, 0, world.experiment_rows())?;
    if let Some(earlier) = &earlier {
        let pool = schedule.pool()?;
        let rows = pool.install(|| year_before(world, earlier, schedule.chunk, progress))?;
        pass(sink, 0, rows)?;
    }
    Ok(())
}

/// A table in memory.
#[derive(Clone, Debug)]
pub struct MemoryTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows; none where it is empty.
    pub batches: Vec<RecordBatch>,
}

/// A whole world in memory, table by table as in the dictionary, in the same order on any number of
/// threads. About 100 bytes a play.
///
/// # Errors
/// Somebody stopped the work.
pub fn in_memory(
    world: &World,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Vec<MemoryTable>, Error> {
    let all = std::sync::Mutex::new(Vec::new());
    stream(world, schedule, progress, &|name, block, batch| {
        // Whoever broke the lock has ended the work with the error of its own.
        let mut all = all.lock().map_err(|_| Error::Cancelled)?;
        let place = all.len();
        all.push((name, block, place, batch));
        Ok(())
    })?;
    let mut all = all.into_inner().map_err(|_| Error::Cancelled)?;
    all.sort_by_key(|(name, block, place, _)| (*name, *block, *place));
    let mut tables: Vec<MemoryTable> = crate::table::dictionary()
        .into_iter()
        .map(|table| MemoryTable {
            name: table.name,
            schema: Arc::new(table.schema()),
            batches: Vec::new(),
        })
        .collect();
    for (name, _, _, batch) in all {
        if let Some(table) = tables.iter_mut().find(|table| table.name == name) {
            table.batches.push(batch);
        }
    }
    Ok(tables)
}

/// Passes rows on, a batch at a time.
fn pass<R: Row>(
    sink: &Sink<'_>,
    block: u32,
    rows: impl IntoIterator<Item = R>,
) -> Result<(), Error> {
    let mut columns = R::Columns::default();
    for row in rows {
        columns.push(row);
        if columns.rows() >= BATCH {
            sink(R::TABLE, block, columns.take()?)?;
        }
    }
    if columns.rows() > 0 {
        sink(R::TABLE, block, columns.take()?)?;
    }
    Ok(())
}

/// Passes a block's rows on.
struct Passing<'a> {
    sink: &'a Sink<'a>,
    block: u32,
    last_day: i32,
    visits: <Visit as Row>::Columns,
    plays: <Play as Row>::Columns,
    small: Small,
}

impl Passing<'_> {
    /// What is known only at the end of a block.
    fn end(self) -> Result<(), Error> {
        pass(self.sink, self.block, self.small.members)?;
        pass(self.sink, self.block, self.small.profiles)
    }
}

impl Recorder for Passing<'_> {
    fn visit(&mut self, _context: &Context, visit: Visit) {
        self.visits.push(visit);
    }
    fn play(&mut self, _context: &Context, _title: &Title, play: Play) {
        self.plays.push(play);
    }
    fn event(&mut self, _day: i32, _scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        self.small.events.push(event);
    }
    fn prospect(&mut self, _day: i32, _scene: &Scene, prospect: Prospect) {
        self.small.prospects.push(prospect);
    }
    fn assignment(&mut self, _context: &Context, assignment: Assignment) {
        self.small.assignments.push(assignment);
    }
    fn member(&mut self, member: Member) {
        self.small.members.push(member);
    }
    fn profile(&mut self, profile: Profile) {
        self.small.profiles.push(profile);
    }
    fn day_over(&mut self, day: i32) -> Result<(), Error> {
        let last = day == self.last_day;
        if self.visits.rows() >= BATCH || (last && self.visits.rows() > 0) {
            (self.sink)(Visit::TABLE, self.block, self.visits.take()?)?;
        }
        if self.plays.rows() >= BATCH || (last && self.plays.rows() > 0) {
            (self.sink)(Play::TABLE, self.block, self.plays.take()?)?;
        }
        if last {
            pass(self.sink, self.block, self.small.prospects.drain(..))?;
            pass(self.sink, self.block, self.small.events.drain(..))?;
            pass(self.sink, self.block, self.small.assignments.drain(..))?;
        }
        Ok(())
    }
}
