//! A file that tells how far it was read.

use std::fs::File;
use std::io::{BufReader, Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file, read in larger pieces than it is asked for.
pub(super) struct Counted {
    file: BufReader<File>,
    read: Arc<AtomicU64>,
}

/// How much of a file was read.
pub(super) struct Share {
    read: Arc<AtomicU64>,
    of: u64,
}

/// Both ends of a file.
pub(super) fn counted(file: File) -> Result<(Counted, Share)> {
    let of = file.metadata()?.len();
    let read = Arc::new(AtomicU64::new(0));
    let share = Share {
        read: read.clone(),
        of,
    };
    let file = BufReader::new(file);
    Ok((Counted { file, read }, share))
}

impl Share {
    /// In hundredths.
    pub(super) fn percent(&self) -> u32 {
        let read = self.read.load(Ordering::Relaxed).min(self.of);
        (read * 100).checked_div(self.of).unwrap_or(100) as u32
    }
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.file.read(into)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let place = self.file.seek(to)?;
        self.read.store(place, Ordering::Relaxed);
        Ok(place)
    }
}
