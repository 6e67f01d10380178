//! Whether arms hold the same shares in every cell, at the level that is said however uneven the split.
//!
//! Pearson's statistic is near a chi-square only where every cell expects many units. An arm with a tenth
//! of them expects two on a quiet day, and the statistic then exceeds its far quantiles several times too
//! often. Given the cells' and the arms' totals, every way to deal the units is equally likely if the arm
//! does not depend on the cell, whatever the split: so the statistic is held against tables dealt anew.
//! Dealing ends as soon as 25 reached the statistic, which keeps the p-value valid (Besag and Clifford
//! 1991, "Sequential Monte Carlo p-values") and costs a few hundred tables where nothing is wrong.

use rand_distr::{Distribution, StandardUniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::{SampleRatio, independence};
use crate::error::Error;

/// Tables that have to reach the statistic before dealing ends.
const REACHED: u32 = 25;
/// Tables that are dealt at the most: no p-value is below a twenty-thousandth.
const DEALT: u32 = 19_999;
/// Units that every cell has to expect for chi-square to be as good as dealing.
const MANY: f64 = 100.0;

/// Whether a split of units over days (or other cells) by arm is independent of the arm: a row a cell, a
/// column an arm; empty rows are left out. By chi-square where every cell expects at least 100 units, else
/// by tables with the same totals, from a seed.
pub fn alike(table: &[Vec<u64>], seed: u64) -> Result<SampleRatio, Error> {
    let approximate = independence(table)?;
    if approximate.expected.iter().all(|units| *units >= MANY) {
        return Ok(approximate);
    }
    let Some(statistic) = approximate.statistic else {
        return Ok(approximate);
    };
    let mut deal = Deal::new(table, seed);
    // Two ways to sum up the same table must not differ by rounding.
    let seen = statistic * (1.0 - 1e-9);
    let (mut dealt, mut reached) = (0, 0);
    while dealt < DEALT && reached < REACHED {
        dealt += 1;
        reached += u32::from(deal.statistic() >= seen);
    }
    let p_value = if reached == REACHED {
        f64::from(reached) / f64::from(dealt)
    } else {
        f64::from(reached + 1) / f64::from(dealt + 1)
    };
    Ok(SampleRatio {
        p_value,
        log_p_value: p_value.ln(),
        ..approximate
    })
}

/// Tables with the totals of one.
struct Deal {
    cells: Vec<u64>,
    arms: Vec<u64>,
    left: Vec<u64>,
    total: u64,
    random: Xoshiro256PlusPlus,
}

impl Deal {
    fn new(table: &[Vec<u64>], seed: u64) -> Self {
        let arms = table.first().map_or(0, Vec::len);
        let cells = table.iter().map(|row| row.iter().sum());
        let cells: Vec<u64> = cells.filter(|units| *units > 0).collect();
        let of_arm = |arm: usize| table.iter().map(|row| row[arm]).sum();
        Self {
            total: cells.iter().sum(),
            cells,
            arms: (0..arms).map(of_arm).collect(),
            left: Vec::with_capacity(arms),
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
        }
    }

    /// Pearson's statistic of a table dealt anew, cell by cell and arm by arm.
    fn statistic(&mut self) -> f64 {
        self.left.clone_from(&self.arms);
        let mut left = self.total;
        let mut statistic = 0.0;
        for &units in &self.cells {
            let (mut to_deal, mut among) = (units, left);
            for (in_arm, arm) in self.left.iter_mut().zip(&self.arms) {
                let drawn = hypergeometric(&mut self.random, among, *in_arm, to_deal);
                let expected = units as f64 * *arm as f64 / self.total as f64;
                statistic += (drawn as f64 - expected).powi(2) / expected;
                among -= *in_arm;
                to_deal -= drawn;
                *in_arm -= drawn;
            }
            left -= units;
        }
        statistic
    }
}

/// How many of `marked` among `total` are in a draw of `drawn` without putting back: by inversion from
/// the likeliest number outwards, which takes about as many steps as the number's standard deviation.
fn hypergeometric(random: &mut Xoshiro256PlusPlus, total: u64, marked: u64, drawn: u64) -> u64 {
    let unmarked = total - marked;
    let least = drawn.saturating_sub(unmarked);
    let most = drawn.min(marked);
    if least == most {
        return least;
    }
    let [all, in_draw, with_mark] = [total, drawn, marked].map(|units| units as f64);
    let mode = ((in_draw + 1.0) * (with_mark + 1.0) / (all + 2.0)).floor() as u64;
    let mode = mode.clamp(least, most);
    let (found, other) = (mode as f64, (drawn - mode) as f64);
    let mass = (log_choices(with_mark, found) + log_choices(unmarked as f64, other)
        - log_choices(all, in_draw))
    .exp();
    let uniform: f64 = StandardUniform.sample(random);
    let mut left = uniform - mass;
    if left <= 0.0 {
        return mode;
    }
    // How many unmarked there would be beyond the draw if no marked were in it; may lie below zero.
    let spare = unmarked as f64 - in_draw;
    let (mut up, mut down) = (found, found);
    let (mut mass_up, mut mass_down) = (mass, mass);
    let (least, most) = (least as f64, most as f64);
    while up < most || down > least {
        if up < most {
            mass_up *= (with_mark - up) * (in_draw - up) / ((up + 1.0) * (spare + up + 1.0));
            up += 1.0;
            left -= mass_up;
            if left <= 0.0 {
                return up as u64;
            }
        }
        if down > least {
            mass_down *=
                down * (spare + down) / ((with_mark - down + 1.0) * (in_draw - down + 1.0));
            down -= 1.0;
            left -= mass_down;
            if left <= 0.0 {
                return down as u64;
            }
        }
    }
    // What rounding left of the mass of all.
    mode
}

/// ln C(n, k).
fn log_choices(n: f64, k: f64) -> f64 {
    libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_drawn_without_putting_back_come_as_often_as_they_should() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        for (total, marked, drawn) in [(20, 6, 9), (300, 290, 40), (50, 3, 50), (1_000, 100, 30)] {
            let draws = 40_000;
            let mut counts = vec![0_u32; drawn as usize + 1];
            for _ in 0..draws {
                counts[hypergeometric(&mut random, total, marked, drawn) as usize] += 1;
            }
            for (found, count) in (0_u32..).zip(counts) {
                let [all, with, picked, found] =
                    [total as f64, marked as f64, drawn as f64, f64::from(found)];
                let possible = found <= with && picked - found <= all - with;
                let chance = if possible {
                    (log_choices(with, found) + log_choices(all - with, picked - found)
                        - log_choices(all, picked))
                    .exp()
                } else {
                    0.0
                };
                let expected = chance * f64::from(draws);
                let off = (f64::from(count) - expected).abs();
                assert!(
                    off <= 5.0 * expected.sqrt() + 1e-9 * expected + 3.0,
                    "{found}: {count}"
                );
                assert!(possible || count == 0);
            }
        }
    }

    #[test]
    fn a_split_that_moves_is_seen_and_the_same_table_gives_the_same_answer() {
        let moving: Vec<Vec<u64>> = (0..14)
            .map(|day| vec![60 - 3 * day, 20 + 3 * day])
            .collect();
        let found = alike(&moving, 1).unwrap();
        assert!(found.p_value < 0.0001, "{found:?}");
        assert_eq!(alike(&moving, 1), alike(&moving, 1));
        let lasting: Vec<Vec<u64>> = (0..14).map(|day| vec![60 + day % 3, 6 + day % 2]).collect();
        assert!(alike(&lasting, 1).unwrap().p_value > 0.5);
        let many = [vec![9_000, 1_100], vec![9_100, 1_000]];
        assert_eq!(alike(&many, 1), independence(&many));
        assert!(alike(&[vec![3, 4]], 1).is_err());
    }
}
