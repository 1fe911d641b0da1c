//! The emulator as its callers see it: raw HTTP in, raw HTTP out, and the state behind it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets the unexpected shall fail"
)]

mod binary;
mod errors;
mod faults;
mod half_sent;
mod hook;
mod identity;
mod lifetime;
mod members;
mod messages;
mod paging;
mod participants;
mod receipts;
mod support;
mod threads;
mod tls;
mod tokens;
mod validation;
mod versions;
