//! A small convolutional network over word vectors, beside the linear weights: it carries what was
//! learned of a word over to words that are used alike (Kim 2014, "Convolutional Neural Networks for
//! Sentence Classification", with filters over one, two and three words).
//!
//! What a word gives to every filter does not depend on its neighbours. It is worked out when the word
//! is first met and kept, so that reading costs additions.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pack::vocabulary::{EvidenceKind, QuestionKind};

use super::vectors::{self, Place, SIZE, Vectors};

/// Filters of each width.
pub(crate) const FILTERS: usize = 96;
/// Widest filter, in words.
pub(crate) const WIDEST: usize = 3;
/// What all filters make of a sentence.
pub(crate) const HIDDEN: usize = FILTERS * WIDEST;
/// Places of words under filters: one, two and three.
const UNDER: usize = WIDEST * (WIDEST + 1) / 2;

/// The weights, in the form in which training leaves them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Weights {
    /// For each width, for each filter, a vector for each word under it.
    pub(crate) filters: Vec<f32>,
    /// One for each filter.
    pub(crate) filter_biases: Vec<f32>,
    /// For each kind of evidence, one for each filter.
    pub(crate) kinds: Vec<f32>,
    /// One for each kind of evidence.
    pub(crate) kind_biases: Vec<f32>,
    /// For each kind of evidence, one for each kind of question.
    pub(crate) questions: Vec<f32>,
    /// Vectors of words that training moved from where they lay.
    pub(crate) moved: BTreeMap<Place, Vec<f32>>,
}

impl Weights {
    /// How many numbers each part holds, in order.
    pub(crate) fn sizes() -> [usize; 5] {
        let kinds = EvidenceKind::ALL.len();
        [
            FILTERS * UNDER * SIZE,
            HIDDEN,
            kinds * HIDDEN,
            kinds,
            kinds * QuestionKind::ALL.len(),
        ]
    }

    fn parts(&self) -> [&Vec<f32>; 5] {
        [
            &self.filters,
            &self.filter_biases,
            &self.kinds,
            &self.kind_biases,
            &self.questions,
        ]
    }

    /// The numbers one after another, four bytes each, the lowest first; then every moved vector,
    /// its place in two bytes and its numbers in steps.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let numbers = self.parts().into_iter().flatten();
        let mut bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        for (place, vector) in &self.moved {
            bytes.extend(place.to_le_bytes());
            bytes.extend(vector.iter().map(|number| vectors::to_step(*number)));
        }
        bytes
    }

    /// `None` when there are too few numbers, one is none, or a vector is cut.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let sizes = Self::sizes();
        let (bytes, moved) = bytes.split_at_checked(4 * sizes.iter().sum::<usize>())?;
        let (moved, cut) = moved.as_chunks::<{ 2 + SIZE }>();
        if !cut.is_empty() {
            return None;
        }
        let moved = moved.iter().map(|entry| {
            let place = Place::from_le_bytes([entry[0], entry[1]]);
            let vector = entry[2..].iter().map(|step| vectors::from_step(*step));
            (place, vector.collect())
        });
        let numbers = bytes.as_chunks::<4>().0;
        let mut numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let parts = sizes.map(|size| numbers.by_ref().take(size).collect::<Vec<f32>>());
        if parts.iter().flatten().any(|number| !number.is_finite()) {
            return None;
        }
        let [filters, filter_biases, kinds, kind_biases, questions] = parts;
        Some(Self {
            filters,
            filter_biases,
            kinds,
            kind_biases,
            questions,
            moved: moved.collect(),
        })
    }
}

/// The network, ready to read.
#[derive(Debug)]
pub(crate) struct Network {
    weights: Weights,
    vectors: &'static Vectors<'static>,
    /// For each known word what it gives to every filter, at every place under it.
    gives: Vec<OnceLock<Box<[f32]>>>,
}

