//! How a value is written in XML.

use crate::diagnostic::Diagnostics;

use super::read::{Keywords, Reader};

const XML: Keywords = Keywords {
    object: "`xml`",
    read: &["name", "prefix", "namespace", "attribute", "wrapped"],
    ignored: &[],
    unsupported_marks: &[],
};

/// `xml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// The name of the element or attribute.
    pub name: Option<String>,
    /// The prefix of that name.
    pub prefix: Option<String>,
    /// The namespace that the name is in.
    pub namespace: Option<String>,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Whether a list is in an element of its own.
    pub wrapped: bool,
    /// `x-ms-text`: whether it is the text of the element that it is in.
    pub text: bool,
}

/// Reads the `xml` of a schema.
pub(super) fn read(schema: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Xml> {
    let reader = schema.get("xml")?;
    reader.check(&XML, diagnostics);
    Some(Xml {
        name: reader.text("name", diagnostics),
        prefix: reader.text("prefix", diagnostics),
        namespace: reader.text("namespace", diagnostics),
        attribute: reader.flag("attribute", diagnostics),
        wrapped: reader.flag("wrapped", diagnostics),
        text: reader.flag("x-ms-text", diagnostics),
    })
}
