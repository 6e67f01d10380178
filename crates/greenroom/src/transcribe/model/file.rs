//! Whether a file is a whole whisper model. Its library takes the file at its word: one that breaks off,
//! or is something else, would end the program, so it is read over here first.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// How a file in the form of whisper.cpp begins.
const MAGIC: u32 = 0x6767_6d6c;
/// Figures that follow it: what the model is made of, and at last the form of its weights.
const FIGURES: usize = 11;
/// No figure of any model comes near.
const MOST: u32 = 1 << 17;
/// The smallest vocabulary of any model: marks that the library knows by number lie in it.
const LEAST_VOCABULARY: u32 = 51_864;
/// Steps of sound, places of text, and bins of frequency are as many in every model.
const SOUND: u32 = 1_500;
const TEXT: u32 = 448;
const BINS: u32 = 201;
/// The forms of weights that there are models of. The first, numbers of four bytes, is known to the
/// library, which ends the program over it all the same once it runs.
const FORMS: [u32; 12] = [0, 1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14];
/// Of each kind of number, by its name in the file: how many stand together, and in how many bytes.
const NUMBERS: [(u32, u64, u64); 12] = [
    (0, 1, 4),
    (1, 1, 2),
    (2, 32, 18),
    (3, 32, 20),
    (6, 32, 22),
    (7, 32, 24),
    (8, 32, 34),
    (10, 256, 84),
    (11, 256, 110),
    (12, 256, 144),
    (13, 256, 176),
    (14, 256, 210),
];

/// What is wrong with the file at that place, in words.
pub(crate) fn check(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => format!("it cannot be read: {error}"),
    })?;
    let length = match file.metadata() {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Err("it is no file".to_owned()),
        Err(error) => return Err(format!("it cannot be read: {error}")),
    };
    read(BufReader::new(file), length)
}

fn read(bytes: impl Read + Seek, length: u64) -> Result<(), String> {
    let fault = Model { bytes, length }.read();
    fault.map_err(|fault| match fault {
        Fault::Foreign => "it is no model in the form of whisper.cpp (ggml-….bin)".to_owned(),
        Fault::Short => "it breaks off before its end; fetch it again".to_owned(),
        Fault::Unfit => "its parts do not fit together; fetch it again".to_owned(),
        Fault::Large => {
            "its weights are in 32 bits, which cannot be run; take one in 16 or fewer".to_owned()
        }
        Fault::Disk(error) => format!("it cannot be read: {error}"),
    })
}

enum Fault {
    Foreign,
    Short,
    Unfit,
    Large,
    Disk(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Short,
            _ => Self::Disk(error),
        }
    }
}

struct Model<R> {
    bytes: R,
    length: u64,
}

impl<R: Read + Seek> Model<R> {
    fn read(&mut self) -> Result<(), Fault> {
        // What is shorter than a beginning is no model either.
        let begins = self.length >= 4 && self.number()? == MAGIC;
        if !begins {
            return Err(Fault::Foreign);
        }
        let mut figures = [0; FIGURES];
        for figure in &mut figures {
            *figure = self.number()?;
        }
        let [sizes @ .., form] = figures;
        let known = FORMS.contains(&(form % 1000));
        if !known || sizes.iter().any(|size| !(1..=MOST).contains(size)) {
            return Err(Fault::Foreign);
        }
        if form % 1000 == FORMS[0] {
            return Err(Fault::Large);
        }
        let due = Due::of(sizes).ok_or(Fault::Unfit)?;
        let (mels, bins) = (self.number()?, self.number()?);
        if (mels, bins) != (sizes[9], BINS) {
            return Err(Fault::Unfit);
        }
        self.pass(4 * u64::from(mels) * u64::from(bins))?;
        self.vocabulary(sizes[0])?;
        let mut weights = 0;
        let mut numbers = 0;
        while self.left()? > 0 {
            numbers += self.weights()?;
            weights += 1;
        }
        if weights < due.weights {
            return Err(Fault::Short);
        }
        if (weights, numbers) != (due.weights, due.numbers) {
            return Err(Fault::Unfit);
        }
        Ok(())
    }

    /// The pieces of words that it knows; a space is among them.
    fn vocabulary(&mut self, most: u32) -> Result<(), Fault> {
        let pieces = self.number()?;
        if pieces > most {
            return Err(Fault::Unfit);
        }
        let mut space = false;
        for _ in 0..pieces {
            let letters = self.number()?;
            if letters == 1 {
                let mut letter = [0];
                self.bytes.read_exact(&mut letter)?;
                space |= letter == *b" ";
            } else {
                self.pass(letters.into())?;
            }
        }
        space.then_some(()).ok_or(Fault::Unfit)
    }

