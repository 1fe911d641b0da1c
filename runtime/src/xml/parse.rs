//! Reads a document into a tree, with limits on the cost of a hostile document.

use super::{
    error::XmlError,
    tree::{Attribute, Element, Id, Tree},
};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesDecl, BytesStart, Event},
};
use std::borrow::Cow;

/// How deep elements may be nested: reading recursive types uses stack for each level.
const MOST_DEPTH: usize = 128;

/// How many attributes an element may have, and how many namespaces may be declared at one place; each is compared with all
/// others.
const MOST_ATTRIBUTES: usize = 256;

/// The namespace of the prefix `xml`.
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// Reads a document.
pub(crate) fn parse(body: &[u8]) -> Result<Tree<'_>, XmlError> {
    let document = str::from_utf8(body).map_err(|_| XmlError::new("the document is not text in UTF-8"))?;
    let document = document.strip_prefix('\u{feff}').unwrap_or(document);
    if u32::try_from(document.len()).is_err() {
        return Err(XmlError::new("the document is larger than 4 GiB"));
    }
    let mut parser = Parser::new(document);
    loop {
        let at = parser.position();
        let event = parser.reader.read_event();
        let event = event.map_err(|_| broken().at(document, parser.position()))?;
        if event == Event::Eof {
            return parser.finish();
        }
        parser.event(event, at).map_err(|error| error.at(document, at))?;
    }
}

/// A prefix that is declared: the empty one is that of names without one.
struct Declared {
    prefix: String,
    /// Its namespace, plus one.
    namespace: u32,
}

struct Parser<'t> {
    reader: Reader<&'t [u8]>,
    version: XmlVersion,
    tree: Tree<'t>,
    /// The elements that are open, each with the number of declarations outside of it.
    open: Vec<(Id, usize)>,
    declared: Vec<Declared>,
}

