//! Objects.

use crate::{
    api::{Api, Property, Type, TypeDef, TypeKind},
    names::Ident,
};

use super::{Doc, GuardView, Imports, Literal, TypeRef, answers, secrets};

/// One object.
#[derive(Clone, Debug)]
pub struct ModelView {
    /// Its docs.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// Whether every field may be left out, so that there is a default.
    pub default: bool,
    /// All fields.
    pub fields: Vec<FieldView>,
    /// What `{:?}` may show, when it cannot be derived.
    pub guard: Option<GuardView>,
    /// Its name, if it may hold a secret or is a whole answer, so that an error of reading it must not quote.
    pub masked: Option<Literal>,
    /// The operations that answer with it, if any does, for that error.
    pub answer: Option<Literal>,
    /// Whether `new` has more arguments than lints like.
    pub crowded: bool,
    /// The arguments of `new`: the fields that are always there.
    pub arguments: Vec<SetterView>,
    /// Setters of the other fields.
    pub setters: Vec<SetterView>,
    /// The fields that have no setter, because only the service sets them.
    pub unset: Vec<Ident>,
    /// What turns into the object, when it has exactly one field that is always there.
    pub conversions: Vec<ConversionView>,
    /// The docs of `new`.
    pub new_doc: Doc,
}

/// One field.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks one question at a time"
)]
pub struct FieldView {
    /// Its docs.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// Its name on the wire.
    pub wire: Literal,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it is always there, and so given to `new`.
    pub required: bool,
    /// Whether it is an `Option` that is left out when it is `None`.
    pub optional: bool,
    /// Whether it can also be removed by sending `null`.
    pub patch: bool,
    /// Whether it is a date that is always there.
    pub date: bool,
    /// Whether it is a date that may be absent.
    pub optional_date: bool,
    /// Whether it has dates in a list, a map or a patch, and is always there or has a default anyway.
    pub dates: bool,
    /// Whether it has dates in a list or map that may be absent.
    pub optional_dates: bool,
    /// Whether it is read but never sent.
    pub read_only: bool,
}

/// A field as an argument of `new`, or one that a setter sets.
#[derive(Clone, Debug)]
pub struct SetterView {
    /// The setter's docs.
    pub doc: Doc,
    /// The docs of the setter that removes the value.
    pub remove_doc: Doc,
    /// The field.
    pub field: Ident,
    /// The setter's name.
    pub name: Ident,
    /// The name of the setter that removes the value.
    pub remove_name: Ident,
    /// The argument's type.
    pub ty: TypeRef,
    /// Whether the argument must be converted.
    pub convert: bool,
    /// Whether the value is boxed.
    pub boxed: bool,
    /// Whether the field can also be removed.
    pub patch: bool,
}

/// A type that turns into an object.
#[derive(Clone, Debug)]
pub struct ConversionView {
    /// The type.
    pub from: TypeRef,
    /// Whether it is an array of any length.
    pub array: bool,
}

/// Whether a field is given to `new`: always there, and not something that only the service sets on what is sent.
pub(crate) fn is_given(definition: &TypeDef, property: &Property) -> bool {
    property.required && !property.nullable && is_set(definition, property) && !definition.usage.merge_patch
}

/// Whether a caller can set a field: not when only the service does, in something that is sent.
fn is_set(definition: &TypeDef, property: &Property) -> bool {
    !(property.read_only && definition.usage.input)
}

pub(super) fn models(api: &Api) -> Vec<ModelView> {
    let secretive = secrets::holders(api);
    let answers = answers::answers(api);
    api.types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Object(properties) => Some(ModelView {
                masked: (secretive.contains(&definition.name) || answers.contains_key(&definition.name))
                    .then(|| Literal::string(&definition.name.to_string())),
                answer: answers
                    .get(&definition.name)
                    .map(|operations| Literal::string(operations)),
                ..model(api, definition, properties)
            }),
            _ => None,
        })
        .collect()
}

