//! The filters of a page, with the number of findings that each leaves.

use std::collections::BTreeMap;

use super::row::Row;

/// All filters of a page.
pub(super) struct Filters<'a> {
    pub total: usize,
    pub wire: Vec<VerdictFilter>,
    pub rust: Vec<VerdictFilter>,
    pub operations: Vec<OperationFilter<'a>>,
    pub checks: Vec<CheckFilter>,
}

/// A filter by verdict.
pub(super) struct VerdictFilter {
    pub name: &'static str,
    pub count: usize,
}

/// A filter by operation.
pub(super) struct OperationFilter<'a> {
    /// The class name of the operation on the page.
    pub token: String,
    pub name: &'a str,
    pub count: usize,
}

/// A filter by check.
pub(super) struct CheckFilter {
    pub id: &'static str,
    pub count: usize,
}

impl<'a> Filters<'a> {
    /// The filters for some findings. Also gives the findings the class names of their operations.
    pub(super) fn new<'r>(rows: impl Iterator<Item = &'r mut Row<'a>>) -> Self
    where
        'a: 'r,
    {
        let mut rows: Vec<&mut Row<'a>> = rows.collect();
        let mut operations: BTreeMap<(&str, &str), (&str, usize)> = BTreeMap::new();
        let mut checks: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &rows {
            *checks.entry(row.id).or_default() += 1;
            for name in &row.operations {
                operations.entry(sort_key(name)).or_insert((name, 0)).1 += 1;
            }
        }
        let token = |at: usize| format!("op{at}");
        let numbers: BTreeMap<(&str, &str), usize> = operations.keys().copied().zip(0..).collect();
        for row in &mut rows {
            let numbers_of_row = row
                .operations
                .iter()
                .filter_map(|name| numbers.get(&sort_key(name)));
            row.tokens = numbers_of_row
                .flat_map(|at| [" ".to_owned(), token(*at)])
                .collect();
        }
        // A verdict that no finding has needs no filter, and neither does one that all have.
        let verdict_filters =
            |names: &[&'static str], verdict: fn(&Row<'_>) -> &'static str| -> Vec<VerdictFilter> {
                let count = |name: &str| rows.iter().filter(|row| verdict(row) == name).count();
                let all = names.iter().map(|name| VerdictFilter {
                    name,
                    count: count(name),
                });
                let found: Vec<VerdictFilter> = all.filter(|filter| filter.count > 0).collect();
                if found.len() > 1 { found } else { Vec::new() }
            };
        Self {
            total: rows.len(),
            wire: verdict_filters(&["error", "unknown", "warning", "info", "none"], |row| row.wire),
            rust: verdict_filters(&["breaking", "additive", "unknown", "none"], |row| row.rust),
            operations: operations
                .into_values()
                .enumerate()
                .map(|(at, (name, count))| OperationFilter {
                    token: token(at),
                    name,
                    count,
                })
                .collect(),
            checks: checks
                .into_iter()
                .map(|(id, count)| CheckFilter { id, count })
                .collect(),
        }
    }
}

/// The sort key of an operation: its path, then its method.
fn sort_key(name: &str) -> (&str, &str) {
    let (method, path) = name.split_once(' ').unwrap_or(("", name));
    (path, method)
}
