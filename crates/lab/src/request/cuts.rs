//! Dimensions that a request asks to be cut by.

use std::collections::HashSet;

use pack::cue::NotACue;

use crate::cues::Cue;
use crate::definitions::Definitions;
use crate::phrases::Phrases;
use crate::request::values::Named;
use crate::text::{ReadAs, Token, VALUE, Words};

/// Words before a dimension's name that ask for it.
const MARKERS: &[&str] = &[
    "by",
    "per",
    "each",
    "every",
    "across",
    "between",
    "among",
    "amongst",
    "which",
    "what",
    "whichever",
    "different",
    "various",
    "individual",
    "split",
    "groupby",
    "over",
    "vary",
    "varies",
    "separate",
];
/// Words that may stand between a marker and the name.
const FILLERS: &[&str] = &[
    "the",
    "different",
    "their",
    "our",
    "its",
    "each",
    "every",
    "individual",
    "various",
    "kind",
    "type",
    "of",
    "acquisition",
];
/// Words after a dimension's name that ask for it.
const AFTER: &[&str] = &[
    "breakdown",
    "split",
    "wise",
    "comparison",
    "ranking",
    "level",
    "differences",
    "mix",
    "cut",
    "distribution",
    "trend",
];
/// Words after "per" before what is divided by.
const EACH: &[&str] = &[
    "active", "average", "paid", "paying", "hundred", "thousand", "typical", "unique", "daily",
];
/// Words that join names in a list.
const JOINTS: &[&str] = &[
    "and", "or", "by", "then", "x", "plus", "within", "times", "the", "also", "per",
];
/// Plurals that ask for a cut by themselves; of others, the plural is said in passing.
const PLURALS: &[&str] = &[
    "regions",
    "countries",
    "markets",
    "plans",
    "tiers",
    "devices",
    "versions",
    "languages",
    "genres",
    "channels",
    "cohorts",
    "continents",
    "builds",
];
/// Ways of asking whether a value is all of it, or only a part: `@value` stands for the value.
const CONTRASTS: &[&str] = &[
    "or just|only|mainly|mostly|merely|is_it|is_it_just|is_it_only|specifically ... @value",
    "everyone|everybody|everywhere|all|across_the_board|whole|every_one ... or ... @value",
    "is|are|was|were|did|does|do it|this|that|they|these|the_drop|the_fall|the_rise|the_problem just|only|mainly|mostly|specific|limited|confined|especially|specifically|isolated ... @value",
    "is it just|only|mainly|mostly|specific|limited|confined|all|down_to|due_to|coming_from|about ... @value",
    "not just|only|merely|simply ... @value",
    "just|only @value or",
    "just|only ... @value or|versus|vs everyone|everybody|everywhere|all|others|other|elsewhere|the|across",
    "@value versus|vs|against|compared|than|or|unlike ... rest|others|other|elsewhere|everyone|everybody|everywhere|anywhere|anyone|else|remaining",
    "is|are|was|were|did|does|do|has|have ... only|just in|on|for|among|with|at|by @value",
    "share|percentage|percent|proportion|fraction of ... hours|viewing|watching|revenue|signups|cancellations|usage|consumption ... @value",
    "@value ... compare|compares|compared|comparing|against|versus|vs rest|others|with_the_rest|to_the_rest|with_others|to_others|to_elsewhere|with_everyone|to_everyone",
    "@value share|percentage|percent|proportion of",
    "concentrated|concentrate|confined|limited|restricted|isolated|specific|particular|unique|driven|peculiar|localised|localized|concentrates|clustered ... @value",
];

/// Words that put values in an order: "the biggest region", "most watched genre".
const ORDER: &[&str] = &[
    "best",
    "biggest",
    "busiest",
    "favorite",
    "favourite",
    "fewest",
    "highest",
    "largest",
    "least",
    "lowest",
    "most",
    "smallest",
    "strongest",
    "top",
    "weakest",
    "worst",
];
/// The last of an order.
const LEAST: &[&str] = &["fewest", "least", "lowest", "smallest", "weakest"];
/// Words between a place in an order and what is put in it.
const ORDERED: &[&str] = &[
    "common",
    "finished",
    "important",
    "loved",
    "played",
    "popular",
    "streamed",
    "used",
    "viewed",
    "visited",
    "watched",
];

struct Alone {
    dimension: String,
    cue: Cue,
}

/// Finds dimensions.
pub(super) struct Cuts {
    names: Phrases<String>,
    alone: Vec<Alone>,
    contrasts: Vec<Cue>,
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) dimensions: Vec<String>,
    /// Words that were of use.
    pub(super) read: HashSet<usize>,
    /// Whether the last of an order are meant, and not the first.
    pub(super) least: bool,
}

impl Found {
    fn add(&mut self, dimension: &str) {
        if !self.dimensions.iter().any(|known| known == dimension) {
            self.dimensions.push(dimension.to_owned());
        }
    }
}

impl Cuts {
    pub(super) fn new(definitions: &Definitions, words: &Words) -> Result<Self, NotACue> {
        let names = definitions.dimensions.iter().flat_map(|dimension| {
            let id = dimension.id.replace('_', " ");
            std::iter::once(id)
                .chain(dimension.says.iter().cloned())
                .map(|phrase| (phrase, dimension.id.clone()))
        });
        let mut alone = Vec::new();
        for dimension in &definitions.dimensions {
            for line in &dimension.alone {
                for cue in Cue::exact(line)? {
                    alone.push(Alone {
                        dimension: dimension.id.clone(),
                        cue,
                    });
                }
            }
        }
        let mut contrasts = Vec::new();
        for line in CONTRASTS {
            contrasts.extend(Cue::exact(&line.replace("@value", VALUE))?);
        }
        Ok(Self {
            names: Phrases::new(words, names),
            alone,
            contrasts,
        })
    }

