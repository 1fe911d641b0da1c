//! The members of an object that have no field of their own: read into a map, and written beside the fields.

use std::{collections::HashMap, fmt, marker::PhantomData};

use azure_core::Value;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

/// Reads all members but those of these names. Only generated code calls it.
///
/// # Errors
///
/// A value that is not of the type of the map.
pub fn read<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
    names: &[&str],
) -> Result<HashMap<String, T>, D::Error> {
    deserializer.deserialize_map(Rest {
        names,
        values: PhantomData,
    })
}

/// Writes the members of a map, of which none may have one of these names: the object writes those, and would have one
/// twice. Only generated code calls it.
///
/// # Errors
///
/// A member with one of the names.
#[allow(clippy::implicit_hasher, reason = "as generated fields have it")]
pub fn write<S: Serializer, T: Serialize>(
    rest: &HashMap<String, T>,
    serializer: S,
    names: &[&str],
) -> Result<S::Ok, S::Error> {
    refuse(rest, names)?;
    serializer.collect_map(rest)
}

/// Refuses a map in which a member has one of these names.
pub(crate) fn refuse<T, E: serde::ser::Error>(rest: &HashMap<String, T>, names: &[&str]) -> Result<(), E> {
    match names.iter().find(|name| rest.contains_key(**name)) {
        Some(name) => Err(E::custom(format!(
            "`{name}` has a field of its own and cannot be an additional property"
        ))),
        None => Ok(()),
    }
}

/// Takes a member out of an object. Only generated code calls it.
#[must_use]
pub fn without_member(mut value: Value, name: &str) -> Value {
    if let Value::Object(members) = &mut value {
        members.remove(name);
    }
    value
}

struct Rest<'a, T> {
    names: &'a [&'a str],
    values: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Rest<'_, T> {
    type Value = HashMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut rest = HashMap::new();
        while let Some(name) = members.next_key::<String>()? {
            if self.names.contains(&name.as_str()) {
                members.next_value::<IgnoredAny>()?;
            } else {
                rest.insert(name, members.next_value()?);
            }
        }
        Ok(rest)
    }
}
