//! The new messages of one listing.

use super::listed::{ListedMessage, Position};
use azure_core::time::OffsetDateTime;
use std::collections::BTreeMap;

/// The new messages of one listing, sorted by their last change. Only a limited number is kept: those that changed first.
#[derive(Debug)]
pub(super) struct Batch<M> {
    messages: BTreeMap<(OffsetDateTime, Position, Box<str>), ListedMessage<M>>,
    most: usize,
    is_cut: bool,
}

impl<M> Batch<M> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            messages: BTreeMap::new(),
            most: most.max(1),
            is_cut: false,
        }
    }

    pub(super) fn add(&mut self, listed: ListedMessage<M>) {
        let facts = &listed.facts;
        let key = (facts.changed_on, facts.position, facts.id.clone());
        self.messages.insert(key, listed);
        if self.messages.len() > self.most {
            self.is_cut = true;
            self.messages.pop_last(); // it is still new in the next listing
        }
    }

    /// Tells whether there were more.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Returns when the last of them changed.
    pub(super) fn last_changed_on(&self) -> Option<OffsetDateTime> {
        self.messages
            .last_key_value()
            .map(|((changed_on, ..), _)| *changed_on)
    }

    /// Returns the messages in the order of the thread.
    pub(super) fn into_messages(self) -> Vec<ListedMessage<M>> {
        let mut messages: Vec<_> = self.messages.into_values().collect();
        messages.sort_by_key(|listed| (listed.facts.position, listed.facts.changed_on));
        messages
    }
}
