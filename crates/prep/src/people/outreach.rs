//! Letters to people whom one does not know well: a form that is short, particular and easy to
//! refuse, filled with the candidate's own words.

use super::Contact;

/// Which letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// The first.
    First,
    /// After a week without an answer.
    Again,
    /// Before a conversation.
    Call,
    /// After it.
    Thanks,
}

impl Letter {
    /// Every letter.
    pub const ALL: [Self; 4] = [Self::First, Self::Again, Self::Call, Self::Thanks];

    /// As sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Again => "again",
            Self::Call => "call",
            Self::Thanks => "thanks",
        }
    }

    /// As shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "First message",
            Self::Again => "A week later, once",
            Self::Call => "Before the call",
            Self::Thanks => "Thanks",
        }
    }

    /// The letter spelled `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|letter| letter.word() == word)
    }

    /// The words, with places for the candidate's own in braces.
    const fn form(self) -> &'static str {
        match self {
            Self::First => {
                "Hello {name},\n\n{theirs}. It made me wonder: {ask}\n\n{me}. Would you have fifteen minutes in the next two weeks, or two sentences by mail? If not, that is perfectly fine, and thank you for what you have shared.\n"
            }
            Self::Again => {
                "Hello {name},\n\nA week ago I sent you a question. {theirs}, and I still wonder: {ask}\n\nYou are surely busy, so this is the last you hear of it from me; one sentence would help. Thank you either way.\n"
            }
            Self::Call => {
                "Hello {name},\n\nThank you for taking the time. So that it stays at fifteen minutes, here is what I would like to hear about: {ask} I am not after the questions of the interview, and I will end on time.\n\n{me}.\n"
            }
            Self::Thanks => {
                "Hello {name},\n\nThank you for the conversation. {advice}.\n\nIf I can be of use to you with anything, tell me.\n"
            }
        }
    }

    /// The places that it has.
    fn places(self) -> impl Iterator<Item = &'static str> {
        ["{name}", "{me}", "{theirs}", "{ask}", "{advice}"]
            .into_iter()
            .filter(move |place| self.form().contains(place))
    }
}

/// A letter in the candidate's own words; places that are empty stay as they are, in braces.
#[must_use]
pub fn written(letter: Letter, contact: &Contact) -> String {
    let mut text = letter.form().to_owned();
    for place in letter.places() {
        let own = own(contact, place);
        if !own.is_empty() {
            // The form ends sentences itself.
            let own = if place == "{ask}" {
                own
            } else {
                own.trim_end_matches('.')
            };
            text = text.replace(place, own);
        }
    }
    text
}

fn own<'contact>(contact: &'contact Contact, place: &str) -> &'contact str {
    match place {
        "{name}" => contact.name.split_whitespace().next().unwrap_or_default(),
        "{me}" => contact.me.trim(),
        "{theirs}" => contact.theirs.trim(),
        "{ask}" => contact.ask.trim(),
        _ => contact.advice.trim(),
    }
}

/// What keeps a letter from being answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Something of the candidate's own is missing.
    Empty(&'static str),
    /// Too long to be read on a phone.
    Long(usize),
    /// It asks for a favour that strangers do not do.
    Favour,
    /// What is said of their work could be said of anybody's.
    Anybody,
    /// Nothing is asked.
    NoQuestion,
}

impl Trouble {
    /// What to do about it.
    #[must_use]
    pub fn asks(self) -> String {
        match self {
            Self::Empty(what) => format!("Still empty: {what}."),
            Self::Long(words) => {
                format!("{words} words. Messages to strangers are read up to about {MOST_WORDS}: cut it.")
            }
            Self::Favour => {
                "It asks for a referral or an introduction. Ask for what they know; the rest comes by itself or not at all.".to_owned()
            }
            Self::Anybody => {
                "What of theirs did you read, hear or use? Name it, so that it could be said of nobody else.".to_owned()
            }
            Self::NoQuestion => "Nothing is asked. One question that only they can answer.".to_owned(),
        }
    }
}

