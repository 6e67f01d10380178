//! Group-sequential bounds against a grid-converged recursion, and against Spotify's solver.

use serde_json::Value;
use stats::sequential::group::{Sides, spending_bounds};
use stats::sequential::spending::Spending;

use crate::support::{number, oracle};

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

#[test]
fn bounds_are_those_of_the_converged_recursion() {
    let oracle = oracle("gst_t2_spending.json");
    for (name, looks, alpha) in [
        ("K14_alpha0.025", 14, 0.025),
        ("K14_alpha0.05", 14, 0.05),
        ("K5_alpha0.05", 5, 0.05),
    ] {
        let times: Vec<f64> = (1..=looks)
            .map(|look| f64::from(look) / f64::from(looks))
            .collect();
        let bounds = spending_bounds(&times, alpha, Spending::Power(2.0), Sides::Two).unwrap();
        let expected = list(&oracle[name]);
        assert_eq!(bounds.len(), expected.len());
        for (bound, expected) in bounds.iter().zip(&expected) {
            assert!(
                (bound - expected).abs() < 1e-9,
                "{name}: {bound} {expected}"
            );
        }
    }
}

/// Spotify's solver searches to 10⁻⁷ in probability on a trapezoid grid of a twentieth of a
/// deviation, so its bounds are off by up to 6 × 10⁻⁵; the first look, where nothing is
/// integrated, agrees to rounding.
#[test]
fn bounds_of_spotify_agree_as_far_as_its_grid_allows() {
    let oracle = oracle("seqbounds14.json");
    assert_eq!(oracle["sides"], 2);
    let bounds = spending_bounds(
        &list(&oracle["t"]),
        number(&oracle["alpha"]),
        Spending::Power(2.0),
        Sides::Two,
    )
    .unwrap();
    let expected = list(&oracle["bounds"]);
    assert_eq!(bounds.len(), expected.len());
    assert!((bounds[0] - expected[0]).abs() < 1e-12);
    for (bound, expected) in bounds.iter().zip(&expected) {
        assert!((bound - expected).abs() < 7e-5, "{bound} {expected}");
    }
}
