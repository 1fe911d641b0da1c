//! A run without changes since the last one prints nothing again, and every kind of change is found.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test")]

use std::{fs, path::PathBuf, process::Command};

use tempfile::TempDir;

const CATALOG: &str = "{crate: pets, services: {pets: {title: Pets, tracing: Pets, namespace: Pets, default: '1', \
    versions: {'1': {file: pets.yaml, feature: pets-1}}}}}";
const PETS: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {/a: {get: {operationId: a, \
    responses: {'200': {$ref: 'more.yaml#/components/responses/ok'}}}}}";
const MORE: &str = "openapi: 3.0.3
info: {title: More, version: '1'}
paths: {}
components: {responses: {ok: {description: ok, \
    content: {application/json: {schema: {type: string}}}}}}";

struct Project(TempDir);

impl Project {
    /// A project in which everything was generated, with notes of that which say so when they are used.
    fn generated() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("catalog.yaml", CATALOG),
            ("pets.yaml", PETS),
            ("more.yaml", MORE),
        ] {
            project.put(&format!("spec/{name}"), text);
        }
        let said = project.run(&[]);
        assert!(said.starts_with("0 "), "{said}");
        project.note("\"warnings\":\"", "\"warnings\":\"from the notes\\n");
        assert!(project.uses_notes(&[]) && project.uses_notes(&["--check"]));
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn notes(&self) -> PathBuf {
        self.path("api/.generator/last-run.json")
    }

    fn note(&self, old: &str, new: &str) {
        let text = fs::read_to_string(self.notes()).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(self.notes(), text.replace(old, new)).unwrap();
    }

    /// The exit code, and all that was said.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"));
        let output = command
            .current_dir(self.0.path())
            .args(["generate", "--spec", "spec", "--out", "api"])
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let code = output.status.code().unwrap();
        format!("{code} {}{}", text(&output.stderr), text(&output.stdout))
    }

    fn uses_notes(&self, arguments: &[&str]) -> bool {
        self.run(arguments).contains("from the notes")
    }
}

#[test]
fn what_a_run_says_does_not_depend_on_the_notes() {
    let project = Project::generated();
    let [check, generate] = [&["--check"][..], &[]].map(|arguments| project.run(arguments));
    fs::remove_dir_all(project.path("api/.generator")).unwrap();
    assert_eq!(check.replace("from the notes\n", ""), project.run(&["--check"]));
    assert!(!project.notes().exists(), "a check writes nothing");
    assert_eq!(generate.replace("from the notes\n", ""), project.run(&[]));
    assert!(project.notes().exists());
}

#[test]
fn a_file_that_has_changed_is_found_whether_it_was_read_or_written() {
    for (file, from, to) in [
        ("spec/pets.yaml", "operationId: a", "operationId: b"),
        ("spec/more.yaml", "type: string", "type: boolean"),
        ("spec/catalog.yaml", "tracing: Pets", "tracing: Dogs"),
        ("api/pets/v1/clients.rs", "fn a(", "fn b("),
    ] {
        let project = Project::generated();
        let text = fs::read_to_string(project.path(file)).unwrap();
        assert!(text.contains(from), "{file}");
        project.put(file, &text.replace(from, to));
        let said = project.run(&["--check"]);
        assert!(
            said.starts_with("1 ") && said.contains("changed"),
            "{file}: {said}"
        );
        assert!(project.run(&[]).contains("changed"), "{file}");
        assert!(project.run(&["--check"]).starts_with("0 "), "{file}");
    }
}

#[test]
fn a_file_too_few_or_too_many_is_found() {
    let project = Project::generated();
    fs::remove_file(project.path("api/pets/v1/clients.rs")).unwrap();
    assert!(project.run(&["--check"]).contains("added"));
    let project = Project::generated();
    project.put("api/mine.rs", "fn mine() {}");
    assert!(project.run(&["--check"]).contains("is not generated"));
    let project = Project::generated();
    fs::remove_file(project.path("spec/more.yaml")).unwrap();
    assert!(
        project
            .run(&["--check"])
            .contains("there is no file `spec/more.yaml`")
    );
}

#[test]
fn notes_of_another_program_of_other_arguments_or_that_cannot_be_read_are_not_used() {
    let project = Project::generated();
    assert!(!project.uses_notes(&["--check", "--strict"]));
    project.note("\"program\":\"", "\"program\":\"9");
    assert!(!project.uses_notes(&["--check"]));
    for notes in ["", "{", "[]", "{\"inputs\":{}}"] {
        fs::write(project.notes(), notes).unwrap();
        assert!(project.run(&["--check"]).starts_with("0 "));
    }
}

#[cfg(unix)]
#[test]
fn notes_are_not_written_through_a_link() {
    let project = Project::generated();
    fs::remove_dir_all(project.path("api/.generator")).unwrap();
    fs::create_dir(project.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(project.path("elsewhere"), project.path("api/.generator")).unwrap();
    project.run(&[]);
    assert_eq!(fs::read_dir(project.path("elsewhere")).unwrap().count(), 0);
}
