//! Figures of worlds as people read them.

use world::Measure;

/// A whole number with a comma between thousands.
#[must_use]
pub fn count(number: u64) -> String {
    lab::thousands(&number.to_string())
}

/// About so many.
#[must_use]
pub fn about(number: u64) -> String {
    if number < 1_000_000 {
        count(number / 1_000 * 1_000)
    } else {
        format!("{:.1} million", number as f64 / 1e6)
    }
}

/// A figure of a measure: counts whole, shares in per cent; a dash where there is none.
#[must_use]
pub fn figure(measure: Measure, figure: Option<f64>) -> String {
    use Measure as M;
    let Some(figure) = figure else {
        return "\u{2013}".to_owned();
    };
    match measure {
        M::WatchHours | M::ActiveMembers | M::Signups | M::Cancellations | M::Revenue => {
            count(figure.max(0.0).round() as u64)
        }
        M::CompletionRate
        | M::StartFailureRate
        | M::RebufferRatio
        | M::ChurnRate
        | M::ConversionRate
        | M::SearchSuccessRate
        | M::BrowseAbandonRate => format!("{:.2}%", figure * 100.0),
        M::HoursPerActiveMember | M::SessionsPerActiveMember | M::StartupSeconds | M::Arpu => {
            format!("{figure:.3}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_read_them() {
        assert_eq!(
            [count(0), count(999), count(1_000), count(12_345_678)],
            ["0", "999", "1,000", "12,345,678"]
        );
        assert_eq!(
            [about(12_345), about(14_012_345)],
            ["12,000", "14.0 million"]
        );
        assert_eq!(figure(Measure::WatchHours, Some(1_234.4)), "1,234");
        assert_eq!(figure(Measure::ChurnRate, Some(0.0312)), "3.12%");
        assert_eq!(figure(Measure::Arpu, None), "\u{2013}");
    }
}
