//! The reports: for people, machines, changelogs, browsers and CI.

pub mod github;
mod hints;
pub mod history;
pub mod html;
pub mod json;
pub mod markdown;
mod page;
pub mod snippet;
pub mod text;
mod words;

pub use words::verdict;

use super::{Diff, Side, accept::Accepted};

/// What a report is about.
#[derive(Debug)]
pub struct ReportInput<'a> {
    /// The old side.
    pub old: &'a Side,
    /// The new side.
    pub new: &'a Side,
    /// What was found.
    pub diff: &'a Diff,
    /// What was found and is accepted.
    pub accepted: &'a Accepted,
}
