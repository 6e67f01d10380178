//! What is told of delivery. Figures only: nothing here is a mark, and nothing here lowers one.

use serde::{Deserialize, Serialize};

/// How an answer sounded. Times are seconds from the beginning of the sound.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Delivery {
    /// How long the sound is.
    pub seconds: f64,
    /// When the first speech begins; `None` where nothing was said.
    pub first_sound: Option<f64>,
    /// Speech between pauses, in order. Gaps too short to be a pause are part of it.
    pub stretches: Vec<Span>,
    /// Silence of a quarter of a second or more between two stretches.
    pub pauses: Vec<Span>,
    /// Vowel-like steady sounds beside a pause, which are probably "uh" or "um".
    pub fillers: Vec<Filler>,
    /// The middle of each syllable.
    pub syllables: Vec<f32>,
    /// How fast it was.
    pub pace: Pace,
    /// How loud it was.
    pub loudness: Loudness,
    /// How high the voice was.
    pub pitch: Pitch,
}

/// A piece of time.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Span {
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub end: f64,
}

impl Span {
    /// How long it lasts, in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.end - self.start
    }
}

/// A sound that is probably a filler.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Filler {
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub end: f64,
    /// From 0 to 1: how steady it is and how clearly set off from other speech. No probability.
    pub clearness: f32,
}

/// How fast an answer was.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// From the first sound to the last, pauses included.
    pub speaking_seconds: f64,
    /// Without the pauses.
    pub speech_seconds: f64,
    /// Syllables a second from the first sound to the last.
    pub syllables_per_second: Option<f64>,
    /// Syllables a second without the pauses.
    pub syllables_per_second_without_pauses: Option<f64>,
    /// Words a minute from the first sound to the last; known once there are words.
    pub words_per_minute: Option<f64>,
    /// Words a minute without the pauses.
    pub words_per_minute_without_pauses: Option<f64>,
}

/// How loud an answer was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Loudness {
    /// Loudness of the whole by ITU-R BS.1770 with its gates, in LUFS; `None` in silence.
    pub whole: Option<f64>,
    /// Loudness of each tenth of a second, in LUFS, never below −70.
    pub track: Vec<f32>,
    /// The share of samples that were cut off at full scale.
    pub clipped_share: f64,
}

/// How high the voice was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Pitch {
    /// The middle pitch of voiced speech, in Hz; `None` where there is too little of it.
    pub median: Option<f64>,
    /// The pitch below which a twentieth of voiced speech lies, in Hz.
    pub low: Option<f64>,
    /// The pitch above which a twentieth of voiced speech lies, in Hz.
    pub high: Option<f64>,
    /// From `low` to `high`, in semitones.
    pub range: Option<f64>,
    /// The pitch of each tenth of a second, in Hz; `None` where there is no voice.
    pub track: Vec<Option<f32>>,
}

impl Delivery {
    /// Tracks hold one value for so many seconds.
    pub const STEP: f64 = 0.1;

    /// The same with words a minute, where the words are known.
    #[must_use]
    pub fn with_words(mut self, words: usize) -> Self {
        let rate = |seconds: f64| (seconds > 0.0).then(|| words as f64 * 60.0 / seconds);
        self.pace.words_per_minute = rate(self.pace.speaking_seconds);
        self.pace.words_per_minute_without_pauses = rate(self.pace.speech_seconds);
        self
    }
}
