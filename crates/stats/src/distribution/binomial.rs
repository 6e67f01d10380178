//! The binomial distribution, exact for any number of trials.

use std::f64::consts::PI;

/// ln P(X = k) for X the successes in n trials with the given probability.
///
/// Loader's saddle-point form (2000, "Fast and accurate computation of binomial probabilities"):
/// no difference of large logarithms of factorials.
pub fn log_mass(successes: u64, trials: u64, probability: f64) -> f64 {
    let (k, n) = (successes as f64, trials as f64);
    let complement = 1.0 - probability;
    if successes == 0 {
        return n * (-probability).ln_1p();
    }
    if successes == trials {
        return n * probability.ln();
    }
    stirling_error(n)
        - stirling_error(k)
        - stirling_error(n - k)
        - deviance(k, n * probability)
        - deviance(n - k, n * complement)
        + 0.5 * (n / (2.0 * PI * k * (n - k))).ln()
}

/// P(X ≤ k).
pub fn cumulative(successes: u64, trials: u64, probability: f64) -> f64 {
    if successes >= trials {
        return 1.0;
    }
    if successes as f64 > trials as f64 * probability {
        return 1.0 - upper(successes + 1, trials, probability);
    }
    lower(successes, trials, probability)
}

/// P(X ≥ k).
pub fn at_least(successes: u64, trials: u64, probability: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if (successes as f64) < trials as f64 * probability {
        return 1.0 - lower(successes - 1, trials, probability);
    }
    upper(successes, trials, probability)
}

/// The exact two-sided p-value: the probability of all outcomes no more likely than the one seen
/// (within a factor 1 + 10⁻⁷, the tolerance of R and scipy for ties).
pub fn two_sided(successes: u64, trials: u64, probability: f64) -> f64 {
    let [near, far] = log_tails(successes, trials, probability);
    (near.exp() + far.exp()).min(1.0)
}

/// The natural logarithm of [`two_sided`], which never underflows.
pub fn log_two_sided(successes: u64, trials: u64, probability: f64) -> f64 {
    let tails = log_tails(successes, trials, probability);
    let (more, less) = (tails[0].max(tails[1]), tails[0].min(tails[1]));
    (more + (less - more).exp().ln_1p()).min(0.0)
}

/// Logarithms of the probabilities of the outcomes no more likely than the one seen: on its own
/// side of the mean and on the other.
fn log_tails(successes: u64, trials: u64, probability: f64) -> [f64; 2] {
    let mean = trials as f64 * probability;
    let seen = log_mass(successes, trials, probability) + 1e-7_f64.ln_1p();
    let likelier = |k: u64| log_mass(k, trials, probability) > seen;
    let k = successes as f64;
    if k == mean {
        return [0.0, f64::NEG_INFINITY];
    }
    if k < mean {
        // The least outcome above the mean that is no likelier than the one seen.
        let (mut low, mut high) = (mean.ceil() as u64, trials + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if likelier(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let far = if low > trials {
            f64::NEG_INFINITY
        } else {
            log_upper(low, trials, probability)
        };
        [log_lower(successes, trials, probability), far]
    } else {
        // The number of outcomes from 0 that are no likelier than the one seen.
        let (mut low, mut high) = (0, mean.floor() as u64 + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if likelier(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let far = if low == 0 {
            f64::NEG_INFINITY
        } else {
            log_lower(low - 1, trials, probability)
        };
        [log_upper(successes, trials, probability), far]
    }
}

/// Σ P(X = j) for j ≤ k below the mean.
fn lower(k: u64, trials: u64, probability: f64) -> f64 {
    log_lower(k, trials, probability).exp()
}

/// Its natural logarithm, summed outwards from k.
fn log_lower(k: u64, trials: u64, probability: f64) -> f64 {
    let odds = (1.0 - probability) / probability;
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut j = k;
    while j > 0 {
        term *= j as f64 * odds / (trials - j + 1) as f64;
        sum += term;
        j -= 1;
        if term < f64::EPSILON * 0.01 * sum {
            break;
        }
    }
    log_mass(k, trials, probability) + sum.ln()
}

/// Σ P(X = j) for j ≥ k above the mean.
fn upper(k: u64, trials: u64, probability: f64) -> f64 {
    log_upper(k, trials, probability).exp()
}

/// Its natural logarithm.
fn log_upper(k: u64, trials: u64, probability: f64) -> f64 {
    log_lower(trials - k, trials, 1.0 - probability)
}

/// ln n! less Stirling's formula.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (2.0 * PI).ln()
    } else {
        let square = n * n;
        (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1_260.0 - (1.0 / 1_680.0) / square) / square) / square)
            / n
    }
}

/// x ln(x / m) + m − x, precise when x is near m.
fn deviance(x: f64, mean: f64) -> f64 {
    let gap = x - mean;
    if gap.abs() < 0.1 * (x + mean) {
        let ratio = gap / (x + mean);
        let square = ratio * ratio;
        let mut sum = gap * ratio;
        let mut power = 2.0 * x * ratio;
        for step in 1..200 {
            power *= square;
            let next = sum + power / f64::from(2 * step + 1);
            if next == sum {
                break;
            }
            sum = next;
        }
        return sum;
    }
    x * (x / mean).ln() - gap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_of_a_distribution_sum_to_one() {
        for (trials, probability) in [(1, 0.3), (17, 0.5), (400, 0.02), (5_000, 0.77)] {
            let sum: f64 = (0..=trials)
                .map(|k| log_mass(k, trials, probability).exp())
                .sum();
            assert!((sum - 1.0).abs() < 1e-12, "{trials}: {sum}");
        }
    }

    #[test]
    fn small_cases_are_counted_by_hand() {
        // 3 heads in 10 tosses: 2 × (1 + 10 + 45 + 120) / 1024.
        assert!((two_sided(3, 10, 0.5) - 352.0 / 1_024.0).abs() < 1e-14);
        assert!((two_sided(7, 10, 0.5) - 352.0 / 1_024.0).abs() < 1e-14);
        assert_eq!(two_sided(5, 10, 0.5), 1.0);
        assert!((two_sided(2, 3, 0.25) - 10.0 / 64.0).abs() < 1e-14);
        // None and one are equally likely, so every outcome counts.
        assert!((two_sided(0, 3, 0.25) - 1.0).abs() < 1e-14);
        assert!((cumulative(2, 4, 0.5) - 11.0 / 16.0).abs() < 1e-15);
    }
}
