//! `diff`: finds the two sides, compares them, prints a report, and decides the exit code.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use crate::diff::{
    self, Diff,
    accept::{self, Acceptance},
    finding::{RustVerdict, WireSeverity},
    report::{self, ReportInput},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, Sources},
};

use super::{
    Failure, Outcome, checks, print,
    side::{self, SideArgs, failure},
};

/// The command's arguments.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old description: `service/version` of the catalog, a file, or `-` for standard input.
    #[arg(required_unless_present_any = ["explain", "list_checks", "schema"])]
    old: Option<String>,
    /// The new description, in the same ways.
    #[arg(required_unless_present_any = ["since", "explain", "list_checks", "schema"])]
    new: Option<String>,
    /// Compares one file with what a commit of git has of it and of all that it refers to: a branch, a tag or a commit.
    #[arg(long, value_name = "GIT-REF")]
    since: Option<String>,
    #[command(flatten)]
    places: SideArgs,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What makes the exit code 1.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = FailOn::None)]
    fail_on: FailOn,
    /// A YAML list of findings that are accepted: `id`, `pointer` and `reason` of each.
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// Another severity on the wire for a check, such as `property-removed=info`; may be repeated.
    #[arg(long, value_name = "ID=LEVEL")]
    severity: Vec<String>,
    /// Says what a check means and how grave it is; compares nothing.
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
    /// Prints the table of all checks; compares nothing.
    #[arg(long)]
    list_checks: bool,
    /// Prints the JSON Schema of `--format json`; compares nothing.
    #[arg(long)]
    schema: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, in colour on a terminal.
    Text,
    /// For machines; `--schema` prints its JSON Schema.
    Json,
    /// A section of a changelog, with a hint for each break in Rust.
    Markdown,
    /// One page for a browser, with filters and both descriptions side by side.
    Html,
    /// Annotations for GitHub's CI, each at the line of its finding.
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// An error on the wire.
    Wire,
    /// Something breaking in Rust.
    Rust,
    /// Either.
    Any,
    /// Nothing: a report is not a failure.
    None,
}

pub(super) fn run(arguments: &DiffArgs) -> Result<Outcome, Failure> {
    if arguments.list_checks {
        print::out(checks::table())?;
        return Ok(Outcome::Clean);
    }
    if arguments.schema {
        print::out(report::json::SCHEMA)?;
        return Ok(Outcome::Clean);
    }
    if let Some(id) = &arguments.explain {
        print::out(checks::explanation(id).map_err(failure)?)?;
        return Ok(Outcome::Clean);
    }
    let severities = checks::severities(&arguments.severity).map_err(failure)?;
    let acceptances = acceptances(arguments.accept.as_deref()).map_err(failure)?;
    let (mut old, mut new) = match (&arguments.since, &arguments.old, &arguments.new) {
        (Some(reference), Some(file), None) => side::since(reference, file, &arguments.places)?,
        (Some(_), Some(_), Some(_)) => {
            return Err(failure(Diagnostic::general(
                "`--since` compares only one file with what it was",
                "name the file alone, or leave `--since` out",
            )));
        }
        (None, Some(old), Some(new)) => side::pair(old, new, &arguments.places)?,
        _ => return Ok(Outcome::Clean),
    };
    let mut found = diff::compare(&old, &new, &severities)
        .map_err(|diagnostics| Failure::new(diagnostics, Sources::default()))?;
    old.forget_client();
    new.forget_client();
    let accepted = accept::take_accepted(&mut found, &acceptances);
    let subject = ReportInput {
        old: &old,
        new: &new,
        diff: &found,
        accepted: &accepted,
    };
    print::out(written(&subject, arguments.format).map_err(failure)?)?;
    outcome(&found, arguments.fail_on)
}

fn written(subject: &ReportInput<'_>, format: Format) -> Result<String, Diagnostic> {
    Ok(match format {
        Format::Text => report::text::text(subject, style()),
        Format::Json => report::json::json(subject),
        Format::Markdown => report::markdown::markdown(subject),
        Format::Html => report::html::html(subject).map_err(|error| unprintable(&error))?,
        Format::Github => report::github::github(subject),
    })
}

/// Colours on a terminal, unless they are not wanted.
pub(super) fn style() -> report::text::Style {
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        report::text::Style::COLOUR
    } else {
        report::text::Style::default()
    }
}

/// A page that cannot be printed.
pub(super) fn unprintable(error: &askama::Error) -> Diagnostic {
    Diagnostic::general(
        format!("the page cannot be printed: {error}"),
        "this is a bug in the generator; please report it",
    )
}

fn outcome(diff: &Diff, fail_on: FailOn) -> Result<Outcome, Failure> {
    let (wire, rust) = (
        diff.count_on_wire(WireSeverity::Error) > 0,
        diff.count_in_rust(RustVerdict::Breaking) > 0,
    );
    let reached = match fail_on {
        FailOn::Wire => wire,
        FailOn::Rust => rust,
        FailOn::Any => wire || rust,
        FailOn::None => false,
    };
    // What is not known is not passed off as nothing.
    if let (FailOn::Rust | FailOn::Any, Some(why), false) = (fail_on, &diff.rust_unavailable, reached) {
        let mut diagnostics = why.clone();
        diagnostics.push(Diagnostic::general(
            "there is no Rust verdict, and `--fail-on` asks for one",
            "change what the generator does not support, or ask only for `--fail-on wire`",
        ));
        return Err(Failure::new(diagnostics, Sources::default()));
    }
    if matches!(fail_on, FailOn::Wire | FailOn::Any) && !reached && !diff.is_fully_compared() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::general(
            "not everything was compared, and `--fail-on` asks for a verdict on the wire",
            "review the findings with the severity `unknown`, and put them into the file of `--accept`",
        ));
        return Err(Failure::new(diagnostics, Sources::default()));
    }
    Ok(if reached { Outcome::Drift } else { Outcome::Clean })
}

fn acceptances(path: Option<&Path>) -> Result<Vec<Acceptance>, Diagnostic> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let help = "the file is a YAML list; each entry has `id`, `pointer` and `reason`";
    let text = crate::load::text(path)
        .map_err(|error| Diagnostic::general(format!("cannot read `{}`: {error}", path.display()), help))?;
    accept::parse_acceptances(&text).map_err(|error| {
        let file = FileId::new(&path.to_string_lossy());
        Diagnostic::at_position(
            file,
            error.position,
            format!("the acceptances are not of their form: {}", error.message),
            help,
        )
    })
}
