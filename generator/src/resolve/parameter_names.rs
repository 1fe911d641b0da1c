//! The names of parameters: names that are not possible, and the catalog entries that give others.

use openapi_client_model::{
    api::Location,
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    fix::CatalogEdit,
};

use super::{spelling::spelled, subject::Subject, types::Types};
use crate::catalog::Service;

/// Reports a name that every method has for something else.
pub(super) fn check_taken(
    types: &mut Types<'_>,
    name: &Ident,
    (location, wire): (Location, &str),
    place: &Place,
) {
    if matches!(name.bare(), "options" | "body" | "method_options") {
        report_taken(types, name, (location, wire), place);
    }
}

/// Reports a name that the method has for something else.
pub(super) fn report_taken(
    types: &mut Types<'_>,
    name: &Ident,
    (location, wire): (Location, &str),
    place: &Place,
) {
    let subject = Subject::parameter(location, wire, true);
    let fix = rename(types.service, &subject, name);
    types.diagnostics.push(
        Diagnostic::at(
            place,
            format!("the parameter would be named `{name}`, a name that every method already uses"),
            "give the parameter another `name` under `parameters` in the catalog",
        )
        .with_fix(fix),
    );
}

/// The entry that names a parameter after where it goes as well.
pub(super) fn rename(service: &Service, subject: &Subject, name: &Ident) -> Option<CatalogEdit> {
    rename_among(service, subject, name, false)
}

/// The same; if the place has several of that name (`crowded`), also after its own spelling.
fn rename_among(service: &Service, subject: &Subject, name: &Ident, crowded: bool) -> Option<CatalogEdit> {
    let location = subject.word();
    let names = [format!("{}_in_{location}", name.bare())];
    let first = Ident::parse(names.first()?, Case::Value);
    // Others of the place that differ only in their spelling may have got it before.
    let given = |other: &Ident| {
        let mut entries = service.parameters.iter();
        entries.any(|(key, entry)| {
            let wire = key.strip_prefix(location).map(str::trim_start);
            let alike = wire.is_some_and(|wire| Ident::parse(wire, Case::Value).as_ref() == Some(name));
            let named = entry.name.as_deref() == Some(other.bare());
            alike && named && key != subject.key()
        })
    };
    let taken = |other: &Ident| (crowded && first.as_ref() == Some(other)) || given(other);
    let name = subject.pick(Case::Value, &names, taken);
    subject.named(service, &name, OTHER)
}

/// The entry that gives one of two parameters another name: its signs, if these tell the two apart, or where it goes. `crowded` says
/// that a third one of that name goes there, too.
pub(super) fn tell_apart(
    service: &Service,
    (loser, wire): (&Subject, &str),
    other: &str,
    (name, crowded): (&Ident, bool),
) -> Option<CatalogEdit> {
    let words = |wire: &str| Ident::parse(&spelled(wire), Case::Value);
    match words(wire).filter(|own| own != name && words(other).as_ref() != Some(own)) {
        Some(own) => loser.named(service, own.bare(), OTHER),
        None => rename_among(service, loser, name, crowded),
    }
}

const OTHER: &str = "Another parameter, or an argument that every method has, would have the same name.";

/// Whether a text is a token of HTTP (RFC 9110, section 5.6.2).
pub(super) fn is_header_name(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}
