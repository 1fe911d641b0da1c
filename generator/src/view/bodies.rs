//! The body of a call: an argument or an option, or the fields of a form.

use openapi_client_model::{
    api::{Api, Body, BodyContent, Form, Location, Operation},
    names::{Case, Ident},
};

use super::{Context, Literal, Path, TypeRef, ValueRef, values, xml};

/// The body of a call.
#[derive(Clone, Debug)]
pub struct BodyView {
    /// Its type.
    pub(crate) ty: TypeRef,
    /// Whether it is an argument, and not an option.
    pub(crate) required: bool,
    /// Its media type.
    pub(crate) media_type: Literal,
    /// Whether it is written as JSON.
    pub(crate) json: bool,
    /// The name of its element, when it is XML.
    pub(crate) document: Option<Literal>,
    /// Whether its entries are the fields of a form.
    pub(crate) fields: bool,
}

impl BodyView {
    pub(super) fn new(api: &Api, body: &Body) -> Self {
        Self {
            ty: TypeRef::body(body),
            required: body.required,
            media_type: Literal::string(body.media_types.first().map_or("", String::as_str)),
            json: body.content == BodyContent::Json,
            document: (body.content == BodyContent::Xml).then(|| xml::root(api, body)),
            fields: body.content == BodyContent::Fields,
        }
    }
}

/// A form that is the body of a call.
#[derive(Clone, Debug)]
pub struct FormView {
    /// The step of the call that takes it.
    pub(crate) step: Ident,
    /// What builds it.
    pub(crate) builder: Path,
    /// Its fields, in order.
    pub(crate) fields: Vec<FieldValue>,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct FieldValue {
    /// The step of the form that takes it.
    pub(crate) step: Ident,
    /// Its name on the wire.
    pub(crate) wire: Literal,
    /// How it is written, where there is a choice.
    pub(crate) style: Option<values::StyleRef>,
    /// The media type of a file.
    pub(crate) media_type: Option<Literal>,
    /// Where it comes from.
    pub(crate) value: ValueRef,
}

impl FormView {
    pub(super) fn new(api: &Api, operation: &Operation, context: &Context<'_>) -> Option<Self> {
        let (step, builder) = match operation.form? {
            Form::UrlEncoded => ("form", "Form"),
            Form::Multipart => ("multipart", "Multipart"),
        };
        let fields = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Form);
        Some(Self {
            step: chosen(step),
            builder: Path::parse(&format!("{}::generated::{builder}", context.runtime))?,
            fields: fields
                .map(|field| {
                    let part = values::part(api, field, operation.form, context);
                    FieldValue {
                        step: chosen(part.step),
                        wire: Literal::string(&field.wire),
                        style: part.style,
                        media_type: field.file.as_deref().map(Literal::string),
                        value: part.value,
                    }
                })
                .collect(),
        })
    }
}

fn chosen(name: &str) -> Ident {
    Ident::parse(name, Case::Value).unwrap_or_else(|| Ident::placeholder(Case::Value, 0))
}
