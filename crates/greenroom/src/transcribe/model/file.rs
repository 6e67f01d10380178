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
const MOST: u32 = 1 << 20;
/// The forms of weights that there are models of.
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
pub(super) fn check(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => format!("it cannot be read: {error}"),
    })?;
    let length = match file.metadata() {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Err("it is no file".to_owned()),
        Err(error) => return Err(format!("it cannot be read: {error}")),
    };
    Model {
        bytes: BufReader::new(file),
        length,
    }
    .read()
    .map_err(|fault| match fault {
        Fault::Foreign => "it is no model in the form of whisper.cpp (ggml-….bin)".to_owned(),
        Fault::Short => "it breaks off before its end; fetch it again".to_owned(),
        Fault::Empty => "it holds no weights; fetch it again".to_owned(),
        Fault::Disk(error) => format!("it cannot be read: {error}"),
    })
}

enum Fault {
    Foreign,
    Short,
    Empty,
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
        let filters = u64::from(self.size()?) * u64::from(self.size()?);
        self.pass(4 * filters)?;
        for _ in 0..self.size()? {
            let letters = self.number()?;
            self.pass(letters.into())?;
        }
        if self.left()? == 0 {
            return Err(Fault::Empty);
        }
        while self.left()? > 0 {
            self.weights()?;
        }
        Ok(())
    }

    fn weights(&mut self) -> Result<(), Fault> {
        let dimensions = self.number()?;
        let name = self.number()?;
        let kind = self.number()?;
        let numbers = NUMBERS.iter().find(|(known, ..)| *known == kind);
        let Some((_, together, bytes)) = numbers.filter(|_| (1..=4).contains(&dimensions)) else {
            return Err(Fault::Foreign);
        };
        let mut many = 1_u64;
        for _ in 0..dimensions {
            many = many
                .checked_mul(self.size()?.into())
                .ok_or(Fault::Foreign)?;
        }
        self.pass(name.into())?;
        self.pass((many / together).saturating_mul(*bytes))
    }

    /// A figure that no model has so large.
    fn size(&mut self) -> Result<u32, Fault> {
        let size = self.number()?;
        if size > MOST {
            return Err(Fault::Foreign);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A model in miniature: nobody could be understood with it.
    fn model() -> Vec<u8> {
        let mut file = Vec::new();
        let mut put = |numbers: &[u32]| {
            file.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        };
        put(&[MAGIC, 2, 1500, 8, 2, 4, 448, 8, 2, 4, 80, 1]);
        put(&[1, 2, 0, 0]);
        put(&[2, 4, 0x6f6f_6f6f, 0]);
        put(&[2, 4, 1, 3, 2, 0x6161_6161, 0, 0, 0]);
        put(&[1, 4, 8, 32, 0x6161_6161]);
        file.extend([0; 34]);
        file
    }

    fn told(bytes: &[u8]) -> Result<(), String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        check(file.path())
    }

    #[test]
    fn a_whole_model_is_one_and_wherever_it_breaks_off_that_is_told() {
        let whole = model();
        assert_eq!(told(&whole), Ok(()));
        // Between two of its weights nothing tells; the library counts them.
        let between = whole.len() - 54;
        for end in (4..whole.len()).filter(|end| *end != between) {
            let why = told(&whole[..end]).unwrap_err();
            assert!(why.contains("fetch it again"), "{end}: {why}");
        }
    }

    #[test]
    fn what_is_no_model_is_told_in_words() {
        let sound =
            b"RIFF....WAVEfmt and so on, for long enough to hold all the figures of a model";
        let mut strange = model();
        strange[4..8].fill(0xff);
        for other in [&b""[..], b"lm", sound, &strange] {
            let why = told(other).unwrap_err();
            assert!(why.contains("no model"), "{why}");
        }
        let folder = tempfile::tempdir().unwrap();
        let nowhere = check(&folder.path().join("model.bin")).unwrap_err();
        assert_eq!(nowhere, "it is not there");
        assert!(check(folder.path()).is_err());
    }
}
