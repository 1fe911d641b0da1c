//! What the benchmarks share. `cargo bench -p benchmarks` runs them all; `docs/performance.md` has the figures.
#![allow(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a benchmark that fails is wrong itself"
)]

pub mod backtraces;
pub mod cases;
pub mod client;
pub mod floor;
pub mod stages;
pub mod synthetic;
pub mod usage;
