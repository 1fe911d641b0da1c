//! Every keyword of a description, with what the comparison does with it.
//!
//! A keyword that is in none of the tables is compared as a tree, and so is a mark of the `x-ms-` family. Other marks (`x-`)
//! are words for people and tools.

mod calls;
mod schemas;

use Handling::{Checked, Part, Residue, Words};

pub(crate) use calls::{
    ENCODING, HEADER, LONG_RUNNING, MEDIA_TYPE, OPERATION, PAGES, PARAMETER, PATH, REQUEST_BODY, RESPONSE,
};
pub(crate) use schemas::{DISCRIMINATOR, SCHEMA, VALUES, XML};

/// What the comparison does with a keyword.
#[derive(Clone, Copy, Debug)]
pub enum Handling {
    /// A check compares it; the id is that of the check that reports it most often.
    Checked(&'static str),
    /// It is not on the wire: a sentence, an example, or a name in code.
    Words,
    /// It is an object whose keywords have a table of their own.
    Part(&'static Object),
    /// No check knows it. The trees are compared, and a difference is the finding `not-compared`.
    Residue,
}

/// A kind of object in a description.
#[derive(Debug)]
pub struct Object {
    /// The name in the documentation, such as `operation`.
    pub name: &'static str,
    /// The keywords.
    pub keywords: &'static [(&'static str, Handling)],
}

impl Object {
    /// What the comparison does with a keyword of this object.
    pub fn handling(&self, keyword: &str) -> Handling {
        let find = |keywords: &[(&str, Handling)]| {
            let mut found = keywords.iter().filter(|(name, _)| *name == keyword);
            found.next().map(|(_, handling)| *handling)
        };
        find(self.keywords).or_else(|| find(MARKS.keywords)).unwrap_or(
            if keyword.starts_with("x-") && !keyword.starts_with("x-ms-") {
                Words
            } else {
                Residue
            },
        )
    }

    /// Whether a table has the keyword for this object.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.keywords.iter().any(|(name, _)| *name == keyword)
    }
}

/// Every table, in the order of the documentation.
pub static OBJECTS: &[&Object] = &[
    &SWAGGER,
    &OPENAPI,
    &PATH,
    &OPERATION,
    &PARAMETER,
    &REQUEST_BODY,
    &MEDIA_TYPE,
    &ENCODING,
    &RESPONSE,
    &HEADER,
    &SCHEMA,
    &DISCRIMINATOR,
    &VALUES,
    &XML,
    &PAGES,
    &LONG_RUNNING,
    &HOST,
    &SCHEME,
    &MARKS,
];

/// The root of Swagger 2.0.
pub(crate) static SWAGGER: Object = Object {
    name: "Swagger 2.0",
    keywords: &[
        ("swagger", Words),
        ("info", Words),
        ("host", Checked("server-changed")),
        ("basePath", Checked("server-changed")),
        ("schemes", Checked("url-scheme-removed")),
        ("consumes", Checked("request-media-type-removed")),
        ("produces", Checked("response-media-type-removed")),
        ("paths", Checked("operation-removed")),
        ("x-ms-paths", Checked("operation-removed")),
        ("definitions", Checked("schema-renamed")),
        ("parameters", Checked("parameter-removed")),
        ("responses", Checked("response-body-removed")),
        ("securityDefinitions", Checked("security-changed")),
        ("security", Checked("security-added")),
        ("x-ms-parameterized-host", Part(&HOST)),
        ("tags", Words),
        ("externalDocs", Words),
    ],
};

/// The root of OpenAPI 3.
pub(crate) static OPENAPI: Object = Object {
    name: "OpenAPI 3",
    keywords: &[
        ("openapi", Words),
        ("info", Words),
        ("servers", Checked("server-changed")),
        ("paths", Checked("operation-removed")),
        ("x-ms-paths", Checked("operation-removed")),
        ("components", Checked("schema-renamed")),
        ("security", Checked("security-added")),
        ("webhooks", Checked("type-changed")),
        ("jsonSchemaDialect", Residue),
        ("$self", Words),
        ("tags", Words),
        ("externalDocs", Words),
    ],
};

/// `x-ms-parameterized-host`.
pub(crate) static HOST: Object = Object {
    name: "`x-ms-parameterized-host`",
    keywords: &[
        ("hostTemplate", Checked("server-changed")),
        ("parameters", Checked("server-changed")),
        // It decides only which part of an address callers give themselves.
        ("useSchemePrefix", Words),
        ("positionInOperation", Words),
    ],
};

/// A security scheme.
pub(crate) static SCHEME: Object = Object {
    name: "security scheme",
    keywords: &[
        ("type", Checked("security-changed")),
        ("in", Checked("security-changed")),
        ("name", Checked("security-changed")),
        ("scheme", Checked("security-changed")),
        ("flow", Checked("security-changed")),
        ("flows", Checked("security-changed")),
        ("authorizationUrl", Checked("security-changed")),
        ("tokenUrl", Checked("security-changed")),
        ("refreshUrl", Checked("security-changed")),
        ("openIdConnectUrl", Checked("security-changed")),
        ("oauth2MetadataUrl", Checked("security-changed")),
        ("scopes", Words),
        ("bearerFormat", Words),
        ("description", Words),
        ("deprecated", Words),
    ],
};

/// The marks of the `x-ms-` family that only change names in code and what people read, wherever they stand.
pub(crate) static MARKS: Object = Object {
    name: "anything",
    keywords: &[
        ("x-ms-client-name", Words),
        ("x-ms-client-flatten", Words),
        ("x-ms-examples", Words),
        ("x-ms-external", Words),
        ("x-ms-identifiers", Words),
        ("x-ms-arm-id-details", Words),
        ("x-ms-azure-resource", Words),
        ("x-ms-code-generation-settings", Words),
        ("x-ms-codegen-request-body-name", Words),
        ("x-ms-requestBody-index", Words),
        ("x-ms-requestBody-name", Words),
        ("x-ms-parameter-grouping", Words),
        ("x-ms-parameter-location", Words),
        ("x-ms-secret", Words),
        ("x-ms-summary", Words),
    ],
};
