//! The reports, for people, machines, changelogs, browsers and CI.

pub mod github;
mod hints;
pub mod history;
pub mod html;
pub mod json;
pub mod markdown;
mod page;
mod snippet;
pub mod text;
mod words;

use super::{Diff, Side, accept::Accepted};

/// A comparison with its two sides: the input of every report.
#[derive(Debug)]
pub struct ReportInput<'a> {
    /// The side that was compared from.
    pub old: &'a Side,
    /// The side that was compared to.
    pub new: &'a Side,
    /// The result of the comparison, without the accepted findings.
    pub diff: &'a Diff,
    /// The findings that were accepted, and the acceptances that match nothing.
    pub accepted: &'a Accepted,
}
