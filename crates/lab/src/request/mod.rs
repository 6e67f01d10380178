//! Requests in plain words.

mod bands;
mod calendar;
mod cuts;
mod follow;
mod measures;
mod negation;
mod restrictions;
mod typos;
mod values;
mod window;

use std::collections::{BTreeMap, HashSet};

use crate::cues::Cue;
use crate::definitions::{Definitions, Fault};
use crate::engine::Question;
use crate::phrases::Phrases;
use crate::text::{Token, WINDOW, Words};
use bands::Bands;
use calendar::Times;
use cuts::{Cuts, Found};
use follow::Wider;
use measures::{Measured, Measures};
use restrictions::{Known, Restrictions};
use typos::Typos;
use values::{Named, Values};

pub use window::{NoWindow, Span, Window};

/// Whether a request can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can.
    Answerable,
    /// It has to be said first which metric is meant: one of these, or any where there are none.
    Ask(Vec<String>),
    /// The data does not hold it, for this reason.
    Unanswerable(String),
}

/// A request, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The request.
    pub text: String,
    /// What is asked for; none where it cannot be answered or has to be asked back.
    pub metric: Option<String>,
    /// What it is to be cut by, in the order in which it was said.
    pub dimensions: Vec<String>,
    /// What it is narrowed to: a value by dimension.
    pub filters: BTreeMap<String, String>,
    /// Whether what it is narrowed to is held against everything else, as for "everywhere but Brazil".
    pub rest: bool,
    /// The time.
    pub window: Option<Window>,
    /// What of the answer it is about.
    pub focus: Focus,
    /// Whether it can be answered.
    pub verdict: Verdict,
}

/// What of an answer a request is about, so that the sentence tells that first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Values that it names of what it is cut by.
    pub values: Vec<String>,
    /// So many of the last times are held against each other; 0 where none are.
    pub latest: usize,
    /// Whether it asks for the least, and not for the most.
    pub least: bool,
    /// Whether it asks for a cause.
    pub cause: bool,
}

impl Reading {
    /// What it asks; none where it cannot be answered or has to be asked back.
    #[must_use]
    pub fn question(&self) -> Option<Question> {
        Some(Question {
            metric: self.metric.clone()?,
            dimensions: self.dimensions.clone(),
            filters: self.filters.clone(),
            window: self.window,
        })
    }

    /// What would have been read from words that ask this question.
    fn of(question: &Question, rest: bool) -> Self {
        Self {
            text: String::new(),
            metric: Some(question.metric.clone()),
            dimensions: question.dimensions.clone(),
            filters: question.filters.clone(),
            rest,
            window: question.window,
            focus: Focus::default(),
            verdict: Verdict::Answerable,
        }
    }

    fn refused(text: &str, reason: String) -> Self {
        Self {
            text: text.to_owned(),
            metric: None,
            dimensions: Vec::new(),
            filters: BTreeMap::new(),
            rest: false,
            window: None,
            focus: Focus::default(),
            verdict: Verdict::Unanswerable(reason),
        }
    }
}

