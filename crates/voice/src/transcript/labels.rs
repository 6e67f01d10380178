//! Names of speakers in text, told from sentences with a colon.
//!
//! A line that begins with a name and a colon may be somebody's words, or a sentence of an answer: "Note:",
//! "Situation:", "Here is my plan:". The rule:
//!
//! 1. A name is at most five words, each with a capital (or a particle, as in "Ada van Holt"), and holds
//!    no mark that ends or parts a sentence. [`NEVER`] begins no name: the parts of a story, lists, notes.
//! 2. Some forms are known ([`known`]): "Interviewer", "Candidate", "Q", "A", "Speaker 1". They count where
//!    two of them occur or one recurs, and "Candidate" or the like where it is the only name and opens the text.
//! 3. Any other name has to recur, beside somebody else, and what comes before the first name may only be
//!    titles.
//! 4. Where four of five paragraphs begin with a name and some name counts, all of them do: somebody may
//!    speak but once. "Interviewer" and the like are enough for that.
//! 5. Where times stand beside what is said, as in captions, it is no list: there two names are enough of
//!    which one recurs or which stand everywhere, or a single one that stands everywhere and recurs.

use std::collections::BTreeMap;

use super::time;

/// The longest name of a speaker, in characters.
pub const LONGEST_NAME: usize = 80;
/// The most words that a name has in front of a colon.
const MOST_WORDS: usize = 5;

/// Small words inside names.
const PARTICLES: [&str; 16] = [
    "al", "and", "ap", "bin", "binti", "da", "de", "del", "della", "den", "der", "di", "dos", "la",
    "van", "von",
];

/// What begins a line of an answer, or stands in brackets in a transcript, and is nobody's name; a word a line.
const NEVER: &str = include_str!("never.txt");

/// What a known form of label says of whoever bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Puts the questions.
    Asks,
    /// Gives the answers.
    Answers,
    /// Either of them.
    Speaks,
}

/// What a label of a known form says; `None` for any other name.
pub(super) fn known(name: &str) -> Option<Role> {
    const ASK: [&str; 18] = [
        "coach",
        "hiring manager",
        "host",
        "i",
        "int",
        "interviewer",
        "moderator",
        "panel",
        "panelist",
        "panellist",
        "q",
        "question",
        "recruiter",
        "you",
        "interviewer 1",
        "interviewer 2",
        "interviewer 3",
        "interviewer 4",
    ];
    const ANSWER: [&str; 9] = [
        "a",
        "answer",
        "applicant",
        "candidate",
        "guest",
        "interviewee",
        "me",
        "r",
        "respondent",
    ];
    const COUNTED: [&str; 9] = [
        "speaker",
        "spk",
        "participant",
        "person",
        "voice",
        "caller",
        "unknown speaker",
        "unidentified speaker",
        "guest",
    ];
    let key = key(name);
    if ASK.contains(&key.as_str()) {
        return Some(Role::Asks);
    }
    if ANSWER.contains(&key.as_str()) {
        return Some(Role::Answers);
    }
    let counted = COUNTED.iter().any(|noun| {
        key.strip_prefix(noun).is_some_and(|rest| {
            let which = rest.trim_start_matches([' ', '_', '-', '#']);
            let letter = which.len() == 1 && which.len() < rest.len();
            let number = which.len() <= 3 && which.bytes().all(|byte| byte.is_ascii_digit());
            letter || number
        })
    });
    counted.then_some(Role::Speaks)
}

/// Forms that also begin a line of a list.
const WEAK: [&str; 7] = ["a", "answer", "i", "int", "q", "question", "r"];

/// What names are compared by.
pub(super) fn key(name: &str) -> String {
    name.to_lowercase()
}

/// A name as it is shown: single spaces; questions and answers without their numbers.
pub(super) fn tidy(name: &str) -> String {
    let name: Vec<&str> = name.split_whitespace().collect();
    let name = name.join(" ");
    let mut letters = name.chars();
    match letters.next() {
        Some(letter @ ('Q' | 'A' | 'q' | 'a'))
            if letters.as_str().bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            letter.to_uppercase().collect()
        }
        _ => name,
    }
}

/// A name in front of what is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label<'a> {
    /// Who.
    pub(super) name: String,
    /// When, where that stands beside the name.
    pub(super) at: Option<f64>,
    /// What is said.
    pub(super) rest: &'a str,
}

/// What could be a name at the beginning of a line.
pub(super) fn label(line: &str) -> Option<Label<'_>> {
    let line = line
        .trim_start()
        .trim_start_matches(">>")
        .trim_start_matches(['-', '–', '—', '*', '_'])
        .trim_start();
    let (before, line) = leading_time(line);
    let (name, after, rest) = match bracketed(line) {
        Some((name, rest)) => (name, None, rest.strip_prefix(':').unwrap_or(rest)),
        None => {
            let (head, rest) = line
                .split_once(':')
                .filter(|(head, rest)| ends(head, rest))
                .or_else(|| {
                    // "Ann (0:12): words" has colons inside its time.
                    let (place, _) = line.match_indices([')', ']']).next()?;
                    let (head, rest) = line.split_at(place + 1);
                    Some((head, rest.strip_prefix(':')?))
                })?;
            let (name, at) = trailing_time(head);
            (name, at, rest)
        }
    };
    let name = name.trim_matches(['*', '_', ' ', '\u{a0}']);
    let rest = rest.trim_start_matches(['*', '_']).trim_start();
    (known(&tidy(name)).is_some() || shaped(name)).then(|| Label {
        name: tidy(name),
        at: before.or(after),
        rest,
    })
}

