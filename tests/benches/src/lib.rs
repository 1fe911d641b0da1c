//! What the benchmarks share. `cargo bench -p benchmarks` runs them all; `docs/performance.md` has the figures.

pub mod cases;
pub mod floor;
pub mod stages;
pub mod synthetic;
