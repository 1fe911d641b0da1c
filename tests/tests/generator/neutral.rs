//! The generator knows no service: what is particular to one is in the catalog.
#![allow(clippy::disallowed_methods, reason = "reads the generator's own files")]

use std::fs;

use crate::support::{files, root};

#[test]
fn nothing_in_the_generator_or_the_templates_names_the_service() {
    for folder in ["generator/src", "templates"] {
        for (name, path) in files(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                assert!(
                    !line.to_lowercase().contains("chat"),
                    "{folder}/{name}:{}: {line}",
                    number + 1
                );
            }
        }
    }
}
