//! The one configuration, for all data. `docs/lab.md` says what it was chosen on.

/// Most dimensions of a table.
pub(super) const MOST_DIMENSIONS: usize = 16;
/// Most leaves: different combinations of values.
pub(super) const MOST_LEAVES: usize = 250_000;
/// Most leaves times cuboids that are gone through; it bounds the depth where both are many.
pub(super) const MOST_WORK: usize = 25_000_000;

/// A segment is looked at closely when a common shift of its leaves has this log-likelihood ratio
/// at least.
pub(super) const SCREEN: f64 = 5.0;
/// … and when this share of its leaves, by weight, is shifted by more than half of the mean. It does
/// not apply where single leaves say little.
pub(super) const SHIFTED: f64 = 0.6;
/// Relative noise of a typical leaf above which single leaves say little.
pub(super) const COARSE: f64 = 0.3;
/// Least and greatest share of leaves of a segment that did not shift with it.
pub(super) const STRAYS: (f64, f64) = (0.005, 0.4);
/// Narrowest and widest spread of the shifts of a segment's leaves, as a share of a leaf.
pub(super) const SPREAD: (f64, f64) = (0.02, 0.3);
/// Spreads that are tried beside the one that fits best by its moments.
pub(super) const SPREADS: [f64; 4] = [0.05, 0.1, 0.2, 0.3];
/// With fewer strays than this share a segment is solid: its parts need not be looked at.
pub(super) const SOLID: f64 = 0.05;
/// A segment is given up for its children when they leave over more than this share of it, and that
/// did not shift.
pub(super) const LEFT_OVER: f64 = 0.15;
/// Least relative noise of a leaf.
pub(super) const LEAST_NOISE: f64 = 0.005;
/// Relative noise where nothing tells it.
pub(super) const USUAL_NOISE: f64 = 0.1;
/// A rate before is drawn towards the whole's, as if this many more had been counted at it.
pub(super) const DRAWN: f64 = 2.0;
/// Everything moved if fewer leaves than this share went the other way.
pub(super) const OTHER_WAY: f64 = 0.05;
