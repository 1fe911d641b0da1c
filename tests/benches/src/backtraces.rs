//! A process whose errors carry no backtraces: `azure_core` makes one error in every call, and that would be most of what
//! is measured.

use std::{env, process::Command};

/// Starts this program over, and ends with it, if errors would carry backtraces.
pub fn leave_out() {
    if env::var_os("RUST_BACKTRACE").is_some() || env::var_os("RUST_LIB_BACKTRACE").is_some() {
        let mut again = Command::new(env::current_exe().expect("this program"));
        again.args(env::args().skip(1));
        again
            .env_remove("RUST_BACKTRACE")
            .env_remove("RUST_LIB_BACKTRACE");
        let status = again.status().expect("this program runs");
        std::process::exit(status.code().unwrap_or(1));
    }
}
