//! The command line: reads arguments, runs a command, reports the result.
mod catalog;
mod checks;
mod diff;
mod generate;
mod history;
mod list;
mod new;
mod print;
mod program;
mod side;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use openapi_descriptions::{diagnostic::Diagnostics, source::Sources};

/// Reads OpenAPI descriptions and generates typed Rust clients from them.
///
/// Without a command it runs `generate`: it reads the catalog and the descriptions below `spec/`, and updates
/// `generated/src/api/`.
#[derive(Debug, Parser)]
#[command(version, about, long_about, args_conflicts_with_subcommands = true, after_long_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: GenerateArgs,
}

const EXIT_CODES: &str = "Exit codes: 0 done, or nothing to do; 1 `--check` found a difference; 2 an error: nothing was \
    written except what the last line says.";

const DIFF_HELP: &str = "Examples:
  {program} diff pets/2024-01-01 pets/2025-01-01               two versions of the catalog
  {program} diff pets/2025-01-01 draft.yaml                    a draft, with the names that the catalog gives
  git show main:spec/pets.json | {program} diff - pets.json    what a change to a file does
  {program} diff OLD NEW --format github --fail-on any         annotations for CI, and exit code 1 when anything breaks
  {program} diff OLD NEW --format html > changes.html          a page with both descriptions side by side

`docs/diff.md` says how each verdict is found, and what every check means.

Exit codes: 0 compared; 1 `--fail-on` was reached; 2 a side could not be read, or there is no Rust
verdict where `--fail-on` asks for one.";

const HISTORY_HELP: &str = "Examples:
  {program} history pets
  {program} history pets --format html > docs/history-pets.html

Exit codes: 0 compared; 2 a version could not be read.";

const NEW_HELP: &str = "Examples:
  {program} new petstore.yaml
  {program} new foo/2023-01-01/foo.json foo/2024-01-01/foo.json --name foo-client --out ../foo-client
  {program} new large.yaml --only pets,/orders/

`docs/new.md` describes the crate and who changes which file.

Exit codes: 0 made; 2 an error: nothing was written.";

const CATALOG_HELP: &str = "Examples:
  {program} catalog                  shows the entries that `spec/catalog.yaml` needs
  {program} catalog --propose        adds them

Exit codes: 0 nothing is missing, or it was added; 1 something is missing; 2 an error that no entry resolves.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a crate from a description, or from several versions of one: a client that builds without changes.
    ///
    /// The generator owns the folder `src/api` of the crate; all other files are written once, and you can change them. Names
    /// that the description does not give are chosen and written into `spec/catalog.yaml`. Operations that are not supported
    /// are left out. The crate's README lists both.
    #[command(after_long_help = NEW_HELP)]
    New(new::NewArgs),
    /// Shows the entries that are missing in the catalog; with `--propose` adds them.
    #[command(after_long_help = CATALOG_HELP)]
    Catalog(catalog::CatalogArgs),
    /// Generates the clients; with `--check` reports files that are out of date and writes nothing.
    #[command(after_long_help = EXIT_CODES)]
    Generate(GenerateArgs),
    /// Reports what a new description breaks: on the wire for deployed clients, and in Rust for callers that recompile.
    ///
    /// The wire verdict compares the two descriptions, separately for values that are sent and received; the Rust verdict
    /// compares the two generated crates, item by item. There is one finding for each cause, with everything that it affects.
    #[command(after_long_help = DIFF_HELP)]
    Diff(diff::DiffArgs),
    /// Reports what each version of a service changed, compared with the version before, and from the first to the last.
    ///
    /// By default it prints a table and the verdict of each step. `--format html` makes a page with a chart and every finding;
    /// `--format markdown` makes a part of a changelog that says what callers must do about each break.
    #[command(after_long_help = HISTORY_HELP)]
    History(history::HistoryArgs),
    /// Prints the catalog as a table: services, versions, files, operations, models, features.
    List(SpecArgs),
}

#[derive(Debug, Args)]
struct SpecArgs {
    /// The folder with `catalog.yaml` and the descriptions; nothing outside of it is read.
    #[arg(long, value_name = "FOLDER", default_value = "spec")]
    spec: PathBuf,
}

#[derive(Debug, Args)]
struct GenerateArgs {
    #[command(flatten)]
    spec: SpecArgs,
    /// The folder that the generator owns: afterwards it has the generated files and nothing else.
    #[arg(long, value_name = "FOLDER", default_value = "generated/src/api")]
    out: PathBuf,
    /// Writes nothing; if the folder is out of date, exits with 1 and names the files.
    #[arg(long)]
    check: bool,
    /// Turns warnings into errors. `strict: true` in the catalog does so for every run.
    #[arg(long)]
    strict: bool,
}

/// The result of a command.
enum Outcome {
    Clean,
    Drift,
    /// The errors were already printed.
    Failed,
}

/// Why a command failed: the errors, and the files that have them.
struct Failure {
    diagnostics: Diagnostics,
    sources: Sources,
    /// How many files were written before that.
    written: usize,
    /// Whether only the result could not be printed.
    unprinted: bool,
}

impl Failure {
    fn new(diagnostics: Diagnostics, sources: Sources) -> Self {
        Self {
            diagnostics,
            sources,
            written: 0,
            unprinted: false,
        }
    }
}

/// Prints warnings.
fn warn(warnings: &Diagnostics, sources: &Sources) {
    print::err(format_args!("{}", warnings_text(warnings, sources)));
}

/// The text of warnings.
fn warnings_text(warnings: &Diagnostics, sources: &Sources) -> String {
    if warnings.is_empty() {
        return String::new();
    }
    format!("{}\n{}\n", warnings.render(sources), warnings.counted())
}

/// Runs the command line of this process. The calling thread becomes one of the worker threads, so it must live as long as the
/// process.
pub fn main() -> ExitCode {
    // It can only be set once; an earlier setting is kept.
    let _ = rayon::ThreadPoolBuilder::new()
        .use_current_thread()
        .build_global();
    run(std::env::args_os())
}

/// Runs the command line and returns the exit code: 0 clean, 1 drift, 2 failed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match program::named(Cli::command())
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are not errors; clap knows which stream each belongs to.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let writes = matches!(cli.command, None | Some(Command::Generate(_) | Command::New(_)));
    let outcome = match cli.command {
        Some(Command::New(arguments)) => new::run(&arguments),
        Some(Command::Catalog(arguments)) => catalog::run(&arguments),
        Some(Command::Diff(arguments)) => diff::run(&arguments),
        Some(Command::History(arguments)) => history::run(&arguments),
        Some(Command::List(arguments)) => list::run(&arguments),
        Some(Command::Generate(arguments)) => generate::run(&arguments),
        None => generate::run(&cli.generate),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Drift) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(failure) => {
            print::err(format_args!(
                "{}\n{}{}\n",
                failure.diagnostics.render(&failure.sources),
                failure.diagnostics.counted(),
                match failure.written {
                    0 if writes && !failure.unprinted => "; nothing was written".to_owned(),
                    0 => String::new(),
                    count => format!("; {count} files were written; run again for the others"),
                }
            ));
            ExitCode::from(2)
        }
    }
}
