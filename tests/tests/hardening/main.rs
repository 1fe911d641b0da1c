//! The generator is robust: for any input it reports errors or generates valid Rust, and it never panics, hangs or uses unlimited
//! memory. `ACS_FUZZ_SECONDS=600` searches for longer (CONTRIBUTING.md explains it).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod budget;
mod bytes;
mod circles;
mod endure;
mod hostile;
mod inputs;
mod mutants;
mod print;
mod trees;
mod words;
