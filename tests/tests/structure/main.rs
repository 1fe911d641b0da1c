//! Checks the structure of the code: which file may use which.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that reads the code"
)]

mod circles;
mod modules;

use std::path::{Path, PathBuf};

use modules::Modules;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Asserts that no files of a crate know each other in a circle.
fn assert_without_circles(source: &str) {
    let modules = Modules::read(&root().join(source));
    assert!(modules.len() > 1, "{source} has files");
    let circles = circles::circles(&modules);
    assert!(
        circles.is_empty(),
        "files of {source} know each other in a circle:\n{}",
        circles.join("\n")
    );
}

#[test]
fn no_files_of_the_generator_know_each_other_in_a_circle() {
    for source in [
        "generator/src",
        "generator/descriptions/src",
        "generator/model/src",
        "generator/comparison/src",
    ] {
        assert_without_circles(source);
    }
}

#[test]
fn a_circle_is_found_whichever_way_it_is_written() {
    let circles = |files: &[(&str, &str)]| circles::circles(&Modules::parse(files));
    assert!(circles(&[("a", "use crate::b::B;"), ("b", "pub struct B;")]).is_empty());
    for (a, b) in [
        ("use crate::b::B;", "use crate::a::A;"),
        ("use super::{b::{self, B}};", "fn f() -> crate::a::A { todo!() }"),
        ("use super::b;", "use super::*; fn f(a: super::a::A) {}"),
        ("fn f() { crate::b::g() }", "use crate::{a::{A as X}};"),
    ] {
        assert_eq!(circles(&[("a", a), ("b", b)]), ["a, b"], "{a} {b}");
    }
    // Tests of a file may look at anything.
    let tested = "#[cfg(test)] mod tests { use crate::a::A; }";
    assert!(circles(&[("a", "use crate::b::B;"), ("b", tested)]).is_empty());
    // A folder's own file stands for what is in it; what is in it may know what is said there.
    assert!(circles(&[("a", "mod b; use b::B; pub struct A;"), ("a::b", "use super::A;")]).is_empty());
    let siblings = [
        ("a", ""),
        ("a::b", "use super::c::C;"),
        ("a::c", "use super::b::B;"),
    ];
    assert_eq!(circles(&siblings), ["a::b, a::c"]);
}
