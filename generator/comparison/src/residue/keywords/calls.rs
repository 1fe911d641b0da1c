//! The keywords of paths, operations, and what these send and receive.

use super::{
    Handling::{Checked, Part, Residue, Words},
    Object,
};

/// A path.
pub(crate) static PATH: Object = Object {
    name: "path",
    keywords: &[
        ("$ref", Checked("operation-removed")),
        ("get", Checked("operation-removed")),
        ("put", Checked("operation-removed")),
        ("post", Checked("operation-removed")),
        ("delete", Checked("operation-removed")),
        ("patch", Checked("operation-removed")),
        ("head", Checked("operation-removed")),
        ("options", Residue),
        ("trace", Residue),
        ("query", Residue),
        ("additionalOperations", Residue),
        ("servers", Checked("server-changed")),
        ("parameters", Checked("parameter-removed")),
        ("summary", Words),
        ("description", Words),
    ],
};

/// An operation.
pub(crate) static OPERATION: Object = Object {
    name: "operation",
    keywords: &[
        ("operationId", Checked("operation-renamed")),
        ("parameters", Checked("parameter-removed")),
        ("requestBody", Checked("request-body-removed")),
        ("responses", Checked("success-status-removed")),
        ("consumes", Checked("request-media-type-removed")),
        ("produces", Checked("response-media-type-removed")),
        ("schemes", Checked("url-scheme-removed")),
        ("deprecated", Checked("operation-deprecated")),
        ("security", Checked("security-added")),
        ("callbacks", Checked("type-changed")),
        ("servers", Checked("server-changed")),
        ("x-ms-pageable", Part(&PAGES)),
        ("x-ms-long-running-operation", Checked("long-running-added")),
        ("x-ms-long-running-operation-options", Part(&LONG_RUNNING)),
        ("x-ms-odata", Residue),
        ("x-ms-client-request-id", Residue),
        ("summary", Words),
        ("description", Words),
        ("tags", Words),
        ("externalDocs", Words),
    ],
};

/// `x-ms-pageable`.
pub(crate) static PAGES: Object = Object {
    name: "`x-ms-pageable`",
    keywords: &[
        ("nextLinkName", Checked("paging-changed")),
        ("itemName", Checked("paging-changed")),
        ("operationName", Checked("paging-changed")),
    ],
};

/// `x-ms-long-running-operation-options`.
pub(crate) static LONG_RUNNING: Object = Object {
    name: "`x-ms-long-running-operation-options`",
    keywords: &[
        ("final-state-via", Checked("long-running-result-changed")),
        ("final-state-schema", Checked("type-changed")),
    ],
};

/// A parameter; in Swagger 2.0, the keywords that are not those of its schema.
pub(crate) static PARAMETER: Object = Object {
    name: "parameter",
    keywords: &[
        ("name", Checked("parameter-removed")),
        ("in", Checked("parameter-location-changed")),
        ("required", Checked("parameter-became-required")),
        ("schema", Checked("type-changed")),
        ("content", Checked("type-changed")),
        ("style", Checked("collection-format-changed")),
        ("explode", Checked("collection-format-changed")),
        ("collectionFormat", Checked("collection-format-changed")),
        ("allowReserved", Checked("parameter-encoding-changed")),
        ("allowEmptyValue", Checked("constraint-tightened")),
        ("x-ms-skip-url-encoding", Checked("parameter-encoding-changed")),
        (
            "x-ms-header-collection-prefix",
            Checked("collection-format-changed"),
        ),
        ("x-ms-client-default", Residue),
        ("description", Words),
        ("deprecated", Words),
        ("example", Words),
        ("examples", Words),
    ],
};

/// A request body.
pub(crate) static REQUEST_BODY: Object = Object {
    name: "request body",
    keywords: &[
        ("required", Checked("request-body-became-required")),
        ("content", Checked("request-media-type-removed")),
        ("description", Words),
    ],
};

/// A media type.
pub(crate) static MEDIA_TYPE: Object = Object {
    name: "media type",
    keywords: &[
        ("schema", Checked("type-changed")),
        ("encoding", Checked("request-media-type-changed")),
        ("itemSchema", Checked("type-changed")),
        ("itemEncoding", Residue),
        ("prefixEncoding", Residue),
        ("example", Words),
        ("examples", Words),
    ],
};

/// How a field of a form is written.
pub(crate) static ENCODING: Object = Object {
    name: "encoding",
    keywords: &[
        ("contentType", Checked("request-media-type-changed")),
        ("headers", Checked("parameter-removed")),
        ("style", Checked("collection-format-changed")),
        ("explode", Checked("collection-format-changed")),
        ("allowReserved", Checked("parameter-encoding-changed")),
        ("encoding", Residue),
        ("itemEncoding", Residue),
        ("prefixEncoding", Residue),
    ],
};

/// A response.
pub(crate) static RESPONSE: Object = Object {
    name: "response",
    keywords: &[
        ("schema", Checked("type-changed")),
        ("content", Checked("response-media-type-removed")),
        ("headers", Checked("response-header-removed")),
        ("x-ms-error-response", Checked("success-status-removed")),
        ("links", Words),
        ("description", Words),
        ("summary", Words),
        ("examples", Words),
    ],
};

/// A response header of OpenAPI 3. In Swagger 2.0 a header is a schema.
pub(crate) static HEADER: Object = Object {
    name: "response header",
    keywords: &[
        ("required", Checked("response-header-became-optional")),
        ("schema", Checked("type-changed")),
        ("content", Residue),
        ("style", Residue),
        ("explode", Residue),
        ("x-ms-header-collection-prefix", Residue),
        ("description", Words),
        ("deprecated", Words),
        ("example", Words),
        ("examples", Words),
    ],
};
