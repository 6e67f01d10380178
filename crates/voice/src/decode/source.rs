//! Any bytes that can be read from any place, as the decoder wants them.

use std::io::{Read, Result, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

pub(super) struct Source<R> {
    bytes: R,
    length: u64,
}

impl<R: Seek> Source<R> {
    /// From the beginning on.
    pub(super) fn new(mut bytes: R) -> Result<Self> {
        let length = bytes.seek(SeekFrom::End(0))?;
        bytes.rewind()?;
        Ok(Self { bytes, length })
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        self.bytes.read(into)
    }
}

impl<R: Seek> Seek for Source<R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.bytes.seek(to)
    }
}

impl<R: Read + Seek + Send + Sync> MediaSource for Source<R> {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }
}
