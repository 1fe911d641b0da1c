//! `new`: a crate around one or more descriptions of a service.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

use clap::Args;
use openapi_descriptions::{diagnostic::Diagnostic, fix::CatalogEdit, source::Sources, text::visible};
use serde_json::{Value, json};

use crate::{
    propose::LeaveOut,
    scaffold::{self, Crate, Request, Runtime},
};

use super::{Failure, Outcome, print, program};

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The descriptions of one service: a file for each of its versions.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The name of the package; by default, it is made of the description's title or the file's name.
    #[arg(long)]
    name: Option<String>,
    /// The folder of the crate, which must be empty or not exist; by default, the name of the package, here.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The part to use: tags, operation groups, or beginnings of paths with their `/`, separated by commas. Everything that
    /// this part needs is included.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<String>,
    /// Where the library `client-runtime` is: a folder or a version. By default, in the checkout of this program, or else the
    /// version that this program was built with.
    #[arg(long, value_name = "PATH|VERSION")]
    runtime: Option<String>,
    /// The folder that references of the files must stay in. By default, their git checkout, or else the outermost folder
    /// around them below the home folder. Only files that are referred to are read.
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    /// Leaves nothing out and simplifies nothing: operations that are not supported, and warnings, are errors. The catalog
    /// gets `strict: true`, which does the same for each later run.
    #[arg(long)]
    strict: bool,
    /// Prints the result, or the errors, as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &NewArgs) -> Result<Outcome, Failure> {
    let made = make(arguments);
    if !arguments.json {
        let made = made?;
        super::warn(&made.warnings, &made.sources);
        print::out(told(&made))?;
        return Ok(Outcome::Clean);
    }
    match made {
        Ok(made) => {
            print::out(format_args!("{:#}\n", summary(&made)))?;
            Ok(Outcome::Clean)
        }
        Err(failure) => {
            print::out(format_args!(
                "{:#}\n",
                json!({
                    "errors": listed(failure.diagnostics.errors(), &failure.sources),
                    "warnings": listed(failure.diagnostics.warnings(), &failure.sources),
                })
            ))?;
            Ok(Outcome::Failed)
        }
    }
}

fn make(arguments: &NewArgs) -> Result<Crate, Failure> {
    let runtime = match &arguments.runtime {
        Some(text) => Runtime::parse(text).map_err(super::side::failure)?,
        None => Runtime::found(),
    };
    if arguments.files.len() > 1 && !arguments.json && std::io::stderr().is_terminal() {
        print::err(format_args!("reading {} files\n", arguments.files.len()));
    }
    let request = Request {
        files: arguments.files.clone(),
        root: arguments.root.clone(),
        name: arguments.name.clone(),
        out: arguments.out.clone(),
        only: arguments.only.clone(),
        runtime,
        leave_out: if arguments.strict {
            LeaveOut::Refused
        } else {
            LeaveOut::Allowed
        },
    };
    let made = scaffold::plan(&request).map_err(|refusal| Failure::new(refusal.0, refusal.1))?;
    scaffold::write(&made).map_err(|found| Failure::new(found, Sources::default()))?;
    Ok(made)
}

/// The command that generates a crate again.
fn command(folder: &Path) -> String {
    let path = |below: &str| {
        let path = folder.join(below).display().to_string();
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._-:\\".contains(c);
        if path.chars().all(plain) {
            path
        } else {
            format!("'{}'", path.replace('\'', "'\\''"))
        }
    };
    format!(
        "{} generate --spec {} --out {}",
        program::command(),
        path("spec"),
        path("src/api")
    )
}

fn told(made: &Crate) -> String {
    let mut lines = vec![format!(
        "{}: the crate `{}`, {} files, {} operations",
        made.folder.display(),
        made.package,
        made.files.len(),
        made.operations
    )];
    for version in &made.versions {
        lines.push(format!(
            "  version {} from spec/{}, feature `{}`",
            version.name, version.file, version.feature
        ));
    }
    if let Some((root, others)) = read(made) {
        lines.push(format!(
            "  files that these refer to: {others}, found below {root}"
        ));
    }
    if let Runtime::Version(version) = &made.runtime {
        lines.push(format!(
            "  `client-runtime` {version} from the registry; `--runtime PATH` takes the one of a checkout"
        ));
    }
    let (left_out, decided): (Vec<&CatalogEdit>, Vec<&CatalogEdit>) =
        made.added.iter().partition(|edit| scaffold::leaves_out(edit));
    for edit in &left_out {
        let operation = edit.path().get(3).map(String::as_str).unwrap_or_default();
        lines.push(format!("warning: `{operation}` is left out: {}", edit.reason()));
    }
    if !decided.is_empty() {
        lines.push(format!(
            "{} names were decided, with their reasons in spec/catalog.yaml; see README.md",
            decided.len()
        ));
    }
    lines.push(format!("to generate it again: {}", command(&made.folder)));
    lines
        .iter()
        .map(|line| visible(line).into_owned() + "\n")
        .collect()
}

/// The folder that all files were found in, and how many of them were found by references.
fn read(made: &Crate) -> Option<(&str, usize)> {
    // The catalog is not one of them.
    let others = made
        .sources
        .iter()
        .count()
        .saturating_sub(made.versions.len() + 1);
    let (_, root) = made.sources.folder.as_ref().filter(|_| others > 0)?;
    Some((if root.is_empty() { "." } else { root }, others))
}

fn summary(made: &Crate) -> Value {
    let edit = |edit: &CatalogEdit| {
        let value = match edit.value() {
            openapi_descriptions::fix::EditValue::Text(text) => json!(text),
            openapi_descriptions::fix::EditValue::Yes => json!(true),
        };
        json!({ "path": edit.path(), "value": value, "reason": edit.reason() })
    };
    let versions = made.versions.iter().map(|version| {
        json!({ "version": version.name, "file": format!("spec/{}", version.file), "feature": version.feature })
    });
    let part = |left_out: bool| -> Vec<Value> {
        made.added
            .iter()
            .filter(|edit| scaffold::leaves_out(edit) == left_out)
            .map(edit)
            .collect()
    };
    json!({
        "package": made.package,
        "folder": made.folder.display().to_string(),
        "files": made.files.len(),
        "operations": made.operations,
        "versions": versions.collect::<Vec<Value>>(),
        "root": read(made).map(|(root, _)| root),
        "decided": part(false),
        "leftOut": part(true),
        "warnings": listed(made.warnings.warnings(), &made.sources),
        "generate": command(&made.folder),
    })
}

/// Errors or warnings, for scripts.
fn listed<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>, sources: &Sources) -> Vec<Value> {
    let one = |diagnostic: &Diagnostic| {
        let place = diagnostic.place();
        let position = diagnostic.position(sources);
        json!({
            "message": diagnostic.message(),
            "help": diagnostic.help(),
            "file": place.map(|place| sources.display(&place.file)),
            "pointer": place.map(|place| place.pointer.to_string()),
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
            "entry": diagnostic.fix().map(ToString::to_string),
        })
    };
    diagnostics.map(one).collect()
}
