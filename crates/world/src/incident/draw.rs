//! Incidents drawn from a seed: a segment, a day, a strength and decoys that fit the kind.
