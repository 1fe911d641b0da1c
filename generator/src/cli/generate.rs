//! `generate` and `generate --check`: one way to the output, and then one of two things done with it.

use std::borrow::Cow;

use crate::{catalog::Catalog, load::Loader, output::Output};
use openapi_descriptions::{diagnostic::Diagnostics, source::Sources, text::visible};

use super::{Failure, GenerateArgs, Outcome};

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
            println!("{out} is up to date: {} files", output.iter().count());
            return Ok(Outcome::Clean);
        }
        for change in &changes {
            println!("{}", visible(&change.to_string()));
        }
        println!(
            "{out} is not what `spec` describes; run `cargo run -p generator` and commit what it writes"
        );
        return Ok(Outcome::Drift);
    }
    let changes = output.write(&arguments.out).map_err(|unwritten| Failure {
        written: unwritten.done,
        ..fail(unwritten.diagnostics)
    })?;
    for change in &changes {
        println!("{}", visible(&change.to_string()));
    }
    println!(
        "{out}: {} files, {} written",
        output.iter().count(),
        changes.len()
    );
    Ok(Outcome::Clean)
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
