//! A diagnosis in words for the terminal.

use lab::diagnosis::{Diagnosis, Mix, Piece, Segment};

/// Children that are shown of a segment.
const CHILDREN: usize = 3;

/// What was found, and why.
pub(super) fn of(found: &Diagnosis) -> String {
    let mut text = format!(
        "The measure went from {} to {}{}.\n",
        number(found.before),
        number(found.after),
        share(found.before, found.after)
    );
    if found.left_out > 0 {
        text.push_str(&format!(
            "{} combinations were left out, because an amount is below 0.\n",
            found.left_out
        ));
    }
    if found.depth < found.dimensions.len() {
        text.push_str(&format!(
            "With so many combinations only up to {} dimensions together were looked at; name fewer \
             with --by to go deeper.\n",
            found.depth
        ));
    }
    if let Some(whole) = &found.everywhere {
        text.push_str(&format!("Everything moved alike: {}.\n", changed(whole)));
    }
    if found.segments.is_empty() {
        text.push_str(match &found.everywhere {
            Some(_) => "No segment did so more than the others.\n",
            None => "No segment stands out against chance.\n",
        });
    }
    for segment in &found.segments {
        text.push('\n');
        text.push_str(&told(segment));
    }
    if !found.against.is_empty() {
        text.push_str("\nAgainst the change:\n");
        for segment in &found.against {
            text.push_str(&format!("  {}: {}\n", name(segment), changed(segment)));
        }
    }
    if let Some(mix) = found.mix.as_ref().filter(|mix| tells(mix, found.change)) {
        text.push('\n');
        text.push_str(&mixed(mix));
    }
    text
}

/// As `country=Brazil & device=tv`.
pub(super) fn name(segment: &Segment) -> String {
    let parts: Vec<String> = segment
        .parts
        .iter()
        .map(|part| format!("{}={}", part.dimension, part.value))
        .collect();
    parts.join(" & ")
}

fn told(segment: &Segment) -> String {
    let mut text = format!("{}\n  {}", name(segment), changed(segment));
    if let Some(explains) = segment.piece.explains {
        text.push_str(&format!("; {:.0}% of the change", explains * 100.0));
    }
    text.push_str(&format!(
        "; certainty {}\n",
        if segment.certainty > 0.995 {
            "above 99%".to_owned()
        } else {
            format!("{:.0}%", segment.certainty * 100.0)
        }
    ));
    for parent in &segment.parents {
        text.push_str(&format!(
            "  the same in any other {}: {}\n",
            parent.dimension,
            piece(&parent.rest)
        ));
    }
    for within in segment.within.iter().filter(|within| within.count > 1) {
        let values: Vec<String> = within
            .values
            .iter()
            .take(CHILDREN)
            .map(|(value, child)| format!("{value} {}", piece(child)))
            .collect();
        let more = within.count.saturating_sub(CHILDREN);
        text.push_str(&format!(
            "  by {}: {}{}\n",
            within.dimension,
            values.join(", "),
            if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            }
        ));
    }
    text
}

fn mixed(mix: &Mix) -> String {
    let mut text = format!(
        "Of the change, {} came of rates that changed and {} of the mix: parts that grew or shrank.\n",
        signed(mix.rates),
        signed(mix.mix)
    );
    for part in &mix.parts {
        text.push_str(&format!(
            "  {}={}: {:.1}% of all before, {:.1}% after, at {}: {}\n",
            part.dimension,
            part.value,
            part.share_before * 100.0,
            part.share_after * 100.0,
            number(part.rate_before),
            signed(part.effect)
        ));
    }
    text
}

/// Whether the mix did enough to be worth a word.
fn tells(mix: &Mix, change: f64) -> bool {
    mix.mix.abs() >= 0.1 * change.abs() && mix.mix != 0.0
}

fn changed(segment: &Segment) -> String {
    format!(
        "{} ({:+.1}% to {:+.1}%)",
        piece(&segment.piece),
        segment.low * 100.0,
        segment.high * 100.0
    )
}

fn piece(piece: &Piece) -> String {
    piece.change.map_or_else(
        || "nothing before".to_owned(),
        |change| format!("{:+.1}%", change * 100.0),
    )
}

fn share(before: f64, after: f64) -> String {
    if before == 0.0 {
        return String::new();
    }
    format!(" ({:+.1}%)", (after / before - 1.0) * 100.0)
}

fn signed(number: f64) -> String {
    let sign = if number < 0.0 { "−" } else { "+" };
    format!("{sign}{}", self::number(number.abs()))
}

/// With about four digits that count.
fn number(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.abs() >= 1e15 || number.abs() < 1e-6 {
        return format!("{number:.3e}");
    }
    let digits = (3 - number.abs().log10().floor() as i32).max(0) as usize;
    let text = format!("{number:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
