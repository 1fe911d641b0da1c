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
    /// The step of the call that takes it.
    pub(crate) step: Ident,
    /// Its media type, where the step does not know it.
    pub(crate) media_type: Option<Literal>,
    /// The name of its element, when it is XML.
    pub(crate) document: Option<Literal>,
    /// Whether the step only looks at it.
    pub(crate) by_reference: bool,
}

impl BodyView {
    pub(super) fn new(api: &Api, body: &Body, context: &Context<'_>) -> Self {
        let step = match body.content {
            BodyContent::Json => "json",
            BodyContent::Xml => "xml",
            BodyContent::Fields => "fields",
            BodyContent::Parts => "parts",
            BodyContent::Text | BodyContent::Bytes => "body",
        };
        let media_type = body.media_types.first().map_or("", String::as_str);
        Self {
            ty: TypeRef::body(body, context.runtime),
            required: body.required,
            step: chosen(step),
            media_type: (!matches!(step, "fields" | "parts")).then(|| Literal::string(media_type)),
            document: (body.content == BodyContent::Xml).then(|| xml::root(api, body)),
            by_reference: matches!(step, "json" | "xml" | "fields"),
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
    /// How it is written, if there is a choice.
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

/// The media type that a body is sent as.
pub(super) fn sent_as(operation: &Operation) -> Option<&str> {
    match (&operation.body, operation.form) {
        (Some(body), _) => body.media_types.first().map(String::as_str),
        (None, Some(Form::UrlEncoded)) => Some("application/x-www-form-urlencoded"),
        (None, Some(Form::Multipart)) => Some("multipart/form-data"),
        (None, None) => None,
    }
}

fn chosen(name: &str) -> Ident {
    Ident::parse(name, Case::Value).unwrap_or_else(|| Ident::placeholder(Case::Value, 0))
}
