//! Times as captions write them.

use crate::delivery::Span;
use crate::error::TranscriptError;

const ARROW: &str = "-->";
/// How times are written.
pub(super) const FORM: &str = "00:01:02.500 --> 00:01:04.000";

/// Whether a line holds the times of a caption.
pub(super) fn is_timing(line: &str) -> bool {
    line.contains(ARROW)
}

/// The times of a caption. What follows them (where it stands on a screen) is passed over.
pub(super) fn timing(line: &str, number: usize) -> Result<Span, TranscriptError> {
    let wrong = |found: &str| TranscriptError::Time {
        line: number,
        found: found.trim().chars().take(60).collect(),
        form: FORM,
    };
    let (start, rest) = line.split_once(ARROW).ok_or_else(|| wrong(line))?;
    let end = rest.split_whitespace().next().ok_or_else(|| wrong(line))?;
    let read = |text: &str| seconds(text).ok_or_else(|| wrong(text));
    let span = Span {
        start: read(start)?,
        end: read(end)?,
    };
    if span.end < span.start {
        return Err(TranscriptError::Backwards { line: number });
    }
    Ok(span)
}

/// `1:02:03.500`, `02:03,5` or `3.5` as seconds.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let (whole, part) = match text.trim().split_once(['.', ',']) {
        Some((whole, part)) => (whole, part),
        None => (text.trim(), "0"),
    };
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(part) {
        return None;
    }
    let fields: Vec<&str> = whole.split(':').collect();
    if fields.len() > 3 || !fields.iter().all(|field| digits(field)) {
        return None;
    }
    let mut sum = 0.0;
    for (place, field) in fields.iter().enumerate() {
        let value: f64 = field.parse().ok()?;
        if place > 0 && value >= 60.0 {
            return None;
        }
        sum = sum * 60.0 + value;
    }
    let fraction: f64 = format!("0.{part}").parse().ok()?;
    Some(sum + fraction)
}

/// `0:12` or `1:02:03` as seconds: what stands alone, beside a name or before a line, and has a colon.
pub(super) fn clock(text: &str) -> Option<f64> {
    let minutes = text.split(':').nth(1)?;
    let digits = minutes.bytes().take_while(u8::is_ascii_digit).count();
    seconds(text).filter(|_| digits == 2)
}
