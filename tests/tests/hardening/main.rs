//! The generator is hard to break: whatever it is given, it explains what is wrong or makes valid Rust, and it never
//! panics, hangs or runs away. `ACS_FUZZ_SECONDS=600` looks for longer (CONTRIBUTING.md says how).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod budget;
mod bytes;
mod endure;
mod hostile;
mod inputs;
mod mutants;
mod print;
mod trees;
mod words;
