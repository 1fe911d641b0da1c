//! Places in files, and the path to one.

use crate::{pointer::Pointer, source::FileId};

/// A place: a file and a JSON pointer into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The pointer into it.
    pub pointer: Pointer,
}

impl Place {
    /// A place in a file.
    pub fn new(file: FileId, pointer: Pointer) -> Self {
        Self { file, pointer }
    }

    /// The place that this one is in; `None` for a whole file.
    pub fn parent(&self) -> Option<Self> {
        Some(Self {
            file: self.file.clone(),
            pointer: self.pointer.parent()?,
        })
    }

    /// Whether this is `outer`, or a part of it.
    pub fn is_in(&self, outer: &Self) -> bool {
        self.file == outer.file && self.pointer.is_in(&outer.pointer)
    }

    /// The place of `token` below this one.
    #[must_use]
    pub fn join(&self, token: impl AsRef<str>) -> Self {
        Self {
            file: self.file.clone(),
            pointer: self.pointer.join(token),
        }
    }
}

/// The path of a walk through a tree, which becomes a place only when a diagnostic needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way<'a> {
    From(&'a Place),
    Key(&'a Way<'a>, &'a str),
    Index(&'a Way<'a>, usize),
}

impl<'a> From<&'a Place> for Way<'a> {
    fn from(place: &'a Place) -> Self {
        Self::From(place)
    }
}

impl<'a> Way<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    pub(crate) fn place(&self) -> Place {
        match self {
            Self::From(place) => (*place).clone(),
            Self::Key(way, key) => way.place().join(key),
            Self::Index(way, index) => way.place().join(index.to_string()),
        }
    }
}
