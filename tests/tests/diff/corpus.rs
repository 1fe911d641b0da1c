//! Real descriptions, compared with themselves, and with copies in which every occurrence of one keyword was changed: that is never
//! nothing.
//!
//! They are looked for in the folder that `ACS_CORPUS` names, or else in `../shared/corpus` beside the project; without them the
//! tests say so and stop. Each keyword is changed in a few of the descriptions that have it; in all of them, which takes minutes, with
//! `cargo test -p conformance --test diff corpus -- --ignored`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use generator::{
    diff::{
        Severities, Side,
        finding::WireSeverity,
        keywords::{Handling, OBJECTS},
    },
    load::Loader,
    source::{FileId, Mapping, Node, Source, Sources},
};

use crate::support::{described, root, tree::json, wire_only};

/// Keywords whose keys are names.
const OF_NAMES: &[&str] = &[
    "paths",
    "x-ms-paths",
    "definitions",
    "schemas",
    "properties",
    "patternProperties",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "content",
    "securityDefinitions",
    "securitySchemes",
    "callbacks",
    "links",
    "mapping",
    "variables",
    "dependentSchemas",
    "$defs",
    "webhooks",
    "pathItems",
    "encoding",
    "flows",
];

/// Keywords that lead away, that are names in code, or that cannot be changed alone.
const LEFT_OUT: &[&str] = &[
    "$ref",
    "in",
    "swagger",
    "openapi",
    "operationId",
    "info",
    "security",
    "scopes",
    "tags",
    "components",
    "servers",
    "x-ms-parameterized-host",
    "securityDefinitions",
    "securitySchemes",
    "name",
    "discriminator",
    "propertyName",
    "values",
    "mapping",
    "contact",
    "x-ms-discriminator-value",
    "style",
    // Where values are only received, for a status that is a failure anyway, and when it is taken back, this changes nothing.
    "readOnly",
    "x-ms-error-response",
    "deprecated",
];

fn is_words(key: &str) -> bool {
    let tables = OBJECTS.iter();
    let known: Vec<Handling> = tables
        .flat_map(|object| object.keywords)
        .filter(|(name, _)| *name == key)
        .map(|(_, handling)| *handling)
        .collect();
    if known.is_empty() {
        return matches!(OBJECTS[0].handling(key), Handling::Words);
    }
    known.iter().all(|handling| matches!(handling, Handling::Words))
}

/// The tree with another value wherever a keyword stands.
fn changed(node: &Node, names: bool, keyword: &str) -> Node {
    match node {
        Node::Mapping(mapping) => {
            let entries = mapping.entries.iter().map(|(key, value)| {
                let is_in_place = !names && key == keyword && !matches!(value, Node::Mapping(_));
                let stays =
                    !names && key != "components" && (is_words(key) || LEFT_OUT.contains(&key.as_str()));
                let value = if is_in_place {
                    other(keyword, value)
                } else if stays {
                    value.clone()
                } else {
                    changed(value, !names && OF_NAMES.contains(&key.as_str()), keyword)
                };
                (key.clone(), value)
            });
            Node::Mapping(Mapping {
                entries: entries.collect(),
                duplicates: Vec::new(),
            })
        }
        Node::Sequence(items) => {
            Node::Sequence(items.iter().map(|item| changed(item, false, keyword)).collect())
        }
        other => other.clone(),
    }
}

fn other(keyword: &str, value: &Node) -> Node {
    let text = |text: &str| Node::String(text.to_owned());
    match (keyword, value) {
        ("type", Node::String(kind)) if kind == "string" => text("boolean"),
        ("type", _) => text("string"),
        ("format", Node::String(format)) if format.starts_with("int") => text("int8"),
        ("format", _) => text("duration"),
        ("collectionFormat", Node::String(format)) if format == "csv" => text("pipes"),
        ("collectionFormat", _) => text("csv"),
        ("schemes", _) => Node::Sequence(vec![text("http")]),
        ("consumes" | "produces", _) => Node::Sequence(vec![text("application/other+json")]),
        (_, Node::Bool(value)) => Node::Bool(!value),
        (_, Node::Integer(value)) => Node::Integer(value + 1),
        (_, Node::Float(value)) => Node::Float(value + 1.0),
        (_, Node::String(value)) => Node::String(format!("{value}x")),
        (_, Node::Sequence(items)) => Node::Sequence(items.iter().skip(1).cloned().collect()),
        (_, other) => other.clone(),
    }
}

/// What of a description an operation leads to: the values at its keywords.
struct Reached<'n> {
    root: &'n Node,
    seen: BTreeSet<String>,
    keywords: BTreeSet<String>,
}

impl Reached<'_> {
    fn walk(&mut self, node: &Node, names: bool) {
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in &mapping.entries {
                    if names {
                        self.walk(value, false);
                        continue;
                    }
                    if let ("$ref", Node::String(target)) = (key.as_str(), value) {
                        self.follow(target);
                    }
                    let is_kept = is_words(key) || LEFT_OUT.contains(&key.as_str());
                    if is_kept {
                        continue;
                    }
                    if !matches!(value, Node::Mapping(_)) {
                        self.keywords.insert(key.clone());
                    }
                    if !matches!(key.as_str(), "default" | "enum" | "const") {
                        self.walk(value, OF_NAMES.contains(&key.as_str()));
                    }
                }
            }
            Node::Sequence(items) => items.iter().for_each(|item| self.walk(item, false)),
            _ => {}
        }
    }

    /// Follows a reference into the same file.
    fn follow(&mut self, target: &str) {
        let Some(pointer) = target.strip_prefix("#/") else {
            return;
        };
        if !self.seen.insert(pointer.to_owned()) {
            return;
        }
        let mut node = self.root;
        for token in pointer.split('/') {
            match node.get(&token.replace("~1", "/").replace("~0", "~")) {
                Some(next) => node = next,
                None => return,
            }
        }
        self.walk(node, false);
    }
}

