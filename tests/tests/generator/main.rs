//! Tests of the generator with small descriptions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod format;
mod goldens;
mod mutations;
mod neutral;
mod obstacles;
mod odd_files;
mod same_bytes;
mod support;
