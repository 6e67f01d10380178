//! Laid-out lines to the bytes of a PDF.

use std::num::NonZeroU16;

use krilla::color::luma;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    ArtifactType, ContentTag, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};

use crate::block::Booklet;
use crate::face::Cut;
use crate::lay::{HEIGHT, Laid, MARGIN, Role, WIDTH, lay};

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PDF could not be made: {0}. That is a fault of the program worth reporting")]
pub struct NotWritten(String);

/// How many pages a booklet has.
#[must_use]
pub fn pages(booklet: &Booklet) -> usize {
    lay(booklet).pages.len()
}

/// Writes a booklet as PDF.
///
/// # Errors
/// When the library finds that the file would not be accessible, or cannot make it.
pub fn write(booklet: &Booklet) -> Result<Vec<u8>, NotWritten> {
    let laid = lay(booklet);
    let mut document = Document::new_with(SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::UA1),
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let mut nodes: Vec<Vec<Node>> = laid.parts.iter().map(|_| Vec::new()).collect();
    for (number, lines) in laid.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| NotWritten("a page has no size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for line in lines {
            ink(&mut surface, line.style.grey);
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            // Lines are parted by a space for whoever copies or hears them.
            let text = format!("{} ", line.text);
            draw(
                &mut surface,
                line.style.cut,
                line.style.size,
                line.x,
                line.y,
                &text,
            )?;
            surface.end_tagged();
            nodes[line.part].push(id.into());
        }
        ink(&mut surface, 110);
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        let foot = format!("Greenroom \u{b7} {} of {}", number + 1, laid.pages.len());
        draw(&mut surface, Cut::Sans, 8.0, MARGIN, HEIGHT - 36.0, &foot)?;
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&laid, &booklet.title));
    document.set_tag_tree(tree(laid.parts, nodes));
    document.set_metadata(
        Metadata::new()
            .title(booklet.title.clone())
            .language("en".to_owned())
            .creator("Greenroom".to_owned()),
    );
    document
        .finish()
        .map_err(|error| NotWritten(format!("{error:?}")))
}

fn draw(
    surface: &mut Surface<'_>,
    cut: Cut,
    size: f32,
    x: f32,
    y: f32,
    text: &str,
) -> Result<(), NotWritten> {
    let font = cut
        .font()
        .ok_or_else(|| NotWritten("a typeface is broken".to_owned()))?;
    let (text, _) = cut.setting(text);
    surface.draw_text(
        Point::from_xy(x, y),
        font,
        size,
        &text,
        false,
        TextDirection::Auto,
    );
    Ok(())
}

fn ink(surface: &mut Surface<'_>, grey: u8) {
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }));
}

/// Headings to go to.
fn outline(laid: &Laid, title: &str) -> Outline {
    let mut top = OutlineNode::new(
        title.to_owned(),
        XyzDestination::new(0, Point::from_xy(0.0, 0.0)),
    );
    for (number, lines) in laid.pages.iter().enumerate() {
        let mut last = None;
        for line in lines {
            if let Role::Heading(name) = &laid.parts[line.part]
                && last != Some(line.part)
            {
                last = Some(line.part);
                let place = Point::from_xy(0.0, (line.y - line.style.size).max(0.0));
                let to = XyzDestination::new(number, place);
                top.push_child(OutlineNode::new(name.clone(), to));
            }
        }
    }
    let mut outline = Outline::new();
    outline.push_child(top);
    outline
}

/// What each stretch is, in the order in which it is read.
fn tree(parts: Vec<Role>, nodes: Vec<Vec<Node>>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    let mut list: Option<(usize, TagGroup)> = None;
    let mut label: Option<TagGroup> = None;
    for (role, nodes) in parts.into_iter().zip(nodes) {
        let of = match role {
            Role::Label(list) | Role::Entry(list) => Some(list),
            _ => None,
        };
        if list.as_ref().map(|(number, _)| *number) != of
            && let Some((_, done)) = list.take()
        {
            tree.push(done);
        }
        match role {
            Role::Label(number) => {
                label = Some(TagGroup::with_children(Tag::Lbl, nodes));
                list.get_or_insert_with(|| (number, TagGroup::new(Tag::L(ListNumbering::None))));
            }
            Role::Entry(number) => {
                let mut entry = TagGroup::new(Tag::LI);
                if let Some(label) = label.take() {
                    entry.push(label);
                }
                entry.push(TagGroup::with_children(Tag::LBody, nodes));
                let (_, open) = list
                    .get_or_insert_with(|| (number, TagGroup::new(Tag::L(ListNumbering::None))));
                open.push(entry);
            }
            Role::Title(name) => tree.push(heading(NonZeroU16::MIN, name, nodes)),
            Role::Heading(name) => {
                tree.push(heading(NonZeroU16::MIN.saturating_add(1), name, nodes));
            }
            Role::Subheading(name) => {
                tree.push(heading(NonZeroU16::MIN.saturating_add(2), name, nodes));
            }
            Role::Paragraph => tree.push(TagGroup::with_children(Tag::P, nodes)),
            Role::Quote => {
                let words = TagGroup::with_children(Tag::P, nodes);
                tree.push(TagGroup::with_children(Tag::BlockQuote, vec![words.into()]));
            }
        }
    }
    if let Some((_, done)) = list {
        tree.push(done);
    }
    tree
}

fn heading(level: NonZeroU16, name: String, nodes: Vec<Node>) -> TagGroup {
    TagGroup::with_children(Tag::Hn(level, Some(name)), nodes)
}
