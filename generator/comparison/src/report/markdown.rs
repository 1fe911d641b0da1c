//! The report as a section of a changelog, with a hint for each break in Rust.

use openapi_descriptions::text::visible;
use std::fmt::Write as _;

use crate::finding::{Finding, RustVerdict, WireSeverity};

use super::{
    ReportInput,
    hints::Hints,
    words::{operation_list, reasons, verdict},
};

/// The report as a section of a changelog, under a heading of the second level.
pub fn markdown(input: &ReportInput<'_>) -> String {
    let mut out = String::new();
    let title = |text: &str| escape_markdown(text);
    let _ = writeln!(
        out,
        "## {} to {}\n",
        title(&input.old.version()),
        title(&input.new.version())
    );
    write_section(&mut out, input, "###");
    out
}

/// The verdict and the findings of a comparison, without a title.
pub(super) fn write_section(out: &mut String, input: &ReportInput<'_>, level: &str) {
    let _ = writeln!(out, "{}.", capitalized(&verdict(input.diff)));
    if let Some(why) = &input.diff.rust_unavailable {
        let _ = writeln!(out, "\nThere is no Rust verdict:\n");
        for reason in reasons(input, why) {
            let _ = writeln!(out, "- {}", escape_markdown(&reason));
        }
    }
    let (breaking, other): (Vec<&Finding>, Vec<&Finding>) =
        input.diff.findings.iter().partition(|finding| finding.breaks());
    // A hint is given once, at the first of its causes.
    let mut hints = Hints::new(input.diff);
    let (unknown, other): (Vec<&Finding>, Vec<&Finding>) = other
        .into_iter()
        .partition(|finding| finding.wire == WireSeverity::Unknown);
    for (title, findings) in [
        ("Breaking", breaking),
        ("Not compared", unknown),
        ("Other changes", other),
    ] {
        if !findings.is_empty() {
            let _ = writeln!(out, "\n{level} {title}\n");
        }
        for finding in findings {
            write_entry(out, finding, &mut hints);
        }
    }
    if !input.accepted.unmatched.is_empty() {
        let _ = writeln!(out, "\n{level} Accepted but not found\n");
        for unmatched in &input.accepted.unmatched {
            let _ = writeln!(out, "- `{}`", visible(unmatched).replace('`', ""));
        }
    }
}

fn write_entry(out: &mut String, finding: &Finding, hints: &mut Hints<'_>) {
    let marks = match (finding.wire, finding.rust) {
        (WireSeverity::None, rust) => format!("rust: {rust}"),
        (wire, RustVerdict::None) => format!("wire: {wire}"),
        (wire, rust) => format!("wire: {wire}, rust: {rust}"),
    };
    let message = escape_markdown(&finding.message);
    let _ = writeln!(out, "- {} ({marks})", capitalized(&message));
    if finding.operations.len() > 1 {
        let _ = writeln!(
            out,
            "  Affects {}.",
            escape_markdown(&operation_list(&finding.operations))
        );
    }
    let given = hints.hints_for(finding);
    if given.is_empty() && finding.rust == RustVerdict::Breaking {
        let _ = match hints.entry_with_hint(finding) {
            Some(entry) => writeln!(
                out,
                "  - The hint is at another entry: {}.",
                escape_markdown(entry)
            ),
            None => writeln!(out, "  - The hint is at another entry."),
        };
    }
    for hint in given {
        let _ = writeln!(out, "  - {hint}");
    }
}

/// Text of a description as Markdown: characters that would be markup are escaped outside of code.
pub(super) fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for c in visible(text).chars() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '<' if !code => out.push_str("&lt;"),
            '&' if !code => out.push_str("&amp;"),
            '*' | '_' | '[' | ']' | '#' | '|' if !code => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // A name that contains a backtick may leave a code span open.
    if code {
        out.push('`');
    }
    out
}

pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::escape_markdown;

    #[test]
    fn text_of_a_description_is_not_markup() {
        assert_eq!(
            escape_markdown("`<b>` of <b> & *x*"),
            "`<b>` of &lt;b> &amp; \\*x\\*"
        );
        assert_eq!(escape_markdown("a ` b"), "a ` b`");
    }
}
