//! Goldens: for each feature a small description and the expected files. `UPDATE_GOLDEN=1` accepts the actual ones.
#![expect(clippy::disallowed_methods, reason = "compares with files")]

use std::{fmt::Write as _, fs, path::Path};

use generator::output::{ChangeKind, Output};

use crate::support::{Golden, root};

#[test]
fn every_golden_comes_out_as_expected() {
    let mut report = String::new();
    for golden in Golden::all() {
        for (at, (spec, output)) in golden.outputs().into_iter().enumerate() {
            let found = match output {
                Err(found) => format!("{found}\n"),
                Ok(output) if update() && at == 0 => {
                    let changes = output.write(&golden.expected()).unwrap();
                    for change in changes {
                        println!("{change}");
                    }
                    String::new()
                }
                Ok(output) => differences(&golden.expected(), &output),
            };
            if !found.is_empty() {
                write!(report, "\ngolden `{}`, from `{spec}`:\n{found}", golden.module).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "{report}\n{ACCEPT}\n");
}

#[test]
fn every_golden_says_what_it_leaves_out() {
    for golden in Golden::all() {
        let file = golden.folder.join("warnings.txt");
        let warnings = golden.warnings();
        if update() && !warnings.is_empty() {
            fs::write(&file, &warnings).unwrap();
        } else if update() && file.exists() {
            fs::remove_file(&file).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            warnings == expected,
            "{}:\n{}\n{ACCEPT}",
            file.display(),
            compared(&expected, &warnings)
        );
    }
}

#[test]
fn every_golden_is_compiled() {
    let mut wanted = "//! Every golden as a module, written by the test that compares them.\n".to_owned();
    for golden in Golden::all() {
        let folder = golden.folder.strip_prefix(root().join("tests/golden")).unwrap();
        let folder = folder.to_string_lossy().replace('\\', "/");
        write!(
            wanted,
            "\n#[path = \"../{folder}/expected/mod.rs\"]\npub mod {};\n",
            golden.module
        )
        .unwrap();
    }
    let list = root().join("tests/golden/src/list.rs");
    if update() {
        fs::write(&list, &wanted).unwrap();
    }
    let found = fs::read_to_string(&list).unwrap_or_default();
    assert!(
        found == wanted,
        "tests/golden/src/list.rs is not up to date: {ACCEPT}"
    );
}

fn update() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

const ACCEPT: &str =
    "if that is meant, accept it with `UPDATE_GOLDEN=1 cargo test -p conformance --test generator golden`";

/// How the files in a folder differ from an output, as text for a person.
fn differences(folder: &Path, output: &Output) -> String {
    let changes = output.changes(folder).unwrap_or_else(|found| panic!("{found:?}"));
    let mut text = String::new();
    for change in changes {
        writeln!(text, "{change}").unwrap();
        if change.kind != ChangeKind::Changed {
            continue;
        }
        let name = change
            .path
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let expected = fs::read_to_string(&change.path).unwrap_or_default();
        text.push_str(&compared(&expected, output.get(&name).unwrap_or_default()));
    }
    text
}

/// The lines between the first and the last that differ, with three around them.
fn compared(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = String::new();
    let mut part = |mark: &str, lines: &[&str]| {
        for line in lines.iter().take(60) {
            writeln!(text, "    {mark} {line}").unwrap();
        }
        if lines.len() > 60 {
            writeln!(text, "    {mark} ... and {} lines more", lines.len() - 60).unwrap();
        }
    };
    part(" ", &old[head.saturating_sub(3)..head]);
    part("-", &old[head..old.len() - tail]);
    part("+", &new[head..new.len() - tail]);
    part(" ", &old[old.len() - tail..(old.len() - tail + 3).min(old.len())]);
    text
}
