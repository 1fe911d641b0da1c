//! The report for machines. Its published JSON Schema is `schema.json` beside this file.

use serde_json::{Value, json};

use crate::{
    Side,
    finding::{Finding, RustVerdict, WireSeverity},
};
use openapi_descriptions::diagnostic::Place;

use super::ReportInput;

/// The published JSON Schema that every report from [`json()`] is valid against.
pub const SCHEMA: &str = include_str!("schema.json");

/// The report as JSON, indented and with a newline at the end.
pub fn json(input: &ReportInput<'_>) -> String {
    let diff = input.diff;
    let list =
        |findings: &[Finding]| -> Vec<Value> { findings.iter().map(|found| finding(input, found)).collect() };
    let rust = match &diff.rust_unavailable {
        Some(_) => Value::Null,
        None => {
            json!({"breaking": diff.count_in_rust(RustVerdict::Breaking), "additive": diff.count_in_rust(RustVerdict::Additive)})
        }
    };
    let value = json!({
        "schema_version": 1,
        "old": side(input.old),
        "new": side(input.new),
        "findings": list(&diff.findings),
        "accepted": list(&input.accepted.matched),
        "unmatched_acceptances": input.accepted.unmatched,
        "summary": {
            "wire": {"error": diff.count_on_wire(WireSeverity::Error), "warning": diff.count_on_wire(WireSeverity::Warning), "info": diff.count_on_wire(WireSeverity::Info)},
            "rust": rust,
            "docs_only": diff.docs_only,
            "fully_compared": diff.is_fully_compared(),
            "not_compared": {"changed": diff.count_on_wire(WireSeverity::Unknown), "equal": diff.equal_residue},
        },
    });
    format!("{value:#}\n")
}

fn side(side: &Side) -> Value {
    json!({"source": side.label, "api_version": side.version()})
}

fn finding(input: &ReportInput<'_>, finding: &Finding) -> Value {
    let file =
        |side: &Side, place: &Option<Place>| place.as_ref().map(|place| side.sources.display(&place.file));
    let pointer = |place: &Option<Place>| place.as_ref().map(|place| place.pointer.to_string());
    let items: Vec<Value> = finding
        .rust_items
        .iter()
        .map(|item| json!({"old": item.old, "new": item.new}))
        .collect();
    let more = finding.more_places.iter();
    let more: Vec<Value> = more
        .map(|(old, new)| {
            json!({
                "old_file": file(input.old, old),
                "old_pointer": pointer(old),
                "new_file": file(input.new, new),
                "new_pointer": pointer(new),
            })
        })
        .collect();
    json!({
        "id": finding.check.id,
        "wire": finding.wire.as_str(),
        "rust": finding.rust.as_str(),
        "old_file": file(input.old, &finding.old),
        "old_pointer": pointer(&finding.old),
        "new_file": file(input.new, &finding.new),
        "new_pointer": pointer(&finding.new),
        "more_places": more,
        "operations": finding.operations.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        "rust_items": items,
        "message": finding.message,
    })
}
