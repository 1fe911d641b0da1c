//! The names of a crate and its parts, made from the title and version of a description.

use openapi_client_model::names::{Case, Ident};

/// Names that a crate cannot have, because its own dependencies or Rust itself have them.
const TAKEN: [&str; 14] = [
    "alloc",
    "api",
    "async-trait",
    "azure-core",
    "client-runtime",
    "core",
    "futures",
    "models",
    "proc-macro",
    "serde",
    "std",
    "test",
    "tokio",
    "tracing",
];

/// The name of a package for a title or a file's name: words in lower case with `-` between them.
pub(super) fn package(text: &str) -> Option<String> {
    let ident = Ident::parse(text, Case::Value)?;
    let name = ident.bare().replace('_', "-");
    let name = name.trim_matches('-').to_owned();
    (!name.is_empty()).then(|| {
        if fits(&name) {
            name
        } else {
            format!("{name}-client")
        }
    })
}

/// Whether a package can have this name.
pub(super) fn is_package(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && fits(name)
}

fn fits(name: &str) -> bool {
    let library = library(name);
    !TAKEN.contains(&name)
        && !TAKEN.contains(&library.replace('_', "-").as_str())
        && Ident::verbatim(&library).is_some()
}

/// The library of a package.
pub(super) fn library(package: &str) -> String {
    package.replace('-', "_")
}

/// The module of the service in a library, which is not to hide a name that generated code uses.
pub(super) fn service(package: &str) -> String {
    let library = library(package).to_ascii_lowercase();
    let name = library.strip_suffix("_client").unwrap_or(&library);
    let name = Ident::parse(name, Case::Value).map_or(library.clone(), |ident| ident.bare().to_owned());
    let free = !TAKEN.contains(&name.replace('_', "-").as_str()) && name != "runtime" && name != "package";
    if free && Ident::verbatim(&name).is_some() {
        name
    } else {
        format!("{name}_service")
    }
}

/// The feature that turns on a version.
pub(super) fn feature(service: &str, version: &str) -> String {
    let version: String = version
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("{}-{}", service.replace('_', "-"), version)
}

/// The first part of the names in traces.
pub(super) fn tracing(package: &str) -> String {
    Ident::parse(package, Case::Type).map_or_else(|| "Service".to_owned(), |ident| ident.bare().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_named_as_cargo_wants_it() {
        for (title, name) in [
            ("Swagger Petstore - OpenAPI 3.0", "swagger-petstore-open-api-3-0"),
            ("Pets", "pets"),
            ("core", "core-client"),
            ("type", "type-client"),
            ("1st", "n1st"),
            ("Async Trait", "async-trait-client"),
        ] {
            assert_eq!(package(title).unwrap(), name);
            assert!(is_package(name), "{name}");
        }
        assert_eq!(package("\u{65e5}\u{672c}"), None);
        for name in ["", "1a", "a b", "../a", "std", "fn", "a\"", "serde"] {
            assert!(!is_package(name), "{name}");
        }
    }

    #[test]
    fn the_service_of_a_package_is_a_module() {
        for (package, name) in [
            ("foo-client", "foo"),
            ("pets", "pets"),
            ("type-client", "type_service"),
            ("Foo", "foo"),
        ] {
            assert_eq!(service(package), name);
        }
        assert_eq!(feature("my_pets", "v1 beta/2"), "my-pets-v1-beta-2");
    }
}
