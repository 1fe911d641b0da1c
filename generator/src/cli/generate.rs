//! `generate` and `generate --check`: one way to the output, and then one of two things done with it.

use std::borrow::Cow;

use crate::{
    catalog::Catalog,
    load::Loader,
    output::{Change, Output},
};
use openapi_descriptions::{diagnostic::Diagnostics, source::Sources, text::visible};

use super::{Failure, GenerateArgs, Outcome, print};

pub(super) fn run(arguments: &GenerateArgs) -> Result<Outcome, Failure> {
    let mut loader = Loader::new(&arguments.spec.spec);
    let output = match rendered(&mut loader, arguments) {
        Ok(output) => output,
        Err(diagnostics) => {
            return Err(Failure::new(diagnostics, loader.sources));
        }
    };
    super::warn(&output.warnings, &loader.sources);
    let fail = |diagnostics| Failure::new(diagnostics, loader.sources.clone());
    let out = arguments.out.display();
    if arguments.check {
        let changes = output.changes(&arguments.out).map_err(fail)?;
        if changes.is_empty() {
            print::out(format_args!(
                "{out} is up to date: {} files\n",
                output.iter().count()
            ))?;
            return Ok(Outcome::Clean);
        }
        print::out(format_args!(
            "{}{out} is not what `spec` describes; run `cargo run -p generator` and commit what it writes\n",
            listed(&changes)
        ))?;
        return Ok(Outcome::Drift);
    }
    let changes = output.write(&arguments.out).map_err(|unwritten| Failure {
        written: unwritten.done,
        ..fail(unwritten.diagnostics)
    })?;
    print::out(format_args!(
        "{}{out}: {} files, {} written\n",
        listed(&changes),
        output.iter().count(),
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
            // What is wrong with the folder is worth knowing in the same run.
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
