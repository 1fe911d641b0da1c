//! Pairs of strings that callers attach to things, and how patches change them.

use std::collections::BTreeMap;

use super::Refusal;

/// The metadata that a caller has attached to a thread, participant or message.
pub type Metadata = BTreeMap<String, String>;

/// The change of a value by a merge patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change<T> {
    /// The patch does not mention it.
    Keep,
    /// The patch says null.
    Remove,
    /// The patch gives a value.
    Set(T),
}

/// The change of metadata by a merge patch: each key is set, or removed by null.
pub(crate) type MetadataPatch = Change<BTreeMap<String, Option<String>>>;

/// Returns `metadata` as `patch` leaves it.
pub(super) fn patched(metadata: &Metadata, patch: &MetadataPatch) -> Metadata {
    match patch {
        Change::Keep => metadata.clone(),
        Change::Remove => Metadata::new(),
        Change::Set(changes) => {
            let mut result = metadata.clone();
            for (key, value) in changes {
                match value {
                    Some(value) => result.insert(key.clone(), value.clone()),
                    None => result.remove(key),
                };
            }
            result
        }
    }
}

/// Refuses metadata whose keys and values together are larger than `limit` bytes.
pub(super) fn require_small(metadata: &Metadata, limit: usize) -> Result<(), Refusal> {
    let size: usize = metadata.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size <= limit {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "The metadata is {size} bytes large; {limit} are allowed."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Metadata {
        pairs
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn a_patch_sets_and_removes_keys_and_leaves_the_rest() {
        let before = pairs([("a", "1"), ("b", "2")]);
        assert_eq!(patched(&before, &Change::Keep), before);
        assert_eq!(patched(&before, &Change::Remove), Metadata::new());
        let change = [("a".to_owned(), None), ("c".to_owned(), Some("3".to_owned()))];
        assert_eq!(
            patched(&before, &Change::Set(change.into())),
            pairs([("b", "2"), ("c", "3")])
        );
    }

    #[test]
    fn the_limit_counts_keys_and_values() {
        assert!(require_small(&pairs([("key", "value")]), 8).is_ok());
        assert!(require_small(&pairs([("key", "value")]), 7).is_err());
    }
}
