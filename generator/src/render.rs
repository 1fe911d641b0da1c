//! From views to files: fills the templates in and formats what comes out.

use std::{collections::BTreeSet, ops::Deref};

use askama::Template;

use crate::{
    format,
    imports::Imports,
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

/// Renders the files of one version into `folder`.
///
/// # Errors
///
/// A file that does not come out as Rust, which is a fault of a template.
pub fn version(view: &View, folder: &str, output: &mut Output) -> Result<(), Diagnostics> {
    let (types, all, none) = (view.types(), view.types_and_options(), BTreeSet::new());
    each_file(view, |name, template, text| {
        let siblings = match name {
            "clients.rs" => &all,
            "options.rs" | "answers.rs" => &types,
            _ => &none,
        };
        let imports = Imports::new(siblings, view.runtime.as_str());
        let formatted = format::rust(template, &text, imports)?;
        output.insert(format!("{folder}/{name}"), formatted);
        Ok(())
    })
}

/// The files of one version as trees of Rust, by name.
///
/// # Errors
///
/// A file that does not come out as Rust, which is a fault of a template.
pub fn trees(view: &View) -> Result<Vec<(&'static str, syn::File)>, Diagnostics> {
    let mut trees = Vec::new();
    each_file(view, |name, template, text| {
        trees.push((name, format::parse(template, &text)?));
        Ok(())
    })?;
    Ok(trees)
}

/// Hands every file of one version on: its name, its template, and what that printed.
///
/// # Errors
///
/// A template that cannot be filled in, and what `file` finds.
pub fn each_file(
    view: &View,
    mut file: impl FnMut(&'static str, &'static str, String) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut add = |name, template, text: Result<String, Diagnostic>| {
        let result = text.and_then(|text| file(name, template, text));
        if let Err(diagnostic) = result {
            diagnostics.push(diagnostic);
        }
    };
    let (version, clients, models) = ("version.rs.jinja", "clients.rs.jinja", "models.rs.jinja");
    add("mod.rs", version, print(version, &Version { view }));
    if view.version.clients {
        add("clients.rs", clients, print(clients, &Clients { view }));
    }
    add("models.rs", models, print(models, &Models { view }));
    if view.version.enums {
        let template = "enums.rs.jinja";
        add("enums.rs", template, print(template, &Enums { view }));
    }
    if view.version.options {
        let template = "options.rs.jinja";
        add("options.rs", template, print(template, &Options { view }));
    }
    if view.version.answers {
        let template = "answers.rs.jinja";
        add("answers.rs", template, print(template, &Answers { view }));
    }
    diagnostics.or(())
}

/// Renders the modules above the versions.
///
/// # Errors
///
/// A file that does not come out as Rust, which is a fault of a template.
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
    format::rust(name, &print(name, template)?, Imports::new(&BTreeSet::new(), ""))
}

fn print(name: &str, template: &impl Template) -> Result<String, Diagnostic> {
    template.render().map_err(|error| {
        Diagnostic::general(
            format!("the template `{name}` cannot be filled in: {error}"),
            "this is a fault of the generator; please report it",
        )
    })
}
