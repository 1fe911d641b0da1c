//! Adds the attribute of a part to each of its items.

use syn::{Attribute, File, Item, parse::Parser as _};

/// Adds an attribute, which may be empty, before the derives, so that the compiler does not expand them for an item that it drops.
pub(crate) fn add(file: &mut File, attribute: &str) -> syn::Result<()> {
    if attribute.trim().is_empty() {
        return Ok(());
    }
    let attributes = Attribute::parse_outer.parse_str(attribute)?;
    for own in file.items.iter_mut().filter_map(attributes_of) {
        let docs = own.iter().take_while(|one| one.path().is_ident("doc")).count();
        own.splice(docs..docs, attributes.iter().cloned());
    }
    Ok(())
}

/// The attributes of an item of a kind that templates print.
fn attributes_of(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Static(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        _ => None,
    }
}
