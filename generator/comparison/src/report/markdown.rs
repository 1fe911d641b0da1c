//! The report as a section of a changelog, with a hint for each break in Rust.

use openapi_descriptions::text::visible;
use std::fmt::Write as _;

use crate::finding::{Finding, Rust, Wire};

use super::{
    Subject,
    hints::Hints,
    words::{operations, verdict},
};

/// Prints the section.
pub fn markdown(subject: &Subject<'_>) -> String {
    let mut out = String::new();
    let title = |text: &str| escaped(text);
    let _ = writeln!(
        out,
        "## {} to {}\n",
        title(&subject.old.version()),
        title(&subject.new.version())
    );
    section(&mut out, subject, "###");
    out
}

/// The verdict and the findings of a comparison, without its title.
pub(super) fn section(out: &mut String, subject: &Subject<'_>, level: &str) {
    let _ = writeln!(out, "{}.", capital(&verdict(subject.diff)));
    if let Some(why) = &subject.diff.rust_unavailable {
        let _ = writeln!(out, "\nThere is no Rust verdict:\n");
        for diagnostic in why.iter() {
            let _ = writeln!(out, "- {}", escaped(diagnostic.message()));
        }
    }
    let (breaking, other): (Vec<&Finding>, Vec<&Finding>) =
        subject.diff.findings.iter().partition(|finding| finding.breaks());
    // What to do is said once, at the first of its causes.
    let mut hints = Hints::new(subject.diff);
    for (title, findings) in [("Breaking", breaking), ("Other changes", other)] {
        if !findings.is_empty() {
            let _ = writeln!(out, "\n{level} {title}\n");
        }
        for finding in findings {
            entry(out, finding, &mut hints);
        }
    }
    if !subject.accepted.unmatched.is_empty() {
        let _ = writeln!(out, "\n{level} Accepted but not found\n");
        for unmatched in &subject.accepted.unmatched {
            let _ = writeln!(out, "- `{}`", visible(unmatched).replace('`', ""));
        }
    }
}

fn entry(out: &mut String, finding: &Finding, hints: &mut Hints<'_>) {
    let marks = match (finding.wire, finding.rust) {
        (Wire::None, rust) => format!("rust: {rust}"),
        (wire, Rust::None) => format!("wire: {wire}"),
        (wire, rust) => format!("wire: {wire}, rust: {rust}"),
    };
    let message = escaped(&finding.message);
    let _ = writeln!(out, "- {} ({marks})", capital(&message));
    if finding.operations.len() > 1 {
        let _ = writeln!(out, "  Reaches {}.", escaped(&operations(&finding.operations)));
    }
    let given = hints.of(finding);
    if given.is_empty() && finding.rust == Rust::Breaking {
        let _ = writeln!(out, "  - What to do is said at another entry.");
    }
    for hint in given {
        let _ = writeln!(out, "  - {hint}");
    }
}

/// Text of a description as Markdown: what would be markup outside of code is written out.
pub(super) fn escaped(text: &str) -> String {
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
    // A name with a mark of code in it leaves one open.
    if code {
        out.push('`');
    }
    out
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_of_a_description_is_no_markup() {
        assert_eq!(escaped("`<b>` of <b> & *x*"), "`<b>` of &lt;b> &amp; \\*x\\*");
        assert_eq!(escaped("a ` b"), "a ` b`");
    }
}