/// Longer messages are put off.
const MOST_WORDS: usize = 120;
/// Fewer words about somebody's work could be about anybody's.
const PARTICULAR: usize = 5;
/// What strangers do not do.
const FAVOURS: [&str; 6] = [
    "referral",
    "refer me",
    "recommend me",
    "put in a good word",
    "pick your brain",
    "introduce me",
];

/// What keeps a letter from being answered, the gravest first.
#[must_use]
pub fn troubles(letter: Letter, contact: &Contact) -> Vec<Trouble> {
    let mut troubles: Vec<Trouble> = letter
        .places()
        .filter(|place| own(contact, place).is_empty())
        .map(|place| {
            Trouble::Empty(match place {
                "{name}" => "their name",
                "{me}" => "who you are, in a line",
                "{theirs}" => "what of theirs you read, heard or used",
                "{ask}" => "your question",
                _ => "what became of their advice",
            })
        })
        .collect();
    let text = written(letter, contact);
    let asked = letter.places().any(|place| place == "{ask}") && !contact.ask.trim().is_empty();
    if asked && !contact.ask.contains('?') {
        troubles.push(Trouble::NoQuestion);
    }
    let theirs = contact.theirs.split_whitespace().count();
    if letter == Letter::First && (1..PARTICULAR).contains(&theirs) {
        troubles.push(Trouble::Anybody);
    }
    let low = text.to_lowercase();
    if FAVOURS.iter().any(|favour| low.contains(favour)) {
        troubles.push(Trouble::Favour);
    }
    let words = text.split_whitespace().count();
    if words > MOST_WORDS {
        troubles.push(Trouble::Long(words));
    }
    troubles
}

/// Questions to choose from for a conversation: the day-to-day first, the form of the case last.
pub const QUESTIONS: [&str; 10] = [
    "What did you decide last week that nobody signed off?",
    "What was it like the last time you disagreed with your manager?",
    "What do people who join get wrong in their first three months?",
    "What does the team argue about at the moment?",
    "When did a number change a plan that everybody liked?",
    "What is written down here, and what is only said?",
    "Whom do you need most, and who can stop you?",
    "What would you have wanted to know before your own interview?",
    "What form did the case take, and how long were you given for it?",
    "Whom else ought I to hear, who sees it differently?",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Contact {
        Contact {
            name: "Ada Obi".to_owned(),
            me: "I have run renewals at a newspaper for three years".to_owned(),
            theirs: "I read your post on how the kids profile lost its search box".to_owned(),
            ask: "how did you find out that nobody missed it?".to_owned(),
            advice: "I asked our support team first, as you said, and two of my assumptions fell"
                .to_owned(),
            ..Contact::default()
        }
    }

    #[test]
    fn every_letter_is_made_of_own_words_and_has_nothing_left_open() {
        for letter in Letter::ALL {
            let text = written(letter, &ada());
            assert!(!text.contains('{') && text.contains("Ada,"), "{text}");
            assert_eq!(troubles(letter, &ada()), [], "{letter:?}");
        }
    }

    #[test]
    fn what_keeps_a_letter_from_being_answered_is_named() {
        let bare = Contact {
            name: "Ada".to_owned(),
            ..Contact::default()
        };
        assert_eq!(troubles(Letter::First, &bare).len(), 3);
        assert!(written(Letter::First, &bare).contains("{theirs}"));
        let vague = Contact {
            theirs: "Great work".to_owned(),
            ask: "Could I pick your brain about a referral".to_owned(),
            me: "word ".repeat(120),
            ..ada()
        };
        let found = troubles(Letter::First, &vague);
        assert!(found.contains(&Trouble::Anybody) && found.contains(&Trouble::Favour));
        assert!(found.contains(&Trouble::NoQuestion));
        assert!(
            found
                .iter()
                .any(|trouble| matches!(trouble, Trouble::Long(_)))
        );
    }
}
