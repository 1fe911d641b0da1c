//! Real descriptions, and those of the goldens, with parts taken out, repeated, swapped, retyped, renamed, or taken from
//! another one, and with changed characters of the file.

use std::{fs, path::Path, sync::LazyLock};

use generator::source::{Node, Source};
use proptest::{prelude::*, sample::Index};

use crate::{
    budget,
    endure::{Fate, Files, endure},
    print::{Form, form, print},
    trees::{anything, leaf},
};

/// A description and the files that it refers to.
struct Original {
    files: Files,
    trees: Vec<Node>,
}

/// A change of a tree: where, and what.
#[derive(Clone, Debug)]
struct Change {
    at: Index,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Remove,
    Repeat,
    Swap(Index),
    Put(Node),
    Rename(String),
    /// A part of a description: which, and where there.
    Graft(Index, Index),
}

/// A change of a text: where, how many bytes go, and what comes there.
type Scratch = (Index, usize, Vec<u8>);

#[derive(Clone, Debug)]
struct Mutant {
    original: Index,
    form: Form,
    changes: Vec<Change>,
    scratches: Vec<Scratch>,
    /// Whether the mutant is the old side of the comparison.
    first: bool,
}

fn mutant() -> impl Strategy<Value = Mutant> {
    let what = prop_oneof![
        3 => Just(What::Remove),
        2 => Just(What::Repeat),
        2 => any::<Index>().prop_map(What::Swap),
        3 => prop_oneof![leaf(), anything()].prop_map(What::Put),
        2 => prop::sample::select(vec!["", "type", "id", "A", "$ref", "properties", "self", "é"]).prop_map(|name| What::Rename(name.to_owned())),
        4 => any::<(Index, Index)>().prop_map(|(original, at)| What::Graft(original, at)),
    ];
    let change = (any::<Index>(), what).prop_map(|(at, what)| Change { at, what });
    let scratch = (
        any::<Index>(),
        0..12_usize,
        prop::collection::vec(any::<u8>(), 0..3),
    );
    (
        any::<Index>(),
        form(),
        prop::collection::vec(change, 0..4),
        prop::collection::vec(scratch, 0..2),
        any::<bool>(),
    )
        .prop_map(|(original, form, changes, scratches, first)| Mutant {
            original,
            form,
            changes,
            scratches,
            first,
        })
}

static ORIGINALS: LazyLock<Vec<Original>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for folder in ["spec/chat", "spec/identity", "tests/golden"] {
        let mut pending = vec![root.join(folder)];
        while let Some(next) = pending.pop() {
            let mut entries: Vec<_> = fs::read_dir(&next)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            entries.sort();
            for path in entries {
                let extension = path.extension().unwrap_or_default();
                if path.is_dir() {
                    pending.push(path);
                } else if (extension == "yaml" || extension == "json")
                    && !path.ends_with(generator::catalog::FILE)
                {
                    found.extend(original(&path));
                }
            }
        }
    }
    found
});

/// `None` for a file that is only a part of another.
fn original(path: &Path) -> Option<Original> {
    let (mut loader, entry) = generator::load::Loader::of_file(path, None).unwrap();
    loader.tree(&entry, None).unwrap();
    let mut sources: Vec<(String, &Source)> = loader
        .sources
        .iter()
        .map(|(file, source)| (file.to_string(), source))
        .collect();
    sources.sort_by_key(|(name, _)| name != entry.as_str());
    let (_, first) = sources.first()?;
    ["openapi", "swagger"]
        .iter()
        .find_map(|key| first.node.get(key))?;
    Some(Original {
        trees: sources.iter().map(|(_, source)| source.node.clone()).collect(),
        files: sources
            .into_iter()
            .map(|(name, source)| (name, source.text.clone().into_bytes()))
            .collect(),
    })
}

/// The nodes below this one and itself, in order.
fn count(node: &Node) -> usize {
    let below: usize = match node {
        Node::Mapping(mapping) => mapping.entries.iter().map(|(_, value)| count(value)).sum(),
        Node::Sequence(items) => items.iter().map(count).sum(),
        _ => 0,
    };
    below + 1
}

