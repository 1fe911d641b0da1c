//! The description of a parameter: its place, and how its value is written there.

use crate::diagnostic::Place;

use super::Schema;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// Into the path.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// One of the cookies.
    Cookie,
    /// The body (Swagger 2.0 only).
    Body,
    /// A field of a form, which is the body (Swagger 2.0 only).
    Form,
}

impl Location {
    /// The word for it in descriptions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Form => "formData",
        }
    }
}

/// The query parameter whose value is the API version itself.
pub const API_VERSION: &str = "api-version";

/// How a value is written in a path, a query, a header or a cookie: `collectionFormat`, or `style` and `explode` in the same
/// form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// The style.
    pub style: Style,
    /// Whether each item of a list and each property of an object stands by itself: `explode` where that changes anything,
    /// or `multi`.
    pub explode: bool,
}

/// The delimiter or other format of a list or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Joined by commas: `csv`, `simple` or `form`.
    Commas,
    /// Joined by spaces: `ssv` or `spaceDelimited`.
    Spaces,
    /// Joined by tabs: `tsv`.
    Tabs,
    /// Joined by `|`: `pipes` or `pipeDelimited`.
    Pipes,
    /// The names of properties in brackets: `deepObject`.
    DeepObject,
    /// As a part of the path with the name in it: `matrix`. Plain values are written so too.
    Matrix,
    /// As a part of the path behind a dot: `label`. Plain values are written so too.
    Label,
    /// As JSON: `content` with a media type of JSON.
    Json,
}

impl Writing {
    /// Joined by commas, which is usual.
    pub const COMMAS: Self = Self::joined(Style::Commas);

    /// Joined in one way or another.
    pub const fn joined(style: Style) -> Self {
        Self {
            style,
            explode: false,
        }
    }

    /// Reads a `collectionFormat` of Swagger 2.0.
    pub fn from_swagger(name: &str) -> Option<Self> {
        Some(match name {
            "csv" => Self::COMMAS,
            "ssv" => Self::joined(Style::Spaces),
            "tsv" => Self::joined(Style::Tabs),
            "pipes" => Self::joined(Style::Pipes),
            "multi" => Self {
                style: Style::Commas,
                explode: true,
            },
            _ => return None,
        })
    }

    /// The name in messages: that of Swagger 2.0 where it has one.
    pub fn as_str(self) -> &'static str {
        match (self.style, self.explode) {
            (Style::Commas, false) => "csv",
            (Style::Commas | Style::Spaces | Style::Tabs | Style::Pipes, true) => "multi",
            (Style::Spaces, false) => "ssv",
            (Style::Tabs, false) => "tsv",
            (Style::Pipes, false) => "pipes",
            (Style::DeepObject, _) => "deepObject",
            (Style::Matrix, _) => "matrix",
            (Style::Label, _) => "label",
            (Style::Json, _) => "JSON",
        }
    }

    /// Tells whether plain values are written in another way too.
    pub fn is_styled(self) -> bool {
        matches!(self.style, Style::Matrix | Style::Label | Style::Json)
    }
}

/// One parameter.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Parameter {
    /// Its place.
    pub place: Place,
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// Whether a call must have it.
    pub required: bool,
    /// What it is for.
    pub description: Option<String>,
    /// Its type.
    pub schema: Schema,
    /// `x-ms-client-name`.
    pub client_name: Option<String>,
    /// `x-ms-parameter-location: client`.
    pub client_level: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// `x-ms-skip-url-encoding`.
    pub skip_url_encoding: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `allowEmptyValue`.
    pub allow_empty: bool,
    /// `x-ms-header-collection-prefix`: it is a map, each entry of which is a header whose name begins so.
    pub header_prefix: Option<String>,
    /// How its value is written.
    pub writing: Writing,
    /// Whether it is a header that OpenAPI 3 ignores here, because other keywords describe it.
    pub ignored: bool,
}
