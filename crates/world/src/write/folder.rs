//! Fills a world's folder; with `unfinished.rs` and `manifest.rs` the places that touch a disk.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::names::Named;
use crate::simulation::{self, Block, blocks};
use crate::table::{Play, Row, Stored, Visit};
use crate::truth::{earlier, year_before};
use crate::world::{Progress, Schedule, World};
use crate::write::manifest::{EDITION, FILE, FORMAT, Manifest, TableSize};
use crate::write::parquet::TableWriter;
use crate::write::rows::{Rows, Small};
use crate::write::unfinished::{Unfinished, cannot};

/// Makes a world in a folder that is not there yet.
///
/// # Errors
/// The folder is there, or cannot be written; somebody stopped the work. Nothing is left behind.
pub fn write(
    world: &World,
    folder: &Path,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Manifest, Error> {
    if folder.exists() {
        return Err(Error::Taken(folder.to_owned()));
    }
    let unfinished = Unfinished::new(folder)?;
    let manifest = fill(world, &unfinished.path, schedule, progress)?;
    progress.go_on()?;
    unfinished.finish(folder)?;
    Ok(manifest)
}

fn create(path: &Path) -> Result<BufWriter<File>, Error> {
    let file = File::create_new(path).map_err(|error| cannot(path, error))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}

/// Hands over to the system what is still to be written, and says what it does not take. It may keep that
/// in memory for a while: of a world that a power cut damages, the manifest tells that files are too short,
/// and it can be made again.
fn close(path: &Path, mut file: BufWriter<File>) -> Result<u64, Error> {
    file.flush().map_err(|error| cannot(path, error))?;
    let file = file
        .into_inner()
        .map_err(|error| cannot(path, error.into_error()))?;
    Ok(file.metadata().map_err(|error| cannot(path, error))?.len())
}

fn part(folder: &Path, table: &str, block: &Block) -> PathBuf {
    folder.join(table).join(format!(
        "{}-{:05}.parquet",
        block.country.region().name().to_lowercase(),
        block.number
    ))
}

fn fill(
    world: &World,
    folder: &Path,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Manifest, Error> {
    for table in crate::table::dictionary() {
        let path = folder.join(table.name);
        fs::create_dir(&path).map_err(|error| cannot(&path, error))?;
    }
    let blocks = blocks(world);
    let earlier = earlier(world)?;
    let parts_before = earlier
        .as_ref()
        .map_or(0, |world| simulation::blocks(world).len());
    progress.expect(blocks.len() + parts_before);
    let recorder = |block: &Block| {
        Ok(Finishing {
            rows: Some(Rows {
                visits: TableWriter::new(create(&part(folder, Visit::TABLE, block))?)?,
                plays: TableWriter::new(create(&part(folder, Play::TABLE, block))?)?,
                small: Small::default(),
            }),
            last_day: i32::from(world.configuration.days) - 1,
            visits: part(folder, Visit::TABLE, block),
            plays: part(folder, Play::TABLE, block),
            done: Done::default(),
        })
    };
    let (pool, chunk) = (schedule.pool()?, schedule.chunk);
    // Both at once: no thread waits for the last block of one before the other begins.
    let (finished, year_before) = pool.join(
        || world.simulate_within(i32::MAX, &blocks, recorder, chunk, progress),
        || match &earlier {
            Some(earlier) => year_before(world, earlier, chunk, progress),
            None => Ok(Vec::new()),
        },
    );
    let finished = finished?;
    let year_before = year_before?;
    let mut all = Small::default();
    let mut visits = TableSize {
        name: Visit::TABLE.to_owned(),
        rows: 0,
        files: 0,
        bytes: 0,
    };
    let mut plays = TableSize {
        name: Play::TABLE.to_owned(),
        ..visits.clone()
    };
    for block in finished {
        let mut small = block.done.small;
        all.members.append(&mut small.members);
        all.profiles.append(&mut small.profiles);
        all.prospects.append(&mut small.prospects);
        all.events.append(&mut small.events);
        all.assignments.append(&mut small.assignments);
        for (table, (rows, bytes)) in [
            (&mut visits, block.done.visits),
            (&mut plays, block.done.plays),
        ] {
            table.rows += rows;
            table.bytes += bytes;
            table.files += 1;
        }
    }
    let ((members, profiles), (prospects, (events, year_before))) = pool.join(
        || {
            rayon::join(
                || whole(folder, all.members),
                || whole(folder, all.profiles),
            )
        },
        || {
            rayon::join(
                || whole(folder, all.prospects),
                || rayon::join(|| whole(folder, all.events), || whole(folder, year_before)),
            )
        },
    );
    let tables = vec![
        members?,
        profiles?,
        prospects?,
        events?,
        visits,
        plays,
        whole(folder, world.title_rows())?,
        whole(folder, world.availability_rows())?,
        whole(folder, world.release_rows())?,
        whole(folder, world.price_rows())?,
        whole(folder, world.calendar_rows())?,
        whole(folder, world.experiment_rows())?,
        whole(folder, all.assignments)?,
        year_before?,
    ];
    let manifest = Manifest {
        format: FORMAT,
        edition: EDITION,
        configuration: world.configuration.clone(),
        tables,
    };
    let path = folder.join(FILE);
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| cannot(&path, io::Error::other(error)))?;
    fs::write(&path, text).map_err(|error| cannot(&path, error))?;
    Ok(manifest)
}

/// A table that is one file.
fn whole<R: Row>(folder: &Path, rows: impl IntoIterator<Item = R>) -> Result<TableSize, Error>
where
    R::Columns: Stored,
{
    let path = folder.join(R::TABLE).join("all.parquet");
    let mut writer = TableWriter::new(create(&path)?)?;
    for row in rows {
        writer.push(row);
        writer.flush_if_full()?;
    }
    let (rows, file) = writer.finish()?;
    Ok(TableSize {
        name: R::TABLE.to_owned(),
        rows,
        files: 1,
        bytes: close(&path, file)?,
    })
}

/// What is left of a block when its files are closed.
#[derive(Default)]
struct Done {
    visits: (u64, u64),
    plays: (u64, u64),
    small: Small,
}

/// A block's rows, whose files are closed after the last day, while other blocks still run.
struct Finishing {
    rows: Option<Rows>,
    last_day: i32,
    visits: PathBuf,
    plays: PathBuf,
    done: Done,
}

mod recorder {
    use super::{Done, Finishing, close};
    use crate::Error;
    use crate::catalogue::Title;
    use crate::experiment::Units;
    use crate::incident::Scene;
    use crate::simulation::{Context, Recorder};
    use crate::table::{Assignment, Member, Play, Profile, Prospect, SubscriptionEvent, Visit};

    impl Recorder for Finishing {
        fn visit(&mut self, context: &Context, visit: Visit) {
            if let Some(rows) = &mut self.rows {
                rows.visit(context, visit);
            }
        }
        fn play(&mut self, context: &Context, title: &Title, play: Play) {
            if let Some(rows) = &mut self.rows {
                rows.play(context, title, play);
            }
        }
        fn event(&mut self, day: i32, scene: &Scene, units: &Units, event: SubscriptionEvent) {
            if let Some(rows) = &mut self.rows {
                rows.event(day, scene, units, event);
            }
        }
        fn prospect(&mut self, day: i32, scene: &Scene, prospect: Prospect) {
            if let Some(rows) = &mut self.rows {
                rows.prospect(day, scene, prospect);
            }
        }
        fn assignment(&mut self, context: &Context, assignment: Assignment) {
            if let Some(rows) = &mut self.rows {
                rows.assignment(context, assignment);
            }
        }
        fn member(&mut self, member: Member) {
            self.done.small.members.push(member);
        }
        fn profile(&mut self, profile: Profile) {
            self.done.small.profiles.push(profile);
        }
        fn day_over(&mut self, day: i32) -> Result<(), Error> {
            if let Some(rows) = &mut self.rows {
                rows.day_over(day)?;
            }
            if day == self.last_day
                && let Some(rows) = self.rows.take()
            {
                let (count, file) = rows.visits.finish()?;
                let visits = (count, close(&self.visits, file)?);
                let (count, file) = rows.plays.finish()?;
                self.done = Done {
                    visits,
                    plays: (count, close(&self.plays, file)?),
                    small: rows.small,
                };
            }
            Ok(())
        }
    }
}
