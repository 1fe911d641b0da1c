//! Reads files as a commit of git has them. Git runs as a process, and nothing is taken from the working tree.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::Command,
};

use openapi_descriptions::{diagnostic::Diagnostic, text::visible};

use super::{file::Unread, real};

/// The files of a commit.
#[derive(Debug)]
pub(super) struct Commit {
    /// The reference that it was named by.
    pub name: String,
    /// The name of the object, in hexadecimal digits.
    id: String,
    /// The folder of the repository.
    top: PathBuf,
}

impl Commit {
    /// The commit that a reference names, in the repository that a folder is in.
    ///
    /// # Errors
    ///
    /// Git is not there, the folder is in no repository, or the repository has no such commit.
    pub(super) fn find(reference: &str, folder: &Path) -> Result<Self, Diagnostic> {
        // The name of a commit does not begin with `-`, and git must not read it as an option.
        if reference.is_empty() || reference.starts_with('-') {
            return Err(Diagnostic::general(
                format!("`{}` is not the name of a commit", visible(reference)),
                "name a branch, a tag or a commit behind `--since`",
            ));
        }
        let top = git(folder, &["rev-parse", "--show-toplevel"])?;
        let top = top.map_err(|why| {
            Diagnostic::general(
                format!("`{}` is not in a git repository: {why}", folder.display()),
                "`--since` needs the repository that the file is in; without one, name both files",
            )
        })?;
        let wanted = format!("{reference}^{{commit}}");
        let id = git(
            folder,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted],
        )?;
        let id = id.map_err(|_| {
            Diagnostic::general(
                format!("there is no commit `{}` in the repository", visible(reference)),
                "name a branch, a tag or a commit; a shallow clone has only the newest one: fetch the others",
            )
        })?;
        Ok(Self {
            name: visible(reference).into_owned(),
            id: line(&id),
            top: real(Path::new(&line(&top))),
        })
    }

    /// The bytes of a file. A link is not followed: it may lead anywhere.
    pub(super) fn read(&self, root: &Path, file: &str) -> Result<Vec<u8>, Unread> {
        let path = real(root).join(file);
        let Ok(below) = path.strip_prefix(&self.top) else {
            return Err(Unread::Outside(path));
        };
        let entry = self.run(&[
            "ls-tree".as_ref(),
            "--full-tree".as_ref(),
            "-z".as_ref(),
            self.id.as_ref(),
            "--".as_ref(),
            below.as_os_str(),
        ])?;
        // `100644 blob ID<tab>PATH`; empty if there is no such file.
        let entry = String::from_utf8_lossy(&entry);
        let mut words = entry.split([' ', '\t']);
        match (words.next(), words.next(), words.next()) {
            (Some("120000"), _, _) => Err(Unread::Not("a link")),
            (_, Some("blob"), Some(id)) => self.run(&["cat-file".as_ref(), "blob".as_ref(), id.as_ref()]),
            (_, Some("tree"), _) => Err(Unread::Not("a folder")),
            (_, Some(_), _) => Err(Unread::Not("another repository")),
            _ => Err(Unread::Missing),
        }
    }

    fn run(&self, arguments: &[&OsStr]) -> Result<Vec<u8>, Unread> {
        let output = command(&self.top).args(arguments).output()?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(Unread::System(io::Error::other(visible(&why).into_owned())))
        }
    }
}

/// Runs git in a folder: what it wrote, or else what it said of its failure.
fn git(folder: &Path, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Diagnostic> {
    let output = command(folder).args(arguments).output().map_err(|why| {
        Diagnostic::general(
            format!("git cannot be run: {why}"),
            "`--since` reads the old description with git; install it, or name both files",
        )
    })?;
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ");
    Ok(if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(visible(said).into_owned())
    })
}

/// Git, in the repository that a folder is in, even if a hook that runs this has set another one. It never prompts, and never
/// fetches.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager").current_dir(folder);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    for (name, value) in [
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
    ] {
        command.env(name, value);
    }
    command
}

/// The only line of an output.
fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output)
        .trim_end_matches(['\n', '\r'])
        .to_owned()
}
