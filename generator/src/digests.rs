//! Digests of files, by which a run detects changed files.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher as _},
};

/// Files, each with a digest of its bytes.
pub(crate) type Digests = BTreeMap<String, u64>;

/// A digest of the content of a file. It need not resist attacks: a new checkout has no record of an earlier run.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