    /// Passes over weights; says how many numbers they are.
    fn weights(&mut self) -> Result<u64, Fault> {
        let dimensions = self.number()?;
        let name = self.number()?;
        let kind = self.number()?;
        let numbers = NUMBERS.iter().find(|(known, ..)| *known == kind);
        let Some((_, together, bytes)) = numbers.filter(|_| (1..=4).contains(&dimensions)) else {
            return Err(Fault::Unfit);
        };
        let mut many = 1_u64;
        for _ in 0..dimensions {
            many = many.checked_mul(self.size()?.into()).ok_or(Fault::Unfit)?;
        }
        self.pass(name.into())?;
        self.pass((many / together).saturating_mul(*bytes))?;
        Ok(many)
    }

    /// A figure that no model has so large.
    fn size(&mut self) -> Result<u32, Fault> {
        let size = self.number()?;
        if size > MOST {
            return Err(Fault::Unfit);
        }
        Ok(size)
    }

    fn number(&mut self) -> Result<u32, Fault> {
        let mut bytes = [0; 4];
        self.bytes.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn pass(&mut self, bytes: u64) -> Result<(), Fault> {
        if bytes > self.left()? {
            return Err(Fault::Short);
        }
        self.bytes.seek_relative(bytes.cast_signed())?;
        Ok(())
    }

    fn left(&mut self) -> Result<u64, Fault> {
        Ok(self.length.saturating_sub(self.bytes.stream_position()?))
    }
}

/// What the figures of a model promise; the library makes room for it before it looks at what is there.
struct Due {
    weights: u64,
    numbers: u64,
}

impl Due {
    /// `None` where figures do not go together.
    fn of(figures: [u32; 10]) -> Option<Self> {
        let [
            vocabulary,
            sound,
            width,
            heads,
            hearing,
            text,
            other_width,
            other_heads,
            telling,
            mels,
        ] = figures;
        let fit = vocabulary >= LEAST_VOCABULARY
            && (sound, text, other_width) == (SOUND, TEXT, width)
            && width % heads == 0
            && width % other_heads == 0;
        let [hearing, telling, width] = [hearing, telling, width].map(u64::from);
        let rows = |rows: u32| u64::from(rows) * width;
        let square = width * width;
        fit.then(|| Self {
            weights: 11 + 15 * hearing + 24 * telling,
            numbers: rows(sound)
                + rows(3 * mels)
                + rows(text)
                + rows(vocabulary)
                + 3 * square
                + 6 * width
                + hearing * (12 * square + 12 * width)
                + telling * (16 * square + 17 * width),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::miniature::{Then, model};
    use super::*;

    fn told(bytes: &[u8]) -> Result<(), String> {
        read(Cursor::new(bytes), bytes.len() as u64)
    }

    #[test]
    fn a_whole_model_is_one_and_wherever_it_breaks_off_that_is_told() {
        assert_eq!(told(&model(Then::Repeats)), Ok(()));
        let whole = model(Then::Ends);
        assert_eq!(told(&whole), Ok(()));
        let near_an_end = (4..400).chain(whole.len() - 20_000..whole.len());
        for end in near_an_end.chain((400..whole.len()).step_by(997)) {
            let why = told(&whole[..end]).unwrap_err();
            assert!(why.contains("breaks off"), "{end}: {why}");
        }
    }

    #[test]
    fn what_is_no_model_is_told_in_words() {
        let sound =
            b"RIFF....WAVEfmt and so on, for long enough to hold all the figures of a model";
        let mut strange = model(Then::Ends);
        strange[4..8].fill(0xff);
        for other in [&b""[..], b"lm", sound, &strange] {
            let why = told(other).unwrap_err();
            assert!(why.contains("no model"), "{why}");
        }
        let mut large = model(Then::Ends);
        large[44] = 0;
        assert!(told(&large).unwrap_err().contains("in 32 bits"));
        let folder = tempfile::tempdir().unwrap();
        let nowhere = check(&folder.path().join("model.bin")).unwrap_err();
        assert_eq!(nowhere, "it is not there");
        assert!(check(folder.path()).is_err());
    }

    #[test]
    fn a_model_with_one_figure_changed_is_refused_before_its_library_makes_room_for_it() {
        for figure in 1..11 {
            for change in [2, 1_000, 100_000] {
                let mut changed = model(Then::Ends);
                let place = 4 * figure..4 * figure + 4;
                let value = u32::from_le_bytes(changed[place.clone()].try_into().unwrap());
                changed[place].copy_from_slice(&(value + change).to_le_bytes());
                assert!(told(&changed).is_err(), "{figure}: {value} and {change}");
            }
        }
    }
}
