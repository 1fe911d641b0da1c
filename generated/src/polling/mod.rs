//! Following a thread by asking again and again: every message, edit and deletion once.

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

/// How late a change may come to light, compared with later ones.
const OVERLAP: Duration = Duration::minutes(2);

/// Goes back in time, but not beyond what a date can be.
fn time_before(time: OffsetDateTime, by: Duration) -> OffsetDateTime {
    time.checked_sub(by).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
