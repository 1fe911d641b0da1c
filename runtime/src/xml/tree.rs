//! An XML document as a tree.

use super::field::Name;
use std::{borrow::Cow, ops::Range};

/// The namespace of the attribute that says of an element that it is `null`.
pub(super) const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Elements in the order of the document; the first is the root.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    pub(super) document: &'t str,
    pub(super) elements: Vec<Element<'t>>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) texts: Vec<Cow<'t, str>>,
    pub(super) namespaces: Vec<String>,
}

/// The index of an element.
pub(crate) type Id = usize;

/// Indices are of 32 bits, so that an element takes little more than its markup.
#[derive(Debug)]
pub(super) struct Element<'t> {
    pub(super) local: &'t str,
    /// Its namespace, plus one.
    pub(super) namespace: u32,
    /// Where its attributes begin; they end where those of the next element begin.
    pub(super) attributes: u32,
    /// Its text, plus one.
    pub(super) text: u32,
    /// The first element after those in it.
    pub(super) end: u32,
}

/// An attribute that declares no namespace.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) prefixed: bool,
    pub(super) local: String,
    /// Its namespace, plus one.
    pub(super) namespace: u32,
    pub(super) value: String,
}

impl<'t> Tree<'t> {
    /// Where the name of an element is.
    pub(super) fn offset(&self, id: Id) -> usize {
        (self.local(id).as_ptr() as usize).saturating_sub(self.document.as_ptr() as usize)
    }

    pub(crate) fn local(&self, id: Id) -> &'t str {
        self.elements.get(id).map_or("", |element| element.local)
    }

    /// The text of an element, without that of the elements in it.
    pub(crate) fn text(&self, id: Id) -> &str {
        let text = self.elements.get(id).map_or(0, |element| element.text);
        let text = (text as usize).checked_sub(1).and_then(|at| self.texts.get(at));
        text.map_or("", |text| text)
    }

    pub(super) fn attributes(&self, id: Id) -> &[Attribute] {
        let begin = |id: Id| self.elements.get(id).map(|element| element.attributes as usize);
        let range = Range {
            start: begin(id).unwrap_or_default(),
            end: begin(id + 1).unwrap_or(self.attributes.len()),
        };
        self.attributes.get(range).unwrap_or_default()
    }

    /// The elements that are directly in one.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = move |id: Id| self.elements.get(id).map_or(0, |element| element.end as usize);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end(id)).then(|| {
                next = end(child).max(child + 1);
                child
            })
        })
    }

    /// Tells whether a name means an element; one without a namespace means it in any.
    pub(super) fn is(&self, id: Id, name: &Name<'_>) -> bool {
        self.elements.get(id).is_some_and(|element| {
            let alike = |wanted: &str| self.namespace(element.namespace) == Some(wanted);
            element.local == name.local && name.namespace.is_none_or(alike)
        })
    }

    /// Tells whether a name means an attribute. One without a prefix is in no namespace, whatever the name says.
    pub(super) fn is_attribute(&self, attribute: &Attribute, name: &Name<'_>) -> bool {
        let alike = |wanted: &str| !attribute.prefixed || self.namespace(attribute.namespace) == Some(wanted);
        attribute.local == name.local && name.namespace.is_none_or(alike)
    }

    /// Tells whether an element says that it is `null`.
    pub(super) fn is_nil(&self, id: Id) -> bool {
        self.attributes(id).iter().any(|attribute| {
            let named =
                attribute.local == "nil" && self.namespace(attribute.namespace) == Some(SCHEMA_INSTANCE);
            named && matches!(attribute.value.trim(), "true" | "1")
        })
    }

    /// The namespace of an index plus one.
    fn namespace(&self, after: u32) -> Option<&str> {
        let at = (after as usize).checked_sub(1)?;
        self.namespaces.get(at).map(String::as_str)
    }
}
