//! The network: gradient descent by Adam (Kingma and Ba 2015) with decoupled weight decay and dropout,
//! on the largest of what each filter makes of a sentence. The same sentences give the same weights.

use std::collections::BTreeMap;

use pack::vocabulary::QuestionKind;

use super::{POSITIVE, Row, STRIDES};
use crate::reading::network::{FILTERS, HIDDEN, WIDEST, Weights, dot};
use crate::reading::vectors::{self, Place, SIZE, Vectors};

/// Passes over the sentences.
const PASSES: usize = 12;
/// Sentences before each step.
const BATCH: usize = 32;
/// First step of the descent; it falls to nothing in a straight line.
const STEP: f32 = 3e-3;
/// First step of words' vectors.
const STEP_OF_WORDS: f32 = 0.05;
/// Weight decay of filters and of what is made of them.
const DECAY: f32 = 1e-2;
/// Share of filters that are left out, so that none is relied upon.
const LEFT_OUT: f32 = 0.5;
/// Log odds of a kind before anything is known.
const RARE: f32 = -2.0;
/// Words beyond these are not looked at in training.
const LONGEST: usize = 60;

/// The network's file; `None` without word vectors.
pub(super) fn learn(rows: &[&Row]) -> Option<Vec<u8>> {
    let vectors = vectors::vectors()?;
    let mut learner = Learner::new(vectors);
    let steps = (PASSES * rows.len()).div_ceil(BATCH) as f32;
    let mut done = 0.0;
    for pass in 0..PASSES {
        let stride = STRIDES[pass % STRIDES.len()];
        let order: Vec<usize> = (0..rows.len())
            .map(|step| (step * stride + pass * BATCH / PASSES) % rows.len())
            .collect();
        for batch in order.chunks(BATCH) {
            for row in batch {
                learner.see(rows[*row], 1.0 / batch.len() as f32);
            }
            learner.step(1.0 - done / steps);
            done += 1.0;
        }
    }
    Some(learner.finished().to_bytes())
}

struct Learner {
    vectors: &'static Vectors<'static>,
    filters: Adam,
    filter_biases: Adam,
    kinds: Adam,
    kind_biases: Adam,
    questions: Adam,
    words: BTreeMap<Place, Word>,
    chance: Chance,
    steps: i32,
}

/// A word's vector as it is being moved.
struct Word {
    vector: Vec<f32>,
    gradient: Vec<f32>,
    squares: Vec<f32>,
    met: bool,
}

impl Learner {
    fn new(vectors: &'static Vectors<'static>) -> Self {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let [filters, filter_biases, kinds, kind_biases, questions] = Weights::sizes();
        let spread = |size: usize| 1.0 / libm::sqrtf(size as f32);
        let mut start = Vec::with_capacity(filters);
        for width in 1..=WIDEST {
            let size = width * SIZE;
            start.extend((0..FILTERS * size).map(|_| chance.around(spread(size))));
        }
        Self {
            vectors,
            filters: Adam::new(start),
            filter_biases: Adam::new(vec![0.0; filter_biases]),
            kinds: Adam::new((0..kinds).map(|_| chance.around(spread(HIDDEN))).collect()),
            kind_biases: Adam::new(vec![RARE; kind_biases]),
            questions: Adam::new(vec![0.0; questions]),
            words: BTreeMap::new(),
            chance,
            steps: 0,
        }
    }