fn model(api: &Api, definition: &TypeDef, properties: &[Property]) -> ModelView {
    let (given, rest): (Vec<&Property>, Vec<&Property>) = properties
        .iter()
        .partition(|property| is_given(definition, property));
    let conversions = match given.as_slice() {
        [only] if definition.usage.input => conversions(definition, only),
        _ => Vec::new(),
    };
    ModelView {
        doc: Doc::new().text_or(
            definition.docs.description.as_deref(),
            "An object of the service.",
        ),
        name: definition.name.clone(),
        default: given.is_empty(),
        crowded: given.len() > super::MOST_ARGUMENTS,
        fields: properties
            .iter()
            .map(|property| field(definition, property))
            .collect(),
        guard: guard(definition, properties),
        masked: None,
        answer: None,
        arguments: given
            .iter()
            .map(|property| setter(api, definition, property))
            .collect(),
        unset: rest
            .iter()
            .filter(|property| !is_set(definition, property))
            .map(|property| property.name.clone())
            .collect(),
        setters: rest
            .iter()
            .filter(|property| is_set(definition, property))
            .map(|property| setter(api, definition, property))
            .collect(),
        conversions,
        new_doc: Doc::new().paragraph(
            match given.len() {
                0 => "Creates one with nothing set.".to_owned(),
                _ => format!(
                    "Creates one with {}, and nothing else set.",
                    given
                        .iter()
                        .map(|property| format!("`{}`", property.name.bare()))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            }
            .as_str(),
        ),
    }
}

fn guard(definition: &TypeDef, properties: &[Property]) -> Option<GuardView> {
    let fields = properties
        .iter()
        .map(|property| (&property.name, property.secret));
    GuardView::new(&definition.name, false, fields)
}

fn field(definition: &TypeDef, property: &Property) -> FieldView {
    let required = is_given(definition, property);
    let patch = definition.usage.merge_patch;
    let date = property.ty == Type::DateTime;
    let dates = contains(&property.ty, &|ty| *ty == Type::DateTime) && (patch || !date);
    let mut ty = if patch {
        TypeRef::patch_value(&property.ty)
    } else {
        TypeRef::owned(&property.ty)
    };
    if property.recursive {
        ty = ty.within("Box");
    }
    if patch {
        ty = ty.within("Patch");
    } else if !required {
        ty = ty.within("Option");
    }
    let read_only = !is_set(definition, property);
    let sent_as_null = property.required && property.nullable;
    FieldView {
        doc: Doc::new().text_or(
            property.docs.description.as_deref(),
            &format!("The property `{}`.", property.name.bare()),
        ),
        name: property.name.clone(),
        wire: Literal::string(&property.wire),
        ty,
        required,
        optional: !required && !patch && !sent_as_null && !read_only,
        patch,
        date: date && required,
        dates: dates && (required || patch),
        optional_dates: dates && !required && !patch,
        optional_date: date && !required && !patch,
        read_only,
    }
}

fn setter(api: &Api, definition: &TypeDef, property: &Property) -> SetterView {
    let patch = definition.usage.merge_patch;
    let bare = property.name.bare();
    let convertible = !property.recursive && turns_into(api, &property.ty);
    let ty = if patch && matches!(property.ty, Type::Map(_)) {
        TypeRef::patch_value(&property.ty)
    } else {
        TypeRef::into(&property.ty, convertible)
    };
    let name = |verb: &str| {
        Ident::parse(&format!("{verb} {bare}"), crate::names::Case::Value)
            .unwrap_or_else(|| property.name.clone())
    };
    SetterView {
        doc: Doc::new().paragraph(&format!("Sets `{bare}`.")),
        remove_doc: Doc::new().paragraph(&format!("Removes `{bare}`: sends it as `null`.")),
        field: property.name.clone(),
        name: name("with"),
        remove_name: name("without"),
        ty,
        convert: convertible || matches!(property.ty, Type::String | Type::List(_) | Type::Overlay(_)),
        boxed: property.recursive,
        patch,
    }
}

/// Whether other types turn into this one.
fn turns_into(api: &Api, ty: &Type) -> bool {
    let Type::Named(name) = ty else { return false };
    match api.types.get(name).map(|definition| &definition.kind) {
        Some(TypeKind::Enum { open, .. }) => *open,
        Some(TypeKind::Union { .. }) => true,
        _ => false,
    }
}

fn conversions(definition: &TypeDef, only: &Property) -> Vec<ConversionView> {
    let plain = |from: TypeRef| ConversionView { from, array: false };
    let owned = TypeRef::owned(&only.ty);
    match &only.ty {
        Type::String => vec![plain(TypeRef::argument(&only.ty)), plain(owned)],
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

/// What `models.rs` imports: only what it uses, or the compiler would warn.
pub(super) fn imports(api: &Api) -> Imports {
    let objects: Vec<(&TypeDef, &Vec<Property>)> = api
        .types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Object(properties) => Some((definition, properties)),
            _ => None,
        })
        .collect();
    let unions = api
        .types
        .values()
        .any(|definition| matches!(definition.kind, TypeKind::Union { .. }));
    let uses = |wanted: &dyn Fn(&Type) -> bool| {
        objects
            .iter()
            .any(|(_, properties)| properties.iter().any(|property| contains(&property.ty, wanted)))
    };
    let patches = objects
        .iter()
        .any(|(definition, properties)| definition.usage.merge_patch && !properties.is_empty());
    let derived = objects
        .iter()
        .any(|(definition, properties)| guard(definition, properties).is_none());
    Imports::default()
        .item(
            uses(&|ty| matches!(ty, Type::Map(_))),
            "std",
            "collections",
            "HashMap",
        )
        .item(unions || uses(&|ty| *ty == Type::Any), "azure_core", "", "Value")
        .item(derived, "azure_core", "fmt", "SafeDebug")
        .item(
            uses(&|ty| *ty == Type::DateTime),
            "azure_core",
            "time",
            "OffsetDateTime",
        )
        .item(true, "serde", "", "Deserialize")
        .item(true, "serde", "", "Serialize")
        .item(patches, "crate", "", "Patch")
}

fn contains(ty: &Type, wanted: &dyn Fn(&Type) -> bool) -> bool {
    wanted(ty)
        || match ty {
            Type::List(inner) | Type::Map(inner) => contains(inner, wanted),
            _ => false,
        }
}
