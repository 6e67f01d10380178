//! How fast an answer is read and marked; words a second, so a million words a minute are 16,667.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot begin stops")]

use coach::Coach;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// Sentences of all sorts, so that no two beside each other are alike.
const SENTENCES: [&str; 12] = [
    "In March of year {} our sign-up form had eleven fields and 58% of people gave up on it.",
    "I had to halve that by June, because the advertising budget of team {} ended then.",
    "I listed who used each of the {} fields and decided to remove the seven that nobody could name a use for.",
    "We could have bought tool {} that fills forms in, but it would have taken four months, so I gave that up.",
    "um so I, you know, ran a test on {} percent of the traffic for like two weeks",
    "On day {} fraud reports tripled, and I put one field back.",
    "By June giving up had fallen from 58% to {}%, about 4,000 more sign-ups a month.",
    "The head of sales wanted {} questions for her leads, so I showed her the recordings.",
    "I'd look at completed sign-ups by device in market {} before I believed any of it.",
    "If the check times out after {} seconds, the page goes on without it and the queue keeps the event.",
    "I don't know what version {} of the fraud model does with new cards; I'd ask the engineer.",
    "I learned in month {} to ask support first, and I have done so since.",
];

/// An answer of about so many words.
fn answer(words: usize) -> String {
    let mut answer = String::new();
    let mut place = 0;
    while answer.split_whitespace().count() < words {
        let sentence = SENTENCES[place % SENTENCES.len()].replace("{}", &place.to_string());
        answer.push_str(&sentence);
        answer.push(' ');
        place += 1;
    }
    answer
}

#[divan::bench(args = ["hard-decision", "latam-engagement", "home-screen-test", "why-here"])]
fn a_thousand_words(bencher: Bencher<'_, '_>, question: &str) {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&files).unwrap();
    let coach = Coach::new(&pack);
    let question = pack.question(&question.parse().unwrap()).unwrap();
    let answer = answer(1_000);
    let words = answer.split_whitespace().count();
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| coach.hear(question, &answer, Some(400.0)));
}
