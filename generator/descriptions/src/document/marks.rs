//! The extensions of Azure (`x-ms-`): an unknown one may change the wire.

/// Those that are read, and those that change nothing on the wire.
const KNOWN: &[&str] = &[
    "x-ms-api-version",
    "x-ms-arm-id-details",
    "x-ms-azure-resource",
    "x-ms-azure-resource-flatten",
    "x-ms-client-flatten",
    "x-ms-client-name",
    "x-ms-client-request-id",
    "x-ms-code-generation-settings",
    "x-ms-correlation-request-id",
    "x-ms-discriminator-value",
    "x-ms-enum",
    "x-ms-error-response",
    "x-ms-examples",
    "x-ms-external",
    "x-ms-feature-group",
    // For the display of values, or the meaning of a text in any JSON.
    "x-ms-format",
    "x-ms-format-element-type",
    "x-ms-header-collection-prefix",
    "x-ms-identifiers",
    "x-ms-internal",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-mutability",
    "x-ms-odata",
    "x-ms-pageable",
    "x-ms-parameter-grouping",
    "x-ms-parameter-location",
    "x-ms-parameterized-host",
    "x-ms-paths",
    "x-ms-permissions",
    "x-ms-request-id",
    "x-ms-requestBody-name",
    "x-ms-resource-type",
    "x-ms-secret",
    "x-ms-skip-url-encoding",
    "x-ms-text",
    "x-ms-visibility",
];

/// Tells whether an extension says something to clients of Azure that is not known here.
pub(super) fn is_unknown(key: &str) -> bool {
    key.starts_with("x-ms-") && !KNOWN.contains(&key)
}
