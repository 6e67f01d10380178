//! An address as a square that a phone's camera reads (a QR code), so that nobody types it.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// The white around it, in modules, that cameras need to find it.
const QUIET: i32 = 4;

/// The square; `None` where the text is too long for one.
pub(crate) fn drawn(text: &str) -> Option<Markup> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut dark = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            // Writing to a string does not fail.
            let _ = write!(dark, "M{x} {y}h1v1h-1z");
        }
    }
    let whole = size + 2 * QUIET;
    Some(html! {
        svg.square viewBox={ "-" (QUIET) " -" (QUIET) " " (whole) " " (whole) } role="img" aria-label="The address as a QR code" {
            rect.light x={ "-" (QUIET) } y={ "-" (QUIET) } width=(whole) height=(whole) {}
            path.dark d=(dark) {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_an_invitation_fits_and_a_novel_does_not() {
        let address = format!("http://192.168.100.200:4748/friend/{}", "0".repeat(32));
        let shown = drawn(&address).map(|square| square.into_string());
        assert!(shown.is_some_and(|shown| shown.contains("M0 0h1v1h-1z")));
        assert!(drawn(&"x".repeat(5_000)).is_none());
    }
}
