//! A description as written: its operations and their parts.

use crate::{diagnostic::Place, pointer::Pointer};

use super::{Encoding, Host, LongRunning, Parameter, Schema, is_json};

/// A file of a description. A file that others only refer to may have no operations.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where the file begins.
    pub place: Place,
    /// `info.title`.
    pub title: String,
    /// `info.description`.
    pub description: Option<String>,
    /// `info.version`.
    pub version: String,
    /// Whether it is only a part of a description.
    pub is_fragment: bool,
    /// The places of schemas without a name, and the names that they got.
    pub elsewhere: Vec<(Pointer, String)>,
    /// The addresses of the operations, the default one first.
    pub hosts: Vec<Host>,
    /// The security that calls need.
    pub security: Security,
    /// Whether the file declares security. If it does not, the security of calls is not known.
    pub says_security: bool,
    /// The security schemes declared, in order.
    pub security_schemes: Vec<(String, SecurityScheme)>,
    /// The operations in order.
    pub operations: Vec<Operation>,
    /// The calls that the service makes: webhooks and callbacks.
    pub incoming: Vec<Operation>,
    /// Named schemas in order.
    pub schemas: Vec<(String, Schema)>,
    /// Named parameters.
    pub parameters: Vec<(String, OrRef<Parameter>)>,
    /// Named responses.
    pub responses: Vec<(String, OrRef<Response>)>,
    /// Named request bodies.
    pub request_bodies: Vec<(String, OrRef<RequestBody>)>,
    /// Named response headers.
    pub headers: Vec<(String, OrRef<Header>)>,
}

/// A reference as written, such as `../common/a.yaml#/components/schemas/X`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where `$ref` stands.
    pub place: Place,
    /// Its text.
    pub target: String,
}

/// Something, or a reference to it.
#[derive(Clone, Debug)]
pub enum OrRef<T> {
    /// The thing itself.
    Here(T),
    /// A reference to it.
    Ref(Reference),
}

/// The security that a call needs: one of several alternatives. Without alternatives it needs none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security(pub Vec<Vec<Requirement>>);

/// A security scheme that is asked for, and the scopes of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// The scheme's name.
    pub scheme: String,
    /// The scopes, none for a scheme that has none.
    pub scopes: Vec<String>,
}

impl Security {
    /// Whether any alternative asks for this scheme.
    pub fn names(&self, scheme: &str) -> bool {
        self.0.iter().flatten().any(|asked| asked.scheme == scheme)
    }
}

/// How calls are authorised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityScheme {
    /// A secret in a header or query parameter of this name.
    ApiKey {
        /// `header`, `query` or `cookie`.
        location: String,
        /// The name there.
        name: String,
    },
    /// OAuth 2 with these scopes.
    OAuth2 {
        /// The scopes' names.
        scopes: Vec<String>,
        /// Whether the tokens are those of Entra ID, by the addresses that they are asked for at.
        entra: bool,
    },
    /// An HTTP scheme such as `bearer`.
    Http {
        /// The scheme.
        scheme: String,
    },
    /// A token of a provider that is found by `OpenID Connect`.
    OpenIdConnect,
    /// Something else, which is not supported.
    Other {
        /// `type`.
        kind: String,
    },
}

/// One call.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its place.
    pub place: Place,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The part after the template, which distinguishes operations with the same method and path: empty, or a query or a fragment.
    pub overload: String,
    /// `operationId`.
    pub id: Option<String>,
    /// The tags, in order.
    pub tags: Vec<String>,
    /// One line on what it does.
    pub summary: Option<String>,
    /// More on what it does.
    pub description: Option<String>,
    /// Whether the service advises against it.
    pub deprecated: bool,
    /// The parameters: the operation's own first, then those of the path.
    pub parameters: Vec<OrRef<Parameter>>,
    /// The body, in the form OpenAPI 3 has for it.
    pub body: Option<OrRef<RequestBody>>,
    /// Media types of the body, in the form Swagger 2.0 has for them.
    pub consumes: Vec<String>,
    /// The responses: status code (or `default`) and response.
    pub responses: Vec<(String, OrRef<Response>)>,
    /// The paging of a list.
    pub pageable: Option<Pageable>,
    /// Media types of the responses, in the form Swagger 2.0 has for them.
    pub produces: Vec<String>,
    /// How it continues after its first response.
    pub long_running: Option<LongRunning>,
    /// The security that this call alone needs.
    pub security: Option<Security>,
    /// The addresses of this call alone, the default one first; empty if it uses those of the file.
    pub hosts: Vec<Host>,
}

impl Operation {
    /// The method and the path, which distinguish an operation from all others of its file.
    pub fn method_and_path(&self) -> String {
        format!("{} {}{}", self.method, self.path, self.overload)
    }
}

/// `x-ms-pageable`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pageable {
    /// Its place.
    pub place: Place,
    /// The property with the next link; `None` when the listing is one page.
    pub next_link: Option<String>,
    /// The property with the items.
    pub items: String,
    /// Where it names an operation that fetches the next page.
    pub next_operation: Option<Place>,
}

/// The body of a request in OpenAPI 3.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Its place.
    pub place: Place,
    /// What it holds.
    pub description: Option<String>,
    /// Whether a call must have it.
    pub required: bool,
    /// Media type and schema, in order.
    pub content: Vec<(String, Option<Schema>)>,
    /// How the properties of a form are written, if that is declared.
    pub encodings: Vec<Encoding>,
}

/// One response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Its place.
    pub place: Place,
    /// What it means.
    pub description: Option<String>,
    /// Its bodies in order: media type and schema. In Swagger 2.0 there is at most one, and the operation has its media types
    /// (`produces`).
    pub content: Vec<(Option<String>, Option<Schema>)>,
    /// The declared headers by name.
    pub headers: Vec<(String, OrRef<Header>)>,
    /// `x-ms-error-response`.
    pub error: bool,
}

impl Response {
    /// The schema of its body: that of JSON, or else the first one.
    pub fn schema(&self) -> Option<&Schema> {
        let json = |media_type: &Option<String>| media_type.as_deref().is_none_or(is_json);
        let mut found = self.content.iter().filter(|(media_type, _)| json(media_type));
        let mut others = self.content.iter();
        let schema = found.find_map(|(_, schema)| schema.as_ref());
        schema.or_else(|| others.find_map(|(_, schema)| schema.as_ref()))
    }

    /// The media types of its body, in the form OpenAPI 3 has for them.
    pub fn media_types(&self) -> impl Iterator<Item = &str> {
        self.content
            .iter()
            .filter_map(|(media_type, _)| media_type.as_deref())
    }
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its place.
    pub place: Place,
    /// What it is for.
    pub description: Option<String>,
    /// Whether every response has it.
    pub required: bool,
    /// Its type.
    pub schema: Option<Schema>,
    /// `x-ms-client-name`.
    pub client_name: Option<String>,
    /// `x-ms-header-collection-prefix`: it stands for all headers whose names begin so.
    pub prefix: Option<String>,
}
