//! The command line of the generator; everything it does is in the library.

use std::process::ExitCode;

/// A run creates and drops many small trees, which is slow with the system's allocator. In a build without optimisation it makes
/// no difference, because its C code is not optimised either.
#[cfg(not(debug_assertions))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    generator::cli::main()
}
