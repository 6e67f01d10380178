//! Figures as people write and read them.

/// A number with commas between thousands and no more decimals than it needs.
#[must_use]
pub fn shown(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 10.0 => 2,
        _ => 4,
    };
    let written = format!("{:.decimals$}", value.abs());
    let written = if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        &written
    };
    let (whole, rest) = match written.find('.') {
        Some(point) => written.split_at(point),
        None => (written, ""),
    };
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let minus = if value < 0.0 && written.contains(|digit: char| ('1'..='9').contains(&digit)) {
        "\u{2212}"
    } else {
        ""
    };
    format!("{minus}{grouped}{rest}")
}

/// The result of a calculation: with three digits that count, or the whole of a number that has more
/// before its point.
#[must_use]
pub fn result(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || !size.is_finite() {
        return shown(value);
    }
    let decimals = (2 - size.log10().floor() as i32).clamp(0, 4);
    let scale = 10_f64.powi(decimals);
    shown((value * scale).round() / scale)
}

const SCALES: [(&str, f64); 9] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("mln", 1e6),
    ("bn", 1e9),
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("%", 0.01),
];

/// The number in what somebody typed for an answer counted in `unit`: `1,200`, `1.2k`, `12,5 %`,
/// `$3 million`, `about 40 hours`. A comma before exactly three digits parts thousands, else it is a
/// decimal point. A scale that the unit already has is not counted twice: of "million members",
/// both `3.2` and `3.2 million` are 3.2.
#[must_use]
pub fn read(text: &str, unit: &str) -> Option<f64> {
    let text = text
        .trim()
        .to_lowercase()
        .replace(['\u{2212}', '\u{2013}'], "-");
    let start = text.find(|letter: char| letter.is_ascii_digit() || letter == '.')?;
    let before = &text[..start];
    let negative = before.contains('-');
    let rest = &text[start..];
    let end = rest
        .find(|letter: char| !(letter.is_ascii_digit() || ",. '_\u{a0}\u{202f}".contains(letter)))
        .unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let value: f64 = plain(digits)?.parse().ok()?;
    let after = after.trim_start();
    let word: String = after
        .chars()
        .take_while(|letter| letter.is_alphabetic() || *letter == '%')
        .collect();
    let unit = unit.to_lowercase();
    let said = scale(&word).unwrap_or(1.0);
    let held = unit
        .split_whitespace()
        .next()
        .and_then(scale)
        .unwrap_or(1.0);
    let scaled = if (said - 1.0).abs() < f64::EPSILON {
        value
    } else {
        value * said / held
    };
    let signed = if negative { -scaled } else { scaled };
    signed.is_finite().then_some(signed)
}

fn scale(word: &str) -> Option<f64> {
    SCALES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, factor)| *factor)
}

/// Digits with a point for decimals and nothing between thousands.
fn plain(digits: &str) -> Option<String> {
    let digits: String = digits
        .trim_matches(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .chars()
        .filter(|letter| !" '_\u{a0}\u{202f}".contains(*letter))
        .collect();
    let digits = digits.trim_end_matches('.');
    let parts: Vec<&str> = digits.split(',').collect();
    let (first, others) = parts.split_first()?;
    let thousands = others
        .iter()
        .all(|part| part.split('.').next().is_some_and(|whole| whole.len() == 3));
    if others.is_empty() || (thousands && !first.contains('.')) {
        return Some(digits.replace(',', ""));
    }
    match others {
        [decimals] if !digits.contains('.') => Some(format!("{first}.{decimals}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_written_as_people_read_them() {
        for (value, text) in [
            (1_234_567.0, "1,234,567"),
            (1234.56, "1,235"),
            (12.5, "12.5"),
            (0.045, "0.045"),
            (100.0, "100"),
            (999.999, "1,000"),
            (-3.0, "\u{2212}3"),
            (-0.000_001, "0"),
            (0.0, "0"),
        ] {
            let shown = shown(value);
            // A figure rounded up to a thousand keeps its comma or not; both read the same.
            assert_eq!(shown.replace(',', ""), text.replace(',', ""), "{value}");
        }
    }

    #[test]
    fn results_are_told_with_three_digits_that_count() {
        for (value, text) in [
            (17.0 / 3.0, "5.67"),
            (100.0 / 7.0, "14.3"),
            (0.056_667, "0.0567"),
            (1000.0 / 7.0, "143"),
            (12_345.6, "12,346"),
            (-2.0 / 3.0, "\u{2212}0.667"),
            (5.0, "5"),
            (0.0, "0"),
        ] {
            assert_eq!(result(value), text, "{value}");
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        for (text, unit, value) in [
            ("1,200", "", 1200.0),
            ("1 200 000", "", 1_200_000.0),
            ("1.2k", "", 1200.0),
            ("$3 million", "dollars", 3e6),
            ("12,5 %", "%", 12.5),
            ("12.5", "%", 12.5),
            ("12%", "", 0.12),
            ("about 40 hours", "hours", 40.0),
            ("-4", "", -4.0),
            ("\u{2212}4", "", -4.0),
            ("3.2 million", "million members", 3.2),
            ("3.2", "million members", 3.2),
            ("3,200,000.5", "", 3_200_000.5),
            ("2.", "", 2.0),
        ] {
            let read = read(text, unit);
            assert!(
                read.is_some_and(|read| (read - value).abs() < 1e-9 * value.abs().max(1.0)),
                "{text} {unit}: {read:?}"
            );
        }
        for text in ["", "many", "1,2,3", "1.2.3"] {
            assert_eq!(read(text, ""), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in ".{0,60}", unit in ".{0,12}") {
            if let Some(value) = read(&text, &unit) {
                prop_assert!(value.is_finite());
            }
        }

        #[test]
        fn what_is_shown_is_read_back(value in -1e9_f64..1e9) {
            let back = read(&shown(value), "").unwrap();
            prop_assert!((back - value).abs() <= (value.abs() * 5e-4).max(6e-5), "{value} {back}");
        }
    }
}
