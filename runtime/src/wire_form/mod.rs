//! Only for generated code: values whose form on the wire differs from serde's default for their type, such as bytes in base64. A
//! form is a type without values. It applies to a single value and, through the implementations here, to options, lists, maps and
//! patches at any depth.

mod bytes;
mod times;

use super::Patch;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{collections::HashMap, marker::PhantomData};

pub use bytes::{Base64, Base64Url};
pub use times::{Date, Rfc1123, Rfc3339, UnixTime};

/// A value that is written in the form `F`, or something that contains such.
pub trait InForm<F>: Sized {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// When the form has no text for the value, and those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// When what is there is not in the form, and those of the deserializer.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<F, T: InForm<F>> InForm<F> for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Written::new).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Read<F, T>>::deserialize(deserializer)?.map(|read| read.0))
    }
}

impl<F, T: InForm<F>> InForm<F> for Box<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

impl<F, T: InForm<F>> InForm<F> for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written::new))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Read<F, T>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|read| read.0).collect())
    }
}

#[allow(clippy::implicit_hasher, reason = "generated models use the default hasher")]
impl<F, T: InForm<F>> InForm<F> for HashMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written::new(value))))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = HashMap::<String, Read<F, T>>::deserialize(deserializer)?;
        Ok(map.into_iter().map(|(key, read)| (key, read.0)).collect())
    }
}

impl<F, T: InForm<F>> InForm<F> for Patch<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => Patch::Set(Written::new(value)).serialize(serializer),
            Self::Remove => Patch::<()>::Remove.serialize(serializer),
            Self::Unchanged => Patch::<()>::Unchanged.serialize(serializer),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Patch::<Read<F, T>>::deserialize(deserializer)?.map(|read| read.0))
    }
}

/// A value that serde is to write in the form.
struct Written<'a, F, T>(&'a T, PhantomData<F>);

impl<'a, F, T> Written<'a, F, T> {
    fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<F, T: InForm<F>> Serialize for Written<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// A value that serde has read in the form.
struct Read<F, T>(T, PhantomData<F>);

impl<'de, F, T: InForm<F>> Deserialize<'de> for Read<F, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(|value| Self(value, PhantomData))
    }
}

/// Reads the members of an object without a field of their own, whose values are of the form.
fn read_rest<'de, F, T: InForm<F>, D: Deserializer<'de>>(
    deserializer: D,
    names: &[&str],
) -> Result<HashMap<String, T>, D::Error> {
    let rest: HashMap<String, Read<F, T>> = crate::rest::read(deserializer, names)?;
    Ok(rest.into_iter().map(|(name, read)| (name, read.0)).collect())
}

/// Writes them.
fn write_rest<F, T: InForm<F>, S: Serializer>(
    rest: &HashMap<String, T>,
    serializer: S,
    names: &[&str],
) -> Result<S::Ok, S::Error> {
    crate::rest::refuse(rest, names)?;
    rest.write(serializer)
}

/// The modules that generated code names in `#[serde(with = "...")]` and for parameters: for each form, how serde reads and
/// writes it, and how it is written and read as text.
macro_rules! modules {
    ($($(#[$doc:meta])* $module:ident: $form:ident, $value:ty, $owned:ty;)*) => {$(
        $(#[$doc])*
        pub mod $module {
            use super::InForm;

            /// Writes what is or contains values of this form.
            ///
            /// # Errors
            ///
            /// When the form has no text for a value, and those of the serializer.
            pub fn serialize<T: InForm<super::$form>, S: serde::Serializer>(
                value: &T,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                value.write(serializer)
            }

            /// Reads what is or contains values of this form.
            ///
            /// # Errors
            ///
            /// When a value is not in this form, and those of the deserializer.
            pub fn deserialize<'de, T: InForm<super::$form>, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<T, D::Error> {
                T::read(deserializer)
            }

            /// The members of an object without a field of their own, whose values are of this form.
            #[allow(clippy::implicit_hasher, reason = "as generated fields have it")]
            pub mod rest {
                use super::InForm;
                use std::collections::HashMap;

                /// Reads all members but those of these names.
                ///
                /// # Errors
                ///
                /// A value that is not of this form.
                pub fn read<'de, T: InForm<super::super::$form>, D: serde::Deserializer<'de>>(
                    deserializer: D,
                    names: &[&str],
                ) -> Result<HashMap<String, T>, D::Error> {
                    super::super::read_rest(deserializer, names)
                }

                /// Writes the members of a map, of which none may have one of these names.
                ///
                /// # Errors
                ///
                /// A member with one of the names, or a value that the form has no text for.
                pub fn write<T: InForm<super::super::$form>, S: serde::Serializer>(
                    rest: &HashMap<String, T>,
                    serializer: S,
                    names: &[&str],
                ) -> Result<S::Ok, S::Error> {
                    super::super::write_rest(rest, serializer, names)
                }
            }

            /// The text of a value in a path, a query or a header.
            pub fn text(value: &$value) -> String {
                super::$form::text(value)
            }

            /// Reads the text of a header.
            ///
            /// # Errors
            ///
            /// When the text is not in this form.
            pub fn parse(text: &str) -> azure_core::Result<$owned> {
                super::$form::parse(text)
            }
        }
    )*};
}

modules! {
    /// Dates with times in RFC 3339: `2021-09-03T19:27:18Z`.
    dates: Rfc3339, azure_core::time::OffsetDateTime, azure_core::time::OffsetDateTime;
    /// Dates with times as HTTP writes them: `Fri, 03 Sep 2021 19:27:18 GMT`.
    rfc1123: Rfc1123, azure_core::time::OffsetDateTime, azure_core::time::OffsetDateTime;
    /// Dates with times as whole seconds since 1970.
    unix_time: UnixTime, azure_core::time::OffsetDateTime, azure_core::time::OffsetDateTime;
    /// Dates without a time: `2021-09-03`.
    iso_date: Date, crate::IsoDate, crate::IsoDate;
    /// Bytes in base64.
    base64: Base64, [u8], Vec<u8>;
    /// Bytes in URL-safe base64, without padding.
    base64url: Base64Url, [u8], Vec<u8>;
}

#[cfg(test)]
mod tests;
