//! Warns about media types of a body that the client never sends.

use openapi_descriptions::diagnostic::{Diagnostic, Place};

use super::types::Types;

/// Says which media types a body is never sent as, because no step of a call writes them.
pub(super) fn body<'a>(types: &mut Types<'_>, place: &Place, media_types: impl Iterator<Item = &'a str>) {
    let listed: Vec<String> = media_types.map(|media_type| format!("`{media_type}`")).collect();
    if listed.is_empty() {
        return;
    }
    let message = format!(
        "the body is never sent as {}, which the service also accepts",
        listed.join(" or ")
    );
    let help = "it is sent as the media types that are supported; add support for these to the generator";
    types
        .diagnostics
        .push(Diagnostic::at(place, message, help).warning());
}
