//! Files of sound, piece by piece, so that a long one never stands whole in memory.
//!
//! What a file is, is told from its bytes and never from its name.

mod kind;
mod source;

use std::io::{Read, Seek};

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use crate::block::Block;
use crate::error::DecodeError;
use crate::listener::Listener;
use kind::Kind;
use source::Source;

/// A file of sound: an iterator over its pieces.
///
/// Where a file is damaged, everything that can be read comes first and [`DecodeError::Truncated`] last.
pub struct Sound {
    kind: Kind,
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    /// How many moments the file promises, where it says so.
    promised: Option<u64>,
    moments: u64,
    seconds: f64,
    damaged: bool,
    ended: bool,
}

impl Sound {
    /// Opens wav, mp3, m4a or aac, ogg vorbis or flac.
    ///
    /// # Errors
    /// What is not sound, cannot be read here, or is longer than [`Listener::LONGEST`].
    pub fn open<R>(mut bytes: R) -> Result<Self, DecodeError>
    where
        R: Read + Seek + Send + Sync + 'static,
    {
        let kind = Kind::of(&mut bytes)?;
        let stream = MediaSourceStream::new(
            Box::new(Source::new(bytes)?),
            MediaSourceStreamOptions::default(),
        );
        let mut hint = Hint::new();
        hint.with_extension(kind.extension());
        let format = symphonia::default::get_probe()
            .probe(
                &hint,
                stream,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .map_err(|error| kind.refused(error))?;
        let (track, decoder, promised) = choose(kind, format.as_ref())?;
        Ok(Self {
            kind,
            format,
            decoder,
            track,
            promised,
            moments: 0,
            seconds: 0.0,
            damaged: false,
            ended: false,
        })
    }

    /// How much has been read so far.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    /// The next piece; `None` at the end.
    fn read(&mut self) -> Result<Option<Block>, DecodeError> {
        loop {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return self.end(),
                // A file that was put together from several: each may have its own form.
                Err(Error::ResetRequired) => {
                    let promised;
                    (self.track, self.decoder, promised) = choose(self.kind, self.format.as_ref())?;
                    self.promised = self.promised.zip(promised).map(|(one, other)| one + other);
                    continue;
                }
                // The end comes as a surprise where the length was never written.
                Err(_) => {
                    self.damaged = self.kind != Kind::OpenWav;
                    return self.end();
                }
            };
            if packet.track_id != self.track {
                continue;
            }
            let Ok(decoded) = self.decoder.decode(&packet) else {
                self.damaged = true;
                continue;
            };
            let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
            let mut samples = Vec::new();
            decoded.copy_to_vec_interleaved(&mut samples);
            if samples.is_empty() {
                continue;
            }
            let channels = u16::try_from(channels).unwrap_or(u16::MAX);
            let block = Block::new(samples, rate, channels)?;
            self.moments += (block.samples().len() / usize::from(channels)) as u64;
            self.seconds += block.seconds();
            if self.seconds > Listener::LONGEST {
                return Err(too_long());
            }
            return Ok(Some(block));
        }
    }

    fn end(&self) -> Result<Option<Block>, DecodeError> {
        /// An encoder may promise up to so many moments more than it wrote.
        const SLACK: u64 = 8_192;
        let short = self
            .promised
            .is_some_and(|promised| self.moments + SLACK < promised);
        if self.moments == 0 && !self.damaged && !short {
            Err(DecodeError::Empty)
        } else if self.damaged || short {
            Err(DecodeError::Truncated {
                seconds: self.seconds,
            })
        } else {
            Ok(None)
        }
    }
}

impl Iterator for Sound {
    type Item = Result<Block, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read();
        self.ended = !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}

/// The track that holds the sound, what decodes it, and how many moments it promises.
type Chosen = (u32, Box<dyn AudioDecoder>, Option<u64>);

fn choose(kind: Kind, format: &dyn FormatReader) -> Result<Chosen, DecodeError> {
    let track = format
        .default_track(TrackType::Audio)
        .ok_or(DecodeError::Empty)?;
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())
        .ok_or_else(|| kind.unsupported("its encoding is not known"))?;
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|error| kind.refused(error))?;
    // A recorder that was writing as it went says the largest length that the header can hold.
    let promised = track.num_frames.filter(|_| kind != Kind::OpenWav);
    let rate = parameters.sample_rate.unwrap_or(crate::RATE).max(1);
    if promised.is_some_and(|moments| moments as f64 / f64::from(rate) > Listener::LONGEST) {
        return Err(too_long());
    }
    Ok((track.id, decoder, promised))
}

fn too_long() -> DecodeError {
    DecodeError::TooLong((Listener::LONGEST / 60.0) as u32)
}
