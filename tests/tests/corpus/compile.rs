//! Every crate that comes out of the corpus, compiled in a few workspaces.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use generator::scaffold;
use libtest_mimic::Failed;

use super::entries;

/// How many crates are compiled at once: their metadata stays on the disk until the workspace is gone.
const AT_ONCE: usize = 40;

/// Makes a crate of each description that is not refused, and runs `cargo check` over them.
pub fn all(all: &[PathBuf]) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let mut wrong = Vec::new();
    for (number, some) in all.chunks(AT_ONCE).enumerate() {
        let start = Instant::now();
        let workspace = folder.path().join(format!("w{number}"));
        let members = write(some, &workspace, number * AT_ONCE)?;
        let output = check(&workspace, &members)?;
        println!("{} crates: {} s", members.len(), start.elapsed().as_secs());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() || said.contains("warning") {
            wrong.push(said);
        }
        fs::remove_dir_all(&workspace)?;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// Writes the crates of some descriptions, and the manifest of a workspace of them.
fn write(some: &[PathBuf], workspace: &Path, first: usize) -> Result<Vec<String>, Failed> {
    let mut members = Vec::new();
    for (at, entry) in some.iter().enumerate() {
        let name = format!("corpus-{}", first + at);
        let Ok(mut made) = entries::made(entry, Some(&name), &workspace.join(&name)) else {
            continue;
        };
        // A crate has its own workspace; here they share one.
        if let Some(manifest) = made.files.get_mut("Cargo.toml") {
            *manifest = manifest.replace("\n[workspace]\n", "\n");
        }
        println!("{name}: {}", entry.display());
        scaffold::write(&made).map_err(|found| found.render(&made.sources))?;
        members.push(name);
    }
    let listed: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        listed.join(", ")
    );
    fs::write(workspace.join("Cargo.toml"), manifest)?;
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock"))?;
    Ok(members)
}

fn check(workspace: &Path, members: &[String]) -> Result<std::process::Output, Failed> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(workspace)
        .args(["check", "--quiet", "--offline", "--keep-going"])
        .env("CARGO_TARGET_DIR", target.join("new"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS");
    for member in members {
        command.args(["-p", member]);
    }
    Ok(command.output()?)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
