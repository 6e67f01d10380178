//! What somebody asks a world to be, as a form says it.

use serde::Deserialize;
use world::names::{Named, Region};
use world::{Configuration, Focus, Incident, IncidentKind, World, write};
use worlds::{about, count};

/// Fields of the form, as they were typed; an empty one stands for what is usual.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    pub(crate) seed: String,
    pub(crate) members: String,
    pub(crate) days: String,
    pub(crate) incident: String,
    pub(crate) region: String,
}

/// Something goes wrong, and nobody is told what: the seed draws it.
pub(crate) const HIDDEN: &str = "hidden";

impl Wish {
    /// The configuration that is meant.
    ///
    /// # Errors
    /// What cannot be, in words.
    pub(crate) fn configuration(&self) -> Result<Configuration, String> {
        let seed = number("Seed", &self.seed, 0)?;
        let usual = Configuration::new(seed).map_err(|error| error.to_string())?;
        let mut wish = Configuration {
            members: number("Members", &self.members, usual.members)?,
            days: number("Days", &self.days, usual.days)?,
            ..usual
        };
        if let Some(kind) = self.kind(seed)? {
            let region = self.region(seed)?;
            wish.focus = Some(Focus::on(region));
            wish.check().map_err(|error| error.to_string())?;
            let incident = Incident::draw(kind, region, &wish, seed);
            wish.incidents.push(incident);
        }
        wish.check().map_err(|error| error.to_string())?;
        Ok(wish)
    }

    /// About how large it will be, in words.
    ///
    /// # Errors
    /// What cannot be, in words.
    pub(crate) fn estimate(&self) -> Result<String, String> {
        let world = World::new(self.configuration()?).map_err(|error| error.to_string())?;
        let estimate = write::estimate(&world);
        Ok(format!(
            "About {} members in the sample, {} visits, {} plays, {} on the disk.",
            count(estimate.members),
            about(estimate.visits),
            about(estimate.plays),
            worlds::size(estimate.bytes)
        ))
    }

    fn kind(&self, seed: u64) -> Result<Option<IncidentKind>, String> {
        match self.incident.as_str() {
            "" => Ok(None),
            HIDDEN => Ok(Some(drawn(seed, 1))),
            name => name
                .parse()
                .map(Some)
                .map_err(|_| format!("Nothing that goes wrong is called \u{201c}{name}\u{201d}.")),
        }
    }

    fn region(&self, seed: u64) -> Result<Region, String> {
        match self.region.as_str() {
            "" if self.incident == HIDDEN => Ok(drawn(seed, 2)),
            "" => Ok(Region::Latam),
            name => Region::NAMES
                .iter()
                .position(|known| *known == name)
                .map(|place| Region::ALL[place])
                .ok_or_else(|| format!("There is no region \u{201c}{name}\u{201d}.")),
        }
    }
}

/// One of a list, by the seed and by what is drawn; the bits are mixed as in SplitMix64 (Steele, Lea
/// and Flood 2014).
fn drawn<K: Named>(seed: u64, what: u64) -> K {
    let mut mixed = seed.wrapping_add(what.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    K::ALL[(mixed % K::ALL.len() as u64) as usize]
}

fn number<N: std::str::FromStr>(name: &str, text: &str, usual: N) -> Result<N, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(usual);
    }
    text.parse()
        .map_err(|_| format!("{name}: \u{201c}{text}\u{201d} is not a whole number in range."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(seed: u64) -> Wish {
        Wish {
            seed: seed.to_string(),
            incident: HIDDEN.to_owned(),
            ..Wish::default()
        }
    }

    #[test]
    fn what_is_hidden_is_drawn_by_the_seed_over_all_kinds_and_regions() {
        let mut kinds = std::collections::BTreeSet::new();
        let mut regions = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let wish = hidden(seed).configuration().unwrap();
            assert_eq!(wish, hidden(seed).configuration().unwrap());
            kinds.insert(wish.incidents[0].kind.name());
            regions.insert(wish.incidents[0].region.name());
        }
        assert_eq!(kinds.len(), IncidentKind::ALL.len());
        assert_eq!(regions.len(), Region::ALL.len());
    }

    #[test]
    fn what_cannot_be_is_told_with_the_field_and_what_is_allowed() {
        let fault = |wish: Wish| wish.configuration().unwrap_err();
        let days = Wish {
            days: "3".to_owned(),
            ..Wish::default()
        };
        assert!(fault(days.clone()).contains("days: 3 is out of range; allowed: 28 to 1096"));
        let planted = Wish {
            incident: HIDDEN.to_owned(),
            ..days
        };
        assert!(fault(planted).contains("allowed: 28 to 1096"));
        let many = Wish {
            members: "many".to_owned(),
            ..Wish::default()
        };
        assert!(fault(many).contains("Members: \u{201c}many\u{201d}"));
        let unknown = Wish {
            incident: "aliens".to_owned(),
            ..Wish::default()
        };
        assert!(fault(unknown).contains("aliens"));
    }
}
