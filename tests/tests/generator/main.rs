//! Tests of the generator: what comes out of small descriptions, and that it stays so.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod goldens;
mod support;
