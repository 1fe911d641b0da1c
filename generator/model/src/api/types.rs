//! Types: scalars, and declared types.

use openapi_descriptions::{
    document::{Constraints, Mutability},
    source::Node,
};

use super::{Xml, XmlName};
use crate::{docs::Docs, names::Ident};

/// A type as a property or parameter has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A single value.
    Scalar(Scalar),
    /// Any JSON.
    Any,
    /// A list.
    List(Box<Self>),
    /// A map from text.
    Map(Box<Self>),
    /// This or `null`, in a list, a map or as a whole body. For a property, the property has that information.
    Nullable(Box<Self>),
    /// A type of this API.
    Named(Ident),
    /// A handwritten type, as a path in the crate that is generated into.
    Overlay(String),
}

impl Type {
    /// The type in lists, maps and what may be `null`, of any depth, or the type itself.
    pub fn innermost(&self) -> &Self {
        let mut ty = self;
        while let Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) = ty {
            ty = inner;
        }
        ty
    }

    /// The declared type that it is, or that is in its lists and maps.
    pub fn declared(&self) -> Option<&Ident> {
        match self.innermost() {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// A single value: its type, and its form on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 8 bits.
    Int8,
    /// A whole number of 16 bits.
    Int16,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 8 bits without a sign.
    UInt8,
    /// A whole number of 16 bits without a sign.
    UInt16,
    /// A whole number of 32 bits without a sign.
    UInt32,
    /// A whole number of 64 bits without a sign.
    UInt64,
    /// A number of 32 bits.
    Float32,
    /// A number of 64 bits.
    Float64,
    /// A moment, RFC 3339.
    DateTime,
    /// A moment as HTTP writes it.
    DateTimeHttp,
    /// A moment as a number of seconds since 1970.
    UnixTime,
    /// A date without a time.
    Date,
    /// A time of day.
    Time,
    /// A span of time.
    Duration,
    /// Bytes in base64.
    Bytes,
    /// Bytes in the base64 that can stand in a URL.
    BytesUrl,
}

impl Scalar {
    /// Tells whether it is a whole number that 64 bits with a sign can hold.
    pub fn is_integer(self) -> bool {
        matches!(
            self,
            Self::Int8 | Self::Int16 | Self::Int32 | Self::Int64 | Self::UInt8 | Self::UInt16 | Self::UInt32
        )
    }

    /// Tells whether serde reads and writes its Rust type in the form of the wire, without an attribute.
    pub fn is_plain(self) -> bool {
        !matches!(
            self,
            Self::DateTime | Self::DateTimeHttp | Self::UnixTime | Self::Date | Self::Bytes | Self::BytesUrl
        )
    }
}

/// A type that the API declares.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub kind: TypeKind,
    /// Where it is used.
    pub usage: Usage,
    /// Its discriminator, for a variant of a union.
    pub tag: Option<Tag>,
    /// Its element when it is a whole body in XML.
    pub xml: Option<XmlName>,
    /// What it is for.
    pub docs: Docs,
    /// Other names under which its docs are found.
    pub aliases: Vec<String>,
}

/// The discriminator of a variant of a union. It is not among the properties of the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name on the wire.
    pub property: String,
    /// Its value.
    pub value: String,
    /// Whether the object writes it, because it is also used by itself; otherwise the union does.
    pub own: bool,
    /// The discriminators of the unions that this union is a variant of.
    pub outer: Vec<String>,
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a use of its own")]
pub struct Usage {
    /// In what is sent.
    pub input: bool,
    /// In what is received.
    pub output: bool,
    /// As the body of a merge patch.
    pub merge_patch: bool,
    /// In XML.
    pub xml: bool,
}

/// What a declared type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// An object with properties.
    Object(Vec<Property>),
    /// A set of texts or of whole numbers.
    Enum {
        /// Whether values may be added without a new version.
        open: bool,
        /// Whether the values are whole numbers of 64 bits.
        integer: bool,
        /// The values in order.
        values: Vec<Variant>,
    },
    /// One of several objects, with a discriminator.
    Union {
        /// The property on the wire.
        discriminator: String,
        /// The objects: value of the property, name of the variant, type.
        variants: Vec<UnionVariant>,
    },
    /// One of several types, distinguished by their form, in the order of the description.
    Choice(Vec<Alternative>),
}

