//! What the benchmarks share. `cargo bench -p benchmarks` runs them all; `docs/performance.md` has the figures.
