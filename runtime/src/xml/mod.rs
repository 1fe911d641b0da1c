//! Bodies and responses in XML.
//!
//! The names of the fields of a type say which part of an element each field is (`field.rs`). `quick-xml` splits the markup, as in
//! `azure_core`. `azure_core`'s functions are not used, because their errors quote the whole document, and because they ignore the
//! name of the root and namespaces, and cannot read lists mixed with other elements.

mod error;
mod field;
mod markup;
mod parse;
mod read;
mod text;
mod tree;
mod value;
mod write;

use azure_core::{Error, Result, error::ErrorKind, http::Format};
use error::XmlError;
use field::Field;
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use parse::parse;
pub(crate) use tree::Tree;

/// The format of a response in XML, as [`JsonFormat`](azure_core::http::JsonFormat) is that of one in JSON.
///
/// Elements may come in any order, and unknown ones are ignored. The root element must have the described name. A document is an
/// error if it uses entities that it declares itself, is not UTF-8, or is nested more than 128 times.
#[derive(Clone, Copy, Debug, Default)]
pub struct XmlFormat;

impl Format for XmlFormat {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> Result<T> {
        read_any(body.as_ref())
    }
}

/// Reads a document whose element has this name; an empty one means any. Only generated code calls it.
///
/// # Errors
///
/// When it is not such a document; nothing of it is in the message.
pub fn read<T: DeserializeOwned>(document: &[u8], root: &str) -> Result<T> {
    let tree = parse(document)?;
    let name = Field::parse(root).name;
    if !name.local.is_empty() && !tree.is(0, &name) {
        let message = format!("the element of the document is not `{}`", name.local);
        return Err(Error::with_message(ErrorKind::DataConversion, message));
    }
    Ok(T::deserialize(value::Value::root(&tree))?)
}

/// Reads a document whose element may have any name.
pub(crate) fn read_any<T: DeserializeOwned>(document: &[u8]) -> Result<T> {
    let tree = parse(document)?;
    Ok(T::deserialize(value::Value::root(&tree))?)
}

/// Writes a document whose element has this name.
pub(crate) fn write<T: Serialize + ?Sized>(root: &str, value: &T) -> std::result::Result<String, Error> {
    let mut markup = markup::Markup::new();
    let field = Field::parse(root);
    let written: std::result::Result<(), XmlError> = value.serialize(write::ValueWriter {
        markup: &mut markup,
        field,
    });
    written?;
    Ok(markup.finish())
}

#[cfg(test)]
mod tests;
