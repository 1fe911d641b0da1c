//! Crates made of fixtures, in memory and in a folder, and cargo in them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use generator::{
    propose::LeaveOut,
    scaffold::{self, Crate, Request, Runtime},
};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A fixture of `new`.
pub fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures/new").join(name)
}

/// The default request for the files and the folder.
pub fn request(files: &[PathBuf], out: &Path) -> Request {
    Request {
        files: files.to_vec(),
        root: None,
        name: None,
        out: Some(out.to_owned()),
        only: Vec::new(),
        runtime: Runtime::Path(root().join("runtime")),
        leave_out: LeaveOut::Allowed,
    }
}

/// The crate, or the errors as text.
pub fn plan(request: &Request) -> Result<Crate, String> {
    scaffold::plan(request).map_err(|refusal| refusal.0.render(&refusal.1))
}

/// A crate of one description that is written as text, not in any folder.
pub fn of_text(text: &str) -> Result<Crate, String> {
    of_texts(&[("api.yaml", text)])
}

/// A crate of several descriptions that are written as text.
pub fn of_texts(texts: &[(&str, &str)]) -> Result<Crate, String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |(name, text): &(&str, &str)| {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    };
    let files: Vec<PathBuf> = texts.iter().map(write).collect();
    plan(&request(&files, &folder.path().join("out")))
}

/// The entries that the catalog got: keys below the service, and values.
pub fn decided(made: &Crate) -> BTreeMap<String, String> {
    let entries = made.added.iter();
    entries
        .map(|edit| (edit.path()[2..].join(" / "), edit.value().to_string()))
        .collect()
}

/// Runs cargo in the folder of a crate, with one folder of what it builds for all of them, and without the network.
///
/// TLS takes most of the time to build and nothing here speaks it.
pub fn cargo(folder: &Path, arguments: &[&str], features: &str) -> Output {
    cargo_with(folder, arguments, features, &[], &[])
}

/// The same, with arguments and variables of the environment for the program that it runs.
pub fn cargo_with(
    folder: &Path,
    arguments: &[&str],
    features: &str,
    more: &[&str],
    variables: &[(&str, &str)],
) -> Output {
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Command::new(env!("CARGO"))
        .current_dir(folder)
        .args(arguments)
        .args(["--offline", "--no-default-features", "--features", features])
        .args(more)
        .envs(variables.iter().copied())
        .env("CARGO_TARGET_DIR", target.join("new"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}

/// Asserts that cargo was content, and had nothing to warn of.
pub fn assert_content(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");
    stdout
}
