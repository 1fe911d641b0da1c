//! Something found in one pair of operations or schemas, and what that pair is called.

use openapi_descriptions::diagnostic::Place;

use super::{checks::Check, verdict::Direction};

/// What something is called in messages, and what it is listed under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// In a sentence, such as "`name` of `Pet`".
    pub phrase: String,
    /// The type, operation or component that it belongs to.
    pub subject: String,
}

impl Label {
    pub(super) fn new(phrase: impl Into<String>, subject: impl Into<String>) -> Self {
        Self {
            phrase: phrase.into(),
            subject: subject.into(),
        }
    }

    /// A schema with a name.
    pub(super) fn for_schema(name: &str) -> Self {
        Self::new(format!("`{name}`"), name)
    }

    /// A part of this, in the same group.
    pub(super) fn part(&self, phrase: impl Into<String>) -> Self {
        Self::new(phrase, self.subject.clone())
    }
}

/// On which side the thing stands that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// On both.
    Both,
    /// On the old one: it was removed. The new place says where it is missing.
    Old,
    /// On the new one: it was added. The old place says where it was not.
    New,
}

/// Something found in a node; how grave it is depends on the ways on which the node is reached.
#[derive(Clone, Debug)]
pub(super) struct LocalFinding {
    pub check: &'static Check,
    /// The ways on which it counts.
    pub directions: Direction,
    pub old: Place,
    pub new: Place,
    pub anchor: Anchor,
    /// What tells it apart from others of the same check at the same places.
    pub detail: String,
    pub message: String,
    pub subject: String,
}

impl LocalFinding {
    pub(super) fn new(
        check: &'static Check,
        old: &Place,
        new: &Place,
        subject: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            check,
            directions: Direction::BOTH,
            old: old.clone(),
            new: new.clone(),
            anchor: Anchor::Both,
            detail: String::new(),
            message: message.into(),
            subject: subject.to_owned(),
        }
    }

    pub(super) fn with_directions(mut self, directions: Direction) -> Self {
        self.directions = directions;
        self
    }

    pub(super) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// It stands only on the old side.
    pub(super) fn only_in_old(mut self) -> Self {
        self.anchor = Anchor::Old;
        self
    }

    /// It stands only on the new side.
    pub(super) fn only_in_new(mut self) -> Self {
        self.anchor = Anchor::New;
        self
    }
}
