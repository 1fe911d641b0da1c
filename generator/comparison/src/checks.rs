//! Every check of the comparison: its id, how grave it is on the wire, and why.

use super::finding::Wire::{self, Error, Info, None, Warning};

/// One check.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// Its stable id.
    pub id: &'static str,
    /// How grave it is in what is sent.
    pub request: Wire,
    /// How grave it is in what is received.
    pub response: Wire,
    /// What it means for a client that was made from the old description.
    pub explanation: &'static str,
}

macro_rules! checks {
    ($($name:ident $id:literal $request:ident $response:ident $explanation:literal)*) => {
        $(pub(super) static $name: Check =
            Check { id: $id, request: $request, response: $response, explanation: $explanation };)*

        /// Every check, in the order of what it is about.
        pub static CHECKS: &[&Check] = &[$(&$name),*];
    };
}

checks! {
    OPERATION_REMOVED "operation-removed" Error Error "The call is gone: an old client that makes it is refused."
    OPERATION_ADDED "operation-added" Info Info "There is a call that old clients do not know."
    OPERATION_MOVED "operation-moved" Error Error "The call has another path or method: the old one is refused."
    OPERATION_PATH_CASE "operation-path-case-changed" Warning Warning "The path differs only in the case of letters, which servers may or may not tell apart."
    OPERATION_RENAMED "operation-renamed" None None "The operation id, and with it the method or client, has another name. Ids are not on the wire."
    OPERATION_DEPRECATED "operation-deprecated" Info Info "The service advises against the call, and still answers it."
    PARAMETER_REMOVED "parameter-removed" Warning None "What old clients send here is ignored."
    PARAMETER_ADDED "parameter-added" Info None "There is a parameter that a call may leave out."
    REQUIRED_PARAMETER_ADDED "required-parameter-added" Error None "A call without the new parameter is refused."
    PARAMETER_BECAME_REQUIRED "parameter-became-required" Error None "A call without the parameter was accepted and is refused."
    PARAMETER_BECAME_OPTIONAL "parameter-became-optional" Info None "The parameter may be left out."
    PARAMETER_LOCATION "parameter-location-changed" Error None "The parameter is looked for elsewhere: in the path, the query or a header."
    COLLECTION_FORMAT "collection-format-changed" Error None "The items of the list are joined in another way."
    BODY_REMOVED "request-body-removed" Warning None "The body that old clients send is ignored."
    BODY_ADDED "request-body-added" Info None "The call takes a body that it may leave out."
    REQUIRED_BODY_ADDED "required-request-body-added" Error None "A call without the new body is refused."
    BODY_BECAME_REQUIRED "request-body-became-required" Error None "A call without the body was accepted and is refused."
    BODY_BECAME_OPTIONAL "request-body-became-optional" Info None "The body may be left out."
    REQUEST_MEDIA_REMOVED "request-media-type-removed" Error None "A body of this media type is refused."
    REQUEST_MEDIA_ADDED "request-media-type-added" Info None "Bodies may have another media type too."
    REQUEST_MEDIA_CHANGED "request-media-type-changed" Error None "A body of the old media type is refused: another one has taken its place."
    SUCCESS_CHANGED "success-status-changed" None Error "The call answers with another status, which an old client takes for a failure."
    SUCCESS_REMOVED "success-status-removed" None Error "A status that old clients wait for does not come any more."
    SUCCESS_ADDED "success-status-added" None Info "The call may also answer with a status that old clients do not know."
    ERROR_STATUS_REMOVED "error-status-removed" None Info "A failure is not declared any more."
    ERROR_STATUS_ADDED "error-status-added" None Info "A failure is declared that was not before."
    RESPONSE_BODY_REMOVED "response-body-removed" None Error "The answer that old clients read has no body any more."
    RESPONSE_BODY_ADDED "response-body-added" None Info "The answer has a body that old clients do not read."
    RESPONSE_MEDIA_REMOVED "response-media-type-removed" None Error "The answer does not come in this media type any more."
    RESPONSE_MEDIA_ADDED "response-media-type-added" None Info "The answer may come in another media type too."
    RESPONSE_MEDIA_CHANGED "response-media-type-changed" None Error "The answer comes in another media type, which old clients cannot read."
    HEADER_REMOVED "response-header-removed" None Warning "The answer does not carry this header any more."
    REQUIRED_HEADER_REMOVED "required-response-header-removed" None Error "Every answer carried the header; old clients that read it find nothing."
    HEADER_BECAME_OPTIONAL "response-header-became-optional" None Error "The header may be absent where old clients rely on it."
    HEADER_ADDED "response-header-added" None Info "The answer carries a header that old clients do not read."
    SCHEMA_RENAMED "schema-renamed" None None "A schema of another name stands here, and most of what is in it is the same. Names of schemas are not on the wire."
    SCHEMA_REPLACED "schema-replaced" Error Error "Another schema stands here, which shares less than half of its properties or values with the old one."
    PROPERTY_REMOVED "property-removed" Warning Warning "The property is ignored where it is sent, and absent where it is read."
    REQUIRED_PROPERTY_REMOVED "required-property-removed" Warning Error "The property was always there; old clients that read it find nothing."
    PROPERTY_ADDED "property-added" Info Info "There is a property that old clients neither send nor read."
    REQUIRED_PROPERTY_ADDED "required-property-added" Error Info "What old clients send lacks the property and is refused."
    PROPERTY_RENAMED "property-renamed" Warning Warning "The property goes by another name: a removed and an added one of the same type and alike in name."
    REQUIRED_PROPERTY_RENAMED "required-property-renamed" Error Error "The required property goes by another name."
    PROPERTY_BECAME_REQUIRED "property-became-required" Error Info "What old clients send may lack the property and is refused."
    PROPERTY_BECAME_OPTIONAL "property-became-optional" Info Error "The property may be absent where old clients rely on it."
    TYPE_CHANGED "type-changed" Error Error "The value has another JSON type."
    TYPE_NARROWED "type-narrowed" Error Info "Fewer JSON types are allowed: what old clients send may be refused."
    TYPE_WIDENED "type-widened" Info Error "More JSON types are allowed: what old clients read may not fit."
    FORMAT_NARROWED "format-narrowed" Error Info "Fewer values are allowed: what old clients send may be refused."
    FORMAT_WIDENED "format-widened" Info Error "More values are allowed: what old clients read may not fit."
    FORMAT_CHANGED "format-changed" Error Error "The text or number is written in another way."
    ENUM_VALUE_REMOVED "enum-value-removed" Error Info "The value is refused where old clients send it."
    ENUM_VALUE_ADDED "enum-value-added" Info Info "The open set has a value more, which old clients keep as unknown."
    CLOSED_ENUM_VALUE_ADDED "closed-enum-value-added" Info Error "The closed set has a value more, at which old clients fail."
    ENUM_OPENED "enum-opened" Info Error "The set was closed and is open: old clients fail at values that they do not know."
    ENUM_CLOSED "enum-closed" Error Info "The set was open and is closed: values that it does not list are refused."
    ENUM_ADDED "enum-added" Error Info "Only the listed values are allowed."
    ENUM_REMOVED "enum-removed" Info Error "Any text is allowed, where old clients know a set."
    OPEN_ENUM_ADDED "open-enum-added" Info Info "Some values are listed, and others are still allowed."
    OPEN_ENUM_REMOVED "open-enum-removed" Info Info "Values that were listed, and were not all, are listed no more."
    NULLABLE_ADDED "nullable-added" Info Error "The value may be `null`, where old clients rely on one."
    NULLABLE_REMOVED "nullable-removed" Error Info "`null` is refused."
    READ_ONLY_ADDED "read-only-added" Warning None "The property is ignored where it is sent."
    READ_ONLY_REMOVED "read-only-removed" Info None "The property may be sent."
    CONSTRAINT_TIGHTENED "constraint-tightened" Error Info "Values that were allowed are refused."
    CONSTRAINT_LOOSENED "constraint-loosened" Info Info "Values are allowed that were not."
    DEFAULT_CHANGED "default-changed" Info Info "What the service takes when nothing is sent is another value."
    ADDITIONAL_CLOSED "additional-properties-closed" Error Info "Properties that are not declared are refused."
    ADDITIONAL_OPENED "additional-properties-opened" Info Info "Properties that are not declared are allowed."
    ADDITIONAL_UNSAID "additional-properties-unsaid" Warning Warning "Nothing is said of other properties any more: they may be ignored where they are sent, and absent where they are read."
    VARIANT_REMOVED "union-variant-removed" Error Info "The variant is refused where old clients send it."
    VARIANT_ADDED "union-variant-added" Info Info "There is a variant that old clients keep as unknown."
    DISCRIMINATOR "discriminator-changed" Error Error "The variants are told apart by another property."
    ONE_OF_REMOVED "one-of-removed" Error Info "One of the alternatives is refused where old clients send it."
    ONE_OF_ADDED "one-of-added" Info Error "There is an alternative that old clients cannot read."
    PAGING_ADDED "paging-added" None Info "The listing comes in pages; an old client reads the first one."
    PAGING_REMOVED "paging-removed" None Info "The listing comes in one piece."
    PAGING_CHANGED "paging-changed" None Error "The next link or the items of a page have another name."
    LONG_RUNNING_ADDED "long-running-added" Info Info "The call may end before the work does."
    LONG_RUNNING_REMOVED "long-running-removed" Info Info "The call ends when the work does."
    SECURITY_ADDED "security-added" Error None "The call must be authorised in a way in which it was not."
    SECURITY_REMOVED "security-removed" Info None "The call need not be authorised in this way any more."
    SECURITY_ALTERNATIVE "security-alternative-added" Info None "The call may also be authorised in another way."
    SECURITY_CHANGED "security-changed" Error None "The scheme of this name is another one."
    SERVER_CHANGED "server-changed" Error None "The service is at another address."
    RUST_REMOVED "rust-item-removed" None None "An item of the crate is gone for a reason that is not on the wire."
    RUST_CHANGED "rust-item-changed" None None "An item of the crate is another one for a reason that is not on the wire."
    RUST_ADDED "rust-item-added" None None "An item of the crate is new for a reason that is not on the wire."
}

/// The check of that id.
pub fn find(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id).copied()
}
