//! What a booklet is made of.

/// A booklet before it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Booklet {
    /// What it is called; also in the window of whoever reads it.
    pub title: String,
    /// A line above the title.
    pub kicker: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a booklet.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A sentence or two below the title.
    Lede(String),
    /// The beginning of a section; stands in the outline.
    Heading(String),
    /// The beginning of a part of a section.
    Subheading(String),
    /// Paragraphs; a line break begins a new one.
    Text(String),
    /// A small remark.
    Note(String),
    /// Somebody's words, and where they were said.
    Quote {
        /// The words.
        words: String,
        /// Where; may be empty.
        from: String,
    },
    /// Points.
    Points(Vec<String>),
    /// Things with a short label before each: a time, a day, a level.
    Rows(Vec<(String, String)>),
}
