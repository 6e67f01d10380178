//! Room on the disk.

use std::path::Path;

use crate::Error;

/// Bytes in the unit that reads best.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes < 1e6 => format!("{:.0} kB", (bytes / 1e3).max(1.0)),
        bytes if bytes < 1e9 => format!("{:.0} MB", bytes / 1e6),
        bytes => format!("{:.1} GB", bytes / 1e9),
    }
}

/// Says so, before the work, if the disk cannot hold so many bytes in a folder, which need not be
/// there yet.
///
/// # Errors
/// [`Error::NoRoom`].
pub fn refuse_if_full(folder: &Path, bytes: u64) -> Result<(), Error> {
    let there = folder
        .ancestors()
        .find(|parent| parent.exists())
        .unwrap_or(Path::new("."));
    // Where it cannot be told how much is free, the work itself will tell.
    match fs4::available_space(there) {
        Ok(free) if free < bytes => Err(Error::NoRoom {
            path: folder.to_owned(),
            needed: bytes,
            free,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_any_disk_holds_is_refused_with_both_sizes() {
        let refused = refuse_if_full(&std::env::temp_dir().join("none/there"), u64::MAX);
        let words = refused.unwrap_err().to_string();
        assert!(words.contains("18446744073.7 GB are needed"), "{words}");
        assert!(refuse_if_full(&std::env::temp_dir(), 1).is_ok());
    }
}
