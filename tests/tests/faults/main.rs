//! The client under faults, against an emulator that produces them: every operation with every fault, and the promises about
//! retries, tokens and cancelled calls that users of the crate rely on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod cancelled;
mod errors;
mod identity;
mod limits;
mod operations;
mod promises;
mod proxies;
mod reach;
mod support;
mod table;
mod tokens;
mod traces;
mod troubles;
mod twice;