    /// Adds what a sentence says about the weights, in this share.
    fn see(&mut self, row: &Row, share: f32) {
        let places = &row.places[..row.places.len().min(LONGEST)];
        let input = self.input(places);
        let (largest, at) = self.largest(&input);
        let through: Vec<f32> = largest
            .iter()
            .map(|value| {
                let open = *value > 0.0 && self.chance.share() >= LEFT_OUT;
                if open { 1.0 / (1.0 - LEFT_OUT) } else { 0.0 }
            })
            .collect();
        let hidden: Vec<f32> = largest.iter().zip(&through).map(|(a, b)| a * b).collect();
        let question = QuestionKind::ALL
            .iter()
            .position(|kind| kind.word() == row.of);
        let mut back = vec![0.0_f32; HIDDEN];
        for (kind, right) in row.kinds.iter().enumerate() {
            let Some(right) = *right else {
                continue;
            };
            let weights = kind * HIDDEN..(kind + 1) * HIDDEN;
            let place = question.map(|question| kind * QuestionKind::ALL.len() + question);
            let odds = self.kind_biases.weights[kind]
                + place.map_or(0.0, |place| self.questions.weights[place])
                + dot(&hidden, &self.kinds.weights[weights.clone()]);
            let (weight, target) = if right { (POSITIVE, 1.0) } else { (1.0, 0.0) };
            let error = share * weight * (1.0 / (1.0 + libm::expf(-odds)) - target);
            self.kind_biases.gradient[kind] += error;
            if let Some(place) = place {
                self.questions.gradient[place] += error;
            }
            let gradient = &mut self.kinds.gradient[weights.clone()];
            let weights = &self.kinds.weights[weights];
            for filter in 0..HIDDEN {
                gradient[filter] += error * hidden[filter];
                back[filter] += error * weights[filter];
            }
        }
        for filter in 0..HIDDEN {
            let error = back[filter] * through[filter];
            if error != 0.0 {
                self.filter_biases.gradient[filter] += error;
                self.pull(filter, error, at[filter], &input, places);
            }
        }
    }

    /// Pulls a filter and the words under it.
    fn pull(&mut self, filter: usize, error: f32, at: usize, input: &[f32], places: &[Place]) {
        let (width, range) = extent(filter);
        let gradient = &mut self.filters.gradient[range.clone()];
        for (gradient, value) in gradient.iter_mut().zip(&input[at * SIZE..]) {
            *gradient += error * value;
        }
        for under in 0..width {
            let Some(place) = (at + under)
                .checked_sub(WIDEST - 1)
                .and_then(|word| places.get(word))
            else {
                continue;
            };
            if let Some(word) = self.words.get_mut(place) {
                let weights = &self.filters.weights[range.clone()][under * SIZE..];
                word.met = true;
                for (gradient, weight) in word.gradient.iter_mut().zip(weights) {
                    *gradient += error * weight;
                }
            }
        }
    }

    /// The vectors of the words one after another, with nothing before and behind them.
    fn input(&mut self, places: &[Place]) -> Vec<f32> {
        let mut input = vec![0.0; (WIDEST - 1) * SIZE];
        for place in places {
            let vectors = self.vectors;
            let word = self.words.entry(*place).or_insert_with(|| {
                let vector = vectors.of(*place).unwrap_or_else(|| vec![0.0; SIZE]);
                Word {
                    gradient: vec![0.0; SIZE],
                    squares: vec![0.0; SIZE],
                    met: false,
                    vector,
                }
            });
            input.extend_from_slice(&word.vector);
        }
        input.resize(input.len() + (WIDEST - 1) * SIZE, 0.0);
        input
    }

    /// For each filter the largest that it makes of a stretch, and where that begins, in words of the
    /// input.
    fn largest(&self, input: &[f32]) -> (Vec<f32>, Vec<usize>) {
        let words = input.len() / SIZE;
        let mut largest = vec![f32::MIN; HIDDEN];
        let mut at = vec![0; HIDDEN];
        for filter in 0..HIDDEN {
            let (width, range) = extent(filter);
            let weights = &self.filters.weights[range];
            for start in WIDEST - width..=words - WIDEST {
                let stretch = &input[start * SIZE..(start + width) * SIZE];
                let value = dot(stretch, weights);
                if value > largest[filter] {
                    largest[filter] = value;
                    at[filter] = start;
                }
            }
            largest[filter] = (largest[filter] + self.filter_biases.weights[filter]).max(0.0);
        }
        (largest, at)
    }

