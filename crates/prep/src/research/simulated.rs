//! What the simulated service says of each market, worked out once for a world and kept: something to
//! hold one's own notes against, and nothing to quote in an interview.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Paper;

/// The numbers of every market in one world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// The first day of the world.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// By the market's id.
    pub markets: BTreeMap<String, Numbers>,
}

impl Paper for Simulated {
    const KIND: &'static str = "simulated_markets";
}

/// The numbers of one market.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Numbers {
    /// Figures, in the order in which they are shown.
    pub figures: Vec<Figure>,
    /// Mixes, in the order in which they are shown.
    pub mixes: Vec<Mix>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is called.
    pub name: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
}

/// How something is made up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mix {
    /// What is cut, and by what.
    pub name: String,
    /// Each part with its share, 0 to 1, the largest first.
    pub parts: Vec<(String, f64)>,
}

impl Mix {
    /// Parts by their sizes, as shares; the largest so many, and the others together.
    #[must_use]
    pub fn of(name: &str, mut sizes: Vec<(String, f64)>, most: usize) -> Self {
        sizes.retain(|(_, size)| *size > 0.0);
        sizes.sort_by(|first, second| second.1.total_cmp(&first.1));
        let all: f64 = sizes.iter().map(|(_, size)| size).sum();
        let others: f64 = sizes.iter().skip(most).map(|(_, size)| size).sum();
        sizes.truncate(most);
        if others > 0.0 {
            sizes.push(("others".to_owned(), others));
        }
        for (_, size) in &mut sizes {
            *size /= all;
        }
        Self {
            name: name.to_owned(),
            parts: sizes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_is_shares_of_the_whole_with_the_small_ones_together() {
        let sizes = [
            ("a", 10.0),
            ("b", 60.0),
            ("c", 0.0),
            ("d", 20.0),
            ("e", 10.0),
        ];
        let sizes = sizes.map(|(name, size)| (name.to_owned(), size)).to_vec();
        let mix = Mix::of("hours", sizes, 2);
        let parts: Vec<(&str, f64)> = mix
            .parts
            .iter()
            .map(|(name, share)| (name.as_str(), *share))
            .collect();
        assert_eq!(parts, [("b", 0.6), ("d", 0.2), ("others", 0.2)]);
        assert!(Mix::of("nothing", Vec::new(), 2).parts.is_empty());
    }
}
