//! Text that people wrote, as markup.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag, html::push_html};

/// Markdown as markup: raw HTML is shown as the text it is, and pictures are left out, so nothing
/// that somebody writes can load or run anything.
pub(crate) fn markdown(text: &str) -> Markup {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Image { .. }) | Event::End(pulldown_cmark::TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) if !harmless(dest_url) => {
            Some(Event::Text("".into()))
        }
        other => Some(other),
    });
    let mut out = String::with_capacity(text.len() * 3 / 2);
    push_html(&mut out, events);
    html! { div.prose { (PreEscaped(out)) } }
}

fn harmless(address: &str) -> bool {
    ["https://", "http://", "/", "#"]
        .iter()
        .any(|start| address.starts_with(start))
}

/// Plain text in paragraphs, as it was typed.
pub(crate) fn paragraph(text: &str) -> Markup {
    html! { p.typed dir="auto" { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_in_markdown_becomes_script() {
        for attack in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "![x](https://evil.example/a.png)",
            "[x](data:text/html,<script>1</script>)",
        ] {
            let shown = markdown(attack).into_string();
            for bad in [
                "<script",
                "<img",
                "href=\"javascript",
                "href=\"data",
                "src=",
            ] {
                assert!(
                    !shown.contains(bad) || shown.contains("&lt;img src="),
                    "{attack}: {shown}"
                );
            }
        }
    }

    #[test]
    fn markdown_is_rendered() {
        let shown = markdown("# Plan\n\n- **one**").into_string();
        assert!(
            shown.contains("<h1>Plan</h1>") && shown.contains("<strong>one</strong>"),
            "{shown}"
        );
    }
}
