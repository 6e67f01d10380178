//! Which follow-up comes next: the most urgent of the pack's probes that fits what was, or was not,
//! said so far to this question.

use coach::evidence::Quote;
use jiff::Timestamp;
use pack::id::{EntryId, ProbeId, RoundId};
use pack::model::{Cause, Probe};
use pack::vocabulary::{BroughtKind, CriterionId, EvidenceKind, Manner};

use crate::brought;
use crate::clock;
use crate::desk::{Desk, Heard, Unread};
use crate::interview::{Interview, Round, Thread};
use crate::memory::{Kept, Memory, MemoryId};
use crate::seed;

/// Told apart from other draws of the same seed.
const PURPOSE: u64 = 2;

/// The longest quote that an interviewer reads back, in characters.
const LONGEST_QUOTE: usize = 160;

/// Words that join a sentence to the one before it.
const JOINING: [&str; 3] = ["and", "but", "so"];

/// A criterion at this level needs no more asking.
const SHOWN: u8 = 3;

/// An answer of more words than this was meant as one, whatever can be found in it.
const MEANT: usize = 40;

/// A reply of no more words than this, with nothing in it, adds nothing.
const CURT: usize = 12;

pub(crate) struct Choice {
    pub(crate) probe: ProbeId,
    pub(crate) because: Cause,
    pub(crate) wording: usize,
    pub(crate) text: String,
    pub(crate) takes_up: Option<MemoryId>,
    pub(crate) brings: Option<String>,
}

/// Words for the places that a wording leaves open.
#[derive(Default)]
struct Filling {
    quote: Option<String>,
    earlier: Option<String>,
    now: Option<String>,
    round: Option<String>,
    ask: Option<String>,
    note: Option<String>,
    brings: Option<String>,
    takes_up: Option<MemoryId>,
}

/// The next probe of the question now open; `None` when nothing wants one or time is short.
pub(crate) fn choose(
    interview: &Interview,
    heard: &Heard,
    desk: &Desk<'_>,
    now: Timestamp,
) -> Option<Choice> {
    let thread = interview.running_round()?.threads.last()?;
    let enough = thread.probes().count() >= clock::probes_allowed(interview, now);
    if enough || has_no_more_to_say(thread, heard) {
        return None;
    }
    fitting(interview, heard, desk).next()
}

/// Every probe that what was said gives reason for, the most urgent first, whatever the clock says.
pub(crate) fn fitting<'a>(
    interview: &'a Interview,
    heard: &'a Heard,
    desk: &'a Desk<'a>,
) -> impl Iterator<Item = Choice> + 'a {
    let open = interview
        .running_round()
        .and_then(|round| Some((round, round.threads.last()?)));
    open.into_iter()
        .flat_map(move |(round, thread)| in_thread(interview, round, thread, heard, desk))
}

fn in_thread<'a>(
    interview: &'a Interview,
    round: &Round,
    thread: &'a Thread,
    heard: &'a Heard,
    desk: &'a Desk<'a>,
) -> impl Iterator<Item = Choice> + 'a {
    let subject = desk
        .question(&thread.question.id)
        .and_then(|question| question.subject.as_ref());
    let mut fitting: Vec<&Probe> = desk
        .pack
        .probes
        .iter()
        .filter(|probe| probe.kinds.is_empty() || probe.kinds.contains(&thread.question.kind))
        .filter(|probe| probe.rounds.is_empty() || probe.rounds.contains(&round.id))
        .filter(|probe| is_about(probe, subject))
        .filter(|probe| thread.probes().all(|asked| asked.because != probe.because))
        .collect();
    fitting.sort_by_key(|probe| std::cmp::Reverse(probe.urgency));
    fitting.into_iter().filter_map(move |probe| {
        let filling = filling(probe.because, interview, thread, heard, desk)?;
        let (wording, text) = word(probe, &filling, interview)?;
        Some(Choice {
            probe: probe.id.clone(),
            because: probe.because,
            wording,
            text,
            takes_up: filling.takes_up,
            brings: filling.brings,
        })
    })
}

/// Whether a probe makes sense after a question about this.
fn is_about(probe: &Probe, subject: Option<&EntryId>) -> bool {
    probe.subjects.is_empty() || subject.is_some_and(|subject| probe.subjects.contains(subject))
}