    /// The dimensions asked for, in the order in which they are named.
    pub(super) fn find(&self, tokens: &[Token], named: &[Named]) -> Found {
        let mut found = Found::default();
        self.by_name(tokens, &mut found);
        self.by_order(tokens, &mut found);
        for Alone { dimension, cue } in &self.alone {
            if let Some(places) = cue.find(tokens) {
                found.add(dimension);
                found.read.extend(places);
            }
        }
        for (number, each) in named.iter().enumerate() {
            if named[..number].iter().any(|other| {
                other.dimension == each.dimension
                    && other.value != each.value
                    && other.excluded == each.excluded
            }) {
                found.add(&each.dimension);
            }
        }
        for cue in &self.contrasts {
            let Some(places) = cue.find(tokens) else {
                continue;
            };
            for place in &places {
                if let Some(ReadAs::Value(number)) = tokens[*place].read_as {
                    found.add(&named[number].dimension);
                }
            }
        }
        found
    }

    fn by_name(&self, tokens: &[Token], found: &mut Found) {
        let word = |place: usize| tokens.get(place).map_or("", |token| token.word.as_str());
        let mut place = 0;
        while place < tokens.len() {
            let mut start = place;
            // "And version?" goes on with another cut.
            let goes_on = place == 0 && matches!(word(0), "and" | "then" | "also" | "plus" | "now");
            if MARKERS.contains(&word(place)) || goes_on {
                start += 1;
                while FILLERS.contains(&word(start)) && self.names.at(tokens, start).is_none() {
                    start += 1;
                }
                if let Some(end) = self.list(tokens, start, found) {
                    place = end;
                    continue;
                }
            } else if let Some((length, dimension)) = self.names.at(tokens, place) {
                let end = place + length;
                let plural = length == 1 && PLURALS.contains(&word(place)) || length > 1;
                let all = place > 0 && matches!(word(place - 1), "all" | "both" | "many");
                if AFTER.contains(&word(end)) || (plural && !all) {
                    found.add(&dimension);
                    found.read.extend(place..end);
                }
                place = end;
                continue;
            }
            place += 1;
        }
    }

    /// Values put in an order: "the second biggest region".
    fn by_order(&self, tokens: &[Token], found: &mut Found) {
        for (place, token) in tokens.iter().enumerate() {
            if !ORDER.contains(&token.word.as_str()) {
                continue;
            }
            found.least |= LEAST.contains(&token.word.as_str());
            let next = place
                + 1
                + usize::from(
                    tokens
                        .get(place + 1)
                        .is_some_and(|next| ORDERED.contains(&next.word.as_str())),
                );
            if let Some((length, dimension)) = self.names.at(tokens, next) {
                found.add(&dimension);
                found.read.extend(place..next + length);
            }
        }
    }

    /// A word after "by" that is nothing to cut by. `fits` tells of a place whether its word was read as
    /// something or asks for nothing.
    pub(super) fn unknown(&self, tokens: &[Token], fits: impl Fn(usize) -> bool) -> Option<String> {
        self.after(tokens, "by", &[])
            .find(|place| {
                let token = &tokens[*place];
                let counts = token.word.starts_with(|first: char| first.is_ascii_digit());
                token.read_as.is_none() && !counts && !fits(*place)
            })
            .map(|place| tokens[place].word.clone())
    }

    /// A word after "per" by which nothing is divided. `fits` tells of a place whether the measure is divided by
    /// it, or cut.
    pub(super) fn divided(&self, tokens: &[Token], fits: impl Fn(usize) -> bool) -> Option<String> {
        self.after(tokens, "per", EACH)
            .find(|place| tokens[*place].read_as.is_none() && !fits(*place))
            .map(|place| tokens[place].word.clone())
    }

    /// The places of the words that a word leads to, past fillers and others.
    fn after(
        &self,
        tokens: &[Token],
        marker: &str,
        others: &[&str],
    ) -> impl Iterator<Item = usize> {
        (0..tokens.len()).filter_map(move |place| {
            if tokens[place].word != marker {
                return None;
            }
            let passes = |token: &Token| {
                let word = token.word.as_str();
                FILLERS.contains(&word)
                    || others.contains(&word)
                    || !others.is_empty() && word.parse::<u32>().is_ok()
            };
            let mut next = place + 1;
            while tokens.get(next).is_some_and(passes) && self.names.at(tokens, next).is_none() {
                next += 1;
            }
            (next < tokens.len()).then_some(next)
        })
    }

    /// A list of names from a place on; returns the place after it.
    fn list(&self, tokens: &[Token], start: usize, found: &mut Found) -> Option<usize> {
        let mut end = None;
        let mut next = start;
        loop {
            let mut name = next;
            if end.is_some() {
                while tokens
                    .get(name)
                    .is_some_and(|token| JOINTS.contains(&token.word.as_str()))
                {
                    name += 1;
                }
            }
            let Some((length, dimension)) = self.names.at(tokens, name) else {
                return end;
            };
            found.add(&dimension);
            found.read.extend(name..name + length);
            next = name + length;
            end = Some(next);
        }
    }
}
