//! From views to files: fills the templates in and formats what comes out.

use std::ops::Deref;

use askama::Template;

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    format,
    output::Output,
    view::{ModuleView, ServiceView, View},
};

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
    let mut diagnostics = Diagnostics::default();
    let mut add = |name: &str, text: Result<String, Diagnostic>| match text {
        Ok(text) => output.insert(format!("{folder}/{name}"), text),
        Err(diagnostic) => diagnostics.push(diagnostic),
    };
    add("mod.rs", file("version.rs.jinja", &Version { view }));
    add("clients.rs", file("clients.rs.jinja", &Clients { view }));
    add("models.rs", file("models.rs.jinja", &Models { view }));
    if view.version.enums {
        add("enums.rs", file("enums.rs.jinja", &Enums { view }));
    }
    if view.version.options {
        add("options.rs", file("options.rs.jinja", &Options { view }));
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
    let text = template.render().map_err(|error| {
        Diagnostic::general(
            format!("the template `{name}` cannot be filled in: {error}"),
            "this is a fault of the generator; please report it",
        )
    })?;
    format::rust(name, &text)
}
