//! Hostile names and texts: the generated code has the same items under other names, or there is a diagnostic. No text of a
//! description becomes code, and none makes the generator panic.

mod around;
mod shape;
mod words;

use generator::output::Output;
use proptest::prelude::*;

use shape::{Shape, wire_names};
use words::{PIECES, Word, Words, generate, words};

/// Everything that is promised of hostile words.
fn check(words: &Words) -> Result<(), TestCaseError> {
    let is = |word: &Word, others: &[&str]| others.contains(&word.or("-"));
    if is(&words.property, &["plain", "renamed", "kind", "union"])
        || is(&words.schema, &["Kind", "Base", "Variant"])
    {
        return Ok(()); // it would take another's place in the description, not clash with it
    }
    let output = match generate(words) {
        Ok(output) => output,
        Err(found) => {
            prop_assert!(
                // Warnings may come first.
                format!("\n{found}").contains("\nerror: ") && found.contains("  help: "),
                "{}",
                found
            );
            let harmless = |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            prop_assert!(found.chars().all(harmless), "{:?}", found);
            return Ok(());
        }
    };
    // What has a field `f` prints itself by hand, because the derive's own argument has that name.
    let by_hand = output
        .get("things/v1/models.rs")
        .is_some_and(|models| models.contains("cfg!(feature = \"debug\")"));
    let plain = Words {
        client_name: Word(by_hand.then(|| "f".to_owned())),
        ..Words::default()
    };
    let plain = generate(&plain).unwrap();
    // What stands behind the first two in a path goes into the query, or is not sent; what is in braces is an argument, and
    // at the end it is a query if it begins with a question mark.
    let (path, parameter) = (words.path.or(""), words.path_parameter.or(""));
    let says_more =
        path.contains(['?', '#', '{']) || parameter.contains(['{', '}']) || parameter.starts_with('?');
    let names = |output: &Output| output.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    prop_assert_eq!(names(&output), names(&plain));
    for ((name, text), (_, plain)) in output.iter().zip(plain.iter()) {
        let shape = Shape::of(text);
        if !says_more {
            prop_assert_eq!(&shape.items, &Shape::of(plain).items, "{}", name);
        }
        prop_assert_eq!(&shape.twice, &Vec::<String>::new(), "{}", name);
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        prop_assert!(!text.contains(turns), "{}", name);
    }
    let models = output.get("things/v1/models.rs").unwrap();
    let names = wire_names(models);
    for wire in [words.property.or("name"), words.variant.or("variant")] {
        prop_assert!(names.contains(wire), "{:?} is on the wire as it is", wire);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_things_are_called_the_items_are_the_same_or_it_is_a_finding(words in words()) {
        check(&words)?;
    }
}

#[test]
fn each_piece_alone_is_harmless_everywhere() {
    type Slot = fn(&mut Words) -> &mut Word;
    let slots: [Slot; 14] = [
        |words| &mut words.title,
        |words| &mut words.text,
        |words| &mut words.operation,
        |words| &mut words.path,
        |words| &mut words.path_parameter,
        |words| &mut words.query,
        |words| &mut words.header,
        |words| &mut words.schema,
        |words| &mut words.property,
        |words| &mut words.client_name,
        |words| &mut words.value,
        |words| &mut words.value_name,
        |words| &mut words.tag,
        |words| &mut words.variant,
    ];
    // Not every piece in every place: that would take minutes. Each piece is in one place, and the places take turns.
    for (at, piece) in PIECES.iter().enumerate() {
        let mut words = Words::default();
        *slots[at % slots.len()](&mut words) = Word(Some(format!("a{piece}b")));
        check(&words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
}

#[test]
fn a_type_named_as_one_that_generated_code_uses_is_a_finding() {
    for name in [
        "Option",
        "String",
        "Result",
        "Vec",
        "Box",
        "Response",
        "Pager",
        "Page",
        "Url",
        "Value",
        "Patch",
        "ClientCore",
    ] {
        let words = Words {
            schema: Word(Some(name.to_owned())),
            ..Words::default()
        };
        let found = generate(&words).unwrap_err();
        assert!(found.contains(&format!("becomes the type `{name}`")), "{found}");
    }
    for name in ["Error", "Self", "Send", "Drop", "Future"] {
        let words = Words {
            schema: Word(Some(name.to_owned())),
            ..Words::default()
        };
        check(&words).unwrap();
    }
}

#[test]
fn no_name_can_be_made_of_what_has_no_letter_or_digit() {
    for name in ["", "日本", "\u{202e}", "😀"] {
        let words = Words {
            property: Word(Some(name.to_owned())),
            ..Words::default()
        };
        let found = generate(&words).unwrap_err();
        assert!(found.contains("no Rust name can be made of"), "{found}");
    }
}
