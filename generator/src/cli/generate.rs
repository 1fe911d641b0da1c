//! `generate` and `generate --check`: both make the same output, and then write it or compare it.

use std::{borrow::Cow, path::Path};

use crate::{
    catalog::Catalog,
    load::Loader,
    output::{Change, Output, last_run::LastRun},
};
use openapi_descriptions::{diagnostic::Diagnostics, source::Sources, text::visible};

use super::{Failure, GenerateArgs, Outcome, print};

pub(super) fn run(arguments: &GenerateArgs) -> Result<Outcome, Failure> {
    let (spec, out) = (&arguments.spec.spec, &arguments.out);
    if let Some(last) = LastRun::still_true(out, spec, arguments.strict) {
        print::err(format_args!("{}", last.warnings));
        return if arguments.check {
            up_to_date(out, last.files())
        } else {
            written(out, last.files(), &[])
        };
    }
    let mut loader = Loader::new(spec);
    let output = match rendered(&mut loader, arguments) {
        Ok(output) => output,
        Err(diagnostics) => {
            return Err(Failure::new(diagnostics, loader.sources));
        }
    };
    let warnings = super::warnings_text(&output.warnings, &loader.sources);
    print::err(format_args!("{warnings}"));
    let files = output.iter().count();
    let fail = |diagnostics| Failure::new(diagnostics, loader.sources.clone());
    if arguments.check {
        let changes = output.changes(out).map_err(fail)?;
        if changes.is_empty() {
            return up_to_date(out, files);
        }
        print::out(format_args!(
            "{}{} does not match `spec`; run `cargo run -p generator` and commit the changes\n",
            listed(&changes),
            out.display()
        ))?;
        return Ok(Outcome::Drift);
    }
    let changes = output.write(out).map_err(|unwritten| Failure {
        written: unwritten.done,
        ..fail(unwritten.diagnostics)
    })?;
    let inputs = loader.digests().clone();
    if let Some(run) = LastRun::new(spec, arguments.strict, inputs, &output, warnings) {
        run.write(out);
    }
    written(out, files, &changes)
}

fn up_to_date(out: &Path, files: usize) -> Result<Outcome, Failure> {
    print::out(format_args!("{} is up to date: {files} files\n", out.display()))?;
    Ok(Outcome::Clean)
}

fn written(out: &Path, files: usize, changes: &[Change]) -> Result<Outcome, Failure> {
    print::out(format_args!(
        "{}{}: {files} files, {} written\n",
        listed(changes),
        out.display(),
        changes.len()
    ))?;
    Ok(Outcome::Clean)
}

/// A line for each change.
fn listed(changes: &[Change]) -> String {
    changes
        .iter()
        .map(|change| visible(&change.to_string()).into_owned() + "\n")
        .collect()
}

fn rendered(loader: &mut Loader, arguments: &GenerateArgs) -> Result<Output, Diagnostics> {
    let generate = |sources: &Sources, catalog: &Catalog| {
        let mut catalog = Cow::Borrowed(catalog);
        if arguments.strict && !catalog.strict {
            catalog.to_mut().strict = true;
        }
        crate::generate(sources, &catalog)
    };
    match crate::loaded(loader, generate) {
        Ok((_, output)) => Ok(output),
        Err(mut found) => {
            // Errors of the folder are reported in the same run.
            found.extend(
                Output::default()
                    .changes(&arguments.out)
                    .err()
                    .unwrap_or_default(),
            );
            Err(found)
        }
    }
}
