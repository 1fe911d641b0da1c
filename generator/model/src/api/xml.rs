//! How objects are written in XML, where that is not as in JSON.

/// How a property is written in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xml {
    /// The name of its element or attribute, without a prefix.
    pub name: String,
    /// The prefix of the name.
    pub prefix: Option<String>,
    /// What it is in the element of its object.
    pub node: XmlNode,
}

/// What a property is in the element of its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// An element, or one for each item of a list.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element.
    Text,
    /// An element with the items of a list in it, each an element of this name.
    Wrapped {
        /// The name of the element of an item.
        item: String,
    },
}

/// The element of an object that is a whole body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlRoot {
    /// Its name.
    pub name: String,
    /// The namespace that it is in.
    pub namespace: Option<String>,
}
