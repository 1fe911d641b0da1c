//! `openapi-rust-client diff` as a person or a CI job runs it: the binary itself, its exit codes and what it writes where.
#![allow(missing_docs, reason = "a test")]
#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod accept;
mod checks;
mod exit;
mod hostile;
mod sides;
mod since;

use std::{
    ffi::OsStr,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// The result of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder of files to compare.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.put(name, text);
        }
        folder
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.0.path().join(name)).unwrap();
    }

    /// Runs `openapi-rust-client diff` in the folder, with another value of a variable of the environment.
    pub fn with_variable(&self, variable: (&str, &OsStr), arguments: &[&str]) -> Ran {
        run(self.0.path(), arguments, "", Some(variable))
    }

    /// Runs `openapi-rust-client diff` in the folder.
    pub fn diff(&self, arguments: &[&str]) -> Ran {
        self.piped(arguments, "")
    }

    /// Runs `openapi-rust-client diff` in the folder, with this text on standard input.
    pub fn piped(&self, arguments: &[&str], input: &str) -> Ran {
        run(self.0.path(), arguments, input, None)
    }
}

/// Runs `openapi-rust-client diff` in the folder of the workspace.
pub fn in_project(arguments: &[&str]) -> Ran {
    run(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(".."),
        arguments,
        "",
        None,
    )
}

fn run(folder: &Path, arguments: &[&str], input: &str, variable: Option<(&str, &OsStr)>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"))
        .arg("diff")
        .args(arguments)
        .envs(variable)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that does not read its input closes it, and then writing fails, which does not matter here.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A description with one operation. It sends a `Thing`, which has these properties.
pub fn description(properties: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /things:
    put:
      operationId: Things_Put
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
      responses: {{'204': {{description: done}}}}
components: {{schemas: {{Thing: {{type: object, properties: {{{properties}}}}}}}}}
"
    )
}
