//! Compares the formats of a pair of schemas.

use super::SchemaPair;
use crate::{
    checks::{self, Check},
    graph::Graph,
    residue,
};

pub(super) fn compare_formats(graph: &mut Graph<'_>, pair: &SchemaPair<'_, '_>) {
    let (before, after) = (
        pair.old.schema.format.as_deref(),
        pair.new.schema.format.as_deref(),
    );
    let Some(check) = format_change(pair.new.kind(), before, after) else {
        if before != after && [before, after].into_iter().flatten().any(is_unknown_number) && is_number(pair)
        {
            let places = (pair.old.definition_place(), pair.new.definition_place());
            let what = format!("the format of {} changed", pair.label.phrase);
            residue::report(graph, pair.node, places, "format", &pair.label.subject, &what);
        }
        return;
    };
    let words =
        |format: Option<&str>| format.map_or_else(|| "none".to_owned(), |format| format!("`{format}`"));
    pair.report(
        graph,
        check,
        format!(
            "the format of {} was {} and is {}",
            pair.label.phrase,
            words(before),
            words(after)
        ),
    );
}

fn is_number(pair: &SchemaPair<'_, '_>) -> bool {
    matches!(pair.new.kind(), "integer" | "number")
}

/// Whether nothing is known of a number's format, such as `unixtime`.
fn is_unknown_number(format: &str) -> bool {
    !matches!(
        format,
        "" | "int8"
            | "uint8"
            | "int16"
            | "uint16"
            | "int32"
            | "uint32"
            | "int64"
            | "uint64"
            | "float"
            | "double"
            | "decimal"
    )
}

/// The check that reports a change of the format; `None` when it allows the same values.
fn format_change(kind: &str, before: Option<&str>, after: Option<&str>) -> Option<&'static Check> {
    if kind == "integer" || kind == "number" {
        return match bit_width(kind, before).cmp(&bit_width(kind, after)) {
            std::cmp::Ordering::Less => Some(&checks::FORMAT_WIDENED),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(&checks::FORMAT_NARROWED),
        };
    }
    match (normalized(before), normalized(after)) {
        (before, after) if before == after => None,
        (None, Some(_)) => Some(&checks::FORMAT_NARROWED),
        (Some(_), None) => Some(&checks::FORMAT_WIDENED),
        _ => Some(&checks::FORMAT_CHANGED),
    }
}

/// The width of a number in bits. A number without a format is treated as 64 bits wide.
fn bit_width(kind: &str, format: Option<&str>) -> u32 {
    match format {
        Some("int8" | "uint8") => 8,
        Some("int16" | "uint16") => 16,
        Some("int32") => 32,
        Some("float") if kind == "number" => 32,
        Some("decimal") => 128,
        _ => 64,
    }
}

/// A format in normalized form: synonyms are one format, and a format that does not limit the value is none.
fn normalized(format: Option<&str>) -> Option<&str> {
    match format {
        // `char` is a limit on the length.
        Some("password" | "string" | "char" | "") => None,
        Some("url") => Some("uri"),
        format => format,
    }
}

#[cfg(test)]
mod tests {
    use super::format_change;

    fn id(kind: &str, before: &str, after: &str) -> Option<&'static str> {
        format_change(kind, Some(before), Some(after)).map(|check| check.id)
    }

    #[test]
    fn a_format_matters_when_it_changes_which_values_are_allowed() {
        assert_eq!(id("integer", "", "int64"), None);
        assert_eq!(id("number", "double", ""), None);
        assert_eq!(id("string", "", "password"), None);
        assert_eq!(id("string", "url", "uri"), None);
        assert_eq!(id("integer", "int32", "int64"), Some("format-widened"));
        assert_eq!(id("number", "double", "float"), Some("format-narrowed"));
        assert_eq!(id("string", "", "uuid"), Some("format-narrowed"));
        assert_eq!(id("string", "date", "date-time"), Some("format-changed"));
    }
}
