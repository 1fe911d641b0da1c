//! The clouds of Microsoft Teams users and apps.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The cloud that a Teams user or app belongs to.
///
/// ```
/// use acs_chat::CommunicationCloudEnvironment;
///
/// assert_eq!(CommunicationCloudEnvironment::from("GCCH").as_str(), "gcch");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CommunicationCloudEnvironment {
    /// The public cloud, which is the default.
    #[default]
    Public,
    /// The cloud of the United States Department of Defense.
    Dod,
    /// The Government Community Cloud High.
    Gcch,
    /// A cloud that this version does not know.
    UnknownValue(String),
}

impl CommunicationCloudEnvironment {
    /// Returns the name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Public => "public",
            Self::Dod => "dod",
            Self::Gcch => "gcch",
            Self::UnknownValue(name) => name,
        }
    }
}

impl fmt::Display for CommunicationCloudEnvironment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a name in any case: one official SDK writes `PUBLIC`.
impl From<&str> for CommunicationCloudEnvironment {
    fn from(name: &str) -> Self {
        [Self::Public, Self::Dod, Self::Gcch]
            .into_iter()
            .find(|cloud| cloud.as_str().eq_ignore_ascii_case(name))
            .unwrap_or_else(|| Self::UnknownValue(name.to_owned()))
    }
}

impl Serialize for CommunicationCloudEnvironment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CommunicationCloudEnvironment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}
