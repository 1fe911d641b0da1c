//! Following a thread by polling: returns every message, edit and deletion once.

mod batch;
mod listed;
mod options;
mod pages;
mod point;
mod schedule;
mod stream;
mod versions;
mod watermark;

#[cfg(test)]
mod tests;

pub use options::MessagePollingOptions;
pub use point::MessagePoint;
pub use stream::MessageStream;

use azure_core::time::{Duration, OffsetDateTime};

/// How late a change may become visible, compared with later changes.
const OVERLAP: Duration = Duration::minutes(2);

/// Returns an earlier time; the first of 1970 if it would be out of range.
fn time_before(time: OffsetDateTime, by: Duration) -> OffsetDateTime {
    time.checked_sub(by).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
