//! A piece of sound on its way into its file: it is there wholly, or the file is as it was.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom, Write};

use super::wav::HEAD;

/// A piece of sound, and the byte of the file at which it begins.
pub(super) struct Piece<'sound> {
    pub(super) place: u64,
    pub(super) sound: &'sound [u8],
}

/// What a file held before a piece was written.
struct Before {
    length: u64,
    head: Vec<u8>,
    /// What stood where the piece goes; less than it where the file ended.
    stood: Vec<u8>,
}

impl Piece<'_> {
    /// Writes it and the head that fits then, and synchronises. `stood` is what is in its place now.
    pub(super) fn put(&self, file: &mut File, stood: Vec<u8>, head: &[u8]) -> Result<()> {
        let before = Before {
            length: file.metadata()?.len(),
            head: read_at(file, 0, HEAD as usize)?,
            stood,
        };
        let mut written = || {
            write_at(file, self.place, self.sound)?;
            write_at(file, 0, head)?;
            file.sync_all()
        };
        written().inspect_err(|_| self.take_back(file, &before))
    }

    /// Undoes what was written of it. Where the disk refuses that as well, the head is put right when the
    /// recording is next looked at, and the piece falls into the same place when it is sent again.
    fn take_back(&self, file: &mut File, before: &Before) {
        let mut undone = || {
            file.set_len(before.length)?;
            write_at(file, self.place, &before.stood)?;
            write_at(file, 0, &before.head)?;
            file.sync_all()
        };
        undone().ok();
    }
}

/// At most so many bytes from a place on; fewer where the file ends.
pub(super) fn read_at(file: &mut File, place: u64, bytes: usize) -> Result<Vec<u8>> {
    file.seek(SeekFrom::Start(place))?;
    let mut read = Vec::with_capacity(bytes);
    file.take(bytes as u64).read_to_end(&mut read)?;
    Ok(read)
}

pub(super) fn write_at(file: &mut File, place: u64, bytes: &[u8]) -> Result<()> {
    file.seek(SeekFrom::Start(place))?;
    file.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::wav::head;

    #[test]
    fn a_piece_that_is_taken_back_leaves_the_file_as_it_was_wherever_it_was_to_stand() {
        let mut whole = head(8).to_vec();
        whole.extend([1, 1, 0, 0, 0, 0, 4, 4]);
        for (place, stood) in [
            (HEAD + 2, vec![0; 4]),
            (HEAD + 6, vec![4, 4]),
            (HEAD + 20, Vec::new()),
        ] {
            let mut file = tempfile::tempfile().unwrap();
            write_at(&mut file, 0, &whole).unwrap();
            let before = Before {
                length: whole.len() as u64,
                head: head(8).to_vec(),
                stood,
            };
            let sound = [9; 4];
            let piece = Piece {
                place,
                sound: &sound,
            };
            // As far as it may have come when the disk was full.
            write_at(&mut file, place, &sound).unwrap();
            write_at(&mut file, 0, &head(80)).unwrap();
            piece.take_back(&mut file, &before);
            assert_eq!(read_at(&mut file, 0, 1_000).unwrap(), whole, "at {place}");
        }
    }

    /// What takes no byte stands on every Linux.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_is_full_is_told() {
        let mut full = std::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open("/dev/full")
            .unwrap();
        let piece = Piece {
            place: HEAD,
            sound: &[9; 4],
        };
        let refused = piece.put(&mut full, Vec::new(), &head(4)).unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::StorageFull);
    }
}
