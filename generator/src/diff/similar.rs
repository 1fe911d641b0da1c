//! How alike two names or sets are: for pairing what was renamed. From 0, nothing in common, to 1, the same.

use std::collections::BTreeSet;

use heck::ToSnakeCase as _;

/// From which likeness on two things count as one that was renamed. Below it they stay removed and added.
pub const THRESHOLD: f64 = 0.5;

/// The share of words that two names have in common.
pub(super) fn names(a: &str, b: &str) -> f64 {
    let words =
        |name: &str| -> BTreeSet<String> { name.to_snake_case().split('_').map(str::to_owned).collect() };
    sets(&words(a), &words(b))
}

/// The share of members that two sets have in common; two empty sets are the same.
pub(super) fn sets<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let all = a.union(b).count();
    if all == 0 {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a set of names is far below 2^52")]
    let share = a.intersection(b).count() as f64 / all as f64;
    share
}

/// Pairs the members of two lists, the most alike first, each at most once and only at or above the threshold.
pub(super) fn pairs(
    left: usize,
    right: usize,
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = (0..left)
        .flat_map(|a| (0..right).map(move |b| (a, b)))
        .map(|(a, b)| (likeness(a, b), a, b))
        .filter(|(likeness, _, _)| *likeness >= THRESHOLD)
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_left, mut used_right) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (likeness, a, b) in &candidates {
        // As alike to another one as to this: doubtful, so it stays unpaired.
        let rivals = candidates.iter().filter(|other| {
            (other.1 == *a) != (other.2 == *b)
                && (other.0 - likeness).abs() < f64::EPSILON
                && !used_left.contains(&other.1)
                && !used_right.contains(&other.2)
        });
        if !used_left.contains(a) && !used_right.contains(b) && rivals.count() == 0 {
            used_left.insert(*a);
            used_right.insert(*b);
            pairs.push((*a, *b));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::{names, pairs};

    #[test]
    fn names_are_as_alike_as_the_words_they_share() {
        assert!((names("ListHousePets", "House_ListPets") - 1.0).abs() < f64::EPSILON);
        assert!(names("PetHouse", "PetHouseProperties") > 0.5);
        assert!(names("isDeleted", "topic") < 0.1);
    }

    #[test]
    fn a_doubtful_pair_stays_apart() {
        assert_eq!(pairs(1, 2, |_, _| 0.8), []);
        assert_eq!(
            pairs(2, 2, |a, b| if a == b { 0.9 } else { 0.6 }),
            [(0, 0), (1, 1)]
        );
    }
}
