//! A map of limited size that forgets what came first.

use std::collections::{HashMap, VecDeque};

/// What came last, by a hash of 128 bits, which is too long for two things to have the same by chance.
#[derive(Debug)]
pub(super) struct Recent<V> {
    /// Each value, with the number of its entry in `order`.
    values: HashMap<u128, (u64, V)>,
    order: VecDeque<(u64, u128)>,
    next: u64,
    most: usize,
}

impl<V> Recent<V> {
    /// Remembers the last `most`, at least one.
    pub(super) fn new(most: usize) -> Self {
        Self {
            values: HashMap::new(),
            order: VecDeque::new(),
            next: 0,
            most: most.max(1),
        }
    }

    pub(super) fn get(&self, key: u128) -> Option<&V> {
        self.values.get(&key).map(|(_, value)| value)
    }

    /// Remembers a value, and replaces the earlier one of the key.
    pub(super) fn insert(&mut self, key: u128, value: V) {
        let number = self.next;
        self.next += 1;
        self.values.insert(key, (number, value));
        self.order.push_back((number, key));
        // Removed and replaced entries stay in the order until they reach its end, and count until then.
        while self.order.len() > self.most {
            if let Some((number, key)) = self.order.pop_front()
                && self.values.get(&key).is_some_and(|(last, _)| *last == number)
            {
                self.values.remove(&key);
            }
        }
    }

    pub(super) fn remove(&mut self, key: u128) {
        self.values.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_oldest_are_forgotten_and_the_size_has_a_bound() {
        let mut recent = Recent::new(3);
        for key in 0..1_000_u128 {
            recent.insert(key, ());
        }
        assert!(recent.get(996).is_none() && recent.get(997).is_some() && recent.get(999).is_some());
        assert!(recent.values.len() <= 3 && recent.order.len() <= 3);
    }

    #[test]
    fn what_is_replaced_or_removed_and_comes_again_counts_from_then() {
        let mut recent = Recent::new(3);
        recent.insert(1, "old");
        recent.insert(2, "other");
        recent.insert(1, "new");
        recent.insert(3, "third");
        assert_eq!((recent.get(1), recent.get(2)), (Some(&"new"), Some(&"other")));
        recent.remove(1);
        for _ in 0..100 {
            recent.insert(1, "again");
            recent.remove(1);
        }
        assert!(recent.order.len() <= 3 && recent.values.is_empty());
    }
}
