//! The descriptions of the corpus, and a crate of one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use generator::{
    propose::LeaveOut,
    scaffold::{self, Crate, Refusal, Request, Runtime},
};

/// All descriptions that have operations; none where the corpus is not there.
pub fn all() -> Vec<PathBuf> {
    let beside = || root().join("../shared/corpus");
    let corpus = std::env::var_os("ACS_CORPUS").map_or_else(beside, PathBuf::from);
    let azure = corpus.join("azure");
    let listed = fs::read_to_string(azure.join("entries.txt")).unwrap_or_default();
    let mut files: Vec<PathBuf> = listed.lines().map(|line| azure.join(line)).collect();
    if let Ok(more) = fs::read_dir(corpus.join("openapi")) {
        files.extend(more.map(|entry| entry.unwrap().path()));
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The crate of a description, in memory.
pub fn made(file: &Path, name: Option<&str>, out: &Path) -> Result<Crate, Box<Refusal>> {
    scaffold::plan(&Request {
        files: vec![file.to_owned()],
        root: None,
        name: name.map(str::to_owned),
        out: Some(out.to_owned()),
        only: Vec::new(),
        runtime: Runtime::Path(root().join("runtime")),
        leave_out: LeaveOut::Allowed,
    })
}
