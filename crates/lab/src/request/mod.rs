//! Requests in plain words.

mod cuts;
mod measures;
mod values;
mod window;

use std::collections::{BTreeMap, HashSet};

use crate::cues::Cue;
use crate::definitions::{Definitions, Fault};
use crate::phrases::Phrases;
use crate::text::{Token, Words};
use cuts::{Cuts, Found};
use measures::{Measured, Measures};
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
    /// The time.
    pub window: Option<Window>,
    /// Whether it can be answered.
    pub verdict: Verdict,
}

impl Reading {
    fn refused(text: &str, reason: String) -> Self {
        Self {
            text: text.to_owned(),
            metric: None,
            dimensions: Vec::new(),
            filters: BTreeMap::new(),
            window: None,
            verdict: Verdict::Unanswerable(reason),
        }
    }
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
    window: Option<Window>,
    found: Found,
    measured: Measured,
}

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
    places: Phrases<()>,
    plain_words: HashSet<String>,
    openings: Phrases<()>,
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
            places: Phrases::new(
                &words,
                definitions
                    .elsewhere
                    .places
                    .iter()
                    .map(|place| (place.clone(), ())),
            ),
            plain_words: definitions
                .plain_words
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
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

    /// Reads a request. `span` are the known days; `before` is the reading of the request that this
    /// one may go on from.
    #[must_use]
    pub fn read(&self, text: &str, span: Option<Span>, before: Option<&Reading>) -> Reading {
        let tokens = self.words.cut(text);
        if let Some(reason) = self.refusal(&tokens, span) {
            return Reading::refused(text, reason);
        }
        let opens = self.openings.at(&tokens, 0).is_some();
        let mut heard = self.hear(tokens.clone(), span, None);
        // "New members" may be a band of members, or what is counted.
        if self.implies_tenure(&heard.measured) != Some(false)
            && !heard.found.dimensions.iter().any(|each| each == TENURE)
        {
            let otherwise = self.hear(tokens, span, Some(TENURE));
            if self.implies_tenure(&otherwise.measured) == Some(true) {
                heard = otherwise;
            }
        }
        let Heard {
            tokens,
            named,
            window,
            found,
            measured: mut metric,
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
            dimensions: one_time(found.dimensions),
            filters: BTreeMap::new(),
            window,
            verdict: Verdict::Answerable,
        };
        for each in named {
            if !reading.dimensions.contains(&each.dimension) {
                reading.filters.insert(each.dimension, each.value);
            }
        }
        let adds = !reading.dimensions.is_empty()
            || !reading.filters.is_empty()
            || reading.window.is_some();
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
                if stray > 0 && !(adds && before.is_some()) {
                    return Reading::refused(
                        text,
                        "none of the metrics tells what this asks for".to_owned(),
                    );
                }
                reading.verdict = Verdict::Ask(Vec::new());
            }
        }
        if let Some(before) = before
            && (opens || reading.metric.is_none())
        {
            go_on(&mut reading, before);
        }
        self.settle(reading)
    }

    fn hear(&self, mut tokens: Vec<Token>, span: Option<Span>, but: Option<&str>) -> Heard {
        let named = self.values.take(&mut tokens, but);
        let window = window::take(&mut tokens, span);
        Heard {
            found: self.cuts.find(&tokens, &named),
            measured: self.measures.find(&tokens),
            tokens,
            named,
            window,
        }
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

/// Takes over from the request before what this one does not say.
fn go_on(reading: &mut Reading, before: &Reading) {
    if reading.metric.is_none() {
        reading.metric.clone_from(&before.metric);
        if let (Verdict::Ask(between), Verdict::Ask(asked)) =
            (&mut reading.verdict, &before.verdict)
            && between.is_empty()
        {
            between.clone_from(asked);
        }
    }
    let narrowed: Vec<String> = reading.filters.keys().cloned().collect();
    if reading.dimensions.is_empty() {
        reading.dimensions = before
            .dimensions
            .iter()
            .filter(|dimension| !narrowed.contains(dimension))
            .cloned()
            .collect();
    }
    let placed = narrowed
        .iter()
        .any(|each| each == "country" || each == "region");
    for (dimension, value) in &before.filters {
        let replaced = placed && (dimension == "country" || dimension == "region");
        if !replaced && !reading.dimensions.contains(dimension) {
            reading
                .filters
                .entry(dimension.clone())
                .or_insert_with(|| value.clone());
        }
    }
    if reading.window.is_none() {
        reading.window = before.window;
    }
}
