//! The similarity of names and sets, from 0 (nothing in common) to 1 (equal). Renamed things are paired by it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use heck::ToSnakeCase as _;

/// The minimum similarity, from 0 to 1, at which a removed and an added thing are reported as one renamed thing.
pub const SIMILARITY_THRESHOLD: f64 = 0.5;

/// A word with more occurrences than this does not make a pair a candidate. This keeps the work linear in the number of
/// names.
const MAX_OCCURRENCES: usize = 24;

/// The words of a name.
pub(super) fn words_of_name(name: &str) -> BTreeSet<String> {
    let snake = name.to_snake_case();
    snake
        .split('_')
        .filter(|word| !word.is_empty())
        .map(|word| singular(word).to_owned())
        .collect()
}

/// A word without the `s` of its plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// The share of members that two sets have in common; 1 for two empty sets.
pub(super) fn set_similarity<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let all = a.union(b).count();
    if all == 0 {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a set of names is far below 2^52")]
    let share = a.intersection(b).count() as f64 / all as f64;
    share
}

/// Pairs the members of two lists, given by their words, the most similar first. Each is paired at most once, and only
/// at or above the threshold. A member that is equally similar to several others is ambiguous and not paired.
pub(super) fn pair_similar(
    left: &[BTreeSet<String>],
    right: &[BTreeSet<String>],
    similarity: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    // By similarity in thousandths, the greatest first.
    let mut levels: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (a, b) in candidates(left, right) {
        let similarity = similarity(a, b);
        if similarity >= SIMILARITY_THRESHOLD {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a similarity is from 0 to 1"
            )]
            let level = (similarity * 1000.0).round() as u32;
            levels.entry(level).or_default().push((a, b));
        }
    }
    let (mut done_left, mut done_right) = (HashSet::new(), HashSet::new());
    let mut pairs = Vec::new();
    for level in levels.into_values().rev() {
        let open: Vec<(usize, usize)> = level
            .into_iter()
            .filter(|(a, b)| !done_left.contains(a) && !done_right.contains(b))
            .collect();
        let (mut count_left, mut count_right) = (HashMap::new(), HashMap::new());
        for (a, b) in &open {
            *count_left.entry(*a).or_insert(0_usize) += 1;
            *count_right.entry(*b).or_insert(0_usize) += 1;
        }
        for (a, b) in open {
            if count_left.get(&a) == Some(&1) && count_right.get(&b) == Some(&1) {
                pairs.push((a, b));
            }
            done_left.insert(a);
            done_right.insert(b);
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The pairs that share a word which is not too common.
fn candidates(left: &[BTreeSet<String>], right: &[BTreeSet<String>]) -> BTreeSet<(usize, usize)> {
    let index = |list: &'_ [BTreeSet<String>]| {
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, words) in list.iter().enumerate() {
            for word in words {
                index.entry(word.clone()).or_default().push(at);
            }
        }
        index
    };
    let right = index(right);
    let mut found = BTreeSet::new();
    for (word, with_left) in index(left) {
        let Some(with_right) = right.get(&word) else {
            continue;
        };
        if with_left.len() <= MAX_OCCURRENCES && with_right.len() <= MAX_OCCURRENCES {
            for a in &with_left {
                found.extend(with_right.iter().map(|b| (*a, *b)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{pair_similar, set_similarity, words_of_name};

    fn names(a: &str, b: &str) -> f64 {
        set_similarity(&words_of_name(a), &words_of_name(b))
    }

    #[test]
    fn names_are_as_similar_as_the_words_they_share() {
        assert!((names("ListHousePets", "House_ListPets") - 1.0).abs() < f64::EPSILON);
        assert!(names("PetHouse", "PetHouseProperties") > 0.5);
        assert!(names("isDeleted", "topic") < 0.1);
    }

    #[test]
    fn a_doubtful_pair_stays_apart() {
        let same = |count: usize| vec![words_of_name("pet"); count];
        assert_eq!(pair_similar(&same(1), &same(2), |_, _| 0.8), []);
        assert_eq!(
            pair_similar(&same(2), &same(2), |a, b| if a == b { 0.9 } else { 0.6 }),
            [(0, 0), (1, 1)]
        );
        // An ambiguous member is not paired with a less similar one either.
        assert_eq!(
            pair_similar(&same(1), &same(3), |_, b| if b == 2 { 0.6 } else { 0.9 }),
            []
        );
    }

    #[test]
    fn a_word_that_all_names_share_pairs_nothing() {
        let many: Vec<_> = (0..100).map(|at| words_of_name(&format!("pet_{at}_x"))).collect();
        let other: Vec<_> = (0..100).map(|at| words_of_name(&format!("pet_{at}_y"))).collect();
        let similarity = |a: usize, b: usize| set_similarity(&many[a], &other[b]);
        let found = pair_similar(&many, &other, similarity);
        assert_eq!(found.len(), 100, "the number tells them apart");
    }
}
