//! Objects.

use std::fmt;

use openapi_client_model::{
    api::{Api, Constant, Equality, Property, Role, TypeDef, TypeKind},
    names::Ident,
};

use openapi_descriptions::document::Mutability;

use super::{
    Context, Doc, GuardView, Literal, RestView, TypeRef, answers, defaults, rest, secrets,
    serde::{Holds, SerdeView},
    setters::{ConversionView, SetterView, conversions, setter},
    xml,
};

/// One object.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each prints a part of its own")]
pub struct ModelView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Whether it has `Eq`.
    pub(crate) eq: bool,
    /// Whether every field may be left out, so that there is a default.
    pub(crate) default: bool,
    /// Whether the default is what `new` makes without an argument.
    pub(crate) default_by_new: bool,
    /// The serde attribute of the struct.
    pub(crate) serde: SerdeView,
    /// All fields.
    pub(crate) fields: Vec<FieldView>,
    /// The field with all other members.
    pub(crate) rest: Option<RestView>,
    /// The name of its element, if it is a whole response in XML.
    pub(crate) document: Option<Literal>,
    /// What `{:?}` may show, when it cannot be derived.
    pub(crate) guard: Option<GuardView>,
    /// Its name, if it may hold a secret or is a whole response, so that an error of reading it must not quote.
    pub(crate) masked: Option<Literal>,
    /// The operations that answer with it, if any does, for that error.
    pub(crate) answer: Option<Literal>,
    /// Whether `new` has more arguments than lints like.
    pub(crate) crowded: bool,
    /// The arguments of `new`: the fields that are always there.
    pub(crate) arguments: Vec<SetterView>,
    /// The fields that always have one value.
    pub(crate) constants: Vec<ConstantView>,
    /// Setters of the other fields.
    pub(crate) setters: Vec<SetterView>,
    /// The fields that have no setter, because only the service sets them.
    pub(crate) unset: Vec<Ident>,
    /// The types that convert into the object, if it has exactly one required field.
    pub(crate) conversions: Vec<ConversionView>,
    /// The docs of `new`.
    pub(crate) new_doc: Doc,
}

/// A field that always has one value.
#[derive(Clone, Debug)]
pub struct ConstantView {
    pub(crate) field: Ident,
    pub(crate) value: ConstantRef,
}

/// The value of a field that always has one.
#[derive(Clone, Debug)]
pub enum ConstantRef {
    /// The only variant of an enum that is known.
    Variant(TypeRef, Ident),
    /// A literal.
    Literal(Literal),
}

impl fmt::Display for ConstantRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variant(ty, name) => write!(f, "{ty}::{name}"),
            Self::Literal(literal) => literal.fmt(f),
        }
    }
}

/// One field.
#[derive(Clone, Debug)]
pub struct FieldView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Its serde attribute.
    pub(crate) serde: SerdeView,
    pub(crate) ty: TypeRef,
}

pub(super) fn models(api: &Api, equality: &Equality<'_>, context: &Context<'_>) -> Vec<ModelView> {
    let secretive = secrets::holders(api);
    let answers = answers::answers(api);
    let documents = xml::answers(api);
    api.types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Object(properties) => Some(ModelView {
                masked: (secretive.contains(&definition.name) || answers.contains_key(&definition.name))
                    .then(|| Literal::string(&definition.name.to_string())),
                answer: answers
                    .get(&definition.name)
                    .map(|operations| Literal::string(operations)),
                document: documents.get(&definition.name).cloned(),
                eq: equality.has(&definition.name),
                ..model(api, definition, properties, context)
            }),
            _ => None,
        })
        .collect()
}

fn model(api: &Api, definition: &TypeDef, properties: &[Property], context: &Context<'_>) -> ModelView {
    let (given, rest): (Vec<&Property>, Vec<&Property>) = properties
        .iter()
        .partition(|property| definition.takes_in_new(property));
    let (constant, rest): (Vec<&Property>, Vec<&Property>) = rest
        .into_iter()
        .partition(|property| definition.always_has(property));
    let constants: Vec<ConstantView> = constant.into_iter().filter_map(constant_view).collect();
    let settable = rest
        .iter()
        .filter(|property| definition.lets_callers_set(property));
    let conversions = match given.as_slice() {
        [only] if definition.usage.input => conversions(definition, only),
        _ => Vec::new(),
    };
    ModelView {
        doc: Doc::new()
            .text_or(
                definition.docs.description.as_deref(),
                "An object of the service.",
            )
            .aliases(&definition.aliases, &definition.name),
        name: definition.name.clone(),
        eq: false,
        default: given.is_empty() && constants.is_empty(),
        default_by_new: given.is_empty() && !constants.is_empty(),
        serde: SerdeView::default().tagged(definition.tag.as_ref()),
        document: None,
        rest: rest::rest(definition, properties, context.runtime),
        crowded: given.len() > super::MOST_ARGUMENTS,
        fields: properties
            .iter()
            .map(|property| field(definition, property, context))
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
            .filter(|property| !definition.lets_callers_set(property))
            .map(|property| property.name.clone())
            .collect(),
        setters: settable
            .map(|property| setter(api, definition, property))
            .collect(),
        conversions,
        new_doc: new_doc(&given, &constants),
        constants,
    }
}

