//! Markets: the regions in which the service reports, with the countries that belong to each.

use std::sync::LazyLock;

use pack::Pack;
use pack::model::Fact;

/// A region of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Market {
    /// As in data and addresses.
    pub id: &'static str,
    /// As people say it.
    pub name: &'static str,
    /// Its countries, as people say them.
    pub countries: &'static [&'static str],
    /// Other names by which texts speak of it.
    also: &'static [&'static str],
}

/// Every market, in the order in which they are reported.
pub const MARKETS: [Market; 4] = [
    Market {
        id: "ucan",
        name: "United States and Canada",
        countries: &["United States", "Canada"],
        also: &["UCAN", "US", "USA", "North America", "American", "Canadian"],
    },
    Market {
        id: "emea",
        name: "Europe, Middle East and Africa",
        countries: &[
            "United Kingdom",
            "Germany",
            "France",
            "Spain",
            "Italy",
            "Poland",
            "Turkey",
            "Nigeria",
            "South Africa",
            "Saudi Arabia",
        ],
        also: &[
            "EMEA",
            "Europe",
            "Africa",
            "Middle East",
            "UK",
            "Britain",
            "European",
            "African",
        ],
    },
    Market {
        id: "latam",
        name: "Latin America",
        countries: &["Brazil", "Mexico", "Argentina", "Colombia", "Chile", "Peru"],
        also: &["LATAM", "Brazilian", "Mexican", "South America"],
    },
    Market {
        id: "apac",
        name: "Asia-Pacific",
        countries: &[
            "India",
            "Japan",
            "South Korea",
            "Indonesia",
            "Philippines",
            "Thailand",
            "Vietnam",
            "Malaysia",
            "Australia",
        ],
        also: &[
            "APAC",
            "Asia",
            "Southeast Asia",
            "Korea",
            "Indian",
            "Japanese",
            "Korean",
        ],
    },
];

/// The market of that id.
#[must_use]
pub fn market(id: &str) -> Option<&'static Market> {
    MARKETS.iter().find(|market| market.id == id)
}

impl Market {
    /// Whether a text speaks of the market or of one of its countries.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        markets_of(text).any(|market| market.id == self.id)
    }
}

/// Markets that a text speaks of, by themselves or by one of their countries.
pub fn markets_of(text: &str) -> impl Iterator<Item = &'static Market> {
    let text = spaced(text);
    MARKETS
        .iter()
        .zip(NAMES.iter())
        .filter(move |(_, names)| names.iter().any(|name| text.contains(name)))
        .map(|(market, _)| market)
}

/// Every name of each market, as it would stand in a text.
static NAMES: LazyLock<[Vec<String>; MARKETS.len()]> = LazyLock::new(|| {
    MARKETS.map(|market| {
        std::iter::once(&market.name)
            .chain(market.countries)
            .chain(market.also)
            .map(|name| spaced(name))
            .collect()
    })
});

/// Words with one space around each. Short names are capitals: "us" is no country.
fn spaced(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let capitals = word.len() <= 3 && word.chars().all(char::is_uppercase);
        if capitals {
            out.push_str(word);
        } else {
            out.push_str(&word.to_lowercase());
        }
        out.push(' ');
    }
    out
}

/// Facts of a pack that speak of a market.
#[must_use]
pub fn facts_of<'pack>(pack: &'pack Pack, market: &Market) -> Vec<&'pack Fact> {
    pack.facts
        .iter()
        .filter(|fact| market.is_named_in(&fact.says) || market.is_named_in(&fact.use_it))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_market_is_named_by_itself_or_by_a_country_as_a_whole_word() {
        let apac = market("apac").unwrap();
        for text in [
            "Engagement in India fell",
            "the APAC region",
            "members in South-East? no: Asia",
        ] {
            assert!(apac.is_named_in(text), "{text}");
        }
        for text in ["Indiana is elsewhere", "They told us so", "Thailands"] {
            assert!(!apac.is_named_in(text), "{text}");
        }
        assert!(market("ucan").unwrap().is_named_in("Prices in the US rose"));
        assert!(!market("ucan").unwrap().is_named_in("they told us"));
        assert!(market("moon").is_none());
    }

    #[test]
    fn the_default_pack_has_facts_of_markets() {
        let (_, files) = pack::embedded::packs().swap_remove(0);
        let pack = pack::load(&files).unwrap();
        assert!(
            MARKETS
                .iter()
                .all(|market| !facts_of(&pack, market).is_empty())
        );
    }
}
