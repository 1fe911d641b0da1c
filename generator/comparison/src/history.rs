//! All versions of a service in order: what changed in each step, and from the first version to the last.

use openapi_descriptions::diagnostic::Diagnostics;
use rayon::prelude::*;

use super::{Diff, Severities, Side, accept::Accepted, compare, report::ReportInput};

/// The versions of a service and the differences between them.
#[derive(Debug)]
pub struct History {
    /// The name of the service in the catalog, such as `store`.
    pub service: String,
    /// The title of the service in headings, such as `Store`.
    pub title: String,
    /// The versions, the oldest first.
    pub versions: Vec<Version>,
    /// The differences between each version and the one before.
    diffs: Vec<Diff>,
    /// The differences between the first version and the last; `None` when there is at most one step.
    first_to_last: Option<Diff>,
    none_accepted: Accepted,
}

/// A version of a service in its history.
#[derive(Debug)]
pub struct Version {
    /// The name of the version in the catalog, such as `2025-03-15`.
    pub name: String,
    /// The description of the version, ready to compare.
    pub side: Side,
    /// The number of operations in the description.
    pub operations: usize,
    /// The number of generated types; `None` when the generator does not support the version.
    pub models: Option<usize>,
}

/// The comparison of one version with a later one.
#[derive(Debug)]
pub struct Step<'a> {
    /// The version that is compared from.
    pub old: &'a Version,
    /// The version that is compared to.
    pub new: &'a Version,
    /// The comparison in the form that the reports take.
    pub report_input: ReportInput<'a>,
}

impl History {
    /// Compares the versions of a service, given by name in any order.
    ///
    /// # Errors
    ///
    /// A diagnostic when the entry document of a version is missing.
    pub fn new(
        service: String,
        title: String,
        mut sides: Vec<(String, Side)>,
        severities: &Severities,
    ) -> Result<Self, Diagnostics> {
        sides.sort_by_cached_key(|(name, _)| version_order(name));
        let versions = sides.into_par_iter().map(|(name, side)| {
            let (operations, models) = side.size()?;
            Ok(Version {
                name,
                side,
                operations,
                models,
            })
        });
        // Of several errors the first is returned, whichever thread is first.
        let versions: Vec<Result<Version, Diagnostics>> = versions.collect();
        let versions: Vec<Version> = versions.into_iter().collect::<Result<_, _>>()?;
        let mut pairs: Vec<(&Version, &Version)> = versions.iter().zip(versions.iter().skip(1)).collect();
        let steps = pairs.len();
        if let [first, _, .., last] = versions.as_slice() {
            pairs.push((first, last));
        }
        let diffs = pairs
            .par_iter()
            .map(|(old, new)| compare(&old.side, &new.side, severities));
        let diffs: Vec<Result<Diff, Diagnostics>> = diffs.collect();
        let mut diffs: Vec<Diff> = diffs.into_iter().collect::<Result<_, _>>()?;
        let first_to_last = diffs.split_off(steps).pop();
        Ok(Self {
            service,
            title,
            versions,
            diffs,
            first_to_last,
            none_accepted: Accepted::default(),
        })
    }

    /// The steps from each version to the next.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        let pairs = self.versions.iter().zip(self.versions.iter().skip(1));
        pairs
            .zip(&self.diffs)
            .map(|((old, new), diff)| self.step(old, new, diff))
    }

    /// The comparison of the first version with the last; `None` when there is at most one step.
    pub fn first_to_last(&self) -> Option<Step<'_>> {
        let diff = self.first_to_last.as_ref()?;
        Some(self.step(self.versions.first()?, self.versions.last()?, diff))
    }

    fn step<'a>(&'a self, old: &'a Version, new: &'a Version, diff: &'a Diff) -> Step<'a> {
        Step {
            old,
            new,
            report_input: ReportInput {
                old: &old.side,
                new: &new.side,
                diff,
                accepted: &self.none_accepted,
            },
        }
    }
}

/// A part of a version's name. Its order puts a preview before the version that it previews.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum VersionPart {
    Word(String),
    End,
    Number(u128, String),
}

/// The sort key of a version's name. Numbers are ordered by value, so dates are in order.
fn version_order(name: &str) -> Vec<VersionPart> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let same = |c: char| c.is_ascii_digit() == digit && c.is_alphanumeric();
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if digit {
            parts.push(VersionPart::Number(
                word.parse().unwrap_or(u128::MAX),
                word.to_owned(),
            ));
        } else if !word.is_empty() {
            parts.push(VersionPart::Word(word.to_lowercase()));
        }
        // Words are separated by anything that is not alphanumeric.
        rest = if word.is_empty() {
            behind.get(first.len_utf8()..).unwrap_or_default()
        } else {
            behind
        };
    }
    parts.push(VersionPart::End);
    parts
}

#[cfg(test)]
mod tests {
    use super::version_order;

    #[test]
    fn versions_are_ordered_by_date_and_a_preview_is_before_its_release() {
        let ordered = [
            "2020-09-21-preview2",
            "2020-09-21-preview10",
            "2020-09-21",
            "2020-11-01-preview",
            "2021-01-27",
        ];
        let mut names: Vec<&str> = ordered.iter().rev().copied().collect();
        names.sort_by_cached_key(|name| version_order(name));
        assert_eq!(names, ordered);
        let mut plain = ["v10", "v9", "1.10", "1.2", ""];
        plain.sort_by_cached_key(|name| version_order(name));
        assert_eq!(plain, ["v9", "v10", "", "1.2", "1.10"]);
    }
}
