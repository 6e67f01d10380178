//! A moment in a recording.

/// Minutes and seconds, as players show them: "1:05".
pub(crate) fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}
