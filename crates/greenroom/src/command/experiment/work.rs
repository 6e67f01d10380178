//! Long work of experiments, with a bar and an end by Ctrl-C.

use ::world::Progress;
use anyhow::Result;
use lab::experiment::Error;

use crate::command::world;

/// Carries it out; what the world could not do is told as for worlds.
pub(super) fn carry_out<T: Send>(
    name: &'static str,
    work: impl FnOnce(&Progress) -> Result<T, Error> + Send,
) -> Result<T> {
    let result = world::carry_out(name, |progress| match work(progress) {
        Err(Error::World(error)) => Err(error),
        other => Ok(other),
    })?;
    Ok(result?)
}
