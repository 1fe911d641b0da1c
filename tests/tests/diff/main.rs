//! Holds `generator diff` and `generator history` to what they promise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test"
)]

mod causes;
mod checks;
mod compiler;
mod growth;
mod support;
