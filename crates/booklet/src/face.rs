//! Typefaces: how wide words are, and which characters there are.

use std::sync::LazyLock;

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer};

/// A typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Sans,
    Bold,
    Serif,
    Italic,
}

/// A typeface as it is measured and drawn.
struct Loaded {
    font: Option<Font>,
    face: Option<Face<'static>>,
}

fn load(bytes: &'static [u8]) -> Loaded {
    Loaded {
        font: Font::new(bytes.into(), 0),
        face: Face::from_slice(bytes, 0),
    }
}

static SANS: LazyLock<Loaded> = LazyLock::new(|| load(dejavu::sans_condensed::regular()));
static BOLD: LazyLock<Loaded> = LazyLock::new(|| load(dejavu::sans_condensed::bold()));
static SERIF: LazyLock<Loaded> = LazyLock::new(|| load(dejavu::serif_condensed::regular()));
static ITALIC: LazyLock<Loaded> = LazyLock::new(|| load(dejavu::serif_condensed::italic()));

impl Cut {
    fn loaded(self) -> &'static Loaded {
        match self {
            Self::Sans => &SANS,
            Self::Bold => &BOLD,
            Self::Serif => &SERIF,
            Self::Italic => &ITALIC,
        }
    }

    /// To draw with; `None` where the program was built with a broken typeface.
    pub(crate) fn font(self) -> Option<Font> {
        self.loaded().font.clone()
    }

    /// How wide a text is at a size, in points.
    pub(crate) fn width(self, text: &str, size: f32) -> f32 {
        let Some(face) = &self.loaded().face else {
            return 0.0;
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units: i32 = shaped
            .glyph_positions()
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum();
        units as f32 / face.units_per_em() as f32 * size
    }

    /// A text in characters that the typeface has; says whether any had to be replaced.
    pub(crate) fn setting(self, text: &str) -> (String, bool) {
        let Some(face) = &self.loaded().face else {
            return (String::new(), true);
        };
        let mut replaced = false;
        let set = text
            .chars()
            .filter(|letter| !is_invisible(*letter))
            .map(|letter| match letter {
                letter if letter.is_whitespace() || letter.is_control() => ' ',
                letter if face.glyph_index(letter).is_some() => letter,
                _ => {
                    replaced = true;
                    '?'
                }
            })
            .collect();
        (set, replaced)
    }
}

/// Marks of direction and joining, which have no form of their own.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{00ad}' | '\u{fe00}'..='\u{fe0f}')
}
