//! What a sentence shows to the model: its words, their classes, classes beside each other, and the
//! ways of saying in `lexicon/patterns.toml`.
//!
//! Sentences of different trades share few words but many classes: "I froze the launch" and "I cut
//! the ward's list" are both `me past`. A class is a list in `lexicon/classes.toml`.

use std::collections::{BTreeMap, HashMap};

use pack::cue;
use serde::Deserialize;

use crate::cues::Cues;
use crate::text::{Token, stem};

/// The lists of `lexicon/classes.toml`, by word and by stem.
#[derive(Debug)]
pub(crate) struct Classes {
    names: Vec<String>,
    by_word: HashMap<String, Vec<u8>>,
    by_stem: HashMap<String, Vec<u8>>,
    past: u8,
    quantity: u8,
    patterns: Cues<(String, String)>,
}

/// How far apart two classes may stand to count as beside each other, in words.
const REACH: usize = 4;

impl Classes {
    /// Reads the lists and the patterns; a fault in them is a fault of the program, found by its
    /// tests.
    pub(crate) fn new(classes: &str, patterns: &str) -> Option<Self> {
        let lists: Lists = toml::from_str(classes).ok()?;
        let ways: BTreeMap<String, Vec<String>> = toml::from_str(patterns).ok()?;
        let mut cues = Vec::new();
        for (kind, lines) in &ways {
            for (place, line) in lines.iter().enumerate() {
                for cue in cue::read(line).ok()? {
                    cues.push((cue, (kind.clone(), format!("{kind} {place}"))));
                }
            }
        }
        let mut classes = Self {
            names: Vec::new(),
            by_word: HashMap::new(),
            by_stem: HashMap::new(),
            past: u8::MAX,
            quantity: u8::MAX,
            patterns: Cues::new(
                cues.iter()
                    .map(|(cue, stands_for)| (cue, stands_for.clone())),
            ),
        };
        for (name, words) in lists.0 {
            let class = u8::try_from(classes.names.len()).unwrap_or(u8::MAX);
            match name.as_str() {
                "past" => classes.past = class,
                "quantity" => classes.quantity = class,
                _ => {}
            }
            classes.names.push(name);
            for word in words {
                let list = match word.strip_prefix('=') {
                    Some(word) => classes.by_word.entry(word.to_owned()),
                    None => classes.by_stem.entry(stem(&word)),
                };
                let list = list.or_default();
                if !list.contains(&class) {
                    list.push(class);
                }
            }
        }
        Some(classes)
    }

    /// The patterns found in these words: what each tells of, and its line.
    pub(crate) fn patterns(&self, words: &[&Token]) -> Vec<(String, String)> {
        self.patterns.found(words)
    }

    /// Whether a word belongs to the class of that name.
    pub(crate) fn is(&self, token: &Token, name: &str) -> bool {
        self.of(token)
            .iter()
            .any(|class| self.names[usize::from(*class)] == name)
    }

    /// The classes of a word, each once.
    pub(crate) fn of(&self, token: &Token) -> Vec<u8> {
        let mut found: Vec<u8> = Vec::with_capacity(4);
        let lists = [self.by_word.get(&token.word), self.by_stem.get(&token.stem)];
        for class in lists.into_iter().flatten().flatten() {
            if !found.contains(class) {
                found.push(*class);
            }
        }
        if regular_past(&token.word) && !found.contains(&self.past) {
            found.push(self.past);
        }
        if token.figure() && !found.contains(&self.quantity) {
            found.push(self.quantity);
        }
        found
    }
}

/// "Moved", "shipped"; not "need" or "hundred".
fn regular_past(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(
            word,
            "indeed" | "hundred" | "speed" | "exceed" | "proceed" | "succeed" | "embed"
        )
}

/// Keeps the order of the file.
struct Lists(Vec<(String, Vec<String>)>);

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lists = BTreeMap::<String, Vec<String>>::deserialize(deserializer)?;
        Ok(Self(lists.into_iter().collect()))
    }
}

/// A feature, known by a number that its name hashes to.
pub(crate) type Feature = u64;

/// The features of a sentence, each once, in a fixed order.
pub(crate) fn of(
    words: &[&Token],
    kind: &str,
    patterns: &[(String, String)],
    classes: &Classes,
) -> Vec<Feature> {
    let mut features = Vec::with_capacity(words.len() * 12);
    let mut add = |parts: &[&str]| features.push(hash(parts));
    add(&["always"]);
    add(&["of", kind]);
    add(&[
        "length",
        match words.len() {
            0..=4 => "few",
            5..=9 => "short",
            10..=18 => "middle",
            19..=30 => "long",
            _ => "very long",
        },
    ]);
    let of_word: Vec<Vec<u8>> = words.iter().map(|token| classes.of(token)).collect();
    let name = |class: u8| classes.names[usize::from(class)].as_str();
    let shape = |token: &Token| {
        if token.percent {
            "%"
        } else if token.money {
            "money"
        } else if token.figure() {
            if token.word.len() == 4
                && (token.word.starts_with("19") || token.word.starts_with("20"))
            {
                "year"
            } else {
                "figure"
            }
        } else {
            ""
        }
    };
    for (place, token) in words.iter().enumerate() {
        let shape = shape(token);
        let word = if shape.is_empty() {
            token.stem.as_str()
        } else {
            shape
        };
        add(&["w", word]);
        if place < 2 {
            add(&["start", word]);
        }
        let next = words.get(place + 1);
        let next_word = next.map_or("end", |token| token.word.as_str());
        add(&["ww", &token.word, next_word]);
        if let Some(third) = words.get(place + 2) {
            add(&["www", &token.word, next_word, &third.word]);
        }
        for class in &of_word[place] {
            add(&["c", name(*class)]);
            if place < 3 {
                add(&["start", name(*class)]);
            }
            for (distance, others) in of_word[place + 1..].iter().take(REACH).enumerate() {
                for other in others {
                    add(&["cc", name(*class), name(*other)]);
                    if distance == 0 {
                        add(&["c+c", name(*class), name(*other)]);
                    }
                }
            }
            add(&["cw", name(*class), next_word]);
            if place > 0 {
                add(&["wc", &words[place - 1].word, name(*class)]);
            }
        }
    }
    for (kind, line) in patterns {
        add(&["pattern of", kind]);
        add(&["pattern", line]);
    }
    // Whole-sentence pairs of classes: what is told together, however far apart.
    let mut all: Vec<u8> = of_word.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    for (place, first) in all.iter().enumerate() {
        for second in &all[place + 1..] {
            add(&["with", name(*first), name(*second)]);
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
pub(crate) fn hash(parts: &[&str]) -> Feature {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = OFFSET;
    for part in parts {
        for byte in part.bytes().chain(std::iter::once(0)) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}
