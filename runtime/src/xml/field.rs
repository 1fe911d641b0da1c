//! The names that generated types give their fields for XML: each says which part of an element the field is.
//!
//! ```text
//! Name            an element
//! @Name           an attribute
//! $text           the text of the element
//! Name[]          an element for each item of a list
//! Names/Name      an element with an element for each item of a list
//! Names/*         an element with an element for each entry of a map
//! {urn:x}p:Name   a name in a namespace, written with a prefix
//! Name?           an element that may be empty when there is no value
//! ```

/// A name, in a namespace or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'s> {
    pub(super) namespace: Option<&'s str>,
    pub(super) prefix: Option<&'s str>,
    pub(super) local: &'s str,
}

/// The part of an element that a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field<'s> {
    pub(super) name: Name<'s>,
    pub(super) node: Node<'s>,
    /// Whether it is empty when there is no value.
    pub(super) blank: bool,
}

/// A part of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node<'s> {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text.
    Text,
    /// An element for each item of a list.
    Items,
    /// An element with an element of this name for each item of a list.
    Wrapped(Name<'s>),
    /// An element with an element for each entry of a map.
    Map,
}

impl<'s> Name<'s> {
    pub(super) fn plain(local: &'s str) -> Self {
        Self {
            namespace: None,
            prefix: None,
            local,
        }
    }

    fn parse(text: &'s str) -> Self {
        let in_namespace = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (namespace, name) = match in_namespace {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, text),
        };
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, name),
        };
        Self {
            namespace,
            prefix,
            local,
        }
    }
}

impl<'s> Field<'s> {
    pub(super) fn element(name: Name<'s>) -> Self {
        Self {
            name,
            node: Node::Element,
            blank: false,
        }
    }

    pub(super) fn parse(text: &'s str) -> Self {
        let (text, blank) = match text.strip_suffix('?') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (text, node) = if text == "$text" {
            (text, Node::Text)
        } else if let Some(name) = text.strip_prefix('@') {
            (name, Node::Attribute)
        } else if let Some(name) = text.strip_suffix("[]") {
            (name, Node::Items)
        } else if let Some((outer, inner)) = split_wrapped(text) {
            (
                outer,
                match inner {
                    "*" => Node::Map,
                    inner => Node::Wrapped(Name::parse(inner)),
                },
            )
        } else {
            (text, Node::Element)
        };
        Self {
            name: Name::parse(text),
            node,
            blank,
        }
    }
}

/// Splits at the slash that is not part of a namespace.
fn split_wrapped(text: &str) -> Option<(&str, &str)> {
    let begin = if text.starts_with('{') { text.find('}')? } else { 0 };
    let at = begin + text.get(begin..)?.find('/')?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Tells whether a text can be the name of an element or attribute, without a prefix.
pub(super) fn is_name(text: &str) -> bool {
    let begins = |first: char| first.is_alphabetic() || first == '_';
    text.starts_with(begins) && text.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(
        namespace: Option<&'static str>,
        prefix: Option<&'static str>,
        local: &'static str,
    ) -> Name<'static> {
        Name {
            namespace,
            prefix,
            local,
        }
    }

    #[test]
    fn each_form_says_what_a_field_is() {
        let read = |text| {
            let field = Field::parse(text);
            (field.name, field.node, field.blank)
        };
        let plain = name(None, None, "A");
        assert_eq!(read("A"), (plain, Node::Element, false));
        assert_eq!(read("A?"), (plain, Node::Element, true));
        assert_eq!(read("@A?"), (plain, Node::Attribute, true));
        assert_eq!(read("$text").1, Node::Text);
        assert_eq!(read("A[]"), (plain, Node::Items, false));
        assert_eq!(read("A/*"), (plain, Node::Map, false));
        assert_eq!(read("A/B"), (plain, Node::Wrapped(Name::plain("B")), false));
        let inner = name(Some("urn:b"), None, "B");
        assert_eq!(
            read("{http://a.example/x}p:A/{urn:b}B"),
            (
                name(Some("http://a.example/x"), Some("p"), "A"),
                Node::Wrapped(inner),
                false
            )
        );
    }

    #[test]
    fn what_could_be_markup_is_not_a_name() {
        for text in ["a", "_a", "a-b.c1", "é"] {
            assert!(is_name(text), "{text}");
        }
        for text in ["", "1", "-a", "a b", "a>b", "a:b", "a/b", "@a", "<", "a\u{0}"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
