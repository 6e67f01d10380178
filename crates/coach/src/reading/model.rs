//! What decides whether a sentence is of a kind: linear weights and a network, together above a
//! threshold.
//!
//! Both are trained by `cargo run --release -p coach --example train` from the labelled sentences in
//! `examination/sentences`. Thresholds and linear weights stand in `lexicon/model.txt`, the network in
//! `lexicon/network.bin`.

use pack::vocabulary::EvidenceKind;

use super::features::Feature;
use super::linear::Linear;
use super::network::Network;
use super::vectors::Place;

/// How much of the decision is the network's. Chosen on sentences left out of training: alone it is
/// worse than the linear weights, together they are better than either.
const NETWORK: f32 = 0.3;

/// Linear weights and network, with a threshold for every kind.
#[derive(Debug)]
pub(crate) struct Model {
    /// Above this, a sentence is of the kind; in the order of [`EvidenceKind::ALL`].
    thresholds: Vec<f32>,
    linear: Linear,
    network: Network,
}

impl Model {
    /// Reads a line of thresholds with the linear weights below it, and the network. `None` when
    /// either has another form.
    pub(crate) fn parse(source: &str, network: &[u8]) -> Option<Self> {
        let mut lines = source.lines();
        let thresholds: Vec<f32> = lines
            .next()?
            .split(' ')
            .map(|each| each.parse().ok())
            .collect::<Option<_>>()?;
        if thresholds.len() != EvidenceKind::ALL.len() {
            return None;
        }
        Some(Self {
            thresholds,
            linear: Linear::parse(lines)?,
            network: Network::parse(network)?,
        })
    }

    /// How far above its threshold each kind is, in log odds; in the order of [`EvidenceKind::ALL`].
    /// A sentence is shown as its features and the places of its words among the vectors.
    pub(crate) fn above(&self, features: &[Feature], words: &[Place], of: &str) -> Vec<f32> {
        let linear = self.linear.odds(features);
        let network = self.network.odds(words, of);
        let odds = linear.iter().zip(&network);
        odds.zip(&self.thresholds)
            .map(|((linear, network), threshold)| {
                (1.0 - NETWORK) * linear + NETWORK * network - threshold
            })
            .collect()
    }
}
