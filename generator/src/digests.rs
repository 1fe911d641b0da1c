//! Digests of files, by which a run tells whether one has changed since.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher as _},
};

/// Files, each with a digest of its bytes.
pub(crate) type Digests = BTreeMap<String, u64>;

/// A digest of what is in a file. Nobody gains by two files that have the same: a checkout that was just made has no notes.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
