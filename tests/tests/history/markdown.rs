//! The format for changelogs.

use generator::diff::{accept::Accepted, report};

use crate::{
    html::{NEW, OLD},
    markdown_of, support,
};

#[test]
fn a_section_is_ready_to_paste() {
    let wanted = "## 1 to 2

Wire: 3 breaking, rust: 2 breaking: this is a major version.

### Breaking

- GET /houses was removed (wire: error, rust: breaking)
  - `HousesClient` was removed: remove its uses.
- `age` of `Pet` was integer (int32) and is string (wire: error, rust: breaking)
  - `Pet.age` is `Option<String>` and was `Option<i32>`.
- `name` of `Pet` may be `null` (wire: error)

### Other changes

- `Pet` gained `kind` (wire: info, rust: additive)
";
    assert_eq!(markdown_of(OLD, NEW), wanted);
}

#[test]
fn a_pair_without_findings_is_its_verdict() {
    assert_eq!(
        markdown_of(OLD, OLD),
        "## 1 to 1\n\nWire: nothing breaking, rust: nothing breaking: this is a patch version.\n"
    );
}

#[test]
fn text_of_a_description_is_not_markup() {
    let new = OLD.replace("/houses:", "/houses/<b>*x*_y_[z](w)|:");
    let text = markdown_of(OLD, &new);
    assert!(
        text.contains("GET /houses/&lt;b>\\*x\\*\\_y\\_\\[z\\](w)\\|"),
        "{text}"
    );
}

#[test]
fn an_acceptance_that_matches_nothing_is_told_in_every_form_for_people() {
    let (old, new) = (support::side(OLD), support::side(NEW));
    let diff = support::compare(&old, &new);
    let accepted = Accepted {
        unmatched: vec!["property-removed /a`<b>".to_owned()],
        ..Accepted::default()
    };
    let report_input = support::report_input(&old, &new, &diff, &accepted);
    let text = report::markdown::markdown(&report_input);
    assert!(
        text.ends_with("### Accepted but not found\n\n- `property-removed /a<b>`\n"),
        "{text}"
    );
    let page = report::html::html(&report_input).unwrap();
    assert!(page.contains("<li>accepted but not found: property-removed /a`&#60;b&#62;</li>"));
}

/// Every pair of versions of a service.
fn pairs(service: &str) -> Vec<(String, String)> {
    let versions = support::versions(service);
    let mut pairs: Vec<(String, String)> = versions
        .iter()
        .zip(versions.iter().skip(1))
        .map(|(old, new)| (old.clone(), new.clone()))
        .collect();
    pairs.push((versions[0].clone(), versions[versions.len() - 1].clone()));
    pairs
}

#[test]
fn every_break_in_rust_of_the_real_pairs_says_what_to_do() {
    for service in ["chat", "identity"] {
        for (old, new) in pairs(service) {
            let (old, new) = (support::version(service, &old), support::version(service, &new));
            let diff = support::compare(&old, &new);
            let accepted = Accepted::default();
            let text = report::markdown::markdown(&support::report_input(&old, &new, &diff, &accepted));
            let mut hints_given = Vec::new();
            for entry in text.split("\n- ").skip(1) {
                let (first, rest) = entry.split_once('\n').unwrap_or((entry, ""));
                let hints: Vec<&str> = rest
                    .lines()
                    .filter_map(|line| line.strip_prefix("  - "))
                    .collect();
                assert_eq!(first.ends_with("rust: breaking)"), !hints.is_empty(), "{entry}");
                for hint in hints {
                    assert!(hint.ends_with('.') && !hint.contains("crate::"), "{hint}");
                    assert_eq!(hint.matches('`').count() % 2, 0, "{hint}");
                    if !hint.starts_with("The hint is at another entry") {
                        hints_given.push(hint.to_owned());
                    }
                }
            }
            let all = hints_given.len();
            hints_given.sort();
            hints_given.dedup();
            assert_eq!(hints_given.len(), all, "a hint is given once");
        }
    }
}
