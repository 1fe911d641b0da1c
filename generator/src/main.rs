//! The command line of the generator; everything it does is in the library.

use std::process::ExitCode;

/// A run is many small trees that are made and dropped, which the system's allocator is slow with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    generator::cli::run(std::env::args_os())
}
