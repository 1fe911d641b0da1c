//! The keywords of schemas.

use super::{
    Handling::{Checked, Part, Residue, Words},
    Object,
};

/// A schema.
pub(crate) static SCHEMA: Object = Object {
    name: "schema",
    keywords: &[
        ("$ref", Checked("schema-renamed")),
        ("type", Checked("type-changed")),
        ("format", Checked("format-changed")),
        ("nullable", Checked("nullable-added")),
        ("x-nullable", Checked("nullable-added")),
        ("readOnly", Checked("read-only-added")),
        ("writeOnly", Checked("write-only-added")),
        ("properties", Checked("property-removed")),
        ("required", Checked("property-became-required")),
        ("additionalProperties", Checked("additional-properties-closed")),
        ("items", Checked("type-changed")),
        ("allOf", Checked("property-removed")),
        ("oneOf", Checked("one-of-removed")),
        ("anyOf", Checked("one-of-removed")),
        ("enum", Checked("enum-value-removed")),
        ("const", Checked("enum-value-removed")),
        ("default", Checked("default-changed")),
        ("minimum", Checked("constraint-tightened")),
        ("maximum", Checked("constraint-tightened")),
        ("exclusiveMinimum", Checked("constraint-tightened")),
        ("exclusiveMaximum", Checked("constraint-tightened")),
        ("multipleOf", Checked("constraint-tightened")),
        ("minLength", Checked("constraint-tightened")),
        ("maxLength", Checked("constraint-tightened")),
        ("pattern", Checked("constraint-tightened")),
        ("minItems", Checked("constraint-tightened")),
        ("maxItems", Checked("constraint-tightened")),
        ("uniqueItems", Checked("constraint-tightened")),
        ("minProperties", Checked("constraint-tightened")),
        ("maxProperties", Checked("constraint-tightened")),
        ("discriminator", Part(&DISCRIMINATOR)),
        ("x-ms-discriminator-value", Checked("union-variant-removed")),
        ("x-ms-enum", Part(&VALUES)),
        ("x-ms-mutability", Checked("read-only-added")),
        ("xml", Part(&XML)),
        ("not", Checked("constraint-tightened")),
        ("if", Checked("constraint-tightened")),
        ("then", Checked("constraint-tightened")),
        ("else", Checked("constraint-tightened")),
        ("patternProperties", Checked("type-changed")),
        ("propertyNames", Checked("constraint-tightened")),
        ("dependentSchemas", Checked("constraint-tightened")),
        ("dependentRequired", Checked("dependency-added")),
        ("unevaluatedProperties", Checked("additional-properties-closed")),
        ("prefixItems", Checked("type-changed")),
        ("contains", Checked("constraint-tightened")),
        ("minContains", Checked("constraint-tightened")),
        ("maxContains", Checked("constraint-tightened")),
        ("unevaluatedItems", Checked("constraint-tightened")),
        ("contentMediaType", Checked("format-changed")),
        ("contentEncoding", Checked("format-changed")),
        ("contentSchema", Checked("type-changed")),
        ("$dynamicRef", Residue),
        ("$dynamicAnchor", Residue),
        ("$id", Residue),
        ("$schema", Residue),
        ("$vocabulary", Residue),
        ("$anchor", Words),
        ("$comment", Words),
        ("$defs", Words),
        ("definitions", Words),
        ("title", Words),
        ("description", Words),
        ("deprecated", Words),
        ("example", Words),
        ("examples", Words),
        ("externalDocs", Words),
    ],
};

/// `discriminator`.
pub(crate) static DISCRIMINATOR: Object = Object {
    name: "discriminator",
    keywords: &[
        ("propertyName", Checked("discriminator-changed")),
        ("mapping", Checked("union-variant-removed")),
        ("defaultMapping", Residue),
    ],
};

/// `x-ms-enum`.
pub(crate) static VALUES: Object = Object {
    name: "`x-ms-enum`",
    keywords: &[
        ("modelAsString", Checked("enum-opened")),
        ("name", Words),
        ("values", Words),
    ],
};

/// `xml`.
pub(crate) static XML: Object = Object {
    name: "`xml`",
    keywords: &[
        ("name", Checked("xml-changed")),
        ("namespace", Checked("xml-changed")),
        ("attribute", Checked("xml-changed")),
        ("wrapped", Checked("xml-changed")),
        ("nodeType", Checked("xml-changed")),
        ("x-ms-text", Checked("xml-changed")),
        // Readers know an element by its namespace.
        ("prefix", Words),
    ],
};
