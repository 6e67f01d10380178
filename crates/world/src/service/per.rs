//! A figure for each name of a list.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Index;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::names::Named;

/// One figure per name; written as a map from names to figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Per<K> {
    figures: Vec<f64>,
    of: PhantomData<K>,
}

impl<K: Named> Per<K> {
    /// The figures in the order of the names.
    #[must_use]
    pub fn figures(&self) -> &[f64] {
        &self.figures
    }

    /// The name at which the running sum of figures passes `at` (in [0, 1)) of the whole.
    pub(crate) fn choose(&self, at: f64) -> K {
        choose(&self.figures, at)
    }
}

/// The name at which the running sum of weights passes `at` (in [0, 1)) of the whole.
pub(crate) fn choose<K: Named>(weights: &[f64], at: f64) -> K {
    let mut left = at * weights.iter().sum::<f64>();
    let mut last = 0;
    for (place, weight) in weights.iter().enumerate() {
        if *weight > 0.0 {
            last = place;
            if left < *weight {
                break;
            }
            left -= weight;
        }
    }
    K::ALL[last]
}

impl<K: Named> Index<K> for Per<K> {
    type Output = f64;
    fn index(&self, name: K) -> &f64 {
        &self.figures[name.code()]
    }
}

impl<K: Named> Serialize for Per<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(K::NAMES.iter().zip(&self.figures))
    }
}

impl<'de, K: Named> Deserialize<'de> for Per<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = BTreeMap::<String, f64>::deserialize(deserializer)?;
        let figures = K::NAMES
            .iter()
            .map(|name| {
                map.remove(*name).ok_or_else(|| {
                    D::Error::custom(format!("the {} \"{name}\" is missing", K::KIND))
                })
            })
            .collect::<Result<_, _>>()?;
        match map.keys().next() {
            Some(word) => Err(D::Error::custom(format!(
                "\"{word}\" is no {}; known are {}",
                K::KIND,
                K::NAMES.join(", ")
            ))),
            None => Ok(Self {
                figures,
                of: PhantomData,
            }),
        }
    }
}
