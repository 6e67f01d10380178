//! What might be meant by a name that is none.

/// How alike names have to be, 0 to 1.
const ALIKE: f64 = 0.75;
/// Names that are offered.
const MOST: usize = 3;

/// The names that are most like one, as a hint: "did you mean country?" Empty where none is.
pub(crate) fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let name = name.to_lowercase();
    let mut alike: Vec<(f64, &str)> = known
        .map(|each| (likeness(&name, &each.to_lowercase()), each))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    alike.dedup_by(|one, other| one.1 == other.1);
    alike.truncate(MOST);
    match alike.as_slice() {
        [] => String::new(),
        [(_, only)] => format!("did you mean {only}?"),
        [others @ .., (_, last)] => {
            let others: Vec<&str> = others.iter().map(|(_, name)| *name).collect();
            format!("did you mean {} or {last}?", others.join(", "))
        }
    }
}

fn likeness(one: &str, other: &str) -> f64 {
    if one.len() > 2 && (other.starts_with(one) || other.ends_with(one)) {
        return 1.0;
    }
    strsim::jaro_winkler(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_offered_and_nothing_where_none_is_near() {
        let known = ["country", "region", "device", "member_id"];
        let hint = |name| hint(name, known.into_iter());
        assert_eq!(hint("contry"), "did you mean country?");
        assert_eq!(hint("member"), "did you mean member_id?");
        assert_eq!(hint("xyzzy"), "");
    }
}
