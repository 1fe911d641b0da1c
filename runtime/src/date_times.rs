//! Only for generated code: dates and times within lists, maps and patches. serde's own form of a date is not RFC 3339, and `azure_core` has the right one
//! only for a date that stands alone.

use super::Patch;
use azure_core::time::{OffsetDateTime, rfc3339};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;

/// Writes dates and times in RFC 3339, at any depth: for `#[serde(with = "client_runtime::generated::dates")]`.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: DateTimes, S: Serializer>(date_times: &T, serializer: S) -> Result<S::Ok, S::Error> {
    date_times.write(serializer)
}

/// Reads dates and times in RFC 3339, at any depth.
///
/// # Errors
///
/// When a text is not a date and time in RFC 3339, and those of the deserializer.
pub fn deserialize<'de, T: DateTimes, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A date with a time, or something that contains such.
pub trait DateTimes: Sized {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// When a text is not a date and time in RFC 3339, and those of the deserializer.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl DateTimes for OffsetDateTime {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rfc3339::serialize(self, serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rfc3339::deserialize(deserializer)
    }
}

impl<T: DateTimes> DateTimes for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Written).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map(|Read(date_times)| date_times))
    }
}

impl<T: DateTimes> DateTimes for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?
            .into_iter()
            .map(|Read(date_times)| date_times)
            .collect())
    }
}

#[allow(clippy::implicit_hasher, reason = "generated models use the default hasher")]
impl<T: DateTimes> DateTimes for HashMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, date_times)| (key, Written(date_times))))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: HashMap<String, Read<T>> = HashMap::deserialize(deserializer)?;
        Ok(map
            .into_iter()
            .map(|(key, Read(date_times))| (key, date_times))
            .collect())
    }
}

impl<T: DateTimes> DateTimes for Patch<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(date_times) => Patch::Set(Written(date_times)).serialize(serializer),
            Self::Remove => Patch::<()>::Remove.serialize(serializer),
            Self::Unchanged => Patch::<()>::Unchanged.serialize(serializer),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Patch::deserialize(deserializer)?.map(|Read(date_times)| date_times))
    }
}

struct Written<'a, T>(&'a T);

impl<T: DateTimes> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

struct Read<T>(T);

impl<'de, T: DateTimes> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}
