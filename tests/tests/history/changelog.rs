//! The changelog's part on API versions is what `history --format markdown` prints.

use generator::diff::report;

use crate::{history, written::between};

#[test]
fn the_changelog_says_what_each_version_changed() {
    // In one test, because both write to the same file.
    for service in ["chat", "identity"] {
        let text = report::history::markdown(history(service));
        between(
            "CHANGELOG.md",
            &format!("history {service}"),
            &format!("\n{text}"),
        );
    }
}
