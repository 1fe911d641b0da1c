//! Reads `encoding`: how the properties of a form are written.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{
    Style, Writing,
    read::{Keywords, Reader},
};

const ENCODING: Keywords = Keywords {
    object: "an encoding",
    read: &["contentType", "headers", "style", "explode", "allowReserved"],
    ignored: &[],
    unsupported: &[],
};

/// How one property of a form is written.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The media type that the form is of.
    pub media_type: String,
    /// The property.
    pub property: String,
    /// The media type of the part.
    pub content_type: Option<String>,
    /// The style, if one is declared.
    pub writing: Option<Writing>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// The encodings of a request body, for all of its media types.
pub(super) fn encodings(body: &Reader<'_>, diagnostics: &mut Diagnostics) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for (media_type, entry) in body.entries_of("content", diagnostics) {
        for (property, encoding) in entry.entries_of("encoding", diagnostics) {
            encoding.check(&ENCODING, diagnostics);
            if let Some(headers) = encoding.get("headers") {
                diagnostics.push(
                    Diagnostic::at(
                        headers.place(),
                        "the headers of a form part are not sent",
                        "only the name and the media type of the part are sent",
                    )
                    .warning(),
                );
            }
            encodings.push(Encoding {
                media_type: media_type.to_owned(),
                property: property.to_owned(),
                content_type: encoding.text("contentType", diagnostics),
                writing: writing(&encoding, diagnostics),
                allow_reserved: encoding.flag("allowReserved", diagnostics),
            });
        }
    }
    encodings
}

fn writing(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Writing> {
    let style = reader.text("style", diagnostics);
    let explode = reader
        .get("explode")
        .map(|entry| *entry.node() == Node::Bool(true));
    if style.is_none() && explode.is_none() {
        return None;
    }
    let name = style.as_deref().unwrap_or("form");
    let style = match name {
        "form" => Style::Commas,
        "spaceDelimited" => Style::Spaces,
        "pipeDelimited" => Style::Pipes,
        "deepObject" => Style::DeepObject,
        other => {
            diagnostics.push(
                Diagnostic::at(
                    &reader.place().join("style"),
                    format!("`{other}` is not a style of the properties of a form"),
                    "it is written in the default style; the styles are form, spaceDelimited, pipeDelimited and deepObject",
                )
                .warning(),
            );
            return None;
        }
    };
    Some(Writing {
        style,
        explode: explode.unwrap_or(name == "form"),
    })
}
