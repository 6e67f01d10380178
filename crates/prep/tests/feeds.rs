//! Feeds of every form, and everything that a stranger could put in their place.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use jiff::Timestamp;
use prep::research::{Feed, LARGEST_FEED, MOST_ITEMS, NotAFeed, read};
use proptest::prelude::*;

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel>
    <title>Letters &amp; notes</title><link>https://example.org/</link><description>x</description>
    <item><title>Old</title><link>https://example.org/1</link><guid>1</guid><pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate>
      <description>&lt;p&gt;Prices &lt;b&gt;rose&lt;/b&gt; by 8%&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>
    <item><title>New</title><link>javascript:alert(1)</link><guid>2</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>
    </channel></rss>"#;

const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
    <title>Streaming</title><id>urn:a</id><updated>2026-03-01T00:00:00Z</updated>
    <entry><title>One</title><id>urn:1</id><updated>2026-03-01T00:00:00Z</updated>
    <link href="https://example.org/one"/><summary>Two rivals bundle.</summary></entry></feed>"#;

#[test]
fn rss_and_atom_are_read_without_markup_the_newest_first() {
    let (title, items) = read(RSS.as_bytes()).unwrap();
    assert_eq!(title, "Letters & notes");
    assert_eq!(items[0].title, "New");
    assert_eq!(
        items[0].address, "",
        "an address that runs something is left out"
    );
    assert_eq!(items[1].address, "https://example.org/1");
    assert!(
        items[1].summary.starts_with("Prices rose by 8%"),
        "{}",
        items[1].summary
    );
    assert!(!items[1].summary.contains('<'));
    let (title, items) = read(ATOM.as_bytes()).unwrap();
    assert_eq!((title.as_str(), items.len()), ("Streaming", 1));
    assert_eq!(items[0].summary, "Two rivals bundle.");
}

#[test]
fn entities_are_not_expanded_into_memory_and_files_are_not_read() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">");
    for (from, to) in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"]
        .iter()
        .map(|pair| pair.split_at(1))
    {
        bomb.push_str(&format!(
            "<!ENTITY {to} \"{}\">",
            format!("&{from};").repeat(10)
        ));
    }
    bomb.push_str("]><rss version=\"2.0\"><channel><title>&i;</title><item><title>x&i;</title></item></channel></rss>");
    if let Ok((title, items)) = read(bomb.as_bytes()) {
        assert!(title.len() < 1_000);
        assert!(items.iter().all(|item| item.title.len() < 1_000));
    }
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>";
    if let Ok((title, _)) = read(outside.as_bytes()) {
        assert!(!title.contains("root"), "{title}");
    }
}

#[test]
fn what_is_no_feed_is_said_to_be_none() {
    for text in [
        "",
        "hello",
        "<html><body>404</body></html>",
        "<rss",
        "{}",
        "<feed><entry></feed>",
    ] {
        assert_eq!(read(text.as_bytes()), Err(NotAFeed::Unreadable), "{text}");
    }
    assert_eq!(read(&vec![b' '; LARGEST_FEED + 1]), Err(NotAFeed::TooLarge));
}

#[test]
fn only_so_many_entries_and_letters_are_kept_and_old_entries_stay_while_there_is_room() {
    let entry = |number: usize| {
        format!(
            "<item><guid>many-{number}</guid><title>{}</title><description>{}</description></item>",
            "t".repeat(2_000),
            "d ".repeat(2_000)
        )
    };
    let many: String = (0..150).map(entry).collect();
    let text = format!("<rss version=\"2.0\"><channel><title>Many</title>{many}</channel></rss>");
    let (title, items) = read(text.as_bytes()).unwrap();
    assert_eq!(items.len(), MOST_ITEMS);
    assert!(
        items
            .iter()
            .all(|item| item.title.len() <= 200 && item.summary.len() <= 1_000)
    );
    let mut feed = Feed::default();
    let (first, old) = read(RSS.as_bytes()).unwrap();
    feed.take(first, old, Timestamp::UNIX_EPOCH);
    feed.take(title, items, Timestamp::UNIX_EPOCH);
    assert_eq!(feed.items.len(), MOST_ITEMS);
    assert!(
        feed.items.iter().any(|item| item.title == "Old"),
        "an entry with a date is newer than those without"
    );
    assert_eq!(feed.name(), "Many");
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_to_a_feed_breaks_the_reader(at in 0_usize..600, with in "[<>&;\"'a-z \\[\\]!]{0,12}") {
        for whole in [RSS, ATOM] {
            let at = (0..=at.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap();
            let damaged = format!("{}{with}{}", &whole[..at], &whole[at..]);
            if let Ok((_, items)) = read(damaged.as_bytes()) {
                for item in items {
                    prop_assert!(item.address.is_empty() || item.address.starts_with("http"));
                }
            }
        }
    }
}
