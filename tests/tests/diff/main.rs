//! Tests of the comparison behind `openapi-rust-client diff`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::struct_field_names,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test"
)]

mod address;
mod alarms;
mod causes;
mod checks;
mod compiler;
mod conditions;
mod corpus;
mod dialects;
mod features;
mod form;
mod growth;
mod keywords;
mod mutants;
mod pairs;
mod real;
mod repeated;
mod semantics;
mod shared;
#[allow(dead_code, reason = "what several tests share, and not all of them use")]
mod support;
mod unions;
