//! The likeliest way of the pitch through its candidates: costs as in Boersma (1993).

use std::collections::VecDeque;

use super::correlation::{Candidate, Candidates, MOST};

/// How much like itself sound has to be to count as voice.
const VOICE: f32 = 0.50;
/// What it costs to jump by an octave from one moment to the next.
const JUMP: f32 = 0.45;
/// What it costs to begin or end a voice.
const TURN: f32 = 0.14;
/// Moments that are decided together, and moments after them that have a say.
const DECIDED: usize = 300;
const AHEAD: usize = 100;

/// The states of a moment: its candidates, and last no voice.
#[derive(Debug, Clone)]
struct Moment {
    candidates: [Candidate; MOST],
    count: usize,
    worth: [f32; MOST + 1],
    from: [u8; MOST + 1],
}

/// Finds the way as moments come in.
#[derive(Debug, Default)]
pub(crate) struct Path {
    open: VecDeque<Moment>,
}

impl Path {
    /// Takes the next moment; adds to `out` what is decided by now. No voice has no strength.
    pub(crate) fn feed(&mut self, candidates: &Candidates, out: &mut Vec<Candidate>) {
        let moment = self.step(candidates);
        self.open.push_back(moment);
        if self.open.len() >= DECIDED + AHEAD {
            self.decide(DECIDED, out);
        }
    }

    /// Decides what is left.
    pub(crate) fn finish(mut self, out: &mut Vec<Candidate>) {
        self.decide(self.open.len(), out);
    }

    fn step(&self, found: &Candidates) -> Moment {
        let mut moment = Moment {
            candidates: [Candidate::default(); MOST],
            count: 0,
            worth: [f32::NEG_INFINITY; MOST + 1],
            from: [0; MOST + 1],
        };
        for (place, candidate) in found.iter().enumerate() {
            moment.candidates[place] = *candidate;
            moment.count = place + 1;
            self.arrive(&mut moment, place, candidate.worth(), Some(candidate));
        }
        self.arrive(&mut moment, MOST, VOICE, None);
        moment
    }

    /// Fills in how a state is best reached.
    fn arrive(&self, moment: &mut Moment, state: usize, own: f32, to: Option<&Candidate>) {
        let Some(before) = self.open.back() else {
            moment.worth[state] = own;
            return;
        };
        // Worths stay small: only their differences matter.
        let top = before
            .worth
            .iter()
            .copied()
            .fold(f32::NEG_INFINITY, f32::max);
        for other in (0..before.count).chain([MOST]) {
            let from = (other < MOST).then(|| &before.candidates[other]);
            let cost = match (from, to) {
                (Some(from), Some(to)) => JUMP * (to.hertz / from.hertz).log2().abs(),
                (None, None) => 0.0,
                _ => TURN,
            };
            let worth = before.worth[other] - top - cost + own;
            if worth > moment.worth[state] {
                moment.worth[state] = worth;
                moment.from[state] = other as u8;
            }
        }
    }

    fn decide(&mut self, count: usize, out: &mut Vec<Candidate>) {
        let Some(last) = self.open.back() else {
            return;
        };
        let mut state = (0..=MOST)
            .max_by(|one, other| last.worth[*one].total_cmp(&last.worth[*other]))
            .unwrap_or(MOST);
        let begin = out.len();
        for (place, moment) in self.open.iter().enumerate().rev() {
            if place < count {
                out.push(if state < MOST {
                    moment.candidates[state]
                } else {
                    Candidate::default()
                });
            }
            state = moment.from[state].into();
        }
        out[begin..].reverse();
        self.open.drain(..count);
    }
}
