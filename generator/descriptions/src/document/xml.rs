//! How a value is written in XML.

use crate::diagnostic::{Diagnostic, Diagnostics};

use super::read::{Keywords, Reader};

const XML: Keywords = Keywords {
    object: "`xml`",
    read: &["name", "prefix", "namespace", "attribute", "wrapped", "nodeType"],
    ignored: &[],
    unsupported: &[],
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
    // OpenAPI 3.2 says by one keyword what there are several for.
    let node = reader.text("nodeType", diagnostics);
    let node = node.as_deref().unwrap_or_default();
    if !matches!(node, "" | "element" | "attribute" | "text" | "cdata" | "none") {
        let message = format!("`{node}` is not a `nodeType` of XML");
        let help = "write `element`, `attribute`, `text`, `cdata` or `none`";
        let place = reader.place().join("nodeType");
        diagnostics.push(Diagnostic::at(&place, message, help).kept("it is an element"));
    }
    let is_list = schema
        .get("type")
        .is_some_and(|kind| kind.node().as_str() == Some("array"));
    if node == "none" && !is_list && schema.get("$ref").is_none() {
        let message = "an object or value without a node of its own in XML is not supported";
        let help = "leave `nodeType` out; a list can be without one";
        let place = reader.place().join("nodeType");
        diagnostics.push(Diagnostic::at(&place, message, help).kept("it is an element"));
    }
    Some(Xml {
        name: reader.text("name", diagnostics),
        prefix: reader.text("prefix", diagnostics),
        namespace: reader.text("namespace", diagnostics),
        attribute: reader.flag("attribute", diagnostics) || node == "attribute",
        wrapped: reader.flag("wrapped", diagnostics) || (node == "element" && is_list),
        text: reader.flag("x-ms-text", diagnostics) || matches!(node, "text" | "cdata"),
    })
}
