//! Correlations; `None` where a side does not vary or there are fewer than three pairs.

/// Pearson's product-moment correlation.
pub(super) fn pearson(first: &[f64], second: &[f64]) -> Option<f64> {
    let count = first.len().min(second.len());
    if count < 3 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().take(count).sum::<f64>() / count as f64;
    let (mean_first, mean_second) = (mean(first), mean(second));
    let (mut both, mut squares_first, mut squares_second) = (0.0, 0.0, 0.0);
    for (one, other) in first.iter().zip(second) {
        let (one, other) = (one - mean_first, other - mean_second);
        both += one * other;
        squares_first += one * one;
        squares_second += other * other;
    }
    let scale = (squares_first * squares_second).sqrt();
    (scale > 0.0).then(|| (both / scale).clamp(-1.0, 1.0))
}

/// Spearman's rank correlation; equal values share the mean of their ranks.
pub(super) fn spearman(first: &[f64], second: &[f64]) -> Option<f64> {
    pearson(&ranks(first), &ranks(second))
}

/// Rank correlation of two things with a third held fixed.
pub(super) fn partial(first: &[f64], second: &[f64], fixed: &[f64]) -> Option<f64> {
    let together = spearman(first, second)?;
    let (one, other) = (spearman(first, fixed)?, spearman(second, fixed)?);
    let scale = ((1.0 - one * one) * (1.0 - other * other)).sqrt();
    (scale > 0.0).then(|| ((together - one * other) / scale).clamp(-1.0, 1.0))
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let end = start
            + order[start..]
                .iter()
                .take_while(|place| values[**place].total_cmp(&value).is_eq())
                .count();
        let mean = (start + end + 1) as f64 / 2.0;
        for place in &order[start..end] {
            ranks[*place] = mean;
        }
        start = end;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_mean_of_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn correlations_agree_with_values_worked_by_hand() {
        let first = [1.0, 2.0, 3.0, 4.0, 5.0];
        let second = [2.0, 1.0, 4.0, 3.0, 5.0];
        assert!((pearson(&first, &second).unwrap() - 0.8).abs() < 1e-12);
        assert!((spearman(&first, &[2.0, 1.0, 40.0, 3.0, 500.0]).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(spearman(&first, &[5.0, 4.0, 3.0, 2.0, 1.0]), Some(-1.0));
    }

    #[test]
    fn what_does_not_vary_correlates_with_nothing() {
        assert_eq!(pearson(&[1.0, 2.0, 3.0], &[7.0; 3]), None);
        assert_eq!(pearson(&[1.0, 2.0], &[1.0, 2.0]), None);
    }

    #[test]
    fn what_only_follows_the_third_has_no_correlation_left_once_that_is_fixed() {
        // Both are the third with a disturbance; the disturbances have nothing in common.
        let fixed = [1.0, 1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0];
        let first = [1.0, 2.0, 1.0, 2.0, 11.0, 12.0, 11.0, 12.0];
        let second = [1.0, 1.0, 2.0, 2.0, 11.0, 11.0, 12.0, 12.0];
        assert!(spearman(&first, &second).unwrap() > 0.7);
        assert!(partial(&first, &second, &fixed).unwrap().abs() < 1e-9);
    }
}
