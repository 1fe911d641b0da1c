//! The field of an object that holds all members without a field of their own.

use openapi_client_model::api::{Property, Role, TypeDef};

use super::{Doc, FieldView, Literal, TypeRef, serde::SerdeView};

/// How an object reads and writes the members without a field of their own.
#[derive(Clone, Debug)]
pub struct RestView {
    /// The type of the map.
    pub(crate) ty: TypeRef,
    /// The names of the other members on the wire, which must not be in the map.
    pub(crate) names: Vec<Literal>,
}

pub(super) fn rest(definition: &TypeDef, properties: &[Property]) -> Option<RestView> {
    let property = properties.iter().find(|property| property.role == Role::Rest)?;
    Some(RestView {
        ty: ty(definition, property),
        names: definition
            .member_names()
            .into_iter()
            .map(Literal::string)
            .collect(),
    })
}

pub(super) fn field(definition: &TypeDef, property: &Property) -> FieldView {
    FieldView {
        doc: Doc::new()
            .text_or(
                property.docs.description.as_deref(),
                "All other properties by their names.",
            )
            .paragraph("A name that has a field of its own cannot be sent here."),
        name: property.name.clone(),
        serde: SerdeView::default().rest(&definition.name),
        ty: ty(definition, property),
    }
}

/// In a merge patch, `null` removes a member.
fn ty(definition: &TypeDef, property: &Property) -> TypeRef {
    if definition.usage.merge_patch {
        TypeRef::patch_value(&property.ty)
    } else {
        TypeRef::owned(&property.ty)
    }
}
