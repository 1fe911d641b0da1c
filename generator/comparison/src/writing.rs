//! How a parameter is written, and which of its characters are encoded.

use openapi_descriptions::{
    bundle::Bundle,
    document::{Location, Parameter, Style, Writing},
};

use super::{
    checks::{self, Check},
    graph::Graph,
    local_finding::Label,
    resolved_schema::ResolvedSchema,
};

/// How a parameter is written now and was before, in a sentence; `None` when it is the same for all values.
pub(super) fn writing_change(
    graph: &Graph<'_>,
    old: &Parameter,
    new: &Parameter,
    label: &Label,
) -> Option<String> {
    let kinds = (
        ResolvedSchema::resolve(graph.old, &old.schema).kind(),
        ResolvedSchema::resolve(graph.new, &new.schema).kind(),
    );
    if old.header_prefix != new.header_prefix {
        let words = |prefix: &Option<String>| match prefix {
            Some(prefix) => format!("in headers that begin with `{prefix}`"),
            None => "in one header".to_owned(),
        };
        return Some(format!(
            "{} was sent {} and is sent {}",
            label.phrase,
            words(&old.header_prefix),
            words(&new.header_prefix)
        ));
    }
    let (was, is) = (old.writing, new.writing);
    let is_plain = |kind: &str| matches!(kind, "string" | "integer" | "number" | "boolean" | "file");
    let differs = if is_plain(kinds.0) && is_plain(kinds.1) {
        // Only some styles write a single value in another way.
        (was.is_styled() || is.is_styled()) && was.style != is.style
    } else if was.style == Style::DeepObject && is.style == Style::DeepObject {
        false
    } else {
        was != is
    };
    if !differs {
        return None;
    }
    if kinds == ("array", "array") {
        return Some(format!(
            "the items of {} were joined as {} and are joined as {}",
            label.phrase,
            writing_phrase(was, "csv"),
            writing_phrase(is, "csv")
        ));
    }
    let usual = if kinds.0 == "object" || kinds.1 == "object" {
        "csv"
    } else {
        "simple"
    };
    Some(format!(
        "{} was written in style {} and is written in style {}",
        label.phrase,
        writing_phrase(was, usual),
        writing_phrase(is, usual)
    ))
}

/// Which characters of a parameter are encoded now and were before, in a sentence; `None` when it is the same for all values.
pub(super) fn encoding_change(
    graph: &Graph<'_>,
    old: &Parameter,
    new: &Parameter,
    label: &Label,
) -> Option<String> {
    let words = |parameter: &Parameter| match (parameter.skip_url_encoding, parameter.allow_reserved) {
        _ if parameter.location == Location::Header => "is not encoded",
        (true, _) => "is not encoded",
        (false, true) => "is encoded, except for reserved characters",
        (false, false) => "is encoded",
    };
    let (was, is) = (words(old), words(new));
    let needs_none = |bundle: &Bundle<'_>, parameter: &Parameter| {
        let kind = ResolvedSchema::resolve(bundle, &parameter.schema).kind();
        matches!(kind, "integer" | "number" | "boolean")
    };
    if was == is || (needs_none(graph.old, old) && needs_none(graph.new, new)) {
        return None;
    }
    let was = was.replacen("is", "was", 1);
    Some(format!("{} {was}, and {is}", label.phrase))
}

/// Whether a parameter may have an empty value now and before, in a sentence; `None` when it is the same.
pub(super) fn emptiness_change(
    old: &Parameter,
    new: &Parameter,
    label: &Label,
) -> Option<(&'static Check, String)> {
    match (old.allow_empty, new.allow_empty) {
        (true, false) => Some((
            &checks::CONSTRAINT_TIGHTENED,
            format!("{} may no longer be empty", label.phrase),
        )),
        (false, true) => Some((
            &checks::CONSTRAINT_LOOSENED,
            format!("{} may be empty", label.phrase),
        )),
        _ => None,
    }
}

/// A style in messages; `usual` is the one of plain values.
fn writing_phrase(writing: Writing, usual: &str) -> String {
    let style = match (writing.style, writing.explode) {
        (Style::Commas, false) => usual,
        _ => writing.as_str(),
    };
    match writing.style {
        Style::Matrix | Style::Label if writing.explode => format!("`{style}`, exploded"),
        _ => format!("`{style}`"),
    }
}