/// What a probe with this cause would speak of; `None` when the cause is not there.
fn filling(
    cause: Cause,
    interview: &Interview,
    thread: &Thread,
    heard: &Heard,
    desk: &Desk<'_>,
) -> Option<Filling> {
    match cause {
        Cause::Hears(manner) => hears(manner, heard).then(Filling::default),
        Cause::Lacks(kind) => shown(kind, heard).next().is_none().then(Filling::default),
        Cause::Shows(kind) if outweighed(kind, heard) => None,
        Cause::Shows(kind) => {
            // What was said last is what the interviewer still has in the ear.
            let said = thread.joined();
            let last = said.parts.last().map_or(0, |(_, span)| span.start);
            let fresh = || {
                shown(kind, heard)
                    .map(|quote| (quote.span.start, read_back(&quote.quote)))
                    .filter(|(_, words)| !read_before(words, interview))
            };
            let (_, words) = fresh()
                .find(|(start, _)| *start >= last)
                .or_else(|| fresh().next())?;
            Some(Filling {
                quote: Some(words),
                ..Filling::default()
            })
        }
        Cause::Recalls(kind) => interview
            .memory()
            .iter()
            .filter(|kept| kept.open() && kept.memory.kind() == kind)
            .filter(|kept| kept.memory.stands(interview))
            .find_map(|kept| recalled(kept, interview, thread, heard, desk)),
        Cause::Brings(BroughtKind::Note) => {
            let round = interview.running_round()?;
            let brought = brought::left_out(interview, round, thread)?;
            Some(Filling {
                note: Some(read_back(&brought.says)),
                brings: Some(brought.note.clone()),
                ..Filling::default()
            })
        }
    }
}

/// Whether the answer makes good elsewhere what this would be asked because of: one "we" beside as
/// many own deeds, one general sentence in an answer that says what was done and what came of it.
fn outweighed(kind: EvidenceKind, heard: &Heard) -> bool {
    let count = |kind| shown(kind, heard).count();
    match kind {
        EvidenceKind::ActionTeam => count(EvidenceKind::ActionOwn) >= count(kind),
        EvidenceKind::VagueClaim => {
            count(EvidenceKind::ActionOwn) > 0 && count(EvidenceKind::ResultQuantified) > 0
        }
        _ => false,
    }
}

fn shown(kind: EvidenceKind, heard: &Heard) -> impl Iterator<Item = &Quote> {
    heard
        .scorecard
        .evidence
        .iter()
        .filter(move |evidence| evidence.kind == kind)
        .map(|evidence| &evidence.quote)
}

/// Whether the answer as a whole is like that.
fn hears(manner: Manner, heard: &Heard) -> bool {
    match manner {
        Manner::OtherLanguage => heard.unread == Some(Unread::OtherLanguage),
        Manner::Nothing => {
            let card = &heard.scorecard;
            let empty = card.level.is_none() && card.evidence.is_empty();
            heard.unread == Some(Unread::TooLittle)
                || (heard.unread.is_none() && empty && card.delivery.words <= MEANT)
        }
    }
}

/// Whether the last two replies were curt and held nothing, or could not be followed: nobody asks a
/// third time.
fn has_no_more_to_say(thread: &Thread, heard: &Heard) -> bool {
    let said = thread.joined();
    let [.., (_, before), (_, last)] = said.parts[..] else {
        return false;
    };
    if heard.unread == Some(Unread::OtherLanguage) {
        return true;
    }
    let card = &heard.scorecard;
    let found = card
        .criteria
        .iter()
        .flat_map(|mark| &mark.evidence)
        .chain(&card.evidence);
    let starts: Vec<usize> = found.map(|evidence| evidence.quote.span.start).collect();
    let letters: Vec<char> = said.text.chars().collect();
    [before, last].into_iter().all(|part| {
        let words: String = letters[part.start..part.end].iter().collect();
        words.split_whitespace().count() <= CURT
            && !starts
                .iter()
                .any(|start| (part.start..part.end).contains(start))
    })
}

fn recalled(
    kept: &Kept,
    interview: &Interview,
    thread: &Thread,
    heard: &Heard,
    desk: &Desk<'_>,
) -> Option<Filling> {
    let opened_by = thread.opened_by();
    let mut filling = Filling {
        takes_up: Some(kept.id),
        ..Filling::default()
    };
    match &kept.memory {
        Memory::Contradiction { earlier, now, .. } => {
            if !kept.taken_up.is_empty() || now.question != thread.question.id {
                return None;
            }
            filling.earlier = Some(read_back(&earlier.quote.quote));
            filling.now = Some(read_back(&now.quote.quote));
            filling.round = round_name(interview, &earlier.round);
        }
        Memory::StoryReused {
            earlier_round,
            now_turn,
            ..
        } => {
            if !kept.taken_up.is_empty() || *now_turn != opened_by {
                return None;
            }
            filling.round = round_name(interview, earlier_round);
        }
        Memory::OpenConcern {
            criterion,
            round,
            said,
            ..
        } => {
            let here = interview.running_round()?;
            let asked_here = here
                .threads
                .iter()
                .flat_map(Thread::probes)
                .any(|probe| probe.takes_up == Some(kept.id));
            let shown_now = heard
                .scorecard
                .criteria
                .iter()
                .any(|mark| mark.id == *criterion && mark.level >= Some(SHOWN));
            let fits = *round != here.id
                && CriterionId::of(thread.question.kind).contains(criterion)
                && !asked_here
                && !shown_now;
            if !fits {
                return None;
            }
            let said = said.as_ref().filter(|said| said.stands(interview));
            filling.quote = said.map(|said| read_back(&said.quote.quote));
            filling.round = round_name(interview, round);
            filling.ask = desk
                .pack
                .criterion(thread.question.kind, *criterion)
                .map(|criterion| criterion.ask.clone());
        }
    }
    Some(filling)
}

