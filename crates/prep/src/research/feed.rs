//! Feeds: RSS and Atom, read from bytes that somebody else fetched. Foreign text: bounded in size,
//! in the number of its entries and in the length of each; entities are not expanded beyond the
//! five of XML, and markup is left out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::is_address;
use crate::{Counted, Paper};

/// A feed that the candidate added, with what was last read of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// Where it is.
    pub address: String,
    /// What it calls itself.
    pub title: String,
    /// When it was last fetched and read.
    pub fetched: Option<Timestamp>,
    /// Why the last attempt failed; empty where it did not.
    pub fault: String,
    /// Entries, the newest first.
    pub items: Vec<Item>,
}

impl Paper for Feed {
    const KIND: &'static str = "feed";
}

impl Counted for Feed {
    const MOST: usize = 50;
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Names it within the feed.
    pub id: String,
    /// As the feed has it, without markup.
    pub title: String,
    /// Where it can be read; empty where the feed names no address.
    pub address: String,
    /// What it is about, without markup.
    pub summary: String,
    /// When it came out.
    pub published: Option<Timestamp>,
}

/// The most that a feed may weigh, in bytes.
pub const LARGEST_FEED: usize = 2 * 1024 * 1024;
/// So many entries are kept.
pub const MOST_ITEMS: usize = 100;
/// The longest title that is kept, in characters.
const LONGEST_TITLE: usize = 200;
/// The longest summary that is kept, in characters.
const LONGEST_SUMMARY: usize = 1_000;

/// Why a feed could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfetched {
    /// Not an address.
    #[error("\"{0}\" is no address of a feed; it begins with https:// or http://")]
    NoAddress(String),
    /// Nobody there, or the line is down.
    #[error("it could not be reached ({0}); look at the address and the connection, and try again")]
    Unreachable(String),
    /// It took too long.
    #[error("it did not answer within {0} seconds; try again later")]
    Slow(u64),
    /// Too large.
    #[error("it is larger than {} MB, the most that is read", LARGEST_FEED / 1024 / 1024)]
    TooLarge,
    /// Something else than a page.
    #[error("the server answered with status {0}; look at the address in a browser")]
    Status(u16),
    /// Sent on and on.
    #[error("it was sent on more than {0} times; add the address where it ends")]
    TooManyRedirects(usize),
    /// Sent on to where a feed has no business.
    #[error("it was sent on to \"{0}\", which is not followed: {1}")]
    BadRedirect(String, &'static str),
}

/// Why bytes are no feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    /// Too large.
    #[error("it is larger than {} MB, the most that is read", LARGEST_FEED / 1024 / 1024)]
    TooLarge,
    /// Unreadable.
    #[error("it is neither RSS nor Atom; look for an address that says feed, rss or atom")]
    Unreadable,
}

/// The title and the entries of a feed, the newest first.
///
/// # Errors
/// When it is too large or no feed.
pub fn read(bytes: &[u8]) -> Result<(String, Vec<Item>), NotAFeed> {
    if bytes.len() > LARGEST_FEED {
        return Err(NotAFeed::TooLarge);
    }
    let feed = feed_rs::parser::parse(bytes).map_err(|_| NotAFeed::Unreadable)?;
    let title = feed
        .title
        .map_or_else(String::new, |title| plain(&title.content, LONGEST_TITLE));
    let mut items: Vec<Item> = feed
        .entries
        .into_iter()
        .map(|entry| {
            let address = entry
                .links
                .into_iter()
                .map(|link| link.href)
                .find(|address| is_address(address))
                .unwrap_or_default();
            let summary = entry
                .summary
                .map(|text| text.content)
                .or_else(|| entry.content.and_then(|content| content.body))
                .unwrap_or_default();
            let published = entry
                .published
                .or(entry.updated)
                .and_then(|at| Timestamp::from_second(at.timestamp()).ok());
            Item {
                id: plain(&entry.id, LONGEST_TITLE),
                title: entry
                    .title
                    .map_or_else(String::new, |title| plain(&title.content, LONGEST_TITLE)),
                address,
                summary: plain(&summary, LONGEST_SUMMARY),
                published,
            }
        })
        .filter(|item| !item.title.is_empty() || !item.summary.is_empty())
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.published));
    items.truncate(MOST_ITEMS);
    Ok((title, items))
}

impl Feed {
    /// Takes in what was read; entries that the feed no longer names stay while there is room.
    pub fn take(&mut self, title: String, items: Vec<Item>, at: Timestamp) {
        let known: Vec<Item> = std::mem::take(&mut self.items);
        self.items = items;
        for item in known {
            if !self.items.iter().any(|new| new.id == item.id) {
                self.items.push(item);
            }
        }
        self.items
            .sort_by_key(|item| std::cmp::Reverse(item.published));
        self.items.truncate(MOST_ITEMS);
        if !title.is_empty() {
            self.title = title;
        }
        self.fetched = Some(at);
        self.fault.clear();
    }

    /// What it is called: its own title, else its address.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.address
        } else {
            &self.title
        }
    }
}

/// Text without markup, on one line, no longer than `most` characters.
fn plain(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            _ if inside => {}
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
        if out.len() > most * 8 {
            break;
        }
    }
    for (entity, letter) in [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#8217;", "\u{2019}"),
        ("&#8216;", "\u{2018}"),
        ("&#8220;", "\u{201c}"),
        ("&#8221;", "\u{201d}"),
        ("&#8211;", "\u{2013}"),
        ("&#8230;", "\u{2026}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if out.contains(entity) {
            out = out.replace(entity, letter);
        }
    }
    let line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}
