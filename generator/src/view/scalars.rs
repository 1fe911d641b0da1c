//! How each scalar is printed. A new one is added here, and to what reads descriptions.

use openapi_client_model::api::Scalar;

/// What is printed for a scalar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// The type of a field that has it.
    pub owned: &'static str,
    /// The type of an argument.
    pub argument: &'static str,
    /// How serde reads and writes it, where its own form of the type is not the one on the wire.
    pub form: Option<Form>,
    /// An expression for examples; `None` for text, which repeats the name of what it stands for.
    pub example: Option<&'static str>,
}

/// The modules for `#[serde(with = …)]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// For a value by itself.
    pub plain: &'static str,
    /// For an `Option` of one.
    pub optional: &'static str,
    /// For lists, maps and patches, in any depth: below the library that generated code calls.
    pub nested: &'static str,
}

impl Printed {
    /// Tells whether arguments are taken by reference.
    pub(super) fn is_borrowed(&self) -> bool {
        self.argument != self.owned
    }

    const fn plain(rust: &'static str, example: &'static str) -> Self {
        Self {
            owned: rust,
            argument: rust,
            form: None,
            example: Some(example),
        }
    }
}

/// How a scalar is printed.
pub(super) const fn printed(scalar: Scalar) -> Printed {
    match scalar {
        Scalar::String => Printed {
            owned: "String",
            argument: "&str",
            form: None,
            example: None,
        },
        Scalar::Boolean => Printed::plain("bool", "true"),
        Scalar::Int32 => Printed::plain("i32", "1"),
        Scalar::Int64 => Printed::plain("i64", "1"),
        Scalar::UInt64 => Printed::plain("u64", "1"),
        Scalar::Float32 => Printed::plain("f32", "1.0"),
        Scalar::Float64 => Printed::plain("f64", "1.0"),
        Scalar::DateTime => Printed {
            form: Some(Form {
                plain: "azure_core::time::rfc3339",
                optional: "azure_core::time::rfc3339::option",
                nested: "generated::dates",
            }),
            ..Printed::plain("OffsetDateTime", "azure_core::time::OffsetDateTime::now_utc()")
        },
    }
}
