//! Blocks to lines on pages.

use crate::block::{Block, Booklet};
use crate::face::Cut;

/// A4, in points.
pub(crate) const WIDTH: f32 = 595.28;
/// A4, in points.
pub(crate) const HEIGHT: f32 = 841.89;
/// White around the text.
pub(crate) const MARGIN: f32 = 62.0;
/// The lowest line.
const LOWEST: f32 = HEIGHT - 66.0;
/// Width of the labels of rows.
const LABEL: f32 = 92.0;
/// How far points are moved in.
const INDENT: f32 = 14.0;
/// Lines of a paragraph that stand alone on no page.
const TOGETHER: usize = 2;

/// What a stretch of lines is, for whoever hears them read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    Title(String),
    Heading(String),
    Subheading(String),
    Paragraph,
    Quote,
    /// The label or the words of an entry of a list, by the number of the list.
    Label(usize),
    Entry(usize),
}

/// A line with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) x: f32,
    /// The line on which letters stand, from the top of the page.
    pub(crate) y: f32,
    pub(crate) style: Style,
    /// The stretch that it belongs to.
    pub(crate) part: usize,
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) cut: Cut,
    pub(crate) size: f32,
    /// Grey: 0 is black.
    pub(crate) grey: u8,
    leading: f32,
    before: f32,
}

const fn style(cut: Cut, size: f32, grey: u8, leading: f32, before: f32) -> Style {
    Style {
        cut,
        size,
        grey,
        leading,
        before,
    }
}

const KICKER: Style = style(Cut::Sans, 9.0, 90, 13.0, 0.0);
const TITLE: Style = style(Cut::Serif, 25.0, 0, 30.0, 6.0);
const LEDE: Style = style(Cut::Sans, 11.5, 60, 17.0, 8.0);
const HEADING: Style = style(Cut::Serif, 15.0, 0, 20.0, 22.0);
const SUBHEADING: Style = style(Cut::Bold, 10.0, 0, 14.5, 11.0);
const TEXT: Style = style(Cut::Sans, 10.0, 20, 14.8, 5.0);
const NOTE: Style = style(Cut::Sans, 8.8, 90, 12.8, 5.0);
const QUOTE: Style = style(Cut::Italic, 10.4, 40, 15.2, 6.0);
const ROW: Style = style(Cut::Sans, 10.0, 20, 14.2, 3.5);

/// A laid-out booklet.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    /// The lines of each page.
    pub(crate) pages: Vec<Vec<Line>>,
    /// What each stretch is.
    pub(crate) parts: Vec<Role>,
    /// Whether a character was replaced.
    pub(crate) replaced: bool,
    y: f32,
    lists: usize,
}

/// Lays a booklet out.
pub(crate) fn lay(booklet: &Booklet) -> Laid {
    let mut laid = Laid {
        pages: vec![Vec::new()],
        y: MARGIN,
        ..Laid::default()
    };
    laid.put(Role::Paragraph, KICKER, MARGIN, &booklet.kicker);
    laid.put(
        Role::Title(booklet.title.clone()),
        TITLE,
        MARGIN,
        &booklet.title,
    );
    for block in &booklet.blocks {
        laid.block(block);
    }
    if laid.replaced {
        laid.block(&Block::Note(
            "A character that this typeface does not have stands as \u{201c}?\u{201d}.".to_owned(),
        ));
    }
    laid
}

