//! A value in a tree that has not been read yet, and its place in the tree.

use super::{
    error::XmlError,
    field::{Field, Name, Node},
    tree::{Id, Tree},
};
use serde::de::{Error as _, Expected, Unexpected};
use std::collections::HashMap;

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) enum Source<'t> {
    /// A single element.
    Element(Id),
    /// Several elements with the same name.
    Items(Vec<Id>),
    /// The elements with the same name in an element, or in several elements.
    Wrapped(Vec<Id>, Name<'t>),
    /// All elements in an element, by their names.
    Map(Id),
    /// The text of an element, or the value of an attribute.
    Text(&'t str),
}

/// A value that has not been read yet.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) source: Source<'t>,
    /// Whether an empty value counts as absent.
    blank: bool,
}

impl<'t> Value<'t> {
    /// The whole document.
    pub(super) fn root(tree: &'t Tree<'t>) -> Self {
        Self::new(tree, Source::Element(0))
    }

    pub(super) fn new(tree: &'t Tree<'t>, source: Source<'t>) -> Self {
        Self {
            tree,
            source,
            blank: false,
        }
    }

    /// The element that it is or begins with.
    pub(super) fn element(&self) -> Option<Id> {
        match &self.source {
            Source::Element(id) | Source::Map(id) => Some(*id),
            Source::Items(ids) | Source::Wrapped(ids, _) => ids.first().copied(),
            Source::Text(_) => None,
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match &self.source {
            Source::Text(_) => "string",
            Source::Element(id) if self.is_text(*id) => "string",
            Source::Element(_) | Source::Map(_) => "map",
            Source::Items(_) | Source::Wrapped(..) => "sequence",
        }
    }

    pub(super) fn is_text(&self, id: Id) -> bool {
        self.tree.children(id).next().is_none()
    }

    /// The text, if the value is only text.
    pub(super) fn text(&self) -> Option<&'t str> {
        match self.source {
            Source::Text(text) => Some(text),
            Source::Element(id) => self.is_text(id).then(|| self.tree.text(id)),
            _ => None,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        let nil = self.element().is_some_and(|id| self.tree.is_nil(id));
        nil || (self.blank && self.text().is_some_and(|text| text.trim_ascii().is_empty()))
    }

    pub(super) fn unexpected(&self, expected: &dyn Expected) -> XmlError {
        XmlError::invalid_type(Unexpected::Other(self.kind()), expected)
    }

    /// Adds its place to an error.
    pub(super) fn place<T>(&self, result: Result<T, XmlError>) -> Result<T, XmlError> {
        result.map_err(|error| match self.element() {
            Some(id) => error.at(self.tree.document, self.tree.offset(id)),
            None => error,
        })
    }

    /// The values of elements.
    pub(super) fn each(&self, ids: impl Iterator<Item = Id>) -> Vec<Self> {
        ids.map(|id| Self::new(self.tree, Source::Element(id))).collect()
    }

    /// The content of an element by name, including attributes and the text, unless it is a map.
    pub(super) fn members(&self, id: Id, map: bool) -> Vec<(String, Self)> {
        let mut found: Vec<(String, Self)> = Vec::new();
        if !map {
            for attribute in self.tree.attributes(id) {
                let source = Source::Text(&attribute.value);
                found.push((format!("@{}", attribute.local), Self::new(self.tree, source)));
            }
            let text = self.tree.text(id);
            if !text.trim_ascii().is_empty() {
                found.push(("$text".to_owned(), Self::new(self.tree, Source::Text(text))));
            }
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        for child in self.tree.children(id) {
            let name = self.tree.local(child);
            let at = *places.entry(name).or_insert(found.len());
            match found.get_mut(at) {
                Some((_, value)) => value.add(child),
                None => found.push((name.to_owned(), Self::new(self.tree, Source::Element(child)))),
            }
        }
        found
    }

    /// Another element of the same name.
    fn add(&mut self, id: Id) {
        match &mut self.source {
            Source::Items(items) => items.push(id),
            Source::Element(first) => self.source = Source::Items(vec![*first, id]),
            _ => {}
        }
    }

    /// The values of the fields of a type that are present.
    pub(super) fn fields(&self, id: Id, fields: &'static [&'static str]) -> Vec<(&'static str, Self)> {
        let parsed: Vec<Field<'static>> = fields.iter().map(|field| Field::parse(field)).collect();
        let mut sources: Vec<Option<Source<'t>>> = parsed.iter().map(|_| None).collect();
        for attribute in self.tree.attributes(id) {
            let is = |field: &Field<'_>| {
                field.node == Node::Attribute && self.tree.is_attribute(attribute, &field.name)
            };
            if let Some(source) = parsed.iter().position(is).and_then(|at| sources.get_mut(at)) {
                *source = Some(Source::Text(&attribute.value));
            }
        }
        for child in self.tree.children(id) {
            let is = |field: &Field<'_>| {
                !matches!(field.node, Node::Attribute | Node::Text) && self.tree.is(child, &field.name)
            };
            // A name with a namespace is more specific than one without.
            let exact = |field: &Field<'_>| field.name.namespace.is_some() && is(field);
            let at = parsed
                .iter()
                .position(exact)
                .or_else(|| parsed.iter().position(is));
            if let Some(source) = at.and_then(|at| sources.get_mut(at)) {
                match source {
                    None => *source = Some(Source::Element(child)),
                    Some(Source::Items(items)) => items.push(child),
                    Some(Source::Element(first)) => *source = Some(Source::Items(vec![*first, child])),
                    Some(_) => {}
                }
            }
        }
        let found = fields.iter().zip(parsed).zip(sources);
        found
            .filter_map(|((name, field), source)| {
                let source = match (field.node, source) {
                    (Node::Text, _) => Source::Text(self.tree.text(id)),
                    (Node::Wrapped(item), Some(Source::Element(list))) => Source::Wrapped(vec![list], item),
                    (Node::Wrapped(item), Some(Source::Items(lists))) => Source::Wrapped(lists, item),
                    (Node::Map, Some(Source::Element(map))) => Source::Map(map),
                    (Node::Items, Some(Source::Element(only))) => Source::Items(vec![only]),
                    // There is no difference between an empty list and none.
                    (Node::Items, None) => Source::Items(Vec::new()),
                    (_, source) => source?,
                };
                let blank = field.blank || field.node == Node::Text;
                Some((
                    *name,
                    Self {
                        blank,
                        ..Self::new(self.tree, source)
                    },
                ))
            })
            .collect()
    }

    pub(super) fn parse<T: std::str::FromStr>(&self, expected: &dyn Expected) -> Result<T, XmlError> {
        let text = self.text().ok_or_else(|| self.unexpected(expected))?;
        let invalid = |_| XmlError::invalid_value(Unexpected::Other("string"), expected);
        text.trim_ascii().parse().map_err(invalid)
    }
}
