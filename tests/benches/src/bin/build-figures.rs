//! What building `acs-chat` costs, its dependencies built, for each set of features.
//!
//!     cargo run --release -p benchmarks --bin build-figures             5 rounds; the middle one is shown
//!     cargo run --release -p benchmarks --bin build-figures -- 1        so many rounds
//!
//! CPU time is user and system time of cargo and all it starts. The crate's own artefacts are removed before each build,
//! so it is a clean build of this crate alone. Building goes to `CARGO_TARGET_DIR`, or to `target`.
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

fn main() {
    let rounds: usize = env::args()
        .nth(1)
        .map_or(5, |rounds| rounds.parse().expect("a number"));
    println!(
        "| features | dependencies | check, CPU s | check, wall s | release build, CPU s | release build, wall s |"
    );
    println!("|---|---|---|---|---|---|");
    for (name, features) in SETS {
        let dependencies = dependencies(features);
        let (check, check_wall) = measure(&["check"], features, rounds);
        let (build, build_wall) = measure(&["build", "--release"], features, rounds);
        println!("| {name} | {dependencies} | {check:.2} | {check_wall:.2} | {build:.2} | {build_wall:.2} |");
    }
}

/// Builds once for the dependencies, then the crate alone again and again; returns the middle CPU and wall times.
fn measure(command: &[&str], features: &[&str], rounds: usize) -> (f64, f64) {
    let build = || {
        let arguments = command.iter().chain(&["--quiet", "--package=acs-chat", "--lib"]);
        run(arguments.chain(features));
    };
    build();
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        run(["clean", "--quiet", "--package=acs-chat"]
            .iter()
            .chain(command.get(1..).unwrap_or_default()));
        let (cpu_before, began) = (children_cpu(), Instant::now());
        build();
        cpu.push((children_cpu().saturating_sub(cpu_before)).as_secs_f64());
        wall.push(began.elapsed().as_secs_f64());
    }
    (median(cpu), median(wall))
}

fn run<'a>(arguments: impl Iterator<Item = &'a &'a str>) {
    let status = cargo().args(arguments).status().expect("cargo runs");
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
