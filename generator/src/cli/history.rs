//! `history`: compares all versions of a service, and prints a report.

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::{
    catalog::{self, Service},
    diff::{Severities, history::History, report},
    load::Loader,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Sources,
};

use super::{
    Failure, Outcome, SpecArgs, diff, print,
    side::{failure, load},
};

/// The command's arguments.
#[derive(Debug, Args)]
pub(super) struct HistoryArgs {
    /// The service, as the catalog calls it.
    service: String,
    #[command(flatten)]
    spec: SpecArgs,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a table and the verdict of each step, in colour on a terminal.
    Text,
    /// A part of a changelog: a table, and a section for each step with a hint for each break in Rust.
    Markdown,
    /// One page for a browser, with a picture and every finding.
    Html,
}

pub(super) fn run(arguments: &HistoryArgs) -> Result<Outcome, Failure> {
    let history = history(arguments)?;
    let text = match arguments.format {
        Format::Text => report::history::text(&history, diff::style()),
        Format::Markdown => report::history::markdown(&history),
        Format::Html => {
            report::history::html(&history).map_err(|error| failure(diff::unprintable(&error)))?
        }
    };
    print::out(text)?;
    Ok(Outcome::Clean)
}

fn history(arguments: &HistoryArgs) -> Result<History, Failure> {
    let name = &arguments.service;
    let service = service(name, &arguments.spec)?;
    let mut sides = Vec::new();
    let mut wrong = Failure::new(Diagnostics::default(), Sources::default());
    let versions: Vec<_> = service.versions.iter().collect();
    let read = versions.into_par_iter().map(|(version, entry)| {
        let mut loader = Loader::new(&arguments.spec.spec);
        let listed = Some((name.clone(), service.clone()));
        let label = format!("{name}/{version}");
        let side = match entry.description(&catalog::file_place(name, version)) {
            Ok(file) => load(&label, loader, &file, listed),
            Err(found) => {
                // For the line that it stands in.
                let _ = loader.catalog();
                Err(Failure::new(found.into(), loader.sources))
            }
        };
        (version, side)
    });
    let read: Vec<_> = read.collect();
    for (version, side) in read {
        match side {
            Ok(side) => sides.push((version.clone(), side)),
            // What is wrong with any version is said in one run.
            Err(found) => {
                wrong.diagnostics.extend(found.diagnostics);
                wrong.sources.root.clone_from(&found.sources.root);
                for (file, source) in found.sources.iter() {
                    wrong.sources.insert(file.clone(), source.clone());
                }
            }
        }
    }
    if !wrong.diagnostics.is_empty() {
        return Err(wrong);
    }
    History::new(name.clone(), service.title, sides, &Severities::new())
        .map_err(|diagnostics| Failure::new(diagnostics, Sources::default()))
}

/// The service of that name in the catalog.
fn service(name: &str, spec: &SpecArgs) -> Result<Service, Failure> {
    let mut loader = Loader::new(&spec.spec);
    let catalog = loader
        .catalog()
        .map_err(|diagnostics| Failure::new(diagnostics, std::mem::take(&mut loader.sources)))?;
    let known: Vec<String> = catalog.services.keys().map(|name| format!("`{name}`")).collect();
    let help = match name
        .split_once('/')
        .filter(|(service, _)| catalog.services.contains_key(*service))
    {
        Some((service, _)) => format!("a history is of all versions: name `{service}`"),
        None => format!("the catalog has {}", known.join(", ")),
    };
    let mut services = catalog.services;
    services
        .remove(name)
        .ok_or_else(|| failure(Diagnostic::general(format!("there is no service `{name}`"), help)))
}
