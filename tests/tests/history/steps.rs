//! The history: its order, its numbers, and its table.

use generator::diff::{
    Severities,
    finding::{Finding, RustVerdict, WireSeverity},
    history::History,
    report::{self, text::Style},
};

use crate::{history, support};

const PET: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: Pets_Get
      parameters: [{name: name, in: query, schema: {type: string}}]
      responses: {'200': {description: ok}}
";

fn history_of(versions: &[(&str, &str)]) -> History {
    let sides = versions
        .iter()
        .map(|(name, text)| ((*name).to_owned(), support::side(text)))
        .collect();
    History::new("pets".to_owned(), "Pets".to_owned(), sides, &Severities::new()).unwrap()
}

#[test]
fn every_version_is_in_it_in_the_order_of_dates_previews_too() {
    for service in ["chat", "identity"] {
        let history = history(service);
        let names: Vec<&str> = history
            .versions
            .iter()
            .map(|version| version.name.as_str())
            .collect();
        let mut wanted = support::versions(service);
        wanted.sort();
        assert_eq!(names, wanted);
        assert_eq!(history.steps().count(), names.len() - 1);
        let whole = history.first_to_last().unwrap();
        assert_eq!(
            [whole.old.name.as_str(), &whole.new.name],
            [names[0], *names.last().unwrap()]
        );
    }
}

#[test]
fn the_first_stable_steps_break_nothing() {
    let history = history("chat");
    let sound: Vec<String> = history
        .steps()
        .filter(|step| !step.report_input.diff.findings.iter().any(Finding::breaks))
        .map(|step| format!("{} {}", step.old.name, step.new.name))
        .collect();
    for pair in [
        "2021-03-07 2021-09-07",
        "2023-11-07 2024-03-07",
        "2024-03-07 2025-03-15",
    ] {
        assert!(sound.iter().any(|found| found == pair), "{pair}");
    }
}

#[test]
fn a_step_is_the_same_as_the_diff_of_its_two_versions() {
    let history = history("identity");
    for step in history.steps() {
        let old = support::version("identity", &step.old.name);
        let new = support::version("identity", &step.new.name);
        let diff = support::compare(&old, &new);
        assert_eq!(
            support::described(step.report_input.diff),
            support::described(&diff)
        );
    }
}

#[test]
fn the_table_has_the_numbers_below_their_headings() {
    let history = history("chat");
    let text = report::history::text(history, Style::default());
    let table: Vec<&str> = text.lines().skip(2).take(history.versions.len() + 2).collect();
    let ends: Vec<usize> = [
        "operations",
        "models",
        "wire: breaking",
        "warnings",
        "info",
        "Rust: breaking",
        "additive",
    ]
    .iter()
    .map(|column| table[0].find(column).unwrap() + column.len())
    .collect();
    for (row, step) in table[2..].iter().zip(history.steps()) {
        let diff = step.report_input.diff;
        let wanted = [
            step.new.operations,
            step.new.models.unwrap(),
            diff.count_on_wire(WireSeverity::Error),
            diff.count_on_wire(WireSeverity::Warning),
            diff.count_on_wire(WireSeverity::Info),
            diff.count_in_rust(RustVerdict::Breaking),
            diff.count_in_rust(RustVerdict::Additive),
        ];
        for (end, number) in ends.iter().zip(wanted) {
            let number = format!(" {number}");
            assert_eq!(&row[end - number.len()..*end], number, "{row}");
        }
    }
    assert!(table.last().unwrap().starts_with("first to last "));
}

#[test]
fn one_version_is_a_history_without_steps() {
    let history = &history_of(&[("1", PET)]);
    assert!(history.first_to_last().is_none());
    let text = report::history::text(history, Style::default());
    assert!(text.starts_with("Pets: 1 version\n\nversion "), "{text}");
    assert!(!report::history::markdown(history).contains("###"));
    assert!(report::history::html(history).unwrap().contains("</html>"));
}

#[test]
fn two_versions_are_one_step_and_not_also_the_whole() {
    let new = PET.replace("- ", "").replace("/pets:", "/animals:");
    let history = &history_of(&[("2", &new), ("1", PET)]);
    assert!(history.first_to_last().is_none());
    let text = report::history::text(history, Style::default());
    assert!(text.contains("\n1 -> 2\n  wire: 1 breaking"), "{text}");
    assert!(!text.contains("first to last"));
}

#[test]
fn an_unsupported_version_is_not_counted_as_zero() {
    // The generator does not support operations that have a host of their own.
    let new = PET.replace(
        "    get:",
        "    post:
      operationId: Pets_Put
      x-ms-parameterized-host: {hostTemplate: 'https://uploads.example'}
      responses: {'200': {description: ok}}
    get:",
    );
    let history = &history_of(&[("1", PET), ("2", &new)]);
    assert_eq!(history.versions[1].models, None);
    let text = report::history::text(history, Style::default());
    let row = text.lines().find(|line| line.starts_with("2 ")).unwrap();
    assert_eq!(row.matches('?').count(), 3, "{row}");
    assert!(text.contains("rust: not known"), "{text}");
    let markdown = report::history::markdown(history);
    assert!(markdown.contains("There is no Rust verdict:\n\n- "), "{markdown}");
    assert!(
        report::history::html(history)
            .unwrap()
            .contains("There is no Rust verdict:")
    );
}
