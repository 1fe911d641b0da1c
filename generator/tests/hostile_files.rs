//! Hostile files: the program refuses each with its place, and writes nothing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const CATALOG: &str = "{crate: a, services: {a: {title: A, tracing: A, namespace: A, default: '1', versions: \
                       {'1': {file: a.yaml, feature: a}}}}}";

const DESCRIPTION: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: A_Get, \
                           responses: {'200': {description: A.}}}}}\n";

/// A folder with `spec` in it, which has a catalog and its one description.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "spec/catalog.yaml", CATALOG);
    put(&folder, "spec/a.yaml", DESCRIPTION);
    folder
}

fn put(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What is said when nothing can be generated.
fn refused(folder: &TempDir) -> String {
    let output = run(folder.path(), &["generate", "--spec", "spec", "--out", "out"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("  help: "), "{said}");
    assert!(!folder.path().join("out").exists(), "{said}");
    said
}

/// A list of so many items, and a list of as many aliases of it: 70 KB of text for a hundred million items.
fn repeated() -> String {
    let many = |item: &str| vec![item; 10_000].join(", ");
    format!("x-a: &a [{}]\nx-b: [{}]\n", many("1"), many("*a"))
}

#[test]
fn aliases_that_would_fill_the_memory_are_refused_in_every_file_that_is_read() {
    let full = "aliases expand to more than a file of this size may have";
    for name in ["spec/a.yaml", "spec/catalog.yaml"] {
        let folder = folder();
        put(&folder, name, &repeated());
        let said = refused(&folder);
        assert!(
            said.contains(full) && said.contains(&format!("--> {name}:1:6")),
            "{said}"
        );
    }
    let folder = folder();
    put(&folder, "accepted.yaml", &repeated());
    let output = run(
        folder.path(),
        &["diff", "spec/a.yaml", "spec/a.yaml", "--accept", "accepted.yaml"],
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains(full), "{said}");
}

/// What is said when the catalog names its description so, which is there; `outside` is what no run may read.
fn named(file: &str) -> String {
    let folder = folder();
    put(&folder, "outside.yaml", DESCRIPTION);
    let place = folder.path().join("outside.yaml");
    let file = file.replace("PLACE", &place.display().to_string());
    put(
        &folder,
        "spec/catalog.yaml",
        &CATALOG.replace("file: a.yaml", &format!("file: '{file}'")),
    );
    for arguments in [["diff", "a/1", "a/1"].as_slice(), &["history", "a"]] {
        let output = run(folder.path(), arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("spec/catalog.yaml:1:"), "{arguments:?}: {said}");
    }
    refused(&folder)
}

#[test]
fn a_file_of_the_catalog_that_leads_out_of_its_folder_is_refused() {
    for file in [
        "PLACE",
        "../outside.yaml",
        "sub/../../outside.yaml",
        "./../outside.yaml",
        "..\\outside.yaml",
        "C:\\outside.yaml",
        "file:///outside.yaml",
    ] {
        let said = named(file);
        assert!(
            said.contains("leads outside the folder") && said.contains("#/services/a/versions/1/file"),
            "{said}"
        );
    }
    for file in ["", "."] {
        assert!(named(file).contains("the version names no file"), "{file}");
    }
    let folder = folder();
    put(&folder, "spec/sub/b.yaml", DESCRIPTION);
    put(
        &folder,
        "spec/catalog.yaml",
        &CATALOG.replace("file: a.yaml", "file: ./sub/../sub/b.yaml"),
    );
    let output = run(folder.path(), &["generate", "--spec", "spec", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "within the folder: {output:?}");
}

#[cfg(unix)]
mod special {
    use std::os::unix::{fs::symlink, net::UnixListener};

    use super::*;

    /// A description that refers to `b.yaml`.
    const REFERRING: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: A_Get, \
                             responses: {'200': {$ref: 'b.yaml#/components/responses/B'}}}}}\n";

    const REFERRED: &str = "openapi: 3.0.3\ninfo: {title: B, version: '1'}\npaths: {}\n\
                            components: {responses: {B: {description: B.}}}\n";

    /// What is said when something else than a file stands in a place: the catalog, a description, what one refers to.
    fn told(make: impl Fn(&Path), of: &str) {
        for name in ["catalog.yaml", "a.yaml", "b.yaml"] {
            let folder = folder();
            if name == "b.yaml" {
                put(&folder, "spec/a.yaml", REFERRING);
            } else {
                fs::remove_file(folder.path().join("spec").join(name)).unwrap();
            }
            make(&folder.path().join("spec").join(name));
            let said = refused(&folder);
            assert!(said.contains(&format!("`spec/{name}` is {of}")), "{said}");
            let place = match name {
                "catalog.yaml" => "error: ",
                "a.yaml" => "--> spec/catalog.yaml:1:",
                _ => "--> spec/a.yaml:3:",
            };
            assert!(said.contains(place), "{said}");
        }
    }

    #[test]
    fn a_pipe_a_socket_a_device_and_a_folder_are_refused_and_not_read() {
        told(
            |path| {
                assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
            },
            "a pipe and not a file",
        );
        told(
            |path| drop(UnixListener::bind(path).unwrap()),
            "a socket and not a file",
        );
        told(|path| fs::create_dir(path).unwrap(), "a folder and not a file");
        // Whoever may read it would read for ever.
        let folder = folder();
        let output = run(folder.path(), &["diff", "/dev/zero", "spec/a.yaml"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("is a device and not a file"), "{said}");
    }

    #[test]
    fn a_link_that_leads_out_of_the_folder_is_refused() {
        let outside = tempfile::tempdir().unwrap();
        put(&outside, "other/x.yaml", DESCRIPTION);
        let target = outside.path().join("other/x.yaml");
        told(
            |path| symlink(&target, path).unwrap(),
            "a link that leads outside the folder",
        );
        told(
            |path| symlink("/dev/zero", path).unwrap(),
            "a link that leads outside the folder",
        );
        // So is a folder that is a link, which the path of the catalog goes through.
        let folder = folder();
        symlink(outside.path().join("other"), folder.path().join("spec/sub")).unwrap();
        put(
            &folder,
            "spec/catalog.yaml",
            &CATALOG.replace("a.yaml", "sub/x.yaml"),
        );
        let said = refused(&folder);
        assert!(
            said.contains("`spec/sub/x.yaml` is a link that leads outside"),
            "{said}"
        );
    }

    #[test]
    fn a_link_within_the_folder_and_a_folder_that_is_a_link_are_read() {
        let folder = folder();
        put(&folder, "spec/a.yaml", REFERRING);
        put(&folder, "spec/real/b.yaml", REFERRED);
        symlink("real/b.yaml", folder.path().join("spec/b.yaml")).unwrap();
        symlink("spec", folder.path().join("linked")).unwrap();
        for spec in ["spec", "linked", "./linked/", "spec/../linked"] {
            let output = run(folder.path(), &["generate", "--spec", spec, "--out", "out"]);
            assert_eq!(output.status.code(), Some(0), "{spec}: {output:?}");
        }
    }

    #[test]
    fn what_a_person_names_may_be_a_link_or_what_the_shell_has_open() {
        let outside = tempfile::tempdir().unwrap();
        put(&outside, "x.yaml", DESCRIPTION);
        let folder = folder();
        symlink(outside.path().join("x.yaml"), folder.path().join("link.yaml")).unwrap();
        let generator = env!("CARGO_BIN_EXE_openapi-rust-client");
        let output = Command::new("bash")
            .args([
                "-c",
                &format!("'{generator}' diff link.yaml <(sleep 0; cat spec/a.yaml)"),
            ])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
}
