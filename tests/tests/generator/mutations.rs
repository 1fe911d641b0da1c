//! Broken descriptions: parts removed, moved, or replaced by something of another kind. The generator reports errors or generates
//! code; it never panics and never runs for ever.

use generator::{
    diagnostic::Diagnostics,
    output::Output,
    source::{FileId, Mapping, Node, Sources},
};
use proptest::prelude::*;

use crate::support::Golden;

/// One change: where (a number for each step down the tree), and what.
#[derive(Clone, Debug)]
struct Change {
    file: usize,
    steps: Vec<usize>,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Remove,
    Repeat,
    Put(Node),
    /// The value at another place of the same file.
    Copy(Vec<usize>),
}

fn change() -> impl Strategy<Value = Change> {
    let steps = || prop::collection::vec(0..12usize, 1..9);
    let node = prop::sample::select(vec![
        Node::Null,
        Node::Bool(true),
        Node::Integer(-1),
        Node::Float(0.5),
        Node::String(String::new()),
        Node::String("text".to_owned()),
        Node::Sequence(Vec::new()),
        Node::Sequence(vec![Node::Null]),
        Node::Mapping(Mapping::default()),
        reference("#/components/schemas/Nothing"),
        reference("#/components/schemas/Tree"),
        reference("#/definitions/Pet"),
        reference("#"),
        reference("spec.yaml"),
    ]);
    let what = prop_oneof![
        Just(What::Remove),
        Just(What::Repeat),
        node.prop_map(What::Put),
        steps().prop_map(What::Copy),
    ];
    (0..4usize, steps(), what).prop_map(|(file, steps, what)| Change { file, steps, what })
}

fn reference(target: &str) -> Node {
    Node::Mapping(Mapping {
        entries: vec![("$ref".to_owned(), Node::String(target.to_owned()))],
        duplicates: Vec::new(),
    })
}

/// The node that the steps lead to, or the deepest there is.
fn at<'a>(node: &'a mut Node, steps: &[usize]) -> &'a mut Node {
    let leaf = match node {
        Node::Mapping(mapping) => mapping.entries.is_empty(),
        Node::Sequence(items) => items.is_empty(),
        _ => true,
    };
    let (Some((step, rest)), false) = (steps.split_first(), leaf) else {
        return node;
    };
    match node {
        Node::Mapping(mapping) => {
            let index = step % mapping.entries.len();
            at(&mut mapping.entries[index].1, rest)
        }
        Node::Sequence(items) => {
            let index = step % items.len();
            at(&mut items[index], rest)
        }
        _ => unreachable!("a leaf was returned"),
    }
}

fn apply(change: &Change, root: &mut Node) {
    let (last, parents) = change.steps.split_last().unwrap();
    match &change.what {
        What::Put(node) => *at(root, &change.steps) = node.clone(),
        What::Copy(from) => *at(root, &change.steps) = at(&mut root.clone(), from).clone(),
        What::Remove => match at(root, parents) {
            Node::Mapping(mapping) if !mapping.entries.is_empty() => {
                mapping.entries.remove(last % mapping.entries.len());
            }
            Node::Sequence(items) if !items.is_empty() => {
                items.remove(last % items.len());
            }
            _ => {}
        },
        What::Repeat => match at(root, parents) {
            Node::Mapping(mapping) if !mapping.entries.is_empty() => {
                let key = mapping.entries[last % mapping.entries.len()].0.clone();
                mapping.duplicates.push(key);
            }
            Node::Sequence(items) if !items.is_empty() => items.push(items[last % items.len()].clone()),
            _ => {}
        },
    }
}

fn mutated(sources: &Sources, changes: &[Change]) -> Sources {
    let names: Vec<FileId> = sources
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| name.as_str() != generator::catalog::FILE)
        .collect();
    let mut result = sources.clone();
    for change in changes {
        let name = &names[change.file % names.len()];
        let mut source = result.get(name).unwrap().clone();
        apply(change, &mut source.node);
        result.insert(name.clone(), source);
    }
    result
}

fn generate(sources: &Sources) -> Result<Output, Diagnostics> {
    let catalog = generator::catalog::Catalog::read(sources)?;
    generator::generate(sources, &catalog)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_description_is_explained_or_makes_valid_rust(
        golden in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let all = Golden::all();
        let golden = golden.get(&all);
        let sources = mutated(&golden.sources()[0], &changes);
        match generate(&sources) {
            // Each file has been parsed as Rust before it became part of the output.
            Ok(output) => prop_assert!(output.iter().count() > 2),
            Err(found) => {
                let text = found.render(&sources);
                prop_assert!(!text.contains("bug in the"), "{}: {}", golden.module, text);
                let said = text.matches("error: ").count() + text.matches("warning: ").count();
                prop_assert_eq!(said, text.matches("  help: ").count());
            }
        }
    }
}
