//! What the client does on a bad day, against an emulator that makes one: every operation with every fault, and the
//! promises about retries, tokens and cancelled calls that a user of the crate can notice.
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
