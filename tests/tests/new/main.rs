//! `openapi-rust-client new` for its users: crates that build, stable names, and folders that are not changed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests that make crates in folders of their own"
)]

mod catalogs;
mod crates;
mod exports;
mod folders;
mod names;
mod support;
