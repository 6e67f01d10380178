//! What a file is, from its first bytes.

use std::io::{Read, Seek};

use symphonia::core::errors::Error;

use crate::error::DecodeError;

/// So many bytes are looked at.
const HEAD: u64 = 65_536;
/// A length from here on is what a recorder writes that does not know it yet.
const OPEN: u32 = 0x7FFF_0000;

/// Kinds of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Wav,
    /// A recording whose header does not say how long it is.
    OpenWav,
    Mp3,
    Mp4,
    Aac,
    Ogg,
    Flac,
}

impl Kind {
    /// What `bytes` are; goes back to their beginning.
    pub(super) fn of<R: Read + Seek>(bytes: &mut R) -> Result<Self, DecodeError> {
        let mut head = Vec::new();
        bytes.rewind()?;
        bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
        bytes.rewind()?;
        Self::from_head(&head)
    }

    fn from_head(head: &[u8]) -> Result<Self, DecodeError> {
        let holds = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
        match head {
            [] => Err(DecodeError::Empty),
            _ if head.iter().all(|byte| *byte == 0) => Err(DecodeError::Empty),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'A',
                b'V',
                b'E',
                ..,
            ] => Ok(wav(head)),
            [b'O', b'g', b'g', b'S', ..] if holds(b"OpusHead") => {
                Err(DecodeError::OnlyBrowser("Opus"))
            }
            [b'O', b'g', b'g', b'S', ..] => Ok(Self::Ogg),
            [b'f', b'L', b'a', b'C', ..] => Ok(Self::Flac),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
                if holds(b"drms") || holds(b"enca") || head[8..].starts_with(b"M4P ") {
                    Err(DecodeError::Protected)
                } else {
                    Ok(Self::Mp4)
                }
            }
            [0x1A, 0x45, 0xDF, 0xA3, ..] => Err(DecodeError::OnlyBrowser("WebM")),
            [b'I', b'D', b'3', ..] => Ok(Self::Mp3),
            // Eleven bits that begin a frame, then the layer: none in aac, third in mp3.
            [0xFF, second, ..] if second & 0xF6 == 0xF0 => Ok(Self::Aac),
            [0xFF, second, ..] if second & 0xE6 == 0xE2 => Ok(Self::Mp3),
            _ => Err(mistaken(head)),
        }
    }

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Wav | Self::OpenWav => "wav",
            Self::Mp3 => "mp3",
            Self::Mp4 => "m4a",
            Self::Aac => "aac",
            Self::Ogg => "ogg",
            Self::Flac => "flac",
        }
    }

    pub(super) fn unsupported(self, detail: &'static str) -> DecodeError {
        DecodeError::Unsupported {
            container: self.extension(),
            detail,
        }
    }

    /// What it means that the decoder would not begin.
    pub(super) fn refused(self, error: Error) -> DecodeError {
        match error {
            Error::Unsupported(detail) => self.unsupported(detail),
            Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                error.into()
            }
            _ => DecodeError::Truncated { seconds: 0.0 },
        }
    }
}

fn wav(head: &[u8]) -> Kind {
    let length = head
        .windows(8)
        .find_map(|window| match window {
            [b'd', b'a', b't', b'a', length @ ..] => {
                Some([length[0], length[1], length[2], length[3]])
            }
            _ => None,
        })
        .map(u32::from_le_bytes);
    match length {
        Some(length) if length >= OPEN => Kind::OpenWav,
        _ => Kind::Wav,
    }
}

/// Files that people choose by mistake.
fn mistaken(head: &[u8]) -> DecodeError {
    const OTHERS: [(&[u8], &str); 8] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a zip archive or a document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"WEBVTT", "a transcript"),
        (b"<", "a web page"),
        (b"{", "a text file"),
    ];
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    OTHERS
        .iter()
        .find(|(begin, _)| text.starts_with(begin))
        .map_or(DecodeError::Unknown, |(_, what)| {
            DecodeError::NotSound(what)
        })
}
