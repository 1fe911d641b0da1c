//! Tests of the reports that people read: changelogs, pages, histories, and the documents generated from them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type,
    reason = "a test"
)]

mod changelog;
mod contrast;
mod hints;
mod html;
mod markdown;
mod steps;
mod written;

#[allow(dead_code, reason = "what several tests share, and not all of them use")]
#[path = "../diff/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use generator::{
    catalog::Catalog,
    diff::{Severities, accept::Accepted, history::History, report},
    load::Loader,
};

/// The history of a service of the project's own catalog, made once for all tests.
fn history(service: &str) -> &'static History {
    static CHAT: LazyLock<History> = LazyLock::new(|| made("chat"));
    static IDENTITY: LazyLock<History> = LazyLock::new(|| made("identity"));
    match service {
        "chat" => &CHAT,
        _ => &IDENTITY,
    }
}

fn made(service: &str) -> History {
    let catalog: Catalog = Loader::new(&support::root().join("spec")).catalog().unwrap();
    // In reverse, because the history must sort them.
    let sides = support::versions(service)
        .into_iter()
        .rev()
        .map(|version| (version.clone(), support::version(service, &version)))
        .collect();
    let title = catalog.services[service].title.clone();
    History::new(service.to_owned(), title, sides, &Severities::new()).unwrap()
}

/// The comparison of two texts, as a section of a changelog.
fn markdown_of(old: &str, new: &str) -> String {
    let (old, new) = (support::side(old), support::side(new));
    let diff = support::compare(&old, &new);
    let accepted = Accepted::default();
    report::markdown::markdown(&support::report_input(&old, &new, &diff, &accepted))
}

/// The comparison of two texts, as a page.
fn html_of(old: &str, new: &str) -> String {
    let (old, new) = (support::side(old), support::side(new));
    let diff = support::compare(&old, &new);
    let accepted = Accepted::default();
    report::html::html(&support::report_input(&old, &new, &diff, &accepted)).unwrap()
}
