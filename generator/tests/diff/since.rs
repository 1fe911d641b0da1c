//! `--since`: the old side is what a commit of git has. The tests make a repository; without git they say so and stop.

use std::process::Command;

use crate::{Folder, Ran, description};

/// Runs git in a folder; `None` when git is not there.
fn git(folder: &Folder, arguments: &[&str]) -> Option<()> {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let ran = command.args(arguments).current_dir(folder.path()).output();
    let Ok(output) = ran else {
        eprintln!("git is not there, and nothing is tested");
        return None;
    };
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    Some(())
}

const PART: &str = "openapi: 3.0.3\ninfo: {title: Parts, version: '1'}\npaths: {}\n";

fn part(kind: &str) -> String {
    format!("{PART}components: {{schemas: {{Name: {{type: {kind}}}}}}}\n")
}

/// A repository with a description and a file that it refers to, which both changed since the only commit, `start`.
fn repository() -> Option<Folder> {
    let entry = description("name: {$ref: '../common/parts.yaml#/components/schemas/Name'}");
    let folder = Folder::new(&[
        ("spec/things.yaml", &entry),
        ("common/parts.yaml", &part("string")),
        ("common/only-then.yaml", &part("string")),
    ]);
    git(&folder, &["init", "--quiet"])?;
    git(&folder, &["add", "."])?;
    git(&folder, &["commit", "--quiet", "-m", "The first"])?;
    git(&folder, &["tag", "start"])?;
    folder.put(
        "spec/things.yaml",
        entry.replace("properties: {name", "properties: {age: {type: integer}, name"),
    );
    folder.put("common/parts.yaml", part("integer"));
    Some(folder)
}

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "`{word}` in: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("help: "), "{}", ran.stderr);
}

#[test]
fn a_file_is_compared_with_what_a_commit_has() {
    let Some(folder) = repository() else { return };
    for reference in ["start", "HEAD", "main", "HEAD~0", "@"] {
        let ran = folder.diff(&["--since", reference, "spec/things.yaml", "--fail-on", "wire"]);
        assert_eq!(ran.code, 1, "{reference}: {}", ran.stderr);
        let first = format!("{reference}:spec/things.yaml -> spec/things.yaml\n");
        assert!(ran.stdout.starts_with(&first), "{}", ran.stdout);
        assert!(ran.stdout.contains("[property-added]"), "{}", ran.stdout);
        // Every reference is read from the commit.
        assert!(ran.stdout.contains("was string and is integer"), "{}", ran.stdout);
    }
    // A file that is not in the working tree any more, and one that is not staged, are no matter.
    folder.remove("common/parts.yaml");
    folder.put("spec/things.yaml", description("name: {type: string}"));
    let ran = folder.diff(&["--since", "start", "spec/things.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_file_that_did_not_change_since_is_the_same() {
    let Some(folder) = repository() else { return };
    git(&folder, &["add", "."]).unwrap();
    git(&folder, &["commit", "--quiet", "-m", "The second"]).unwrap();
    let ran = folder.diff(&["--since", "HEAD", "spec/things.yaml", "--fail-on", "any"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("this is a patch version"), "{}", ran.stdout);
}

#[test]
fn the_repository_may_begin_at_the_folder_of_the_file() {
    let folder = Folder::new(&[("a.yaml", &description("a: {type: string}"))]);
    if git(&folder, &["init", "--quiet"]).is_none() {
        return;
    }
    git(&folder, &["add", "."]).unwrap();
    git(&folder, &["commit", "--quiet", "-m", "The first"]).unwrap();
    let ran = folder.diff(&["--since", "HEAD", "a.yaml", "--fail-on", "any"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn a_reference_that_names_no_commit_is_refused() {
    let Some(folder) = repository() else { return };
    for reference in [
        "gone",
        "HEAD~9",
        "HEAD:spec/things.yaml",
        "start^{tree}",
        "../main",
        "a b",
        "\u{1b}[31m",
    ] {
        let ran = folder.diff(&["--since", reference, "spec/things.yaml"]);
        refused(&ran, &["there is no commit `"]);
        assert!(!ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
    }
}

#[test]
fn a_reference_is_never_an_option_of_git() {
    let Some(folder) = repository() else { return };
    for reference in ["--upload-pack=touch hit", "--output=hit", "-h", "--help", "-", ""] {
        let ran = folder.diff(&[&format!("--since={reference}"), "spec/things.yaml"]);
        refused(&ran, &["is not the name of a commit"]);
    }
    assert!(!folder.path().join("hit").exists());
}

#[test]
fn a_file_that_was_not_there_is_an_error() {
    let Some(folder) = repository() else { return };
    folder.put("spec/new.yaml", description("a: {type: string}"));
    let ran = folder.diff(&["--since", "start", "spec/new.yaml"]);
    refused(&ran, &["there is no file `spec/new.yaml` at `start`"]);
    let ran = folder.diff(&["--since", "start", "spec/never.yaml"]);
    refused(&ran, &["there is no file `spec/never.yaml`"]);
    // A file that only the working tree has is not read for the commit.
    let entry = description("name: {$ref: '../common/late.yaml#/components/schemas/Name'}");
    folder.put("spec/things.yaml", &entry);
    git(&folder, &["commit", "--quiet", "-a", "-m", "Refers to nothing"]).unwrap();
    folder.put("common/late.yaml", part("string"));
    let ran = folder.diff(&["--since", "HEAD", "spec/things.yaml"]);
    refused(
        &ran,
        &[
            "there is no file `common/late.yaml` at `HEAD`",
            "spec/things.yaml:",
        ],
    );
}

#[test]
fn a_folder_that_is_in_no_repository_is_an_error() {
    let folder = Folder::new(&[("a.yaml", &description("a: {type: string}"))]);
    if git(&folder, &["--version"]).is_none() {
        return;
    }
    let ran = folder.diff(&["--since", "HEAD", "a.yaml"]);
    refused(&ran, &["is not in a git repository"]);
}

#[test]
fn without_git_the_error_says_so() {
    let folder = Folder::new(&[("a.yaml", &description("a: {type: string}"))]);
    let ran = folder.with_variable(("PATH", "".as_ref()), &["--since", "HEAD", "a.yaml"]);
    refused(&ran, &["git cannot be run"]);
}

#[test]
fn there_is_one_side_with_since() {
    let folder = Folder::new(&[("a.yaml", &description("a: {type: string}"))]);
    refused(
        &folder.diff(&["--since", "HEAD", "a.yaml", "a.yaml"]),
        &["only one file"],
    );
    refused(&folder.diff(&["--since", "HEAD", "-"]), &["standard input"]);
    assert_eq!(folder.diff(&["--since", "HEAD"]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_commit_is_not_followed() {
    let Some(folder) = repository() else { return };
    std::os::unix::fs::symlink("things.yaml", folder.path().join("spec/link.yaml")).unwrap();
    git(&folder, &["add", "."]).unwrap();
    git(&folder, &["commit", "--quiet", "-m", "A link"]).unwrap();
    folder.remove("spec/link.yaml");
    folder.put("spec/link.yaml", description("a: {type: string}"));
    let ran = folder.diff(&["--since", "HEAD", "spec/link.yaml"]);
    refused(&ran, &["is a link and not a file"]);
}

#[test]
fn a_hook_may_run_it() {
    let Some(folder) = repository() else { return };
    let other = Folder::new(&[("a.yaml", "a: 1\n")]);
    let ran = folder.with_variable(
        ("GIT_DIR", other.path().as_os_str()),
        &["--since", "start", "spec/things.yaml"],
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}