/// The node of that number, and those that it is in, as a path of positions.
fn path(node: &Node, mut number: usize) -> Vec<usize> {
    let (mut path, mut node) = (Vec::new(), node);
    while number > 0 {
        number -= 1;
        let children: Vec<&Node> = match node {
            Node::Mapping(mapping) => mapping.entries.iter().map(|(_, value)| value).collect(),
            Node::Sequence(items) => items.iter().collect(),
            _ => return path,
        };
        for (index, child) in children.into_iter().enumerate() {
            let size = count(child);
            if number < size {
                path.push(index);
                node = child;
                break;
            }
            number -= size;
        }
    }
    path
}

fn at<'a>(node: &'a mut Node, path: &[usize]) -> &'a mut Node {
    path.iter().fold(node, |node, index| match node {
        Node::Mapping(mapping) => &mut mapping.entries[*index].1,
        Node::Sequence(items) => &mut items[*index],
        leaf => leaf,
    })
}

fn apply(change: &Change, tree: &mut Node) {
    let place = path(tree, change.at.index(count(tree)));
    let (last, parent) = match place.split_last() {
        Some((last, parent)) => (*last, parent),
        None => return,
    };
    match &change.what {
        What::Put(node) => *at(tree, &place) = node.clone(),
        What::Graft(original, from) => {
            let trees = &ORIGINALS[original.index(ORIGINALS.len())].trees;
            let mut other = trees[0].clone();
            let from = path(&other, from.index(count(&other)));
            *at(tree, &place) = at(&mut other, &from).clone();
        }
        What::Swap(with) => {
            let with = path(tree, with.index(count(tree)));
            let (here, there) = (at(tree, &place).clone(), at(tree, &with).clone());
            *at(tree, &place) = there;
            // What was put in may have taken the other place away.
            if !with.starts_with(&place) && !place.starts_with(&with) {
                *at(tree, &with) = here;
            }
        }
        What::Remove | What::Repeat | What::Rename(_) => match at(tree, parent) {
            Node::Mapping(mapping) => match &change.what {
                What::Remove => drop(mapping.entries.remove(last)),
                What::Rename(name) => name.clone_into(&mut mapping.entries[last].0),
                _ => mapping.entries.push(mapping.entries[last].clone()),
            },
            Node::Sequence(items) => match &change.what {
                What::Remove => drop(items.remove(last)),
                _ => items.push(items[last].clone()),
            },
            _ => {}
        },
    }
}

fn files(mutant: &Mutant) -> (&'static Files, Files) {
    let original = &ORIGINALS[mutant.original.index(ORIGINALS.len())];
    let mut tree = original.trees[0].clone();
    for change in &mutant.changes {
        apply(change, &mut tree);
    }
    let mut files = original.files.clone();
    // Untouched, it keeps its comments and its style.
    if !mutant.changes.is_empty() {
        files[0].1 = print(&tree, mutant.form).into_bytes();
    }
    for (at, less, more) in &mutant.scratches {
        let text = &mut files[0].1;
        let from = at.index(text.len() + 1);
        let to = text.len().min(from + less);
        text.splice(from..to, more.iter().copied());
    }
    (&original.files, files)
}

#[test]
fn a_mutant_of_a_real_description_is_explained_or_makes_rust() {
    budget::run("mutants", 32, &mutant(), |mutant| {
        let (beside, new) = files(&mutant);
        endure(&new, Some((beside, mutant.first)))
            .map(drop)
            .map_err(|why| format!("{why}\n{}", String::from_utf8_lossy(&new[0].1)))
    });
}

#[test]
fn every_original_makes_rust_in_any_form() {
    let mut fates = Vec::new();
    for (index, original) in ORIGINALS.iter().enumerate() {
        // Each in one of the forms, in turn.
        let forms = [Form::Json, Form::Flow, Form::Block];
        for form in forms.into_iter().skip(index % 3).take(1) {
            if form != Form::Json && Path::new(&original.files[0].0).extension() == Some("json".as_ref()) {
                continue;
            }
            let mut files = original.files.clone();
            files[0].1 = print(&original.trees[0], form).into_bytes();
            fates.push((original.files[0].0.clone(), endure(&files, None)));
        }
    }
    // Without its catalog, two things in it have the same name.
    let needs_catalog = |name: &str| name.starts_with("lost_names/");
    let refused: Vec<_> = fates
        .iter()
        .filter(|(name, fate)| match fate {
            Ok(Fate::Generated) => false,
            Ok(Fate::Refused) => !needs_catalog(name),
            _ => true,
        })
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