/// Whether what stands before a colon may be a name: white space follows, or a letter a question or answer.
fn ends(head: &str, rest: &str) -> bool {
    let single = matches!(tidy(head).as_str(), "Q" | "A");
    let follows = rest.trim_start_matches(['*', '_']).chars().next();
    follows.is_none_or(|mark| mark.is_whitespace() || (single && mark.is_alphabetic()))
        // Brackets that hold a time have colons of their own.
        && head.matches(['(', '[']).count() == head.matches([')', ']']).count()
}

/// `[Name] …`
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((name, rest))
}

/// A time in front of a name: `[00:12:03] `, `(0:12) `, `00:12 `.
fn leading_time(line: &str) -> (Option<f64>, &str) {
    let (found, rest) = match line.strip_prefix(['[', '(']) {
        Some(inside) => match inside.split_once([']', ')']) {
            Some(parts) => parts,
            None => return (None, line),
        },
        None => match line.split_once(char::is_whitespace) {
            Some(parts) => parts,
            None => return (None, line),
        },
    };
    match time::clock(found) {
        Some(at) => (Some(at), rest.trim_start()),
        None => (None, line),
    }
}

/// A time behind a name, with or without brackets.
pub(super) fn trailing_time(head: &str) -> (&str, Option<f64>) {
    let head = head.trim_end();
    let bare = head.trim_end_matches([')', ']']);
    let Some(place) = bare.rfind(['(', '[', ' ', '\t', '\u{a0}']) else {
        return (head, None);
    };
    let after = bare[place..].trim_start_matches(['(', '[', ' ', '\t', '\u{a0}']);
    match time::clock(after) {
        Some(at) => (
            bare[..place]
                .trim_end_matches(['(', '[', ' ', '\t', '\u{a0}', '-', '–', '|', '•', ',']),
            Some(at),
        ),
        None => (head, None),
    }
}

/// Whether words have the shape of a name and are none of what else begins a line.
fn shaped(name: &str) -> bool {
    let first = name.split_whitespace().next().map(key);
    first.is_some_and(|first| !NEVER.lines().any(|never| never == first)) && may_be(name)
}

/// Whether words have the shape of a name.
pub(super) fn may_be(name: &str) -> bool {
    // What somebody says of themselves stands in brackets behind the name: "Ann Lee (she/her)".
    let bare = match name
        .trim_end()
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((name, _)) if !name.trim().is_empty() => name.trim_end(),
        _ => name.trim(),
    };
    if bare.is_empty() || name.chars().count() > LONGEST_NAME {
        return false;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    words.len() <= MOST_WORDS
        && words
            .iter()
            .enumerate()
            .all(|(place, word)| part(word) || (place > 0 && PARTICLES.contains(word)))
}

/// Whether a word may be part of a name: it begins with a capital, or is of a script without them.
fn part(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
        && letters
            .chars()
            .all(|mark| mark.is_alphanumeric() || "'’-.&_".contains(mark))
        // "Dr." and initials keep their point; anything longer with one ends a sentence.
        && (letters.len() == word.len() || letters.chars().count() <= 3)
}

/// Lines of a transcript, of which some begin with what could be a name.
pub(super) struct Found {
    /// The name at the beginning of each line, where one could be.
    pub(super) lines: Vec<Option<String>>,
    /// Whether each line begins a paragraph or caption.
    pub(super) begins: Vec<bool>,
    /// Whether each line is no more than a title could be.
    pub(super) titles: Vec<bool>,
    /// Whether times stand in it, as in captions.
    pub(super) timed: bool,
}

/// Whether a line may be a title, or another matter before a conversation begins.
pub(super) fn title(line: &str) -> bool {
    line.split_whitespace().count() <= 8
        && !line
            .trim_end()
            .ends_with(['.', '?', '!', '…', ':', ',', ';'])
}

impl Found {
    /// The names that count, by what they are compared by, as they are first written.
    pub(super) fn names(&self) -> BTreeMap<String, String> {
        let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        for name in self.lines.iter().flatten() {
            counts.entry(key(name)).or_insert((0, name)).0 += 1;
        }
        let Some(first) = self.lines.iter().position(Option::is_some) else {
            return BTreeMap::new();
        };
        let opens = self.titles[..first].iter().all(|title| *title);
        let named = self.lines.iter().flatten().count();
        let unnamed = (first..self.lines.len())
            .filter(|place| self.lines[*place].is_none() && self.begins[*place])
            .count();
        let everywhere = opens && 4 * unnamed <= named;
        let (forms, others): (Vec<_>, Vec<_>) =
            counts.iter().partition(|(key, _)| known(key).is_some());
        let recurs = |(_, (count, _)): &&(&String, &(usize, &str))| *count > 1;
        let recurring = others.iter().filter(recurs).count();

        let forms_count = forms.len() > 1 || forms.iter().any(|form| recurs(&form));
        let beside = recurring + forms.len() > 1;
        let several = others.len() > 1;
        let others_count = opens
            && if self.timed {
                // Nobody times a list.
                (several && (recurring > 0 || everywhere))
                    || beside
                    || (recurring > 0 && unnamed == 0)
            } else {
                recurring > 0 && (beside || (several && everywhere))
            };
        // "Interviewer" beside a name, each of them once. A letter or a "Question" alone is a list.
        let introduced = everywhere && forms.iter().any(|(key, _)| !WEAK.contains(&key.as_str()));
        let all = everywhere && (forms_count || others_count || (introduced && counts.len() > 1));
        let alone = opens
            && counts.len() == 1
            && forms
                .iter()
                .any(|(key, _)| known(key) == Some(Role::Answers));
        counts
            .iter()
            .filter(|(key, (count, _))| {
                all || match known(key) {
                    Some(_) => forms_count || others_count || alone,
                    None => others_count && (*count > 1 || self.timed),
                }
            })
            .map(|(key, (_, name))| (key.clone(), (*name).to_owned()))
            .collect()
    }
}
