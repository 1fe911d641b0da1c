//! The generator and the runtime have no code for a particular service; that is in the catalog and in the handwritten code.
#![allow(clippy::disallowed_methods, reason = "reads the project's own files")]

use std::fs;

use crate::support::{files, root};

/// Every line below a folder that has a word for which `names` holds. A license names its owners.
fn lines_that_name(folder: &str, names: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let files = files(&root().join(folder)).into_iter();
    for (name, path) in files.filter(|(name, _)| name != "LICENSE") {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
            if words.any(&names) {
                found.push(format!("{folder}/{name}:{}: {line}", number + 1));
            }
        }
    }
    found
}

#[test]
fn nothing_in_the_generator_or_the_templates_names_the_service() {
    for folder in [
        "generator/src",
        "generator/descriptions",
        "generator/model",
        "generator/comparison",
        "templates",
    ] {
        let found = lines_that_name(folder, |word| word.contains("chat") || word == "contoso");
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn nothing_in_the_runtime_names_a_service() {
    let service = ["chat", "participant", "communication"];
    let found = lines_that_name("runtime", |word| {
        word == "acs" || service.iter().any(|name| word.contains(name))
    });
    assert_eq!(found, Vec::<String>::new());
}

/// The threads of the system are something else: of them these files speak.
#[test]
fn the_threads_that_the_runtime_knows_are_those_of_the_system() {
    let of_the_system = [
        "src/bearer/tests/",
        "src/clock/timer.rs",
        "src/lib.rs",
        "src/refresh/flight/",
        "README.md",
        "src/refresh/refresher.rs",
        "Cargo.toml",
    ];
    let found = lines_that_name("runtime", |word| word.contains("thread"));
    assert!(found.len() > 10, "{found:?}");
    for line in found {
        let known = of_the_system
            .iter()
            .any(|file| line.starts_with(&format!("runtime/{file}")));
        assert!(known || line.contains("multi_thread"), "{line}");
    }
}