/// A length as an index of 32 bits; the document is not longer.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'t> Parser<'t> {
    fn new(document: &'t str) -> Self {
        Self {
            reader: Reader::from_str(document),
            version: XmlVersion::Implicit1_0,
            tree: Tree {
                document,
                elements: Vec::new(),
                attributes: Vec::new(),
                texts: Vec::new(),
                namespaces: vec![XML_NAMESPACE.to_owned()],
            },
            open: Vec::new(),
            declared: vec![Declared {
                prefix: "xml".to_owned(),
                namespace: 1,
            }],
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn event(&mut self, event: Event<'t>, at: usize) -> Result<(), XmlError> {
        match event {
            Event::Decl(declaration) => self.declaration(&declaration),
            Event::Start(start) => self.start(&start, at),
            Event::Empty(start) => {
                self.start(&start, at)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(text.xml_content(self.version).map_err(|_| broken())?),
            Event::CData(text) => self.text(text.xml_content(self.version).map_err(|_| broken())?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|_| broken())?;
                match reference.resolve_char_ref().map_err(|_| broken())? {
                    Some(character) => self.text(character.to_string().into()),
                    // Only these exist: entities that a document declares are not expanded, so that they cannot multiply.
                    None => match quick_xml::escape::resolve_xml_entity(&name) {
                        Some(text) => self.text(text.into()),
                        None => Err(XmlError::new("an entity is used that XML does not predefine")),
                    },
                }
            }
            Event::DocType(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn declaration(&mut self, declaration: &BytesDecl<'_>) -> Result<(), XmlError> {
        if let Ok(version) = declaration.xml_version() {
            self.version = version;
        }
        let encoding = declaration.encoding().transpose().map_err(|_| broken())?;
        let is_ours = encoding.is_none_or(|encoding| {
            ["utf-8", "utf8", "us-ascii"]
                .iter()
                .any(|known| encoding.eq_ignore_ascii_case(known.as_bytes()))
        });
        // All others that services use are the same for ASCII.
        if is_ours || self.tree.document.is_ascii() {
            Ok(())
        } else {
            Err(XmlError::new("the document says that its encoding is not UTF-8"))
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), XmlError> {
        if self.open.is_empty() && !self.tree.elements.is_empty() {
            return Err(XmlError::new("there is a second document behind the first"));
        }
        if self.open.len() == MOST_DEPTH {
            return Err(XmlError::new("recursion limit exceeded"));
        }
        let outside = self.declared.len();
        let attributes = self.tree.attributes.len();
        let mut prefixes = Vec::new();
        for (count, attribute) in start.attributes().enumerate() {
            let attribute = attribute.map_err(|_| broken())?;
            if count == MOST_ATTRIBUTES {
                return Err(XmlError::new("an element has too many attributes"));
            }
            let value = attribute
                .decoded_and_normalized_value(self.version, self.reader.decoder())
                .map_err(|_| broken())?;
            let (prefix, local) = split(str::from_utf8(attribute.key.as_ref()).map_err(|_| broken())?);
            match (prefix, local) {
                (None, "xmlns") => self.declare("", value)?,
                (Some("xmlns"), prefix) => self.declare(prefix, value)?,
                (prefix, local) => {
                    prefixes.push(prefix.map(str::to_owned));
                    self.tree.attributes.push(Attribute {
                        prefixed: prefix.is_some(),
                        local: local.to_owned(),
                        namespace: 0,
                        value: value.into_owned(),
                    });
                }
            }
        }
        // They may be declared after their use.
        for (at, prefix) in prefixes.into_iter().enumerate() {
            let namespace = prefix.map_or(0, |prefix| self.find(&prefix));
            if let Some(attribute) = self.tree.attributes.get_mut(attributes + at) {
                attribute.namespace = namespace;
            }
        }
        // The name as the document has it: it is behind the `<`.
        let name = self
            .tree
            .document
            .get(at + 1..at + 1 + start.name().as_ref().len());
        let (prefix, local) = split(name.ok_or_else(broken)?);
        let id = self.tree.elements.len();
        self.tree.elements.push(Element {
            local,
            namespace: self.find(prefix.unwrap_or_default()),
            attributes: index(attributes),
            text: 0,
            end: index(id + 1),
        });
        self.open.push((id, outside));
        Ok(())
    }

    fn end(&mut self) {
        let end = index(self.tree.elements.len());
        if let Some((id, outside)) = self.open.pop() {
            self.declared.truncate(outside);
            if let Some(element) = self.tree.elements.get_mut(id) {
                element.end = end;
            }
        }
    }

    fn text(&mut self, text: Cow<'t, str>) -> Result<(), XmlError> {
        let blank = text.trim_ascii().is_empty();
        let last = self.tree.elements.len();
        let Some((id, _)) = self.open.last() else {
            return if blank {
                Ok(())
            } else {
                Err(XmlError::new("there is text outside of the document"))
            };
        };
        // Between elements, white space is only layout.
        let between = blank && *id + 1 < last;
        if between || text.is_empty() {
            return Ok(());
        }
        if let Some(element) = self.tree.elements.get_mut(*id) {
            let before = (element.text as usize).checked_sub(1);
            if let Some(before) = before.and_then(|at| self.tree.texts.get_mut(at)) {
                before.to_mut().push_str(&text);
            } else {
                self.tree.texts.push(text);
                element.text = index(self.tree.texts.len());
            }
        }
        Ok(())
    }

    fn declare(&mut self, prefix: &str, namespace: Cow<'_, str>) -> Result<(), XmlError> {
        if self.declared.len() == MOST_ATTRIBUTES {
            return Err(XmlError::new("too many namespaces are declared"));
        }
        let namespace = if namespace.is_empty() {
            0
        } else {
            self.tree.namespaces.push(namespace.into_owned());
            index(self.tree.namespaces.len())
        };
        self.declared.push(Declared {
            prefix: prefix.to_owned(),
            namespace,
        });
        Ok(())
    }

    /// The namespace of a prefix, plus one.
    fn find(&self, prefix: &str) -> u32 {
        let found = self
            .declared
            .iter()
            .rev()
            .find(|declared| declared.prefix == prefix);
        found.map_or(0, |declared| declared.namespace)
    }

    fn finish(self) -> Result<Tree<'t>, XmlError> {
        let end = self.tree.document.len();
        if !self.open.is_empty() {
            return Err(XmlError::new("the document ends within an element").at(self.tree.document, end));
        }
        if self.tree.elements.is_empty() {
            return Err(XmlError::new("there is no element"));
        }
        Ok(self.tree)
    }
}

fn broken() -> XmlError {
    XmlError::new("the markup is broken")
}

fn split(name: &str) -> (Option<&str>, &str) {
    match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    }
}
