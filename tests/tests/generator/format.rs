//! Formatting: blank lines are put between items, and nothing else is changed.

use std::collections::BTreeSet;

use generator::{format, imports::Imports, load::Loader};
use quote::ToTokens as _;

use crate::support::{Golden, root};

/// Every generated text there is: the real crate's and the goldens'.
fn texts() -> Vec<(String, String)> {
    let mut loader = Loader::new(&root().join("spec"));
    let (_, real) = generator::loaded(&mut loader, generator::generate).unwrap();
    let goldens = Golden::all().into_iter().flat_map(|golden| golden.outputs());
    let outputs = goldens.map(|(_, output)| output.unwrap()).chain([real]);
    let files = outputs.flat_map(|output| {
        output
            .iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect::<Vec<_>>()
    });
    files.collect()
}

#[test]
fn blank_lines_never_change_the_token_stream() {
    let texts = texts();
    assert!(texts.len() > 150, "{}", texts.len());
    let none = BTreeSet::new();
    for (name, text) in texts {
        let file = syn::parse_file(&text).unwrap();
        let printed = prettyplease::unparse(&file);
        let again = format::rust("test", &printed, Imports::new(&none, ""))
            .unwrap_or_else(|found| panic!("{}", found.message()));
        let tokens = |text: &str| syn::parse_file(text).unwrap().into_token_stream().to_string();
        assert_eq!(tokens(&printed), tokens(&again), "{name}");
        assert_eq!(
            again, text,
            "{name}: formatting what is formatted changes nothing"
        );
        let lines = |text: &str| {
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            lines(&printed),
            lines(&text)[1..],
            "{name}: only lines without text are added, and the marker"
        );
        assert!(!text.contains("\n\n\n"), "{name}");
        assert!(!text.contains("{\n\n"), "{name}: no blank line behind a brace");
        assert!(!text.contains("\n\n}"), "{name}: no blank line before a brace");
    }
}
