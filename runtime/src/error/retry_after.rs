//! The time that the service asks to wait, from one of three headers.

use azure_core::{
    http::headers::{HeaderName, Headers, RETRY_AFTER, RETRY_AFTER_MS, X_MS_RETRY_AFTER_MS},
    time::{Duration, OffsetDateTime, parse_rfc7231},
};

/// The longest wait that is read; a longer one counts as this. It keeps every sum with it in range.
const MAX_WAIT: Duration = Duration::days(365);

/// Reads `x-ms-retry-after-ms`, `retry-after-ms` (milliseconds) or `Retry-After` (seconds or a date), in this order.
///
/// A value that is not a time to wait is ignored, and the next header counts: a negative or infinite number, a date in the
/// past, text. A header counts as a sign that the service has not acted, and such a value must not.
pub(crate) fn retry_after(headers: &Headers, now: OffsetDateTime) -> Option<Duration> {
    let milliseconds = |name: &HeaderName| count(headers, name, 1e-3);
    milliseconds(&X_MS_RETRY_AFTER_MS)
        .or_else(|| milliseconds(&RETRY_AFTER_MS))
        .or_else(|| count(headers, &RETRY_AFTER, 1.0))
        .or_else(|| {
            let date = parse_rfc7231(headers.get_optional_str(&RETRY_AFTER)?.trim()).ok()?;
            Some((date - now).min(MAX_WAIT)).filter(|wait| !wait.is_negative())
        })
}

fn count(headers: &Headers, name: &HeaderName, unit: f64) -> Option<Duration> {
    let count: f64 = headers.get_optional_str(name)?.trim().parse().ok()?;
    if !count.is_finite() || count.is_sign_negative() {
        return None;
    }
    Some(Duration::seconds_f64(
        (count * unit).min(MAX_WAIT.as_seconds_f64()),
    ))
}
