//! Every check of the comparison: its id, what it is about, its severities on the wire, and its explanation.

use super::verdict::{
    Direction,
    WireSeverity::{self, Error, Info, None, Unknown, Warning},
};

/// A kind of difference that the comparison looks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// The stable id that reports, `--accept` and `--severity` use, such as `property-removed`.
    pub id: &'static str,
    /// The part of an API that the check is about. Changes of the crate are attributed to findings by it.
    pub(crate) aspect: Aspect,
    /// What happened to that part.
    pub(crate) effect: Effect,
    /// The severity in values that clients send.
    pub request: WireSeverity,
    /// The severity in values that clients receive.
    pub response: WireSeverity,
    /// The consequence for a client that was made from the old description, in full sentences.
    pub explanation: &'static str,
}

/// The part of an API that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    /// An operation.
    Operation,
    /// Whether an operation is deprecated.
    Deprecation,
    /// A parameter, other than its type.
    Parameter,
    /// How the items of a list are joined.
    Collection,
    /// Whether an operation has a request body, and whether it is required.
    RequestBody,
    /// The media type of a request body.
    RequestMediaType,
    /// A status that means success.
    SuccessStatus,
    /// A status that means failure.
    ErrorStatus,
    /// Whether a response has a body.
    ResponseBody,
    /// The media type of a response body.
    ResponseMediaType,
    /// A response header.
    Header,
    /// A property, other than its type.
    Property,
    /// Whether a property may be absent or `null`, and who sets it.
    Presence,
    /// The type of a value.
    ValueType,
    /// Whether there is a set of values.
    ValueSet,
    /// A value of a set.
    Value,
    /// Whether a set may have values that are not listed.
    Openness,
    /// One of the types of a union.
    Variant,
    /// The property that tells the types of a union apart.
    Discriminator,
    /// A limit on a value.
    Constraint,
    /// The value that applies when nothing is sent.
    Default,
    /// How a value is written in XML.
    Xml,
    /// How a list continues on the next page.
    Paging,
    /// Whether an operation may return before its work is complete.
    LongRunning,
    /// How requests are authorised.
    Security,
    /// The address of the service.
    Server,
    /// The title of the service.
    Title,
    /// Something that no check reads.
    Residue,
    /// An item of the crate that changed for a reason that is not on the wire.
    RustItem,
}

/// What happened to the part of an API that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It is in the new description only.
    Added,
    /// It is in the old description only.
    Removed,
    /// It has another name.
    Renamed,
    /// It is at another place.
    Moved,
    /// Something else about it is different.
    Altered,
}

impl Check {
    /// The check with this id, or `None` when there is none.
    pub fn find(id: &str) -> Option<&'static Self> {
        CHECKS.iter().find(|check| check.id == id).copied()
    }

    /// The severity for values that go in these directions: the higher one when they go in both.
    pub(crate) fn severity(&self, directions: Direction) -> WireSeverity {
        let on = |direction: Direction, level: WireSeverity| {
            if directions.and(direction) == Direction::NONE {
                None
            } else {
                level
            }
        };
        on(Direction::REQUEST, self.request).max(on(Direction::RESPONSE, self.response))
    }
}

macro_rules! checks {
    ($($name:ident $id:literal $aspect:ident $effect:ident $request:ident $response:ident $explanation:literal)*) => {
        $(pub(super) static $name: Check =
            Check { id: $id, aspect: Aspect::$aspect, effect: Effect::$effect, request: $request, response: $response, explanation: $explanation };)*

        /// Every check, ordered by the part of an API that it is about.
        pub static CHECKS: &[&Check] = &[$(&$name),*];
    };
}

