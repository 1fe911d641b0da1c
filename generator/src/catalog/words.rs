//! Which names a service and a feature may have: they become a module of the crate and a feature of cargo.

use crate::{
    diagnostic::{Diagnostic, Place},
    names::{Case, Ident},
};

/// Names that generated code uses at the root of the crate, where the module of a service may be too.
const TAKEN: [&str; 7] = [
    "alloc",
    "async_trait",
    "azure_core",
    "core",
    "runtime",
    "serde",
    "std",
];

/// Why a service cannot have this name.
pub(super) fn service(name: &str, place: &Place) -> Option<Diagnostic> {
    if TAKEN.contains(&name) {
        return Some(Diagnostic::at(
            place,
            format!("a module `{name}` would hide another one of this name, which generated code uses"),
            "give the service another name, such as `my_service`",
        ));
    }
    let fits = Ident::parse(name, Case::Value).is_some_and(|ident| ident.to_string() == *name);
    (!fits).then(|| {
        Diagnostic::at(
            place,
            match name {
                "" => "a service has no name".to_owned(),
                name => format!("no module can have the name `{}`", name.escape_debug()),
            },
            "write the service's name as a module is named, such as `my_service`",
        )
    })
}

/// Why a version cannot have a feature of this name.
pub(super) fn feature(name: &str, place: &Place) -> Option<Diagnostic> {
    if name == "default" {
        return Some(Diagnostic::at(
            place,
            "the feature `default` is the one that cargo enables by default",
            "name a feature that turns on this version, such as `my-service-1`",
        ));
    }
    // Cargo takes letters of any script, and so would mistake one for another that looks the same.
    let begins = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let fits = name.starts_with(begins) && name.chars().all(|c| begins(c) || matches!(c, '-' | '+' | '.'));
    (!fits).then(|| {
        Diagnostic::at(
            place,
            match name {
                "" => "the version names no feature".to_owned(),
                name => format!("no cargo feature can have the name `{}`", name.escape_debug()),
            },
            "use ASCII letters, digits, `_`, `-`, `+` and `.`, and begin with a letter, a digit or `_`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{feature, service};
    use crate::{diagnostic::Place, pointer::Pointer, source::FileId};

    fn refused(name: &str, check: fn(&str, &Place) -> Option<crate::diagnostic::Diagnostic>) -> bool {
        check(name, &Place::new(FileId::new("catalog.yaml"), Pointer::root())).is_some()
    }

    #[test]
    fn a_service_has_the_name_of_a_module() {
        for name in ["pets", "my_service", "v2", "default", "test", "union"] {
            assert!(!refused(name, service), "{name}");
        }
        for name in [
            "",
            " ",
            "a b",
            "a\n",
            "\n",
            "a-b",
            "Pets",
            "../x",
            "a/b",
            "a.b",
            "type",
            "r#type",
            "self",
            "super",
            "crate",
            "mod",
            "gen",
            "_",
            "1a",
            "\u{e9}",
            "core",
            "std",
            "alloc",
            "runtime",
            "serde",
            "azure_core",
        ] {
            assert!(refused(name, service), "{name:?}");
        }
    }

    #[test]
    fn a_feature_has_a_name_that_cargo_takes() {
        for name in [
            "pets-2025-03-15",
            "a",
            "_a",
            "2025",
            "a.b+c",
            "std",
            "core",
            "type",
        ] {
            assert!(!refused(name, feature), "{name}");
        }
        for name in [
            "", " ", "a b", "a\n", "\n", "-a", "+a", ".a", "a\"", "a,b", "dep:a", "a/b", "a?", "\u{e9}",
            "default",
        ] {
            assert!(refused(name, feature), "{name:?}");
        }
    }
}
