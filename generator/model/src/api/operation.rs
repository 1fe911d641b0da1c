//! Operations: their requests and results.

use openapi_descriptions::{
    document::{Constraints, FinalState, Location, Writing},
    source::Node,
};
use serde::Deserialize;

use super::{Answer, AnswerHeader, ErrorAnswer, Paging, Status, Type};
use crate::{
    docs::Docs,
    names::{Ident, method_headers},
    security::Authorised,
    server::CallServer,
};

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// The method's name.
    pub name: Ident,
    /// Its group: the part before the `_` of its id, or its first tag.
    pub group: Option<Ident>,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Parameters in path, query, header and cookies, in order, without the API version and those that the client holds.
    pub parameters: Vec<Parameter>,
    /// Parameters that the client holds.
    pub held: Vec<Parameter>,
    /// Where the API version goes: place and name.
    pub version_parameters: Vec<(Location, String)>,
    /// The body.
    pub body: Option<Body>,
    /// The method of the usual body, when this one sends another.
    pub instead_of: Option<Ident>,
    /// The form that the body is, whose fields are among the parameters.
    pub form: Option<Form>,
    /// The statuses that mean success.
    pub success: Vec<Status>,
    /// The content of a success.
    pub answer: Answer,
    /// The header `Accept`, if it is not just JSON.
    pub accept: Option<String>,
    /// The headers of a success.
    pub headers: Vec<AnswerHeader>,
    /// The errors with their own types of bodies.
    pub errors: Vec<ErrorAnswer>,
    /// The paging of a list.
    pub paging: Option<Paging>,
    /// Where the result is, when the call only begins the operation; `answer` is that result.
    pub long_running: Option<FinalState>,
    /// Whether the service advises against it.
    pub deprecated: bool,
    /// Its security, if it differs from other calls.
    pub authorised: Authorised,
    /// Its address, if it differs from the address of the client.
    pub server: Option<CallServer>,
    /// What it does.
    pub docs: Docs,
    /// Other names under which its docs are found.
    pub aliases: Vec<String>,
}

impl Operation {
    /// The name of the trait with the headers of its results; methods for other kinds of bodies have the trait of the usual one.
    pub fn headers_name(&self, client: &Ident) -> Ident {
        method_headers(client, self.instead_of.as_ref().unwrap_or(&self.name))
    }

    /// The types of all that goes out with a call or comes back.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().chain(&self.held);
        let parameters = parameters.map(|parameter| &parameter.ty);
        let body = self.body.iter().map(|body| &body.ty);
        let headers = self.headers.iter().map(|header| &header.ty);
        let errors = self.errors.iter().map(|error| &error.ty);
        let items = self.paging.iter().map(|paging| &paging.item);
        parameters
            .chain(body)
            .chain(self.answer.types())
            .chain(headers)
            .chain(errors)
            .chain(items)
    }
}

/// One parameter of a call.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Parameter {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Where it goes.
    pub location: Location,
    /// Its type.
    pub ty: Type,
    /// Whether a call must have it.
    pub required: bool,
    /// Whether it is a secret, which `{:?}` never shows.
    pub secret: bool,
    /// Whether it is pasted into a path or query as it is.
    pub skip_url_encoding: bool,
    /// Whether reserved characters stay as they are in a query.
    pub allow_reserved: bool,
    /// Whether a list without an item is sent as an empty value, and not left out.
    pub allow_empty: bool,
    /// How it is written.
    pub writing: Writing,
    /// The prefix of the headers that its entries become.
    pub header_prefix: Option<String>,
    /// The only value that it can have; it is no argument then.
    pub constant: Option<String>,
    /// The media type of a field of a form that is a file, unless the caller says another.
    pub file: Option<String>,
    /// What the client sends when the caller gives nothing.
    pub fill: Option<Fill>,
    /// Whether callers may pass any type with `AsRef<str>`; only for a required text.
    pub as_ref: bool,
    /// Whether nested lists and objects that its style cannot write are written as JSON.
    pub json_within: bool,
    /// Limits that the service checks.
    pub constraints: Constraints,
    /// What the service takes when nothing is sent.
    pub default: Option<Node>,
    /// What it is for.
    pub docs: Docs,
}

impl Parameter {
    /// Whether callers must give it.
    pub fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// Whether callers may give it.
    pub fn is_option(&self) -> bool {
        !self.required && self.constant.is_none()
    }
}

/// What the client sends for a parameter when the caller gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fill {
    /// A new random id, the same on every try. The service recognises a repeated call by it, so the call may be retried.
    RepeatabilityId,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The media types that may be sent; the first one is.
    pub media_types: Vec<String>,
    /// What it is on the wire.
    pub content: BodyContent,
    /// Its type; bytes and text have none.
    pub ty: Type,
    /// Whether a call must have it.
    pub required: bool,
    /// What it holds.
    pub docs: Docs,
}

/// What a body is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyContent {
    /// JSON.
    Json,
    /// Text as it is.
    Text,
    /// Bytes as they are, or a stream of them.
    Bytes,
    /// XML.
    Xml,
    /// The entries of an object or map, as fields of a form.
    Fields,
    /// The parts of a form that does not say which it has, by the names that the caller gives.
    Parts,
}

/// A form that is the body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `application/x-www-form-urlencoded`.
    UrlEncoded,
    /// `multipart/form-data`.
    Multipart,
}
