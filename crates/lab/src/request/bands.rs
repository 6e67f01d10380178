//! How long somebody has been a member, or a title been there: told in bands, whose edges may be asked for.

use crate::request::values::Named;
use crate::request::window;
use crate::text::{ReadAs, Token};

/// Something whose age is told in bands.
struct Aged {
    dimension: &'static str,
    /// The bands, the youngest first.
    bands: &'static [&'static str],
    /// Days after which one band ends and the next begins, from and to, as people say months.
    edges: &'static [(u32, u32)],
    /// Nouns for it.
    nouns: &'static [&'static str],
    /// What it did at its beginning.
    began: &'static [&'static str],
    /// Dimensions whose values name it.
    named_by: &'static [&'static str],
    /// Why other ages are refused.
    reason: &'static str,
}

const MONTH: (u32, u32) = (28, 31);
const YEAR: (u32, u32) = (360, 366);

const AGED: [Aged; 2] = [
    Aged {
        dimension: "tenure_band",
        bands: &[
            "first_month",
            "months_2_3",
            "months_4_6",
            "months_7_12",
            "after_12_months",
        ],
        edges: &[MONTH, (84, 92), (168, 184), YEAR],
        nouns: &[
            "account",
            "accounts",
            "customer",
            "customers",
            "folk",
            "folks",
            "member",
            "members",
            "membership",
            "memberships",
            "people",
            "subscriber",
            "subscribers",
            "us",
            "user",
            "users",
            "viewer",
            "viewers",
        ],
        began: &[
            "enrolled",
            "join",
            "joined",
            "joining",
            "registered",
            "signed",
            "started",
            "subscribed",
        ],
        named_by: &[],
        reason: "time since joining is told in bands: the first month, months 2 to 3, 4 to 6, 7 to 12, and after 12 months; ask by time since joining",
    },
    Aged {
        dimension: "age_of_title",
        bands: &["first_month", "months_2_12", "after_12_months"],
        edges: &[MONTH, YEAR],
        nouns: &[
            "catalogue",
            "content",
            "film",
            "films",
            "movie",
            "movies",
            "programme",
            "programmes",
            "releases",
            "series",
            "show",
            "shows",
            "title",
            "titles",
        ],
        began: &["added", "came", "launched", "premiered", "released"],
        named_by: &["genre", "language", "title"],
        reason: "the age of a title is told in bands: its first month, months 2 to 12, and after 12 months; ask by age of the title",
    },
];

/// Words between what has an age and the age.
const BETWEEN: &[&str] = &[
    "a", "age", "aged", "ago", "an", "are", "as", "at", "been", "by", "during", "for", "from",
    "had", "has", "have", "here", "in", "is", "least", "more", "most", "of", "on", "our", "out",
    "over", "service", "since", "tenure", "that", "the", "theyve", "to", "up", "us", "was", "were",
    "weve", "which", "who", "whose", "whove", "with", "within",
];
/// Words that say that somebody or something has been there for longer.
const MORE: &[&[&str]] = &[
    &["more", "than"],
    &["longer", "than"],
    &["older", "than"],
    &["at", "least"],
    &["over"],
    &["beyond"],
];
/// For less long.
const LESS: &[&[&str]] = &[
    &["in", "the", "last"],
    &["in", "the", "past"],
    &["within", "the", "last"],
    &["within", "the", "past"],
    &["during", "the", "last"],
    &["during", "the", "past"],
    &["over", "the", "last"],
    &["over", "the", "past"],
    &["in", "last"],
    &["the", "last"],
    &["less", "than"],
    &["fewer", "than"],
    &["newer", "than"],
    &["younger", "than"],
    &["shorter", "than"],
    &["at", "most"],
    &["up", "to"],
    &["within"],
    &["under"],
    &["last"],
    &["past"],
];

/// What was found.
#[derive(Default)]
pub(super) struct Bands {
    /// The dimension that was named by its ages.
    pub(super) dimension: Option<&'static str>,
    /// Why an age that was named cannot be asked for.
    pub(super) fault: Option<String>,
}

/// Finds ages and puts a token for each band in their place, as for any value. `but` is a dimension to
/// leave alone.
pub(super) fn take(tokens: &mut Vec<Token>, named: &mut Vec<Named>, but: Option<&str>) -> Bands {
    let mut bands = Bands::default();
    let mut place = 0;
    while place < tokens.len() {
        let Some(age) = Age::at(tokens, place) else {
            place += 1;
            continue;
        };
        let owner = AGED
            .iter()
            .filter(|aged| but != Some(aged.dimension))
            .find_map(|aged| Some((aged, aged.owner(tokens, place, &age, named)?)));
        let Some((aged, from)) = owner else {
            place += 1;
            continue;
        };
        let Some(values) = aged.within(&age) else {
            bands.fault = Some(aged.reason.to_owned());
            place = age.to;
            continue;
        };
        let standing: Vec<Token> = values
            .iter()
            .enumerate()
            .map(|(number, _)| Token::standing_for(ReadAs::Value(named.len() + number)))
            .collect();
        named.extend(values.iter().map(|value| Named {
            dimension: aged.dimension.to_owned(),
            value: (*value).to_owned(),
            excluded: false,
        }));
        bands.dimension = Some(aged.dimension);
        place = from + standing.len();
        tokens.splice(from..age.to, standing);
    }
    bands
}

