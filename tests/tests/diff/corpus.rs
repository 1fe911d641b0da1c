//! Real descriptions, compared with themselves, and with copies in which every occurrence of one keyword was changed: that is never
//! nothing.
//!
//! They are looked for in the folder that `ACS_CORPUS` names, or else in `../shared/corpus` beside the project; without them the
//! tests say so and stop. Each keyword is changed in a few of the descriptions that have it; in all of them, which takes minutes, with
//! `cargo test -p conformance --test diff corpus -- --ignored`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use generator::{
    diff::{Severities, Side, finding::WireSeverity},
    load::Loader,
    source::{FileId, Source, Sources},
};

use crate::{
    mutants::{changed, keywords, sends_bodies},
    support::{described, root, tree::json, wire_only},
};

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
            let changed = changed(&node, false, keyword);
            // An empty list or `null` has no other value, and without a body `consumes` says nothing.
            if changed == node || (keyword == "consumes" && !sends_bodies(&node)) {
                continue;
            }
            let text = json(&changed);
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
