//! How a list or an object is written in a path, a query, a header or a cookie: the styles of OpenAPI, by the rules of RFC 6570.

mod written;

/// How a list or an object is written as text: a style of OpenAPI, or a `collectionFormat` of Swagger 2.0.
///
/// | style | a list of `a` and `b`, called `x` | exploded | an object of `k` and `l`, called `x` | exploded |
/// |---|---|---|---|---|
/// | [`FORM`](Self::FORM) (`csv`) | `x=a,b` | `x=a&x=b` (`multi`) | `x=k,1,l,2` | `k=1&l=2` |
/// | [`SPACES`](Self::SPACES) (`ssv`) | `x=a%20b` | `x=a&x=b` | `x=k%201%20l%202` | `k=1&l=2` |
/// | [`TABS`](Self::TABS) (`tsv`) | `x=a%09b` | `x=a&x=b` | `x=k%091%09l%092` | `k=1&l=2` |
/// | [`PIPES`](Self::PIPES) (`pipes`) | `x=a%7Cb` | `x=a&x=b` | `x=k%7C1%7Cl%7C2` | `k=1&l=2` |
/// | [`DEEP_OBJECT`](Self::DEEP_OBJECT) | `x%5B0%5D=a&x%5B1%5D=b` | the same | `x%5Bk%5D=1&x%5Bl%5D=2` | the same |
/// | [`SIMPLE`](Self::SIMPLE) | `a,b` | `a,b` | `k,1,l,2` | `k=1,l=2` |
/// | [`LABEL`](Self::LABEL) | `.a,b` | `.a.b` | `.k,1,l,2` | `.k=1.l=2` |
/// | [`MATRIX`](Self::MATRIX) | `;x=a,b` | `;x=a;x=b` | `;x=k,1,l,2` | `;k=1;l=2` |
///
/// Names and values are percent-encoded, except in headers. So a comma within an item is `%2C`, and the comma between two items
/// is not encoded. If the delimiter is percent-encoded itself (spaces, tabs, `|`), or nothing is encoded (in headers), an item
/// that contains the delimiter is an error, because the service could not distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    form: Form,
    explode: bool,
    empty: bool,
    json_within: bool,
    kept: Kept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Joined(Delimiter),
    DeepObject,
    Label,
    Matrix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimiter {
    Comma,
    Space,
    Tab,
    Pipe,
}

/// The part of a value in a query that is not encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Unreserved characters.
    Unreserved,
    /// Also reserved ones, and parts that are already encoded (`allowReserved`).
    Reserved,
    /// Everything; the caller has encoded it (`x-ms-skip-url-encoding`).
    Everything,
}

/// The place of a value, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Url,
    Header,
}

impl Delimiter {
    /// The text between two items, and the character that it stands for.
    fn text(self, place: Place) -> (&'static str, char) {
        match (self, place) {
            (Self::Comma, _) => (",", ','),
            (Self::Space, Place::Url) => ("%20", ' '),
            (Self::Space, Place::Header) => (" ", ' '),
            (Self::Tab, Place::Url) => ("%09", '\t'),
            (Self::Tab, Place::Header) => ("\t", '\t'),
            (Self::Pipe, Place::Url) => ("%7C", '|'),
            (Self::Pipe, Place::Header) => ("|", '|'),
        }
    }
}

impl Style {
    /// Joined by commas, behind the name and `=` in a query: `form`, or `csv`.
    pub const FORM: Self = Self::new(Form::Joined(Delimiter::Comma));
    /// Joined by spaces: `spaceDelimited`, or `ssv`.
    pub const SPACES: Self = Self::new(Form::Joined(Delimiter::Space));
    /// Joined by tabs: `tsv`.
    pub const TABS: Self = Self::new(Form::Joined(Delimiter::Tab));
    /// Joined by `|`: `pipeDelimited`, or `pipes`.
    pub const PIPES: Self = Self::new(Form::Joined(Delimiter::Pipe));
    /// The names of an object's properties and the indices of a list's items in brackets: `deepObject`. What is nested deeper
    /// has more brackets: `x[0][k]=1`. OpenAPI does not say how lists and nested objects are written; many services read this.
    pub const DEEP_OBJECT: Self = Self::new(Form::DeepObject);
    /// Joined by commas, without the name: `simple`, in paths and headers.
    pub const SIMPLE: Self = Self::FORM;
    /// Behind a dot, in paths: `label`.
    pub const LABEL: Self = Self::new(Form::Label);
    /// Behind a semicolon and the name, in paths: `matrix`.
    pub const MATRIX: Self = Self::new(Form::Matrix);

    const fn new(form: Form) -> Self {
        Self {
            form,
            explode: false,
            empty: false,
            json_within: false,
            kept: Kept::Unreserved,
        }
    }

    /// Each item and each property separately: `explode`, or `multi`.
    #[must_use]
    pub const fn explode(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// A list or object in a query that has nothing in it is sent as an empty value (`allowEmptyValue`), and not left out.
    #[must_use]
    pub const fn or_empty(self) -> Self {
        Self { empty: true, ..self }
    }

    /// A nested list or object that the style cannot write is written as JSON. Without this it is an error.
    #[must_use]
    pub const fn json_within(self) -> Self {
        Self {
            json_within: true,
            ..self
        }
    }

    /// Reserved characters of a value in a query stay as they are (`allowReserved`), except `#`, `[`, `]`, `&` and `+`, which a
    /// query cannot carry as themselves. What is percent-encoded already is not encoded again.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            kept: Kept::Reserved,
            ..self
        }
    }

    /// Values of a query are encoded already and are sent as they are (`x-ms-skip-url-encoding`).
    #[must_use]
    pub const fn raw(self) -> Self {
        Self {
            kept: Kept::Everything,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
