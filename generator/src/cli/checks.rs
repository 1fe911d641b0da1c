//! The checks on the command line: the table of them, what one means, and other severities.

use std::fmt::Write as _;

use crate::diff::{
    Severities,
    checks::{CHECKS, Check},
    finding::WireSeverity,
};
use openapi_descriptions::diagnostic::Diagnostic;

/// The minimum similarity for suggesting an id.
const LIKE: f64 = 0.85;

/// How many are asked about at most.
const ASKED: usize = 3;

/// All checks, one line each.
pub(super) fn table() -> String {
    let mut out = format!(
        "{:<37} {:<8} {:<8} {}\n",
        "check", "sent", "received", "what it means"
    );
    for check in CHECKS {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{:<37} {:<8} {:<8} {}",
            check.id,
            check.request.as_str(),
            check.response.as_str(),
            check.explanation
        );
    }
    out
}

/// What a check means.
pub(super) fn explanation(id: &str) -> Result<String, Diagnostic> {
    let check = find(id)?;
    Ok(format!(
        "{}\n  sent: {}, received: {}\n  {}\n",
        check.id, check.request, check.response, check.explanation
    ))
}

/// Other severities, each as `ID=LEVEL`.
pub(super) fn severities(texts: &[String]) -> Result<Severities, Diagnostic> {
    let mut severities = Severities::new();
    for text in texts {
        let Some((id, level)) = text.split_once('=') else {
            return Err(Diagnostic::general(
                format!("`{text}` is not a severity"),
                "write `ID=LEVEL`: an id of `diff --list-checks`, and none, info, warning, unknown or error",
            ));
        };
        let id = find(id)?.id;
        let known = WireSeverity::ALL.into_iter().find(|wire| wire.as_str() == level);
        let level = known.ok_or_else(|| {
            Diagnostic::general(
                format!("there is no severity `{level}`"),
                "it is one of none, info, warning, unknown or error",
            )
        })?;
        severities.insert(id, level);
    }
    Ok(severities)
}

fn find(id: &str) -> Result<&'static Check, Diagnostic> {
    Check::find(id).ok_or_else(|| {
        let all = "`diff --list-checks` prints all of them";
        let help = match similar_checks(id).as_slice() {
            [] => all.to_owned(),
            ids => format!("did you mean {}? {all}", ids.join(" or ")),
        };
        Diagnostic::general(format!("there is no check `{id}`"), help)
    })
}

/// The ids most like one that there is not, the most alike first.
fn similar_checks(id: &str) -> Vec<String> {
    let asked = id.to_ascii_lowercase().replace('_', "-");
    let mut found: Vec<(f64, &str)> = CHECKS
        .iter()
        .map(|check| (strsim::jaro_winkler(&asked, check.id), check.id))
        .filter(|(alike, _)| *alike >= LIKE)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    // What is as good as the same needs no others beside it.
    if let Some((best, _)) = found.first().copied() {
        found.retain(|(alike, _)| *alike > best - 0.05);
    }
    let ids = found.into_iter().take(ASKED);
    ids.map(|(_, id)| format!("`{id}`")).collect()
}