impl TypeKind {
    /// The declared types that it is made of.
    pub fn parts(&self) -> Vec<&Ident> {
        match self {
            Self::Object(properties) => {
                let types = properties.iter().map(|property| &property.ty);
                types.filter_map(Type::declared).collect()
            }
            Self::Union { variants, .. } => variants.iter().map(|variant| &variant.ty).collect(),
            Self::Choice(alternatives) => {
                let types = alternatives.iter().map(|alternative| &alternative.ty);
                types.filter_map(Type::declared).collect()
            }
            Self::Enum { .. } => Vec::new(),
        }
    }
}

/// One type of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The variant's name in Rust.
    pub name: Ident,
    /// The type.
    pub ty: Type,
    /// Whether the type leads back to the choice without a list, a map or a property between.
    pub recursive: bool,
    /// What it is for.
    pub docs: Docs,
}

/// The only value that a property can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// The only variant of its enum.
    Variant(Ident),
    /// `true` or `false`.
    Boolean(bool),
    /// A number with a fraction.
    Number(f64),
}

/// What a property is in its object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A member of that name.
    #[default]
    Member,
    /// A map of all members that have no property of their own: `additionalProperties` beside others.
    Rest,
}

/// One property.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Property {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// What it is in its object.
    pub role: Role,
    /// Its type.
    pub ty: Type,
    /// How it is written in XML, if it is not an element with its name.
    pub xml: Option<Box<Xml>>,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it can be `null`.
    pub nullable: bool,
    /// Whether only the service sets it.
    pub read_only: bool,
    /// When it can be set, if that is not always.
    pub mutability: Option<Mutability>,
    /// Whether only callers set it, and the service never sends it.
    pub write_only: bool,
    /// Whether it gives power to anyone who reads it, and is never shown by `{:?}`.
    pub secret: bool,
    /// Whether the type leads back to its owner without a list or map between.
    pub recursive: bool,
    /// The only value that it can have, when there is only one.
    pub constant: Option<Constant>,
    /// Limits that the service checks.
    pub constraints: Constraints,
    /// What the service takes when it is not sent.
    pub default: Option<Node>,
    /// What it is for.
    pub docs: Docs,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The value on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// What it means.
    pub docs: Docs,
}

/// One object of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The value of the discriminator.
    pub wire: String,
    /// Other values that are read as it.
    pub aliases: Vec<String>,
    /// The variant's name in Rust.
    pub name: Ident,
    /// The type it holds.
    pub ty: Ident,
    /// Whether that type writes the discriminator itself.
    pub own_tag: bool,
    /// What it is for.
    pub docs: Docs,
}

impl TypeDef {
    /// Tells whether `new` takes a property: it is always there, and has more than one value.
    pub fn takes_in_new(&self, property: &Property) -> bool {
        property.constant.is_none() && self.always_has(property)
    }

    /// Tells whether a property is always present; a property that only the service sets is not, in a type that is sent.
    pub fn always_has(&self, property: &Property) -> bool {
        let received = !(property.write_only && self.usage.output);
        property.required
            && !property.nullable
            && received
            && self.lets_callers_set(property)
            && !self.usage.merge_patch
            && property.role == Role::Member
    }

    /// Tells whether callers can set a property: not when only the service does, in something that is sent.
    pub fn lets_callers_set(&self, property: &Property) -> bool {
        !(property.read_only && self.usage.input)
    }

    /// The names on the wire of the declared properties and of the discriminator.
    pub fn member_names(&self) -> Vec<&str> {
        let tags = self
            .tag
            .iter()
            .flat_map(|tag| [&tag.property].into_iter().chain(&tag.outer));
        let properties = match &self.kind {
            TypeKind::Object(properties) => properties.as_slice(),
            _ => &[],
        };
        let members = properties.iter().filter(|property| property.role == Role::Member);
        members
            .map(|property| &property.wire)
            .chain(tags)
            .map(String::as_str)
            .collect()
    }
}
