//! How each scalar is printed. A new one is added here, and to what reads descriptions.

use openapi_client_model::api::Scalar;

/// What is printed for a scalar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// The type of a field that has it.
    pub owned: &'static str,
    /// The type of an argument.
    pub argument: &'static str,
    /// How serde reads and writes it, if serde's default form is not the one on the wire.
    pub form: Option<Form>,
    /// An expression for examples; `None` for text, which repeats the name of what it stands for.
    pub example: Option<Example>,
}

/// How serde reads and writes a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// The module for `#[serde(with = …)]`, for values in options, lists, maps and patches in any depth: below the library that
    /// generated code calls.
    pub module: &'static str,
    /// The modules of `azure_core` for a value and for an `Option`, if it has them.
    pub alone: Option<(&'static str, &'static str)>,
    /// Whether a path, a query or a header has the value in another form than the one that its type has there.
    pub written: bool,
}

/// A value in an example.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example {
    /// As an argument, which may be a reference.
    pub argument: &'static str,
    /// As something that is owned.
    pub owned: &'static str,
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
            example: Some(Example {
                argument: example,
                owned: example,
            }),
        }
    }

    const fn moment(form: Form) -> Self {
        Self {
            form: Some(form),
            ..Self::plain("OffsetDateTime", "azure_core::time::OffsetDateTime::now_utc()")
        }
    }

    const fn bytes(module: &'static str) -> Self {
        Self {
            owned: "Vec<u8>",
            argument: "&[u8]",
            form: Some(Form {
                module,
                alone: None,
                written: true,
            }),
            example: Some(Example {
                argument: "b\"content\"",
                owned: "b\"content\".to_vec()",
            }),
        }
    }
}

/// How a scalar is printed. `RUNTIME` in an example stands for the library that generated code calls.
pub(super) const fn printed(scalar: Scalar) -> Printed {
    match scalar {
        Scalar::String => Printed {
            owned: "String",
            argument: "&str",
            form: None,
            example: None,
        },
        Scalar::Boolean => Printed::plain("bool", "true"),
        Scalar::Int8 => Printed::plain("i8", "1"),
        Scalar::Int16 => Printed::plain("i16", "1"),
        Scalar::Int32 => Printed::plain("i32", "1"),
        Scalar::Int64 => Printed::plain("i64", "1"),
        Scalar::UInt8 => Printed::plain("u8", "1"),
        Scalar::UInt16 => Printed::plain("u16", "1"),
        Scalar::UInt32 => Printed::plain("u32", "1"),
        Scalar::UInt64 => Printed::plain("u64", "1"),
        Scalar::Float32 => Printed::plain("f32", "1.0"),
        Scalar::Float64 => Printed::plain("f64", "1.0"),
        Scalar::DateTime => Printed::moment(Form {
            module: "generated::dates",
            alone: Some(("azure_core::time::rfc3339", "azure_core::time::rfc3339::option")),
            written: false,
        }),
        Scalar::DateTimeHttp => Printed::moment(Form {
            module: "generated::rfc1123",
            alone: None,
            written: true,
        }),
        Scalar::UnixTime => Printed::moment(Form {
            module: "generated::unix_time",
            alone: None,
            written: true,
        }),
        Scalar::Date => Printed {
            form: Some(Form {
                module: "generated::iso_date",
                alone: None,
                written: false,
            }),
            ..Printed::plain("IsoDate", "azure_core::time::OffsetDateTime::now_utc().date()")
        },
        Scalar::Time => Printed {
            owned: "IsoTime",
            argument: "&IsoTime",
            form: None,
            example: Some(Example {
                argument: "&\"12:30:00\".parse()?",
                owned: "\"12:30:00\".parse::<RUNTIME::IsoTime>()?",
            }),
        },
        Scalar::Duration => Printed {
            owned: "IsoDuration",
            argument: "&IsoDuration",
            form: None,
            example: Some(Example {
                argument: "&std::time::Duration::from_secs(60).into()",
                owned: "RUNTIME::IsoDuration::from(std::time::Duration::from_secs(60))",
            }),
        },
        Scalar::Bytes => Printed::bytes("generated::base64"),
        Scalar::BytesUrl => Printed::bytes("generated::base64url"),
    }
}

/// The function that writes a scalar for a path, a query or a header, below the library that generated code calls; `None` if the
/// type writes itself in that form.
pub(super) fn written(scalar: Scalar) -> Option<String> {
    let form = printed(scalar).form.filter(|form| form.written)?;
    Some(format!("{}::text", form.module))
}

/// The kind of JSON that a scalar is.
pub(super) const fn json_kind(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "Boolean",
        Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::UInt8
        | Scalar::UInt16
        | Scalar::UInt32
        | Scalar::UInt64 => "Integer",
        Scalar::Float32 | Scalar::Float64 | Scalar::UnixTime => "Number",
        Scalar::String
        | Scalar::DateTime
        | Scalar::DateTimeHttp
        | Scalar::Date
        | Scalar::Time
        | Scalar::Duration
        | Scalar::Bytes
        | Scalar::BytesUrl => "Text",
    }
}

/// The function that reads a scalar from the header of a response, below the library that generated code calls.
pub(super) const fn header_reader(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "headers::text",
        Scalar::Boolean => "headers::boolean",
        Scalar::DateTime => "headers::moment",
        Scalar::DateTimeHttp => "headers::http_date",
        Scalar::UnixTime => "headers::unix_time",
        Scalar::Date => "headers::date",
        Scalar::Bytes => "headers::bytes",
        Scalar::BytesUrl => "headers::bytes_url",
        Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::UInt8
        | Scalar::UInt16
        | Scalar::UInt32
        | Scalar::UInt64
        | Scalar::Float32
        | Scalar::Float64
        | Scalar::Time
        | Scalar::Duration => "headers::parsed",
    }
}
