//! A finding in one pair of operations or schemas, and the name of that pair.

use openapi_descriptions::diagnostic::Place;

use super::{
    checks::{self, Check, Effect},
    verdict::{Direction, WireSeverity},
};

/// The name of something in messages, and the subject that its findings are listed under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The name in a sentence, such as "`name` of `Pet`".
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

    /// The label of a named schema.
    pub(super) fn for_schema(name: &str) -> Self {
        Self::new(format!("`{name}`"), name)
    }

    /// The label of a part, under the same subject.
    pub(super) fn part(&self, phrase: impl Into<String>) -> Self {
        Self::new(phrase, self.subject.clone())
    }
}

/// The side that has the thing that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Both sides.
    Both,
    /// The old side: the thing was removed. The new place says where it is missing.
    Old,
    /// The new side: the thing was added. The old place says where it was missing.
    New,
}

/// A finding in one node. Its severity depends on the directions in which the node is reached.
#[derive(Clone, Debug)]
pub(super) struct LocalFinding {
    pub check: &'static Check,
    /// The directions in which it has an effect.
    pub directions: Direction,
    pub old: Place,
    pub new: Place,
    pub anchor: Anchor,
    /// What tells it apart from other findings of the same check at the same places.
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

    /// The finding about a call that the service makes: values go the other way. A change that has no severity in that direction is
    /// not compared, unless the service only sends more than before.
    pub(super) fn of_incoming(mut self) -> Self {
        let sends_more = self.directions == Direction::REQUEST && self.check.effect == Effect::Added;
        self.directions = self.directions.reversed();
        let has_severity = |directions| self.check.severity(directions) != WireSeverity::None;
        if !sends_more && !has_severity(self.directions) && has_severity(Direction::BOTH) {
            self.detail = format!("{} {}", self.check.id, self.detail);
            self.check = &checks::NOT_COMPARED;
            self.directions = Direction::BOTH;
            self.message.push_str("; the effect is not known");
        }
        self
    }

    /// Marks the finding as being about something on the old side only.
    pub(super) fn only_in_old(mut self) -> Self {
        self.anchor = Anchor::Old;
        self
    }

    /// Marks the finding as being about something on the new side only.
    pub(super) fn only_in_new(mut self) -> Self {
        self.anchor = Anchor::New;
        self
    }
}
