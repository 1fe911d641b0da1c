//! A property of a merge patch: leave it, remove it or set it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};

/// One property of an update, which distinguishes "leave it as it is" from "remove it" (RFC 7396, JSON Merge Patch).
///
/// ```
/// use client_runtime::Patch;
///
/// let leave: Patch<String> = Patch::default();
/// let remove: Patch<String> = Patch::Remove;
/// let set: Patch<String> = "standup".into();
/// assert!(leave.is_unchanged());
/// assert_eq!(remove.value(), None);
/// assert_eq!(set, Patch::Set("standup".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The property stays as it is; nothing is sent for it.
    #[default]
    Unchanged,
    /// The property is removed; `null` is sent.
    Remove,
    /// The property becomes this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Tells whether nothing is sent for this property.
    pub fn is_unchanged(&self) -> bool {
        matches!(self, Self::Unchanged)
    }

    /// Returns the new value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unchanged | Self::Remove => None,
        }
    }

    /// Converts the new value with `f`, if there is one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Unchanged => Patch::Unchanged,
            Self::Remove => Patch::Remove,
            Self::Set(value) => Patch::Set(f(value)),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Set(value.to_owned())
    }
}

/// Writes the value, or `null` for a removal. An unchanged property has no form of its own and must be skipped with
/// `#[serde(skip_serializing_if = "Patch::is_unchanged")]`; writing it is an error, because it would read as a removal.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unchanged => Err(S::Error::custom("an unchanged property is left out, not written")),
            Self::Remove => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

/// Reads `null` as a removal and anything else as a value; with `#[serde(default)]` an absent property is unchanged.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Remove, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Update {
        #[serde(default, skip_serializing_if = "Patch::is_unchanged")]
        topic: Patch<String>,
    }

    #[test]
    fn unchanged_removed_and_set_are_three_different_bodies() {
        for (topic, json) in [
            (Patch::Unchanged, "{}"),
            (Patch::Remove, r#"{"topic":null}"#),
            ("x".into(), r#"{"topic":"x"}"#),
        ] {
            let update = Update { topic };
            assert_eq!(serde_json::to_string(&update).unwrap(), json);
            assert_eq!(serde_json::from_str::<Update>(json).unwrap(), update);
        }
    }

    #[test]
    fn an_unchanged_property_is_never_written_as_a_removal() {
        assert!(serde_json::to_string(&Patch::<i32>::Unchanged).is_err());
    }
}