/// What was asked before a request.
#[derive(Clone, Copy, Debug)]
pub enum Earlier<'asked> {
    /// In words.
    Said(&'asked str),
    /// With a tool that answered; whether it was held against the rest.
    Answered(&'asked Question, bool),
}

/// Ways to begin a request that goes on from the one before.
const OPENINGS: &[&str] = &[
    "and",
    "what about",
    "how about",
    "only",
    "just",
    "but",
    "now",
    "same",
    "also",
    "is it",
    "is that",
    "split",
    "break",
    "by",
    "compared",
    "compare that",
    "compare it",
    "then",
    "ok",
    "okay",
    "instead",
    "versus",
    "vs",
    "per",
    "without",
    "for",
    "in",
    "on",
    "show that",
    "show it",
    "show this",
    "that",
    "those",
    "cut",
    "so",
    "or",
    "was it",
    "was that",
    "does that",
    "does it",
    "is this",
    "are they",
    "since",
    "last",
    "over",
    "zoom",
    "drill",
    "narrow",
    "limit",
    "filter",
    "weekly",
    "daily",
    "monthly",
    "which",
    "again",
    "where",
    "when",
    "this",
    "these",
    "group",
    "slice",
    "did it",
    "did that",
    "year",
];

/// The dimension of time since joining.
const TENURE: &str = "tenure_band";

/// What was found in the words of a request.
struct Heard {
    tokens: Vec<Token>,
    named: Vec<Named>,
    times: Times,
    bands: Bands,
    found: Found,
    measured: Measured,
}

/// Words that ask for a cause.
const CAUSES: &[&str] = &[
    "cause", "caused", "causes", "causing", "driver", "drivers", "driving", "drove", "explain",
    "explains", "why",
];

/// Words that put what is named beside what was asked before.
const COMPARES: &[&str] = &[
    "compare",
    "compared",
    "comparing",
    "versus",
    "vs",
    "against",
];
/// The dimension of months.
const MONTH: &str = "month";
/// Time may be cut in one way only.
const TIMES: [&str; 3] = ["day", "week", "month"];

/// Reads requests. It knows English.
pub struct Reader {
    definitions: Definitions,
    words: Words,
    values: Values,
    cuts: Cuts,
    measures: Measures,
    missing: Vec<(String, Vec<Cue>)>,
    restrictions: Restrictions,
    places: Phrases<()>,
    plain_words: HashSet<String>,
    /// Words after "by" that cut nothing: who watches, and how.
    not_cuts: HashSet<String>,
    openings: Phrases<()>,
    wider: Wider,
    typos: Typos,
}

impl Reader {
    /// A reader of requests by these definitions. `open` are pairs of dimension and value of what
    /// every world has its own of: titles and app versions.
    ///
    /// # Errors
    /// A definition has a cue that is none.
    pub fn new(definitions: Definitions, open: &[(String, String)]) -> Result<Self, Fault> {
        let fault = |owner: &str| {
            let owner = owner.to_owned();
            move |cue| Fault::Cue { owner, cue }
        };
        let words = Words::new();
        let mut missing = Vec::new();
        for each in &definitions.missing {
            let mut cues = Vec::new();
            for line in &each.says {
                cues.extend(Cue::exact(line).map_err(fault("what cannot be answered"))?);
            }
            missing.push((each.reason.clone(), cues));
        }
        Ok(Self {
            values: Values::new(&definitions, open, &words),
            cuts: Cuts::new(&definitions, &words).map_err(fault("the dimensions"))?,
            measures: Measures::new(&definitions, &words).map_err(fault("the metrics"))?,
            missing,
            restrictions: Restrictions::new(&definitions)?,
            places: Phrases::new(
                &words,
                definitions
                    .elsewhere
                    .places
                    .iter()
                    .map(|place| (place.clone(), ())),
            ),
            plain_words: words_of(&definitions.plain_words),
            not_cuts: [
                &definitions.people_words,
                &definitions.title_words,
                &definitions.not_cuts,
            ]
            .into_iter()
            .flat_map(|words| words_of(words))
            .collect(),
            wider: Wider::new(&definitions, &words),
            typos: Typos::new(&definitions, open, &words),
            openings: Phrases::new(
                &words,
                OPENINGS.iter().map(|opening| ((*opening).to_owned(), ())),
            ),
            words,
            definitions,
        })
    }

    /// What the requests are read by.
    #[must_use]
    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// Reads a request that may go on from the last of the earlier ones that can be answered or was asked
    /// back.
    #[must_use]
    pub fn follow<'asked>(
        &self,
        earlier: impl IntoIterator<Item = Earlier<'asked>>,
        text: &str,
        span: Option<Span>,
    ) -> Reading {
        let mut before: Option<Reading> = None;
        for asked in earlier {
            let reading = match asked {
                Earlier::Said(text) => self.read(text, span, before.as_ref()),
                Earlier::Answered(question, rest) => Reading::of(question, rest),
            };
            if !matches!(reading.verdict, Verdict::Unanswerable(_)) {
                before = Some(reading);
            }
        }
        self.read(text, span, before.as_ref())
    }

    /// Reads a request. `span` are the known days; `before` is the reading of the request that this
    /// one may go on from.
    #[must_use]
    pub fn read(&self, text: &str, span: Option<Span>, before: Option<&Reading>) -> Reading {
        let mut tokens = self.words.cut(text);
        if let Some(reason) = self.refusal(&tokens, span) {
            return Reading::refused(text, reason);
        }
        self.typos.mend(&mut tokens, &self.words);
        let opens = self.openings.at(&tokens, 0).is_some();
        let mut heard = self.hear(tokens.clone(), span, None);
        // "New members" may be a band of members, or what is counted.
        if self.implies_tenure(&heard.measured) != Some(false)
            && (heard.bands.dimension == Some(TENURE)
                || !heard.found.dimensions.iter().any(|each| each == TENURE))
        {
            let otherwise = self.hear(tokens, span, Some(TENURE));
            if self.implies_tenure(&otherwise.measured) == Some(true) {
                heard = otherwise;
            }
        }
        if let Some(reason) = self.unread(&heard, before) {
            return Reading::refused(text, reason);
        }
        let Heard {
            tokens,
            named,
            times,
            found,
            measured: mut metric,
            bands: _,
        } = heard;
        if let Some(before) = before
            && matches!(before.verdict, Verdict::Ask(_))
            && !matches!(metric, Measured::One(_))
        {
            // What was asked back is answered: both together may name the metric.
            let together = format!("{} {text}", before.text);
            metric = self.measures.find(&self.words.cut(&together));
        }
        let mut reading = Reading {
            text: text.to_owned(),
            metric: None,
            dimensions: found.dimensions,
            filters: BTreeMap::new(),
            rest: false,
            window: times.window,
            focus: Focus {
                values: Vec::new(),
                latest: if times.against.is_some() { 2 } else { 0 },
                least: found.least,
                cause: tokens
                    .iter()
                    .any(|token| CAUSES.contains(&token.word.as_str())),
            },
            verdict: Verdict::Answerable,
        };
        let left_out = self.narrow(&mut reading, named, &times);
        let adds = !reading.dimensions.is_empty()
            || !reading.filters.is_empty()
            || !left_out.is_empty()
            || reading.window.is_some();
        let wider = before.is_some() && !adds && self.wider.widens(&tokens);
        match metric {
            Measured::One(metric) => reading.metric = Some(metric),
            Measured::Either(between) => reading.verdict = Verdict::Ask(between),
            Measured::None => {
                let stray = tokens
                    .iter()
                    .enumerate()
                    .filter(|(place, token)| {
                        token.read_as.is_none()
                            && !found.read.contains(place)
                            && !self.plain_words.contains(&token.word)
                            && !token.word.starts_with(|first: char| first.is_ascii_digit())
                    })
                    .count();
                if stray > 0 && !((adds || wider) && before.is_some()) {
                    return Reading::refused(
                        text,
                        "none of the metrics tells what this asks for".to_owned(),
                    );
                }
                reading.verdict = Verdict::Ask(Vec::new());
            }
        }
        let mut before = before.cloned();
        if let (true, Some(before)) = (wider, &mut before) {
            self.wider.widen(before, &tokens);
        }
        match before {
            Some(before)
                if opens
                    || reading.metric.is_none()
                    || (!adds && matches!(before.verdict, Verdict::Ask(_))) =>
            {
                if tokens
                    .iter()
                    .any(|token| COMPARES.contains(&token.word.as_str()))
                {
                    follow::beside(&mut reading, &before);
                }
                follow::go_on(&mut reading, left_out, &before);
            }
            _ => follow::leave_out(&mut reading, left_out),
        }
        self.settle(reading)
    }

    /// Puts what was named into filters, and named times where they can be told; returns what is left
    /// out, a value by dimension.
    fn narrow(
        &self,
        reading: &mut Reading,
        named: Vec<Named>,
        times: &Times,
    ) -> BTreeMap<String, String> {
        let mut left_out = BTreeMap::new();
        for each in named {
            if reading.dimensions.contains(&each.dimension) {
                if !each.excluded && !reading.focus.values.contains(&each.value) {
                    reading.focus.values.push(each.value);
                }
                continue;
            }
            if each.excluded {
                left_out.insert(each.dimension, each.value);
            } else {
                reading.filters.insert(each.dimension, each.value);
            }
        }
        // "TVs, not phones" is about TVs.
        left_out.retain(|dimension, _| !reading.filters.contains_key(dimension));
        let mut cut_by_time = times.against;
        match times.months.as_slice() {
            [] => {}
            [month] if times.window.is_none() => {
                reading.filters.insert(MONTH.to_owned(), month.clone());
            }
            months => {
                cut_by_time = Some(MONTH);
                reading.focus.values.extend_from_slice(months);
            }
        }
        reading.dimensions.extend(cut_by_time.map(str::to_owned));
        reading.dimensions = one_time(std::mem::take(&mut reading.dimensions));
        if reading.dimensions.iter().any(|each| each == MONTH) {
            reading.filters.remove(MONTH);
        }
        left_out
    }

    fn hear(&self, mut tokens: Vec<Token>, span: Option<Span>, but: Option<&str>) -> Heard {
        let mut named = self
            .values
            .take(&mut tokens, |dimension| but != Some(dimension));
        let bands = bands::take(&mut tokens, &mut named, but);
        let times = calendar::take(&mut tokens, span);
        Heard {
            found: self.cuts.find(&tokens, &named),
            measured: self.measures.find(&tokens),
            tokens,
            named,
            times,
            bands,
        }
    }

    /// Why words that ask for something cannot be answered, so that none is passed over.
    fn unread(&self, heard: &Heard, before: Option<&Reading>) -> Option<String> {
        if let Some(fault) = heard.bands.fault.as_ref().or(heard.times.fault.as_ref()) {
            return Some(fault.clone());
        }
        let tokens = heard.tokens.as_slice();
        let own = match &heard.measured {
            Measured::One(metric) => Some(metric.as_str()),
            _ => None,
        };
        let metric = own.or(before.and_then(|before| before.metric.as_deref()));
        let covered = own.map_or_else(HashSet::new, |metric| self.measures.covers(metric, tokens));
        let unknown = self.cuts.unknown(tokens, |place| {
            let word = &tokens[place].word;
            covered.contains(&place)
                || heard.found.read.contains(&place)
                || self.plain_words.contains(word)
                || self.not_cuts.contains(word)
                // "By paying members".
                || tokens
                    .get(place + 1)
                    .is_some_and(|next| self.not_cuts.contains(&next.word))
        });
        if let Some(unknown) = unknown {
            return Some(format!(
                "there is nothing called {unknown} by which a measure could be cut"
            ));
        }
        // What was asked back is answered by words that mean nothing without it.
        if own.is_none() && before.is_some_and(|before| matches!(before.verdict, Verdict::Ask(_))) {
            return None;
        }
        let known = Known {
            metric,
            cut: !heard.found.dimensions.is_empty(),
        };
        let read = |place: usize| {
            tokens[place].read_as.is_some() && tokens[place].word != WINDOW
                || covered.contains(&place)
                || heard.found.read.contains(&place)
        };
        if let Some(reason) = self.restrictions.find(tokens, &known, read) {
            return Some(reason.to_owned());
        }
        let per = self.cuts.divided(tokens, |place| {
            heard.found.read.contains(&place)
                || matches!(tokens[place].word.as_str(), "cent" | "se")
                || metric.is_none_or(|metric| {
                    self.is_divided_by(metric, &tokens[place].word, covered.contains(&place))
                })
        })?;
        let so: Vec<&str> = self
            .definitions
            .metrics
            .iter()
            .filter(|metric| metric.per_says.contains(&per))
            .map(|metric| metric.name.as_str())
            .collect();
        Some(if so.is_empty() {
            format!(
                "nothing is told per {per}: a measure is cut by what is listed, or divided by what its meaning says"
            )
        } else {
            format!("that is not told per {per}; so told are {}", so.join(", "))
        })
    }

    /// Whether "per" and a word say what a metric is divided by. One of somebody's own need not list the
    /// words: its cues may hold them.
    fn is_divided_by(&self, metric: &str, word: &str, covered: bool) -> bool {
        self.definitions.metric(metric).is_some_and(|metric| {
            metric.per_says.iter().any(|each| each == word)
                || covered && metric.per_says.is_empty() && metric.per.is_some()
        })
    }

    /// Whether a metric is about who has just joined; none where there is no metric.
    fn implies_tenure(&self, measured: &Measured) -> Option<bool> {
        let Measured::One(id) = measured else {
            return None;
        };
        let metric = self.definitions.metric(id)?;
        Some(metric.implies.iter().any(|implied| implied == TENURE))
    }

    /// Why the words ask for what the data does not hold.
    fn refusal(&self, tokens: &[Token], span: Option<Span>) -> Option<String> {
        // What a title is called asks for nothing.
        let mut tokens = tokens.to_vec();
        self.values
            .take(&mut tokens, |dimension| dimension == "title");
        let tokens = tokens.as_slice();
        if (0..tokens.len()).any(|place| self.places.at(tokens, place).is_some()) {
            return Some(self.definitions.elsewhere.reason.clone());
        }
        if let Some((reason, _)) = self
            .missing
            .iter()
            .find(|(_, cues)| cues.iter().any(|cue| cue.find(tokens).is_some()))
        {
            return Some(reason.clone());
        }
        // Known versions are values; another one with two dots is none of this world.
        if let Some(version) = tokens.iter().find(|token| self.is_unknown_version(token)) {
            return Some(format!("no version of the app is called {}", version.word));
        }
        let known = span.map_or(2024..=2026, |span| span.first.year() - 1..=span.last.year());
        let foreign = tokens.iter().find(|token| {
            token.word.len() == 4
                && token
                    .word
                    .parse::<i16>()
                    .is_ok_and(|year| (1990..2100).contains(&year) && !known.contains(&year))
        })?;
        Some(format!("the data holds nothing of {}", foreign.word))
    }

    fn is_unknown_version(&self, token: &Token) -> bool {
        let parts: Vec<&str> = token.word.split('.').collect();
        parts.len() == 3
            && parts.iter().all(|part| part.len() <= 2)
            && !self.values.knows(std::slice::from_ref(token))
    }

    /// Takes away what the metric's meaning holds already, and refuses what it cannot be cut by.
    fn settle(&self, mut reading: Reading) -> Reading {
        let Some(metric) = reading
            .metric
            .as_deref()
            .and_then(|id| self.definitions.metric(id))
        else {
            return reading;
        };
        reading.verdict = Verdict::Answerable;
        for implied in &metric.implies {
            reading.filters.remove(implied);
        }
        // A mean over days, and what is held against other days, is told of a month only beside others.
        if (metric.per_day || reading.window.is_some()) && reading.filters.remove(MONTH).is_some() {
            reading.dimensions.push(MONTH.to_owned());
            reading.dimensions = one_time(std::mem::take(&mut reading.dimensions));
        }
        reading.rest &= !reading.filters.is_empty();
        let impossible = reading
            .dimensions
            .iter()
            .chain(reading.filters.keys())
            .filter_map(|id| self.definitions.dimension(id))
            .find(|dimension| !metric.can_be_cut_by(dimension));
        match impossible {
            Some(dimension) => Reading::refused(
                &reading.text,
                format!(
                    "{} cannot be told by {}: the data does not connect the two",
                    metric.name, dimension.name
                ),
            ),
            None => reading,
        }
    }
}

/// Of several grains of time the finest stays.
fn one_time(mut dimensions: Vec<String>) -> Vec<String> {
    if let Some(finest) = TIMES
        .iter()
        .find(|time| dimensions.iter().any(|each| each == *time))
    {
        dimensions.retain(|each| each == finest || !TIMES.contains(&each.as_str()));
    }
    dimensions
}

fn words_of(text: &str) -> HashSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
