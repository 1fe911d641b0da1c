//! The field of an object with all members that have no field.

use openapi_client_model::api::{Property, Role, Type, TypeDef};

use super::{Doc, FieldView, Literal, Path, TypeRef, scalars, serde::SerdeView};

/// How an object reads and writes the members without a field of their own.
#[derive(Clone, Debug)]
pub struct RestView {
    /// The type of the map.
    pub(crate) ty: TypeRef,
    /// The module of the library that generated code calls which reads and writes it.
    pub(crate) module: Path,
    /// The names of the other members on the wire, which must not be in the map.
    pub(crate) names: Vec<Literal>,
}

pub(super) fn rest(definition: &TypeDef, properties: &[Property], runtime: &Path) -> Option<RestView> {
    let property = properties.iter().find(|property| property.role == Role::Rest)?;
    Some(RestView {
        ty: ty(definition, property),
        module: module(&property.ty, runtime),
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
            .paragraph("The name of another field cannot be used here."),
        name: property.name.clone(),
        serde: SerdeView::default().rest(&definition.name),
        ty: ty(definition, property),
    }
}

/// Values whose form on the wire differs from serde's default are read and written by functions of that form.
fn module(ty: &Type, runtime: &Path) -> Path {
    let form = match ty.innermost() {
        Type::Scalar(scalar) => scalars::printed(*scalar).form,
        _ => None,
    };
    let module = form.map_or("generated", |form| form.module);
    runtime.join(module).join("rest")
}

/// In a merge patch, `null` removes a member.
fn ty(definition: &TypeDef, property: &Property) -> TypeRef {
    if definition.usage.merge_patch {
        TypeRef::patch_value(&property.ty)
    } else {
        TypeRef::owned(&property.ty)
    }
}
