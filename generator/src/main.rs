//! The command line of the generator; everything it does is in the library.

use std::process::ExitCode;

/// A run is many small trees that are made and dropped, which the system's allocator is slow with. Where nothing else is
/// optimised it makes no difference, and its C is not optimised either.
#[cfg(not(debug_assertions))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    generator::cli::main()
}
