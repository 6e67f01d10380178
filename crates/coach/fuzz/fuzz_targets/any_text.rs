//! Any text is read without a panic; levels keep their range, and quotes stand where they say.

#![no_main]

use std::sync::LazyLock;

use coach::Coach;
use coach::evidence::Quote;
use libfuzzer_sys::fuzz_target;
use pack::Pack;

static COACH: LazyLock<(Pack, Coach)> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&files).expect("the embedded pack is valid");
    let coach = Coach::new(&pack);
    (pack, coach)
});

fuzz_target!(|input: (u8, &str)| {
    let (pack, coach) = &*COACH;
    let (place, answer) = input;
    let question = &pack.questions[usize::from(place) % pack.questions.len()];
    let heard = coach.hear(question, answer, Some(60.0));
    let marks = &heard.scorecard;

    let characters: Vec<char> = answer.chars().collect();
    let exact = |quote: &Quote| {
        let between = characters.get(quote.span.start..quote.span.end);
        let between = between.expect("the quote ends inside the answer");
        assert!(quote.quote.chars().eq(between.iter().copied()));
    };
    let of_criteria = marks.criteria.iter().flat_map(|mark| &mark.evidence);
    for evidence in marks.evidence.iter().chain(of_criteria) {
        exact(&evidence.quote);
    }
    marks.claims.iter().for_each(|claim| exact(&claim.quote));
    marks
        .flags
        .iter()
        .flat_map(|flag| &flag.quotes)
        .for_each(exact);
    marks
        .advice
        .iter()
        .filter_map(|advice| advice.quote.as_ref())
        .for_each(exact);
    heard.numbers.iter().for_each(|number| exact(&number.quote));

    assert!(marks.level.is_none_or(|level| (1.0..=5.0).contains(&level)));
    for mark in &marks.criteria {
        assert!(mark.level.is_none_or(|level| (1..=5).contains(&level)));
    }
    let shape = &marks.shape;
    for share in [
        shape.situation,
        shape.task,
        shape.action,
        shape.result,
        shape.reflection,
    ] {
        assert!((0.0..=1.0).contains(&share));
    }
    for (span, _) in &shape.parts {
        assert!(span.start < span.end && span.end <= characters.len());
    }
});
