//! Makes crates of real descriptions: runs `openapi-rust-client new` on each, in one process, and counts errors, omitted operations
//! and warnings by message.
//!
//! They are not part of this project. They are looked for in the folder that `ACS_CORPUS` names, or else in
//! `../shared/corpus` beside the project; without them the tests count as ignored. `tests/fixtures/corpus/counts.txt` has the
//! counts, and `UPDATE_GOLDEN=1` updates them. In any case no description may be refused, and less than one of twenty operations may
//! be left out or simplified.
//!
//! A few of the crates are compiled each time. Compiling all of them takes long, and is done by hand:
//! `cargo test -p conformance --test corpus every_crate -- --ignored`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod compile;
mod counts;
mod entries;
mod simpler;

use std::{
    fs,
    path::{Path, PathBuf},
};

use counts::Counts;
use libtest_mimic::{Arguments, Failed, Trial};

/// Each of so many is compiled whenever the corpus is there.
const SAMPLE: usize = 40;

fn main() {
    let entries = entries::all();
    if entries.is_empty() {
        println!("the corpus is not there: these tests are ignored (set ACS_CORPUS)");
    }
    let absent = entries.is_empty();
    let sample: Vec<PathBuf> = entries.iter().step_by(SAMPLE).cloned().collect();
    let (counted, compiled) = (entries.clone(), entries);
    let trials = vec![
        Trial::test("none_is_refused_and_little_is_left_out", move || count(&counted))
            .with_ignored_flag(absent),
        Trial::test("the_bound_of_what_is_left_out_can_be_missed", counts::is_bounded),
        Trial::test("a_few_crates_compile", move || compile::all(&sample)).with_ignored_flag(absent),
        Trial::test("every_crate_compiles", move || {
            if compiled.is_empty() {
                return Ok(());
            }
            compile::all(&compiled)
        })
        .with_ignored_flag(true),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn count(entries: &[PathBuf]) -> Result<(), Failed> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus/counts.txt");
    let counts = Counts::of(entries);
    let text = counts.to_string();
    println!(
        "{}",
        text.lines().take(counts::HEAD).collect::<Vec<_>>().join("\n")
    );
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &text)?;
    } else if fs::read_to_string(&golden).unwrap_or_default() != text {
        let why =
            "if that is meant, accept it with `UPDATE_GOLDEN=1 cargo test -p conformance --test corpus`";
        return Err(format!("the counts changed\n\n{text}\n{why}").into());
    }
    counts.check()
}
