//! What building `acs-chat` costs, its dependencies built, for each set of features.
//!
//!     cargo run --profile bench -p benchmarks --bin build-figures             5 rounds; the middle one is shown
//!     cargo run --profile bench -p benchmarks --bin build-figures -- 1        so many rounds
//!
//! CPU time is user and system time of cargo and all it starts. The crate's own artefacts are removed before each build,
//! so it is a clean build of this crate alone. Building goes to `CARGO_TARGET_DIR`, or to `target`.
//!
//! It is checked in two ways: as we do, a member of the workspace, for which cargo keeps what it needs to check it again in
//! parts; and as it is for those who depend on it, without that, and with all lints off.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool for the command line"
)]

use benchmarks::usage::{children_cpu, median};
use std::{
    collections::BTreeSet,
    env,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// The sets of features, and how cargo is told.
const SETS: [(&str, &[&str]); 4] = [
    ("default", &[]),
    (
        "one Chat version, no HTTP client or runtime",
        &["--no-default-features", "--features=chat-2025-03-15"],
    ),
    ("default and identity", &["--features=identity"]),
    ("all-versions", &["--features=all-versions"]),
];

/// A way to build.
struct Build {
    command: &'static [&'static str],
    /// What the compiler alone is told.
    compiler: &'static [&'static str],
    incremental: Option<&'static str>,
}

const MEMBER: Build = Build {
    command: &["check"],
    compiler: &[],
    incremental: None,
};

const DEPENDENCY: Build = Build {
    command: &["rustc", "--profile=check"],
    compiler: &["--", "--cap-lints=allow"],
    incremental: Some("0"),
};

/// What a release build of users is; that of this workspace is made for the program.
const OPTIMISED: &str = "--profile=bench";

const RELEASE: Build = Build {
    command: &["build", OPTIMISED],
    compiler: &[],
    incremental: None,
};

fn main() {
    let rounds: usize = env::args()
        .nth(1)
        .map_or(5, |rounds| rounds.parse().expect("a number"));
    println!(
        "| features | dependencies | check of a dependency, CPU s | wall s | check of a member, CPU s | wall s | release build, CPU s | wall s |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, features) in SETS {
        let dependencies = dependencies(features);
        let figures = [&DEPENDENCY, &MEMBER, &RELEASE].map(|build| {
            let (cpu, wall) = build.measure(features, rounds);
            format!("{cpu:.2} | {wall:.2}")
        });
        println!("| {name} | {dependencies} | {} |", figures.join(" | "));
    }
}

impl Build {
    /// Builds once for the dependencies, then the crate alone again and again; returns the middle CPU and wall times.
    fn measure(&self, features: &[&str], rounds: usize) -> (f64, f64) {
        self.run(features);
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let profile = self.command.contains(&OPTIMISED).then_some(OPTIMISED);
            run(cargo()
                .args(["clean", "--quiet", "--package=acs-chat"])
                .args(profile));
            let (cpu_before, began) = (children_cpu(), Instant::now());
            self.run(features);
            cpu.push((children_cpu().saturating_sub(cpu_before)).as_secs_f64());
            wall.push(began.elapsed().as_secs_f64());
        }
        (median(cpu), median(wall))
    }

    fn run(&self, features: &[&str]) {
        let mut cargo = cargo();
        cargo
            .args(self.command)
            .args(["--quiet", "--package=acs-chat", "--lib"])
            .args(features)
            .args(self.compiler);
        if let Some(incremental) = self.incremental {
            cargo.env("CARGO_INCREMENTAL", incremental);
        }
        run(&mut cargo);
    }
}

fn run(command: &mut Command) {
    let status = command.status().expect("cargo runs");
    assert!(status.success(), "cargo failed");
}

/// Counts the crates that are built for these features on this system, proc macros and build scripts' included.
fn dependencies(features: &[&str]) -> usize {
    let output = cargo()
        .args([
            "tree",
            "--package=acs-chat",
            "--edges=normal,build",
            "--prefix=none",
            "--format={p}",
        ])
        .args(features)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| Some(line.split(" (").next()?.trim()))
        .filter(|line| !line.is_empty())
        .collect();
    crates.len().saturating_sub(1) // but for itself
}

fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    cargo
}