fn new_doc(given: &[&Property], constants: &[ConstantView]) -> Doc {
    let listed: Vec<String> = given
        .iter()
        .map(|property| format!("`{}`", property.name.bare()))
        .collect();
    let doc = Doc::new().paragraph(&match listed.as_slice() {
        [] => "Creates an object with nothing set.".to_owned(),
        listed => format!(
            "Creates an object with {}; nothing else is set.",
            listed.join(", ")
        ),
    });
    let fixed: Vec<String> = constants
        .iter()
        .map(|constant| format!("`{}`", constant.field.bare()))
        .collect();
    match fixed.as_slice() {
        [] => doc,
        fixed => doc.paragraph(&format!(
            "The only value of {} is set, too.",
            fixed.join(" and of ")
        )),
    }
}

fn constant_view(property: &Property) -> Option<ConstantView> {
    Some(ConstantView {
        field: property.name.clone(),
        value: match property.constant.as_ref()? {
            Constant::Variant(name) => ConstantRef::Variant(TypeRef::owned(&property.ty), name.clone()),
            Constant::Boolean(value) => ConstantRef::Literal(Literal::boolean(*value)),
            Constant::Number(value) => ConstantRef::Literal(Literal::number(*value)),
        },
    })
}

fn guard(definition: &TypeDef, properties: &[Property]) -> Option<GuardView> {
    let fields = properties
        .iter()
        .map(|property| (&property.name, property.secret));
    GuardView::new(&definition.name, false, fields)
}

fn field(definition: &TypeDef, property: &Property, context: &Context<'_>) -> FieldView {
    if property.role == Role::Rest {
        return rest::field(definition, property);
    }
    let holds = match (definition.usage.merge_patch, definition.always_has(property)) {
        (true, _) => Holds::Patch,
        (false, true) => Holds::Value,
        (false, false) => Holds::Option,
    };
    let mut ty = match holds {
        Holds::Patch => TypeRef::patch_value(&property.ty),
        Holds::Value | Holds::Option => TypeRef::owned(&property.ty),
    };
    if property.recursive {
        ty = ty.within("Box");
    }
    ty = match holds {
        Holds::Patch => ty.within("Patch"),
        Holds::Option => ty.within("Option"),
        Holds::Value => ty,
    };
    FieldView {
        doc: remarked(
            Doc::new().text_or(
                property.docs.description.as_deref(),
                &format!("The property `{}`.", property.name.bare()),
            ),
            property,
            definition.usage.input && definition.lets_callers_set(property),
        ),
        name: property.name.clone(),
        serde: serde(definition, property, holds, context),
        ty,
    }
}

/// Adds remarks that follow from keywords of the property.
fn remarked(doc: Doc, property: &Property, sent: bool) -> Doc {
    let description = property.docs.description.as_deref();
    let default = property.default.as_ref().filter(|default| {
        let free = sent && !property.secret && property.constant.is_none();
        free && !defaults::is_described(default, description)
    });
    let doc = match default.and_then(defaults::shown) {
        Some(default) => doc.paragraph(&format!("By default, the service uses {default}.")),
        None => doc,
    };
    match property.mutability {
        Some(Mutability::OnCreation) => {
            doc.paragraph("It is set when the object is created, and cannot be changed afterwards.")
        }
        Some(Mutability::Afterwards) => {
            doc.paragraph("It cannot be set when the object is created, only when it is changed.")
        }
        Some(Mutability::Never) | None => doc,
    }
}

fn serde(definition: &TypeDef, property: &Property, holds: Holds, context: &Context<'_>) -> SerdeView {
    let mut serde = SerdeView::default().of_property(definition, property, holds);
    if holds == Holds::Patch {
        serde = serde.or_default();
    }
    serde = serde.in_form_of(&property.ty, holds, context.runtime);
    let sent_as_null = property.required && property.nullable;
    if !definition.lets_callers_set(property) {
        return serde.never_sent();
    }
    match holds {
        Holds::Patch => serde.skipped_if("Patch::is_unchanged"),
        Holds::Option if !sent_as_null => serde.skipped_if("Option::is_none"),
        Holds::Option | Holds::Value => serde,
    }
}
