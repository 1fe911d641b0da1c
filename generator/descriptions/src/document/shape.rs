//! A schema as written.

use crate::{diagnostic::Place, source::Node};

use super::{Constraints, Reference, Xml};

/// `additionalProperties`.
#[derive(Clone, Debug)]
pub enum Additional {
    /// Not said.
    Unsaid,
    /// `true` or `{}`: anything.
    Any,
    /// `false`: nothing.
    None,
    /// Values of this schema.
    Schema(Box<Schema>),
}

/// A value of an enum: on the wire, and its name and description where `x-ms-enum` has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value on the wire.
    pub value: String,
    /// A name for it in code.
    pub name: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

impl EnumValue {
    /// A value of which nothing else is known.
    pub fn new(value: String) -> Self {
        Self {
            value,
            name: None,
            description: None,
        }
    }
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// Texts.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Numbers.
    Number,
    /// `true` and `false`.
    Boolean,
    /// Of several types, or not of the declared type, or lists or objects.
    Mixed,
}

/// `enum`, with `x-ms-enum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// `x-ms-enum.name`.
    pub name: Option<String>,
    /// `x-ms-enum.modelAsString`: values may be added without a new version.
    pub open: bool,
    /// What the values are.
    pub form: ValueForm,
    /// The values in order, each as text.
    pub values: Vec<EnumValue>,
}

/// When the value of a property can be set: `x-ms-mutability`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutability {
    /// By the service alone: `read`.
    Never,
    /// When the object is created, and not afterwards: `create`.
    OnCreation,
    /// Not when the object is created: `update`.
    Afterwards,
}

/// `discriminator`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property that distinguishes the variants.
    pub property: String,
    /// Value on the wire and reference to the variant.
    pub mapping: Vec<(String, Reference)>,
}

/// A schema as written.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Schema {
    /// Its place.
    pub place: Place,
    /// `$ref`.
    pub reference: Option<Reference>,
    /// `type`.
    pub kind: Option<String>,
    /// `format`.
    pub format: Option<String>,
    /// `description`, or else `title`.
    pub description: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// `nullable`, `x-nullable`, or `null` among the types.
    pub nullable: bool,
    /// `readOnly`, or `x-ms-mutability` with `read` alone.
    pub read_only: bool,
    /// `x-ms-mutability`, where it says that a value cannot be set at any time.
    pub mutability: Option<Mutability>,
    /// `writeOnly`.
    pub write_only: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// `x-ms-secret`, or the format `password`.
    pub secret: bool,
    /// `properties` in order.
    pub properties: Vec<(String, Schema)>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `oneOf` or `anyOf`.
    pub one_of: Vec<Schema>,
    /// `enum`.
    pub enumeration: Option<Box<Enumeration>>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// `x-ms-discriminator-value`.
    pub discriminator_value: Option<String>,
    /// `x-ms-client-name`.
    pub client_name: Option<String>,
    /// `xml`.
    pub xml: Option<Box<Xml>>,
    /// `minimum`, `maxLength` and the like.
    pub constraints: Constraints,
    /// `default`.
    pub default: Option<Node>,
}

impl Schema {
    /// The values, when they make a type of their own: texts or whole numbers.
    pub fn set(&self) -> Option<&Enumeration> {
        self.enumeration
            .as_deref()
            .filter(|found| matches!(found.form, ValueForm::Text | ValueForm::Integer))
    }
}