/// The keywords that an operation of a description leads to.
fn keywords(root: &Node) -> BTreeSet<String> {
    let mut reached = Reached {
        root,
        seen: BTreeSet::new(),
        keywords: BTreeSet::new(),
    };
    for key in ["paths", "x-ms-paths"] {
        if let Some(paths) = root.get(key) {
            reached.walk(paths, true);
        }
    }
    reached.keywords
}

fn loaded(path: &Path) -> Option<(Sources, FileId)> {
    let (mut loader, entry) = Loader::of_file(path, Some(&corpus()))?;
    loader.tree(&entry, None).ok()?;
    Some((loader.sources, entry))
}

/// A description with something at the end of its text.
fn read(path: &Path, end: &str) -> Option<Side> {
    let (mut sources, entry) = loaded(path)?;
    let text = format!("{}{end}", sources.get(&entry)?.text);
    sources.insert(entry.clone(), Source::parse(entry.as_str(), &text).ok()?);
    wire_only(sources, &entry).ok()
}

fn corpus() -> PathBuf {
    let beside = root().join("../shared/corpus");
    std::env::var_os("ACS_CORPUS").map_or(beside, PathBuf::from)
}

/// The descriptions, the smallest first; none without the folder.
fn descriptions() -> Vec<PathBuf> {
    let corpus = corpus();
    let listed = fs::read_to_string(corpus.join("azure/entries.txt")).unwrap_or_default();
    let mut files: Vec<PathBuf> = listed
        .lines()
        .map(|line| corpus.join("azure").join(line))
        .collect();
    if let Ok(more) = fs::read_dir(corpus.join("openapi")) {
        files.extend(more.map(|entry| entry.unwrap().path()));
    }
    if files.is_empty() {
        println!(
            "there is no folder `{}`, and nothing is compared",
            corpus.display()
        );
    }
    files.sort_by_key(|path| (fs::metadata(path).map_or(0, |found| found.len()), path.clone()));
    files
}

/// Does something with each of a list, on two threads.
fn each<T: Sync>(list: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

/// A description, with the keywords to change in it.
struct Task {
    path: PathBuf,
    keywords: Vec<String>,
}

/// The descriptions, each with its keywords, of which each is changed in at most `most` descriptions.
fn tasks(most: usize) -> Vec<Task> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut tasks = Vec::new();
    for path in descriptions() {
        let Some((sources, entry)) = loaded(&path) else {
            continue;
        };
        let Some(source) = sources.get(&entry) else {
            continue;
        };
        let mut keywords: Vec<String> = keywords(&source.node).into_iter().collect();
        keywords.retain(|keyword| {
            let count = counts.entry(keyword.clone()).or_default();
            *count += 1;
            *count <= most
        });
        if !keywords.is_empty() {
            tasks.push(Task { path, keywords });
        }
    }
    tasks
}

fn run(tasks: &[Task]) {
    let nothing = Mutex::new(Vec::new());
    let (tried, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    each(tasks, |task| {
        let (sources, entry) = loaded(&task.path).unwrap();
        let node = sources.get(&entry).unwrap().node.clone();
        let Ok(old) = wire_only(sources, &entry) else {
            return;
        };
        for keyword in &task.keywords {
            let text = json(&changed(&node, false, keyword));
            let (mut sources, _) = loaded(&task.path).unwrap();
            sources.insert(entry.clone(), Source::parse("a.json", &text).unwrap());
            let Ok(new) = wire_only(sources, &entry) else {
                refused.fetch_add(1, Ordering::Relaxed);
                continue;
            };
            tried.fetch_add(1, Ordering::Relaxed);
            if is_nothing(&old, &new) {
                let what = format!("{keyword} {}", task.path.display());
                nothing.lock().unwrap().push(what);
            }
        }
    });
    let mut nothing = nothing.into_inner().unwrap();
    nothing.sort();
    println!("{tried:?} changed, {refused:?} refused");
    assert!(nothing.is_empty(), "{}:\n{}", nothing.len(), nothing.join("\n"));
}

fn is_nothing(old: &Side, new: &Side) -> bool {
    let diff = generator::diff::compare(old, new, &Severities::new()).unwrap();
    let mut findings = diff.findings.iter();
    findings.all(|finding| finding.wire == WireSeverity::None)
}

#[test]
fn a_real_description_is_the_same_as_itself() {
    let wrong = Mutex::new(Vec::new());
    each(&descriptions(), |path| {
        // Equal texts are not compared at all.
        let (Some(old), Some(new)) = (read(path, ""), read(path, "\n")) else {
            return;
        };
        let diff = generator::diff::compare(&old, &new, &Severities::new()).unwrap();
        if !diff.findings.is_empty() || diff.docs_only > 0 {
            let what = format!("{}:\n{}", path.display(), described(&diff));
            wrong.lock().unwrap().push(what);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_keyword_that_changes_in_a_real_description_is_never_nothing() {
    run(&tasks(2));
}

#[test]
#[ignore = "takes minutes"]
fn every_keyword_that_changes_in_any_real_description_is_never_nothing() {
    run(&tasks(usize::MAX));
}