    fn step(&mut self, left: f32) {
        self.steps += 1;
        let step = STEP * left;
        self.filters.step(step, self.steps, DECAY);
        self.filter_biases.step(step, self.steps, 0.0);
        self.kinds.step(step, self.steps, DECAY);
        self.kind_biases.step(step, self.steps, 0.0);
        self.questions.step(step, self.steps, 0.0);
        for word in self.words.values_mut().filter(|word| word.met) {
            word.met = false;
            for number in 0..SIZE {
                let gradient = std::mem::take(&mut word.gradient[number]);
                word.squares[number] += gradient * gradient;
                word.vector[number] -=
                    STEP_OF_WORDS * gradient / (libm::sqrtf(word.squares[number]) + 1e-4);
            }
        }
    }

    fn finished(self) -> Weights {
        Weights {
            filters: self.filters.weights,
            filter_biases: self.filter_biases.weights,
            kinds: self.kinds.weights,
            kind_biases: self.kind_biases.weights,
            questions: self.questions.weights,
            moved: self
                .words
                .into_iter()
                .map(|(place, word)| (place, word.vector))
                .collect(),
        }
    }
}

/// The width of a filter in words, and where its weights stand.
fn extent(filter: usize) -> (usize, std::ops::Range<usize>) {
    let width = filter / FILTERS + 1;
    let before = FILTERS * width * (width - 1) / 2 * SIZE;
    let from = before + filter % FILTERS * width * SIZE;
    (width, from..from + width * SIZE)
}

/// Weights with what Adam remembers of their gradients.
struct Adam {
    weights: Vec<f32>,
    gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Adam {
    const OF_MEAN: f32 = 0.9;
    const OF_SQUARE: f32 = 0.999;

    fn new(weights: Vec<f32>) -> Self {
        let size = weights.len();
        Self {
            weights,
            gradient: vec![0.0; size],
            mean: vec![0.0; size],
            square: vec![0.0; size],
        }
    }

    fn step(&mut self, step: f32, steps: i32, decay: f32) {
        let mean_seen = 1.0 - libm::powf(Self::OF_MEAN, steps as f32);
        let square_seen = 1.0 - libm::powf(Self::OF_SQUARE, steps as f32);
        for place in 0..self.weights.len() {
            let gradient = std::mem::take(&mut self.gradient[place]);
            let mean = &mut self.mean[place];
            let square = &mut self.square[place];
            *mean = Self::OF_MEAN * *mean + (1.0 - Self::OF_MEAN) * gradient;
            *square = Self::OF_SQUARE * *square + (1.0 - Self::OF_SQUARE) * gradient * gradient;
            let weight = &mut self.weights[place];
            let towards = (*mean / mean_seen) / ((*square / square_seen).sqrt() + 1e-8);
            *weight -= step * (towards + decay * *weight);
        }
    }
}

/// Chance that is the same every time: xorshift64 (Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn share(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Roughly normal around nothing, by the sum of twelve.
    fn around(&mut self, spread: f32) -> f32 {
        let sum: f32 = (0..12).map(|_| self.share()).sum();
        (sum - 6.0) * spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pack::vocabulary::EvidenceKind;

    use crate::reading::{self, network::Network};

    #[test]
    fn it_learns_what_two_words_together_tell_and_either_alone_does_not() {
        let sentence = |text: &str, there: bool| Row {
            places: reading::shown(text, "case").1,
            features: Vec::new(),
            of: "case".to_owned(),
            kinds: (0..EvidenceKind::ALL.len()).map(|_| Some(there)).collect(),
            part: 0,
        };
        let rows: Vec<Row> = (0..400)
            .map(|row| match row % 4 {
                0 => sentence("we cut the prices", true),
                1 => sentence("they saw the prices", false),
                2 => sentence("we cut the grass", false),
                _ => sentence("they saw the grass", false),
            })
            .collect();
        let learned = learn(&rows.iter().collect::<Vec<_>>()).expect("there are vectors");
        let network = Network::parse(&learned).expect("it can be read");
        let odds = |text: &str| network.odds(&reading::shown(text, "case").1, "case")[0];
        assert!(odds("we cut the prices") > 0.0);
        assert!(odds("they saw the prices") < 0.0 && odds("we cut the grass") < 0.0);
    }
}
