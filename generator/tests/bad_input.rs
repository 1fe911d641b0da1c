//! Messages for wrong input: each folder of `tests/fixtures/bad` is a case that runs through the program, and its `stderr.txt` is
//! the expected output. `UPDATE_GOLDEN=1` accepts the actual one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

#[test]
fn bad_input_is_explained_and_nothing_is_written() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/bad");
    let mut report = String::new();
    for case in entries(&cases) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in tree(&case) {
            let file = folder.path().join(&name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        let before = tree(folder.path());
        let output = generator(folder.path(), &[]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}: {stderr}");
        assert!(output.stdout.is_empty(), "{name}");
        assert_eq!(tree(folder.path()), before, "{name}: something was written");
        check_form(&name, &stderr);
        let checked = generator(folder.path(), &["--check"]);
        assert_eq!(checked.status.code(), Some(2), "{name}");
        assert_eq!(
            String::from_utf8(checked.stderr).unwrap(),
            stderr,
            "{name}: `--check` says the same"
        );
        let expected = case.join("stderr.txt");
        if update {
            fs::write(&expected, &stderr).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != stderr {
            write!(report, "\n== {name}\n{stderr}").unwrap();
        }
    }
    assert!(
        report.is_empty(),
        "{report}\nif that is meant, accept it with `UPDATE_GOLDEN=1 cargo test -p openapi-rust-client --test bad_input`"
    );
}

/// Every finding has a place and says what to do, and the last line counts them.
fn check_form(case: &str, text: &str) {
    let (findings, count) = text.trim_end().rsplit_once("\n\n").unwrap();
    let findings: Vec<&str> = findings.split("\n\n").collect();
    let counted = |word: &str| {
        let begins = |finding: &&&str| finding.starts_with(&format!("{word}: "));
        match findings.iter().filter(begins).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            number => Some(format!("{number} {word}s")),
        }
    };
    let expected: Vec<String> = ["error", "warning"].into_iter().filter_map(counted).collect();
    assert_eq!(
        count,
        format!("{}; nothing was written", expected.join(", ")),
        "{case}"
    );
    for finding in findings {
        let lines: Vec<&str> = finding.lines().collect();
        assert!(
            lines[0].starts_with("error: ") || lines[0].starts_with("warning: "),
            "{finding}"
        );
        // Behind the help there may be the entry of the catalog that would do.
        let lines = match lines.split_last().unwrap() {
            (last, lines) if last.starts_with("  entry: services: {") => lines,
            _ => &lines,
        };
        assert!(lines.last().unwrap().starts_with("  help: "), "{finding}");
        // A folder or a file that is not there has no line.
        if lines.len() == 3 {
            let place = lines[1]
                .strip_prefix("  --> spec/")
                .unwrap_or_else(|| panic!("{finding}"));
            let place = place.split("  #").next().unwrap();
            let numbers: Vec<&str> = place.rsplit(':').take(2).collect();
            assert!(
                numbers
                    .iter()
                    .all(|number| number.parse::<usize>().is_ok_and(|n| n > 0)),
                "{finding}"
            );
        } else {
            assert!(
                finding.contains("`out/") || finding.contains("catalog.yaml"),
                "{finding}"
            );
        }
    }
}

/// Runs the generator in a folder that has `spec` and `out`.
fn generator(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"))
        .args(["generate", "--spec", "spec", "--out", "out"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries
}

/// Every file below a folder with its bytes; what is expected aside.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                pending.push(path);
            } else if path.file_name().unwrap() != "stderr.txt" {
                files.insert(
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}