impl Laid {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Lede(text) => self.put(Role::Paragraph, LEDE, MARGIN, text),
            Block::Heading(text) => {
                self.room_for(HEADING.before + HEADING.leading * 3.0);
                self.put(Role::Heading(text.clone()), HEADING, MARGIN, text);
            }
            Block::Subheading(text) => {
                self.room_for(SUBHEADING.before + SUBHEADING.leading * 2.5);
                self.put(Role::Subheading(text.clone()), SUBHEADING, MARGIN, text);
            }
            Block::Text(text) => {
                for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
                    self.put(Role::Paragraph, TEXT, MARGIN, paragraph);
                }
            }
            Block::Note(text) => self.put(Role::Paragraph, NOTE, MARGIN, text),
            Block::Quote { words, from } => {
                self.put(Role::Quote, QUOTE, MARGIN + INDENT, words);
                if !from.is_empty() {
                    let small = Style {
                        before: 1.0,
                        ..NOTE
                    };
                    self.put(Role::Paragraph, small, MARGIN + INDENT, from);
                }
            }
            Block::Points(points) => {
                self.lists += 1;
                for point in points {
                    self.entry("\u{2013}", INDENT, TEXT, point);
                }
            }
            Block::Rows(rows) => {
                self.lists += 1;
                for (label, text) in rows {
                    self.entry(label, LABEL, ROW, text);
                }
            }
        }
    }

    /// An entry of a list with what stands before it.
    fn entry(&mut self, label: &str, indent: f32, style: Style, text: &str) {
        let list = self.lists;
        let labels = self.broken(style.cut, style.size, label, indent - 6.0);
        let lines = self.broken(style.cut, style.size, text, WIDTH - 2.0 * MARGIN - indent);
        let together = labels.len().max(lines.len().min(TOGETHER)) as f32;
        self.room_for(style.before + together * style.leading);
        self.y += style.before;
        let (page, top) = (self.pages.len(), self.y);
        let faint = Style { grey: 90, ..style };
        // A label with nothing behind it is the entry.
        let role = if lines.is_empty() {
            Role::Entry(list)
        } else {
            Role::Label(list)
        };
        self.lines(role, faint, MARGIN, labels);
        let below = self.y;
        if self.pages.len() == page {
            self.y = top;
        }
        self.lines(Role::Entry(list), style, MARGIN + indent, lines);
        if self.pages.len() == page {
            self.y = self.y.max(below);
        }
    }

    fn put(&mut self, role: Role, style: Style, x: f32, text: &str) {
        let lines = self.broken(style.cut, style.size, text, WIDTH - MARGIN - x);
        if lines.is_empty() {
            return;
        }
        let together = lines.len().min(TOGETHER) as f32;
        self.room_for(style.before + together * style.leading);
        // Nothing stands lower on a page because of what would have stood before it.
        if !self.top_of_page() {
            self.y += style.before;
        }
        self.lines(role, style, x, lines);
    }

    fn lines(&mut self, role: Role, style: Style, x: f32, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let part = self.parts.len();
        self.parts.push(role);
        for text in lines {
            self.room_for(style.leading);
            self.y += style.leading;
            let y = self.y;
            if let Some(page) = self.pages.last_mut() {
                page.push(Line {
                    text,
                    x,
                    y,
                    style,
                    part,
                });
            }
        }
    }

    fn top_of_page(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    /// Begins a new page where so much does not fit on this one.
    fn room_for(&mut self, height: f32) {
        if self.y + height > LOWEST && !self.top_of_page() {
            self.pages.push(Vec::new());
            self.y = MARGIN - 14.0;
        }
    }

    /// A text in lines no wider than `most` points.
    fn broken(&mut self, cut: Cut, size: f32, text: &str, most: f32) -> Vec<String> {
        let (text, replaced) = cut.setting(text);
        self.replaced |= replaced;
        let space = cut.width(" ", size);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut width = 0.0;
        for word in text.split_whitespace() {
            for piece in pieces(cut, size, word, most) {
                let wide = cut.width(&piece, size);
                if !line.is_empty() && width + space + wide > most {
                    lines.push(std::mem::take(&mut line));
                    width = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    width += space;
                }
                line.push_str(&piece);
                width += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// A word that is wider than a line, in pieces that are not.
fn pieces(cut: Cut, size: f32, word: &str, most: f32) -> Vec<String> {
    if cut.width(word, size) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for letter in word.chars() {
        piece.push(letter);
        if cut.width(&piece, size) > most && piece.chars().count() > 1 {
            piece.pop();
            pieces.push(std::mem::replace(&mut piece, letter.to_string()));
        }
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with(blocks: Vec<Block>) -> Laid {
        lay(&Booklet {
            title: "A title".to_owned(),
            kicker: "Somewhere".to_owned(),
            blocks,
        })
    }

    fn words(laid: &Laid) -> Vec<String> {
        laid.pages
            .iter()
            .flatten()
            .flat_map(|line| line.text.split_whitespace().map(str::to_owned))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn every_word_stands_on_a_page_in_order_and_within_its_margins(
            texts in prop::collection::vec("[a-z]{1,14}( [a-z]{1,14}){0,60}", 1..25),
            kinds in prop::collection::vec(0_usize..7, 25),
        ) {
            let blocks = texts
                .iter()
                .zip(kinds)
                .map(|(text, kind)| match kind {
                    0 => Block::Heading(text.clone()),
                    1 => Block::Subheading(text.clone()),
                    2 => Block::Note(text.clone()),
                    3 => Block::Quote { words: text.clone(), from: String::new() },
                    4 => Block::Points(vec![text.clone()]),
                    5 => Block::Rows(vec![(String::new(), text.clone())]),
                    _ => Block::Text(text.clone()),
                })
                .collect();
            let laid = with(blocks);
            for line in laid.pages.iter().flatten() {
                let end = line.x + line.style.cut.width(&line.text, line.style.size);
                prop_assert!(end <= WIDTH - MARGIN + 1.0, "{} ends at {end}", line.text);
                prop_assert!(line.y <= LOWEST && line.y > 0.0, "{} at {}", line.text, line.y);
            }
            prop_assert!(laid.pages.iter().all(|page| !page.is_empty()));
            let expected: Vec<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
            let mut found = words(&laid).into_iter().filter(|word| word != "\u{2013}");
            for word in ["Somewhere", "A", "title"].into_iter().chain(expected) {
                let next = found.next();
                prop_assert_eq!(next.as_deref(), Some(word));
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_page_is_broken_and_nothing_is_lost() {
        let long = "w".repeat(500);
        let laid = with(vec![Block::Text(long.clone())]);
        let set: String = words(&laid).into_iter().skip(3).collect();
        assert_eq!(set, long);
    }

    #[test]
    fn what_the_typeface_lacks_is_replaced_and_said() {
        let laid = with(vec![Block::Text(
            "Caf\u{e9} \u{4e2d}\u{6587} \u{200f}x".to_owned(),
        )]);
        let words = words(&laid);
        assert!(words.contains(&"Caf\u{e9}".to_owned()) && words.contains(&"??".to_owned()));
        assert!(words.contains(&"x".to_owned()));
        assert!(words.contains(&"typeface".to_owned()));
    }
}