impl Network {
    /// Reads the weights; `None` when they have another form.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let vectors = vectors::vectors()?;
        Some(Self {
            weights: Weights::parse(bytes)?,
            gives: (0..vectors.len()).map(|_| OnceLock::new()).collect(),
            vectors,
        })
    }

    /// The log odds of every kind of evidence, in the order of [`EvidenceKind::ALL`], for the words of
    /// a sentence that answers a question of that kind.
    pub(crate) fn odds(&self, words: &[Place], of: &str) -> Vec<f32> {
        let words: Vec<&[f32]> = words
            .iter()
            .filter_map(|place| self.gives(*place))
            .collect();
        let hidden = self.hidden(&words);
        let question = QuestionKind::ALL.iter().position(|kind| kind.word() == of);
        self.weights
            .kind_biases
            .iter()
            .enumerate()
            .map(|(kind, bias)| {
                let weights = &self.weights.kinds[kind * HIDDEN..(kind + 1) * HIDDEN];
                let from_question = question.map_or(0.0, |question| {
                    self.weights.questions[kind * QuestionKind::ALL.len() + question]
                });
                bias + from_question + dot(&hidden, weights)
            })
            .collect()
    }

    fn gives(&self, place: Place) -> Option<&[f32]> {
        let kept = self.gives.get(usize::from(place))?;
        if let Some(gives) = kept.get() {
            return Some(gives);
        }
        let vector = match self.weights.moved.get(&place) {
            Some(moved) => moved.clone(),
            None => self.vectors.of(place)?,
        };
        Some(kept.get_or_init(|| {
            // Laid out by width, place under the filter, filter: what is added together lies together.
            let mut gives = Vec::with_capacity(UNDER * FILTERS);
            let mut from = 0;
            for width in 1..=WIDEST {
                for under in 0..width {
                    for filter in 0..FILTERS {
                        let at = from + (filter * width + under) * SIZE;
                        gives.push(dot(&vector, &self.weights.filters[at..at + SIZE]));
                    }
                }
                from += FILTERS * width * SIZE;
            }
            gives.into_boxed_slice()
        }))
    }

    /// For each filter the most that it makes of any stretch of the sentence, its edges included.
    fn hidden(&self, words: &[&[f32]]) -> [f32; HIDDEN] {
        let mut hidden = [f32::MIN; HIDDEN];
        let mut before = 0;
        for width in 1..=WIDEST {
            let most = &mut hidden[(width - 1) * FILTERS..width * FILTERS];
            for start in 0..words.len() + width - 1 {
                let mut sums = [0.0_f32; FILTERS];
                for under in 0..width {
                    // The stretch begins before the sentence, and ends behind it.
                    let Some(gives) = (start + under)
                        .checked_sub(width - 1)
                        .and_then(|word| words.get(word))
                    else {
                        continue;
                    };
                    let from = (before + under) * FILTERS;
                    for (sum, gives) in sums.iter_mut().zip(&gives[from..from + FILTERS]) {
                        *sum += gives;
                    }
                }
                for (most, sum) in most.iter_mut().zip(sums) {
                    *most = most.max(sum);
                }
            }
            before += width;
        }
        for (most, bias) in hidden.iter_mut().zip(&self.weights.filter_biases) {
            *most = (*most + bias).max(0.0);
        }
        hidden
    }
}

/// The sum of products, in a fixed order that processors work on several at a time.
pub(crate) fn dot(first: &[f32], second: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (firsts, first_rest) = first.as_chunks::<LANES>();
    let (seconds, second_rest) = second.as_chunks::<LANES>();
    let mut sums = [0.0_f32; LANES];
    for (first, second) in firsts.iter().zip(seconds) {
        for lane in 0..LANES {
            sums[lane] += first[lane] * second[lane];
        }
    }
    let rest: f32 = first_rest
        .iter()
        .zip(second_rest)
        .map(|(first, second)| first * second)
        .sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_bytes_and_a_cut_file_is_refused() {
        let weights = Weights {
            filters: vec![0.5; Weights::sizes()[0]],
            filter_biases: vec![-0.25; Weights::sizes()[1]],
            kinds: vec![1.5; Weights::sizes()[2]],
            kind_biases: vec![0.0; Weights::sizes()[3]],
            questions: vec![2.0; Weights::sizes()[4]],
            moved: BTreeMap::from([(7, vec![0.5; SIZE])]),
        };
        let bytes = weights.to_bytes();
        assert_eq!(Weights::parse(&bytes), Some(weights));
        assert_eq!(Weights::parse(&bytes[4..]), None);
    }

    #[test]
    fn a_filter_over_two_words_sees_them_beside_each_other_only_in_their_order() {
        let vectors = vectors::vectors().expect("the program carries vectors");
        let places = crate::reading::shown("cut prices", "case").1;
        let mut weights = Weights::parse(&vec![0; Weights::sizes().iter().sum::<usize>() * 4])
            .expect("zeros are weights");
        // The first filter over two words looks for exactly these two.
        let from = FILTERS * SIZE;
        for (word, place) in places.iter().enumerate() {
            let vector = vectors.of(*place).expect("a known word");
            weights.filters[from + word * SIZE..from + (word + 1) * SIZE].copy_from_slice(&vector);
        }
        weights.kinds[FILTERS] = 1.0;
        let network = Network::parse(&weights.to_bytes()).expect("they are weights");
        let first = |text: &str| network.odds(&crate::reading::shown(text, "case").1, "case")[0];
        let apart = first("we cut all of the ticket prices");
        assert!(first("we cut prices") > apart && first("we cut prices") > first("prices cut"));
    }
}