/// The name of an earlier round; `None` for the one that is running, of which nobody speaks as of
/// another conversation.
fn round_name(interview: &Interview, round: &RoundId) -> Option<String> {
    if interview.running_round()?.id == *round {
        return None;
    }
    interview
        .round_setup(round)
        .map(|setup| setup.name.to_lowercase())
}

/// Whether an interviewer has read these words back in this loop.
fn read_before(quote: &str, interview: &Interview) -> bool {
    let quote = format!("“{quote}”");
    interview
        .threads()
        .flat_map(|thread| &thread.turns)
        .any(|turn| turn.text.contains(&quote))
}

/// One of the wordings that this loop has not heard, with its places filled. Words that an
/// interviewer has read back before are not read back again: it would sound like a tape.
fn word(probe: &Probe, filling: &Filling, interview: &Interview) -> Option<(usize, String)> {
    let repeated = filling
        .quote
        .as_ref()
        .is_some_and(|quote| read_before(quote, interview));
    let heard = |wording: usize, text: &str| {
        interview
            .threads()
            .flat_map(|thread| &thread.turns)
            .any(|turn| {
                turn.text == text
                    || turn
                        .probe
                        .as_ref()
                        .is_some_and(|asked| asked.probe == probe.id && asked.wording == wording)
            })
    };
    let mut fresh: Vec<(usize, String)> = probe
        .ask
        .iter()
        .enumerate()
        .filter(|(_, template)| !(repeated && template.contains("{quote}")))
        .filter_map(|(wording, template)| Some((wording, filling.fill(template)?)))
        .filter(|(wording, text)| !heard(*wording, text))
        .collect();
    // Where it was said is worth naming: it helps the candidate remember.
    let names_the_round = |(wording, _): &(usize, String)| probe.ask[*wording].contains("{round}");
    if filling.round.is_some() && fresh.iter().any(names_the_round) {
        fresh.retain(names_the_round);
    }
    if fresh.is_empty() {
        return None;
    }
    let turn = u64::from(interview.next_turn().0);
    let place = seed::pick(interview.setup().seed, &[PURPOSE, turn], fresh.len());
    fresh.into_iter().nth(place)
}

impl Filling {
    /// The wording with its places filled; `None` when there is nothing for one of them. Filled
    /// from the left in one pass, so that a quote with braces in it stays as it was said.
    fn fill(&self, template: &str) -> Option<String> {
        let places = [
            ("{quote}", &self.quote),
            ("{earlier}", &self.earlier),
            ("{now}", &self.now),
            ("{round}", &self.round),
            ("{ask}", &self.ask),
            ("{note}", &self.note),
        ];
        let mut filled = String::new();
        let mut rest = template;
        while let Some(brace) = rest.find('{') {
            let (before, from) = rest.split_at(brace);
            filled.push_str(before);
            if let Some((place, words)) = places.iter().find(|(place, _)| from.starts_with(place)) {
                filled.push_str(words.as_deref()?);
                rest = &from[place.len()..];
            } else {
                filled.push('{');
                rest = &from[1..];
            }
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// A quote as one would read it back: on one line, without the word that joined it to what came
/// before, cut at a word where it is long.
fn read_back(quote: &str) -> String {
    let mut words: Vec<&str> = quote.split_whitespace().collect();
    if let [first, _, ..] = words[..]
        && JOINING.contains(&first.to_lowercase().trim_end_matches(','))
    {
        words.remove(0);
    }
    let line = words.join(" ");
    if line.chars().count() <= LONGEST_QUOTE {
        return line.trim_end_matches(['.', ',', ';']).to_owned();
    }
    let cut: String = line.chars().take(LONGEST_QUOTE).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", words.trim_end_matches(['.', ',', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_with_braces_is_read_back_as_it_was_said() {
        let filling = Filling {
            quote: Some("we shipped {round}".to_owned()),
            round: Some("screen".to_owned()),
            ..Filling::default()
        };
        assert_eq!(
            filling.fill("After {round}: “{quote}” {or so}").as_deref(),
            Some("After screen: “we shipped {round}” {or so}")
        );
    }

    #[test]
    fn a_wording_with_a_place_that_nothing_fills_is_left_out() {
        assert_eq!(Filling::default().fill("You said “{quote}”."), None);
    }

    #[test]
    fn a_quote_is_read_back_without_the_word_that_joined_it_to_the_last() {
        assert_eq!(read_back("But, I am\n sure."), "I am sure");
        assert_eq!(read_back("andiron sales"), "andiron sales");
        assert_eq!(read_back("and"), "and");
    }

    #[test]
    fn a_long_quote_is_cut_at_a_word() {
        let long = "word ".repeat(100);
        let cut = read_back(&long);
        assert!(cut.ends_with("word …") && cut.chars().count() <= LONGEST_QUOTE + 2);
    }
}
