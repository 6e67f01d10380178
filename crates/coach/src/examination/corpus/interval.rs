//! Correlations with intervals by resampling persons.

use serde::Serialize;

use super::super::correlation::{pearson, spearman};
use super::dice::Dice;

/// A correlation with its 95% interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// The correlation; `None` where there are fewer than three answers, or all are alike.
    pub value: Option<f64>,
    /// Lower end of the interval; `None` with fewer than five persons.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Fewer persons, drawn again and again, say nothing of other persons.
const LEAST_PERSONS: usize = 5;
/// Times that the persons are drawn.
const DRAWS: usize = 1_000;

/// Pearson's and Spearman's correlation of measure and rating, over (person, measure, rating).
pub(super) fn agreements(points: &[(&str, f64, f64)]) -> (Agreement, Agreement) {
    let mut names: Vec<&str> = points.iter().map(|(person, ..)| *person).collect();
    names.sort_unstable();
    names.dedup();
    let of_person: Vec<Vec<(f64, f64)>> = names
        .iter()
        .map(|name| {
            let own = points.iter().filter(|(person, ..)| person == name);
            own.map(|(_, measure, rating)| (*measure, *rating))
                .collect()
        })
        .collect();
    let both = |points: &[(f64, f64)]| {
        let (measures, ratings): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        (pearson(&measures, &ratings), spearman(&measures, &ratings))
    };
    let all: Vec<(f64, f64)> = of_person.concat();
    let (linear, ranked) = both(&all);
    let (mut linear_drawn, mut ranked_drawn) = (Vec::new(), Vec::new());
    if names.len() >= LEAST_PERSONS {
        let mut dice = Dice::new();
        for _ in 0..DRAWS {
            let mut drawn = Vec::with_capacity(all.len());
            for _ in 0..names.len() {
                drawn.extend_from_slice(&of_person[dice.below(names.len())]);
            }
            let (linear, ranked) = both(&drawn);
            linear_drawn.extend(linear);
            ranked_drawn.extend(ranked);
        }
    }
    (
        Agreement::of(linear, linear_drawn),
        Agreement::of(ranked, ranked_drawn),
    )
}

impl Agreement {
    fn of(value: Option<f64>, mut drawn: Vec<f64>) -> Self {
        drawn.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * drawn.len().saturating_sub(1) as f64;
            value.and(drawn.get(place.round() as usize).copied())
        };
        Self {
            value,
            low: at(0.025),
            high: at(0.975),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(persons: usize, each: usize) -> Vec<(String, f64, f64)> {
        (0..persons * each)
            .map(|place| {
                let measure = place as f64;
                let noise = ((place * 7_919) % 13) as f64 - 6.0;
                (format!("p{}", place / each), measure, measure + 3.0 * noise)
            })
            .collect()
    }

    fn agreements_of(points: &[(String, f64, f64)]) -> (Agreement, Agreement) {
        let borrowed: Vec<(&str, f64, f64)> = points
            .iter()
            .map(|(person, measure, rating)| (person.as_str(), *measure, *rating))
            .collect();
        agreements(&borrowed)
    }

    #[test]
    fn an_interval_holds_the_correlation_and_is_the_same_every_time() {
        let points = points(20, 2);
        let (linear, ranked) = agreements_of(&points);
        for each in [linear, ranked] {
            let (low, value, high) = (each.low.unwrap(), each.value.unwrap(), each.high.unwrap());
            assert!(low < value && value < high, "{each:?}");
        }
        assert_eq!(agreements_of(&points), (linear, ranked));
    }

    #[test]
    fn too_few_persons_give_no_interval() {
        let (linear, _) = agreements_of(&points(LEAST_PERSONS - 1, 5));
        assert!(linear.value.is_some() && linear.low.is_none() && linear.high.is_none());
    }
}
