//! Setters and constructors of objects, and conversions into objects.

use openapi_client_model::{
    api::{Api, Property, Role, Scalar, Type, TypeDef, TypeKind},
    names::Ident,
};

use super::{Doc, TypeRef, token::takes_into};

/// A field as an argument of `new`, or one that a setter sets.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template can only ask for presence"
)]
pub struct SetterView {
    /// The setter's docs.
    pub(crate) doc: Doc,
    /// The docs of the setter that removes the value, if there is one.
    pub(crate) remove_doc: Doc,
    pub(crate) field: Ident,
    /// The setter's name.
    pub(crate) name: Ident,
    /// The name of the setter that removes the value.
    pub(crate) remove_name: Ident,
    /// The argument's type.
    pub(crate) ty: TypeRef,
    /// Whether the argument must be converted.
    pub(crate) convert: bool,
    /// Whether the value is boxed.
    pub(crate) boxed: bool,
    /// Whether the field can also be removed.
    pub(crate) patch: bool,
    /// Whether the field is the value itself, and empty when nothing is set.
    pub(crate) whole: bool,
}

/// A type that converts into an object.
#[derive(Clone, Debug)]
pub struct ConversionView {
    pub(crate) from: TypeRef,
    /// Whether it is an array of any length.
    pub(crate) array: bool,
}

pub(super) fn setter(api: &Api, definition: &TypeDef, property: &Property) -> SetterView {
    let whole = property.role == Role::Rest;
    let patch = definition.usage.merge_patch;
    let bare = property.name.bare();
    let convertible = !property.recursive && turns_into(api, &property.ty);
    let ty = if patch && matches!(property.ty, Type::Map(_)) {
        TypeRef::patch_value(&property.ty)
    } else {
        TypeRef::into(&property.ty, convertible)
    };
    let removes = patch && !whole;
    let name = |verb: &str| {
        Ident::parse(
            &format!("{verb} {bare}"),
            openapi_client_model::names::Case::Value,
        )
        .unwrap_or_else(|| property.name.clone())
    };
    SetterView {
        doc: Doc::new().paragraph(&format!("Sets `{bare}`.")),
        remove_doc: if removes {
            Doc::new().paragraph(&format!("Removes `{bare}`: sends it as `null`."))
        } else {
            Doc::new()
        },
        field: property.name.clone(),
        name: name("with"),
        remove_name: if removes {
            name("without")
        } else {
            property.name.clone()
        },
        ty,
        convert: convertible || takes_into(&property.ty),
        boxed: property.recursive,
        patch: removes,
        whole,
    }
}

/// Whether other types convert into this one.
fn turns_into(api: &Api, ty: &Type) -> bool {
    let Type::Named(name) = ty else { return false };
    match api.types.get(name).map(|definition| &definition.kind) {
        Some(TypeKind::Enum { open, .. }) => *open,
        Some(TypeKind::Union { .. } | TypeKind::Choice(_)) => true,
        _ => false,
    }
}

pub(super) fn conversions(definition: &TypeDef, only: &Property) -> Vec<ConversionView> {
    let plain = |from: TypeRef| ConversionView { from, array: false };
    let owned = TypeRef::owned(&only.ty);
    match &only.ty {
        // A reference to another scalar does not turn into it.
        Type::Scalar(Scalar::String) => {
            vec![
                plain(TypeRef::argument(&only.ty, false)),
                plain(TypeRef::string_reference()),
                plain(owned),
            ]
        }
        Type::List(inner) => vec![
            plain(owned),
            ConversionView {
                from: TypeRef::owned(inner),
                array: true,
            },
        ],
        Type::Named(name) if *name == definition.name => Vec::new(),
        _ => vec![plain(owned)],
    }
}
