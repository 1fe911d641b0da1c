//! Annotations for GitHub's CI: workflow commands that show each finding at its line.

use openapi_descriptions::text::visible;
use std::{collections::BTreeMap, fmt::Write as _};

use crate::finding::{RustVerdict, WireSeverity};

use super::{
    ReportInput,
    words::{counted, verdict},
};

/// The number of annotations of each level that GitHub shows.
const MAX_ANNOTATIONS: usize = 10;

/// The report as GitHub workflow commands: at most ten annotations of each level, each at the line of its
/// finding, and then the verdict.
pub fn github(input: &ReportInput<'_>) -> String {
    let mut out = String::new();
    let mut shown = BTreeMap::new();
    let mut more = 0_usize;
    for finding in &input.diff.findings {
        let command = match (finding.wire, finding.rust) {
            (WireSeverity::Error, _) | (_, RustVerdict::Breaking) => "error",
            (WireSeverity::Unknown | WireSeverity::Warning, _) => "warning",
            _ => "notice",
        };
        let count = shown.entry(command).or_insert(0_usize);
        *count += 1;
        if *count > MAX_ANNOTATIONS {
            more += 1;
            continue;
        }
        let place = finding
            .new
            .as_ref()
            .map(|place| (input.new, place))
            .or(finding.old.as_ref().map(|place| (input.old, place)));
        let place = place.map(|(side, place)| {
            let line = side
                .sources
                .get(&place.file)
                .map_or(1, |source| source.position(&place.pointer).line);
            format!(
                "file={},line={line},",
                escape_property(&side.sources.display(&place.file))
            )
        });
        let title = format!(
            "{} (wire: {}, rust: {})",
            finding.check.id, finding.wire, finding.rust
        );
        let message = escape_data(&finding.message);
        let place = place.unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "::{command} {place}title={}::{message}",
            escape_property(&title)
        );
    }
    let rest = match more {
        0 => String::new(),
        more => format!("; {} not annotated", counted(more, "finding is", "findings are")),
    };
    let _ = writeln!(
        out,
        "::notice title=diff::{}{rest}",
        escape_data(&verdict(input.diff))
    );
    out
}

/// A message, escaped for workflow commands. Other characters that would act on the log's screen are escaped visibly.
fn escape_data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&text).into_owned()
}

/// The value of a property, escaped for workflow commands.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