checks! {
    OPERATION_REMOVED "operation-removed" Operation Removed Error Error "The operation was removed: old clients that call it are refused."
    OPERATION_ADDED "operation-added" Operation Added Info Info "There is an operation that old clients do not know."
    OPERATION_MOVED "operation-moved" Operation Moved Error Error "The operation has another path or method: requests to the old one are refused."
    OPERATION_PATH_CASE "operation-path-case-changed" Operation Altered Warning Warning "The path differs only in letter case, which servers may or may not ignore."
    OPERATION_RENAMED "operation-renamed" Operation Renamed None None "The operation id changed, and with it the name of the method or client. Ids are not on the wire."
    OPERATION_DEPRECATED "operation-deprecated" Deprecation Altered Info Info "The operation is deprecated. The service still supports it."
    PARAMETER_REMOVED "parameter-removed" Parameter Removed Warning None "The value that old clients send is ignored."
    PARAMETER_ADDED "parameter-added" Parameter Added Info None "There is a new optional parameter."
    REQUIRED_PARAMETER_ADDED "required-parameter-added" Parameter Added Error None "A request without the new parameter is refused."
    PARAMETER_BECAME_REQUIRED "parameter-became-required" Parameter Altered Error None "A request without the parameter was accepted and is now refused."
    PARAMETER_BECAME_OPTIONAL "parameter-became-optional" Parameter Altered Info None "The parameter may be left out."
    PARAMETER_LOCATION "parameter-location-changed" Parameter Altered Error None "The parameter is expected in another location: the path, the query or a header."
    PARAMETER_DEFAULT "parameter-default-changed" Default Altered Warning None "The service uses another value when the parameter is left out."
    COLLECTION_FORMAT "collection-format-changed" Collection Altered Error None "The items of the list are joined differently, or a map is sent in other headers."
    PARAMETER_ENCODING "parameter-encoding-changed" Collection Altered Warning None "Characters with a meaning in addresses, such as `/`, are encoded in another way: the service may read another value."
    BODY_REMOVED "request-body-removed" RequestBody Removed Warning None "The body that old clients send is ignored."
    BODY_ADDED "request-body-added" RequestBody Added Info None "There is a new optional request body."
    REQUIRED_BODY_ADDED "required-request-body-added" RequestBody Added Error None "A request without the new body is refused."
    BODY_BECAME_REQUIRED "request-body-became-required" RequestBody Altered Error None "A request without the body was accepted and is now refused."
    BODY_BECAME_OPTIONAL "request-body-became-optional" RequestBody Altered Info None "The body may be left out."
    REQUEST_MEDIA_REMOVED "request-media-type-removed" RequestMediaType Removed Error None "A body of this media type is refused."
    REQUEST_MEDIA_ADDED "request-media-type-added" RequestMediaType Added Info None "Request bodies may also have another media type."
    REQUEST_MEDIA_CHANGED "request-media-type-changed" RequestMediaType Altered Error None "A body of the old media type is refused: it was replaced by another one."
    SUCCESS_CHANGED "success-status-changed" SuccessStatus Altered None Error "The operation returns another success status, which old clients treat as an error."
    SUCCESS_REMOVED "success-status-removed" SuccessStatus Removed None Error "A success status that old clients expect is no longer returned."
    SUCCESS_ADDED "success-status-added" SuccessStatus Added None Info "The operation may also return a success status that old clients do not know."
    ERROR_STATUS_REMOVED "error-status-removed" ErrorStatus Removed None Info "An error status is no longer declared."
    ERROR_STATUS_ADDED "error-status-added" ErrorStatus Added None Info "An error status is declared that was not declared before."
    RESPONSE_BODY_REMOVED "response-body-removed" ResponseBody Removed None Error "The response that old clients read no longer has a body."
    RESPONSE_BODY_ADDED "response-body-added" ResponseBody Added None Info "The response has a body that old clients do not read."
    RESPONSE_MEDIA_REMOVED "response-media-type-removed" ResponseMediaType Removed None Error "The response no longer has this media type."
    ALTERNATIVE_MEDIA_REMOVED "alternative-response-media-type-removed" ResponseMediaType Removed None Warning "The response no longer has this media type, and still has another one that clients can ask for."
    RESPONSE_MEDIA_ADDED "response-media-type-added" ResponseMediaType Added None Info "The response may also have another media type."
    RESPONSE_MEDIA_CHANGED "response-media-type-changed" ResponseMediaType Altered None Error "The response has another media type, which old clients cannot read."
    HEADER_REMOVED "response-header-removed" Header Removed None Warning "The response no longer has this header."
    REQUIRED_HEADER_REMOVED "required-response-header-removed" Header Removed None Error "Every response had the header; old clients that read it find nothing."
    HEADER_BECAME_OPTIONAL "response-header-became-optional" Header Altered None Error "The header may be missing, and old clients rely on it."
    HEADER_ADDED "response-header-added" Header Added None Info "The response has a header that old clients do not read."
    SCHEMA_RENAMED "schema-renamed" ValueType Renamed None None "A schema with another name is used here, and most of its contents are the same. Names of schemas are not on the wire."
    SCHEMA_REPLACED "schema-replaced" ValueType Altered Error Error "Another schema is used here, which shares less than half of its properties or values with the old one."
    PROPERTY_REMOVED "property-removed" Property Removed Warning Warning "The property is ignored when it is sent, and missing when it is read."
    REQUIRED_PROPERTY_REMOVED "required-property-removed" Property Removed Warning Error "The property was always present; old clients that read it find nothing."
    PROPERTY_ADDED "property-added" Property Added Info Info "There is a property that old clients neither send nor read."
    REQUIRED_PROPERTY_ADDED "required-property-added" Property Added Error Info "Values from old clients lack the property and are refused."
    PROPERTY_RENAMED "property-renamed" Property Renamed Warning Warning "The property was renamed: a removed and an added property have the same type and similar names."
    REQUIRED_PROPERTY_RENAMED "required-property-renamed" Property Renamed Error Error "The required property was renamed."
    PROPERTY_BECAME_REQUIRED "property-became-required" Presence Altered Error Info "Values from old clients may lack the property, and are then refused."
    PROPERTY_BECAME_OPTIONAL "property-became-optional" Presence Altered Info Error "The property may be missing, and old clients rely on it."
    TYPE_CHANGED "type-changed" ValueType Altered Error Error "The value has another JSON type."
    TYPE_NARROWED "type-narrowed" ValueType Altered Error Info "Fewer JSON types are allowed: values from old clients may be refused."
    TYPE_WIDENED "type-widened" ValueType Altered Info Error "More JSON types are allowed: old clients may fail to read a value."
    FORMAT_NARROWED "format-narrowed" ValueType Altered Error Info "Fewer values are allowed: values from old clients may be refused."
    FORMAT_WIDENED "format-widened" ValueType Altered Info Error "More values are allowed: old clients may fail to read a value."
    FORMAT_CHANGED "format-changed" ValueType Altered Error Error "The text or number is written in another format."
    ENUM_VALUE_REMOVED "enum-value-removed" Value Removed Error Info "The value is refused when old clients send it."
    ENUM_VALUE_ADDED "enum-value-added" Value Added Info Info "The open set has a new value, which old clients treat as unknown."
    CLOSED_ENUM_VALUE_ADDED "closed-enum-value-added" Value Added Info Error "The closed set has a new value, which old clients fail to read."
    ENUM_OPENED "enum-opened" Openness Altered Info Error "The set was closed and is open: old clients fail to read values that they do not know."
    ENUM_CLOSED "enum-closed" Openness Altered Error Info "The set was open and is closed: values that it does not list are refused."
    ENUM_ADDED "enum-added" ValueSet Added Error Info "Only the listed values are allowed."
    ENUM_REMOVED "enum-removed" ValueSet Removed Info Error "Any text is allowed, but old clients know only a set of values."
    OPEN_ENUM_ADDED "open-enum-added" ValueSet Added Info Info "Some values are listed, and others are still allowed."
    OPEN_ENUM_REMOVED "open-enum-removed" ValueSet Removed Info Info "Values are no longer listed. Other values were already allowed."
    NULLABLE_ADDED "nullable-added" Presence Added Info Error "The value may be `null`, and old clients rely on a value."
    NULLABLE_REMOVED "nullable-removed" Presence Removed Error Info "`null` is refused."
    READ_ONLY_ADDED "read-only-added" Presence Added Warning None "The property is ignored when it is sent."
    READ_ONLY_REMOVED "read-only-removed" Presence Removed Info None "The property may be sent."
    WRITE_ONLY_ADDED "write-only-added" Presence Added None Warning "The property is no longer in values that are read."
    WRITE_ONLY_REMOVED "write-only-removed" Presence Removed None Info "The property may be in values that are read."
    CONSTRAINT_TIGHTENED "constraint-tightened" Constraint Altered Error Info "Values that were allowed are refused."
    CONSTRAINT_LOOSENED "constraint-loosened" Constraint Altered Info Info "Values that were refused are allowed."
    DEFAULT_CHANGED "default-changed" Default Altered Info Info "The service uses another value when nothing is sent."
    XML_CHANGED "xml-changed" Xml Altered Error Error "The value is written in another way in XML: with another name or namespace, as an attribute, or as a list in an element of its own."
    DEPENDENCY_ADDED "dependency-added" Constraint Altered Error Info "Values from old clients that have one property may lack the other one that it needs, and are refused."
    DEPENDENCY_REMOVED "dependency-removed" Constraint Altered Info Error "A property may be missing that was always there with another one, and old clients rely on it."
    ADDITIONAL_CLOSED "additional-properties-closed" ValueType Altered Error Info "Properties that are not declared are refused."
    ADDITIONAL_OPENED "additional-properties-opened" ValueType Altered Info Info "Properties that are not declared are allowed."
    ADDITIONAL_UNSAID "additional-properties-unsaid" ValueType Altered Warning Warning "The description no longer says that other properties are allowed: they may be ignored when they are sent, and missing when they are read."
    VARIANT_REMOVED "union-variant-removed" Variant Removed Error Info "The variant is refused when old clients send it."
    VARIANT_ADDED "union-variant-added" Variant Added Info Info "There is a new variant, which old clients treat as unknown."
    DISCRIMINATOR "discriminator-changed" Discriminator Altered Error Error "Another property distinguishes the variants."
    DISCRIMINATOR_ADDED "discriminator-added" Discriminator Added Error Info "The variants are told apart by a property that values from old clients may lack."
    DISCRIMINATOR_REMOVED "discriminator-removed" Discriminator Removed Info Error "The property that told the variants apart may be missing, and old clients rely on it."
    ALTERNATIVES_REPLACED "alternatives-replaced" ValueType Altered Error Error "The value has another type: one of several that are all different from the old one, or one that was not among them."
    ONE_OF_REMOVED "one-of-removed" ValueType Removed Error Info "One of the alternatives is refused when old clients send it."
    ONE_OF_ADDED "one-of-added" ValueType Added Info Error "There is an alternative that old clients cannot read."
    PAGING_ADDED "paging-added" Paging Added None Info "The list is returned in pages; old clients read only the first one."
    PAGING_REMOVED "paging-removed" Paging Removed None Info "The list is returned as a whole."
    PAGING_CHANGED "paging-changed" Paging Altered None Error "The next link or the items of a page have another name, or another operation returns the next page."
    LONG_RUNNING_ADDED "long-running-added" LongRunning Added Info Info "The operation may return before its work is complete."
    LONG_RUNNING_REMOVED "long-running-removed" LongRunning Removed Info Info "The operation returns when its work is complete."
    LONG_RUNNING_RESULT "long-running-result-changed" LongRunning Altered None Error "The result of the operation is at another address than the one that old clients read."
    SECURITY_ADDED "security-added" Security Added Error None "Requests need an authorisation that they did not need before."
    SECURITY_REMOVED "security-removed" Security Removed Info None "Requests no longer need this authorisation."
    SECURITY_ALTERNATIVE "security-alternative-added" Security Added Info None "Requests may also be authorised in another way."
    SECURITY_CHANGED "security-changed" Security Altered Error None "The security scheme of this name changed."
    SERVER_CHANGED "server-changed" Server Altered Error None "The address of the service changed."
    SCHEME_REMOVED "url-scheme-removed" Server Removed Error None "Requests to an address with this scheme, such as `http`, are refused."
    SCHEME_ADDED "url-scheme-added" Server Added Info None "Requests may also be sent to an address with this scheme."
    TITLE_CHANGED "title-changed" Title Renamed None None "The title changed, and with it the name of a client whose operations are in no group. Titles are not on the wire."
    NOT_COMPARED "not-compared" Residue Altered Unknown Unknown "Something changed that no check reads. What that means for old clients is not known."
    RUST_REMOVED "rust-item-removed" RustItem Removed None None "An item of the crate was removed for a reason that is not on the wire."
    RUST_CHANGED "rust-item-changed" RustItem Altered None None "An item of the crate changed for a reason that is not on the wire."
    RUST_ADDED "rust-item-added" RustItem Added None None "An item was added to the crate for a reason that is not on the wire."
}