/// More or less than so many days.
struct Age {
    more: bool,
    days: u32,
    /// Where its words end.
    to: usize,
    /// Whether it says that something is old, and not that something lasts.
    old: bool,
}

fn word(tokens: &[Token], place: usize) -> &str {
    tokens.get(place).map_or("", |token| token.word.as_str())
}

impl Age {
    /// "More than six months", "in the last 3 months", "over a year old".
    fn at(tokens: &[Token], place: usize) -> Option<Self> {
        let begins = |phrases: &[&[&str]]| {
            phrases
                .iter()
                .filter(|phrase| {
                    phrase
                        .iter()
                        .enumerate()
                        .all(|(number, each)| word(tokens, place + number) == *each)
                })
                .map(|phrase| phrase.len())
                .max()
        };
        // "Over the last" is no "over".
        let (more, length) = match (begins(MORE), begins(LESS)) {
            (Some(more), less) if less.is_none_or(|less| less < more) => (true, more),
            (_, Some(less)) => (false, less),
            _ => return None,
        };
        let mut next = place + length;
        let count = match word(tokens, next) {
            "a" | "an" | "one" => {
                next += 1;
                1
            }
            "half" => {
                next += 1 + usize::from(matches!(word(tokens, next + 1), "a" | "an"));
                0
            }
            said => match window::number(said) {
                Some(number) => {
                    next += 1;
                    u32::from(number)
                }
                None => 1,
            },
        };
        let unit = match word(tokens, next) {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            "month" | "months" => 30,
            "quarter" => 90,
            "year" | "years" => 365,
            _ => return None,
        };
        let days = if count == 0 { unit / 2 } else { count * unit };
        next += 1;
        let old = matches!(word(tokens, next), "old" | "ago")
            || matches!(word(tokens, place), "older" | "newer" | "younger");
        // "Old" is left for "than new ones" to be read with it.
        next += usize::from(word(tokens, next) == "ago");
        Some(Self {
            more,
            days,
            to: next,
            old,
        })
    }
}

impl Aged {
    /// From which place on words say the age of this; none where it is something else's.
    fn owner(&self, tokens: &[Token], place: usize, age: &Age, named: &[Named]) -> Option<usize> {
        let mut before = place;
        loop {
            before = before.checked_sub(1)?;
            let said = word(tokens, before);
            if self.began.contains(&said) && (said != "came" || word(tokens, before + 1) == "out") {
                return Some(before);
            }
            let by_value = match tokens[before].read_as {
                Some(ReadAs::Value(number)) => named
                    .get(number)
                    .is_some_and(|value| self.named_by.contains(&value.dimension.as_str())),
                _ => false,
            };
            if self.nouns.contains(&said) || by_value {
                // "Shows in the last 3 months" are not of these months, and "members over the last year" are
                // counted in it.
                let recent =
                    (place..age.to).any(|place| matches!(word(tokens, place), "last" | "past"));
                let spoken = (before + 1..place)
                    .any(|place| matches!(word(tokens, place), "been" | "with" | "for" | "of"));
                let its = age.old || spoken || before + 1 == place;
                return (!recent && its).then_some(before + 1);
            }
            if !BETWEEN.contains(&said) {
                return None;
            }
        }
    }

    /// The bands above or below an age; none where it is no edge of one.
    fn within(&self, age: &Age) -> Option<&'static [&'static str]> {
        let edge = self
            .edges
            .iter()
            .position(|(from, to)| (*from..=*to).contains(&age.days))?;
        Some(if age.more {
            &self.bands[edge + 1..]
        } else {
            &self.bands[..=edge]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let mut named = Vec::new();
        let bands = take(&mut Words::new().cut(text), &mut named, None);
        match bands.fault {
            Some(fault) => Err(fault),
            None => Ok(named
                .into_iter()
                .map(|each| format!("{} {}", each.dimension, each.value))
                .collect()),
        }
    }

    #[test]
    fn an_age_that_is_the_edge_of_a_band_names_the_bands_beyond_or_below_it() {
        for (text, bands) in [
            (
                "members who joined in the last 3 months",
                &["tenure_band first_month", "tenure_band months_2_3"][..],
            ),
            ("shows older than a year", &["age_of_title after_12_months"]),
            (
                "people who have been with us for more than six months",
                &["tenure_band months_7_12", "tenure_band after_12_months"],
            ),
            (
                "titles released within the last year",
                &["age_of_title first_month", "age_of_title months_2_12"],
            ),
        ] {
            assert_eq!(
                read(text).as_deref(),
                Ok(&bands
                    .iter()
                    .map(|band| (*band).to_owned())
                    .collect::<Vec<_>>()[..]),
                "{text}"
            );
        }
    }

    #[test]
    fn another_age_is_refused_and_what_is_no_age_is_left_alone() {
        assert!(read("films newer than 6 months").is_err());
        assert!(read("members who joined in the last 5 months").is_err());
        for text in [
            "hours of members in the last 3 months",
            "members who watch more than 3 days a week",
            "churn over the last 3 months",
            "titles watched in the last month",
        ] {
            assert_eq!(read(text), Ok(Vec::new()), "{text}");
        }
    }
}
