//! Gauss-Legendre rules, made once for each number of nodes.

use std::collections::HashMap;
use std::f64::consts::PI;
use std::rc::Rc;

/// Nodes and weights on (−1, 1).
pub(super) type Rule = Rc<Vec<(f64, f64)>>;

/// Rules made so far.
#[derive(Default)]
pub(super) struct Rules(HashMap<usize, Rule>);

impl Rules {
    /// The rule with `count` nodes.
    pub(super) fn get(&mut self, count: usize) -> Rule {
        Rc::clone(self.0.entry(count).or_insert_with(|| Rc::new(rule(count))))
    }
}

/// Roots of the Legendre polynomial by Newton's method from Tricomi's approximation.
fn rule(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    (0..count)
        .map(|index| {
            let mut x = -(PI * (index as f64 + 0.75) / (n + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..20 {
                let (mut before, mut value) = (1.0, x);
                for degree in 2..=count {
                    let k = degree as f64;
                    (before, value) = (
                        value,
                        ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k,
                    );
                }
                slope = n * (x * value - before) / (x * x - 1.0);
                let step = value / slope;
                x -= step;
                if step.abs() < 1e-15 {
                    break;
                }
            }
            (x, 2.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_integrates_polynomials_of_twice_its_degree() {
        for count in [2, 8, 41, 160] {
            let rule = rule(count);
            for power in [0, 2, 2 * count as i32 - 2] {
                let sum: f64 = rule.iter().map(|(x, weight)| weight * x.powi(power)).sum();
                assert!((sum - 2.0 / f64::from(power + 1)).abs() < 1e-13);
            }
        }
    }
}
