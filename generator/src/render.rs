//! From views to files: fills in the templates and formats the result.

use std::{collections::BTreeSet, fmt, ops::Deref};

use askama::Template;
use rayon::prelude::*;

use crate::{
    format,
    imports::Imports,
    items::ItemReader,
    output::Output,
    view::{ModuleView, SecretView, ServiceView, View},
};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// A template over the view of a version; the fields of the view are what it prints.
macro_rules! version_template {
    ($name:ident, $path:literal) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            view: &'a View,
        }

        impl Deref for $name<'_> {
            type Target = View;

            fn deref(&self) -> &View {
                self.view
            }
        }
    };
}

version_template!(Version, "version.rs.jinja");
version_template!(Clients, "clients.rs.jinja");
version_template!(Models, "models.rs.jinja");
version_template!(Enums, "enums.rs.jinja");
version_template!(Options, "options.rs.jinja");
version_template!(Answers, "answers.rs.jinja");

/// A file of a version.
#[derive(Clone, Copy, Debug)]
pub struct VersionFile {
    /// Its name below the folder of the version.
    pub name: &'static str,
    /// The template that prints it.
    pub template: &'static str,
    fill: Fill,
}

/// Fills in a template, and writes the result.
type Fill = fn(&View, &mut dyn fmt::Write) -> askama::Result<()>;

impl VersionFile {
    /// What its template prints, not yet formatted.
    ///
    /// # Errors
    ///
    /// A template that cannot be filled in, which is a bug in the template.
    pub fn print(&self, view: &View) -> Result<String, Diagnostic> {
        let mut text = String::new();
        filled(self.template, (self.fill)(view, &mut text))?;
        Ok(text)
    }
}

/// The files that a version has.
pub fn files(view: &View) -> impl Iterator<Item = VersionFile> {
    let has = &view.version;
    let file = |name, template, fill| VersionFile { name, template, fill };
    let files: [(bool, VersionFile); 6] = [
        (
            true,
            file("mod.rs", "version.rs.jinja", |view, out| {
                Version { view }.render_into(out)
            }),
        ),
        (
            has.clients,
            file("clients.rs", "clients.rs.jinja", |view, out| {
                Clients { view }.render_into(out)
            }),
        ),
        (
            true,
            file("models.rs", "models.rs.jinja", |view, out| {
                Models { view }.render_into(out)
            }),
        ),
        (
            has.enums,
            file("enums.rs", "enums.rs.jinja", |view, out| {
                Enums { view }.render_into(out)
            }),
        ),
        (
            has.options,
            file("options.rs", "options.rs.jinja", |view, out| {
                Options { view }.render_into(out)
            }),
        ),
        (
            has.answers,
            file("answers.rs", "answers.rs.jinja", |view, out| {
                Answers { view }.render_into(out)
            }),
        ),
    ];
    files.into_iter().filter_map(|(has, file)| has.then_some(file))
}

#[derive(Template)]
#[template(path = "api.rs.jinja")]
struct Modules<'a> {
    module: &'a ModuleView,
}

#[derive(Template)]
#[template(path = "service.rs.jinja")]
struct Service<'a> {
    service: &'a ServiceView,
}

/// Renders the files of one version, which are below `folder`, as many at a time as there are threads.
///
/// # Errors
///
/// A result that is not Rust, which is a bug in a template.
pub fn version(view: &View, folder: &str) -> Result<Output, Diagnostics> {
    let (types, all, none) = (view.types(), view.types_and_options(), BTreeSet::new());
    let files: Vec<VersionFile> = files(view).collect();
    let formatted = files.into_par_iter().map(|file| {
        let siblings = match file.name {
            "clients.rs" => &all,
            "options.rs" | "answers.rs" => &types,
            _ => &none,
        };
        let imports = Imports::new(siblings, view.runtime.as_str());
        let text = format::rust(file.template, &file.print(view)?, imports)?;
        Ok((file.name, text))
    });
    let formatted: Vec<Result<_, Diagnostic>> = formatted.collect();
    let (mut output, mut diagnostics) = (Output::default(), Diagnostics::default());
    for file in formatted {
        match file {
            Ok((name, text)) => output.insert(format!("{folder}/{name}"), text),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    diagnostics.or(output)
}

/// Hands over the items of every file of one version, with the file's name, part by part.
///
/// # Errors
///
/// A result that is not Rust, which is a bug in a template.
pub fn items(view: &View, take: &mut dyn FnMut(&'static str, &[syn::Item])) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    for file in files(view) {
        let mut take = |items: &[syn::Item]| take(file.name, items);
        let mut reader = ItemReader::new(file.template, &mut take);
        let printed = filled(file.template, (file.fill)(view, &mut reader));
        // An error in the printed text also ends the printing.
        if let Err(diagnostic) = reader.finish().and(printed) {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics.or(())
}

/// Renders the modules above the versions.
///
/// # Errors
///
/// A result that is not Rust, which is a bug in a template.
pub fn modules(
    module: &ModuleView,
    services: &[ServiceView],
    output: &mut Output,
) -> Result<(), Diagnostics> {
    output.insert("mod.rs".to_owned(), file("api.rs.jinja", &Modules { module })?);
    for service in services {
        output.insert(
            format!("{}/mod.rs", service.name.bare()),
            file("service.rs.jinja", &Service { service })?,
        );
    }
    Ok(())
}

fn file(name: &str, template: &impl Template) -> Result<String, Diagnostic> {
    format::rust(
        name,
        &filled(name, template.render())?,
        Imports::new(&BTreeSet::new(), ""),
    )
}

fn filled<T>(template: &str, printed: askama::Result<T>) -> Result<T, Diagnostic> {
    printed.map_err(|error| {
        Diagnostic::general(
            format!("the template `{template}` cannot be filled in: {error}"),
            "this is a bug in the generator; please report it",
        )
    })
}
