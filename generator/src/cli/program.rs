//! The name that the program was called by, for the commands that it prints.

use std::{env, path::Path};

use clap::Command;

/// The placeholder for the program in the help of a command.
const PLACEHOLDER: &str = "{program}";

/// The command to run the program again: in a checkout, cargo runs the package `generator`.
pub(super) fn command() -> &'static str {
    let path = env::args_os().next().unwrap_or_default();
    match Path::new(&path).file_stem() {
        Some(name) if name == "generator" => "cargo run -p generator --",
        _ => "openapi-rust-client",
    }
}

/// The command line with that name in its examples.
pub(super) fn named(line: Command) -> Command {
    line.mut_subcommands(
        |subcommand| match subcommand.get_after_long_help().map(ToString::to_string) {
            Some(help) => subcommand.after_long_help(help.replace(PLACEHOLDER, command())),
            None => subcommand,
        },
    )
}
