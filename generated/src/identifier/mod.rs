//! Identifiers of those who communicate: users, phone numbers, Teams users and apps, and kinds that are not known yet.

mod cloud;
mod kinds;
mod raw_id;
mod single;
mod wire;

pub use cloud::CommunicationCloudEnvironment;
pub use kinds::{
    CommunicationUserIdentifier, MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier,
    PhoneNumberIdentifier, TeamsExtensionUserIdentifier, UnknownIdentifier,
};
pub use single::IdentifierKindError;

use client_runtime::generated::show_variant;
use std::{
    convert::Infallible,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// A user, phone number, bot or other participant of a communication.
///
/// Its *raw id* is a string with the same information. Store and compare that. Every string is a raw id:
///
/// ```
/// use acs_chat::{CommunicationIdentifier, MicrosoftTeamsUserIdentifier};
///
/// let identifier = CommunicationIdentifier::from("8:orgid:45ab2481-1c1c-4005-be24-0ffb879b1130");
/// let CommunicationIdentifier::MicrosoftTeamsUser(user) = &identifier else { panic!() };
/// assert_eq!(user.user_id(), "45ab2481-1c1c-4005-be24-0ffb879b1130");
/// assert_eq!(identifier.raw_id(), "8:orgid:45ab2481-1c1c-4005-be24-0ffb879b1130");
/// assert_eq!(identifier, CommunicationIdentifier::from_raw_id(identifier.to_string()));
///
/// let same = MicrosoftTeamsUserIdentifier::new("45ab2481-1c1c-4005-be24-0ffb879b1130");
/// assert_eq!(identifier, CommunicationIdentifier::from(same));
/// ```
///
/// Two identifiers are equal when their raw ids are. `{:?}` does not show ids, because they identify people, unless the
/// feature `debug` is enabled.
#[derive(Clone)]
#[non_exhaustive]
pub enum CommunicationIdentifier {
    /// A user of a Communication Services resource.
    CommunicationUser(CommunicationUserIdentifier),
    /// A phone number.
    PhoneNumber(PhoneNumberIdentifier),
    /// A Microsoft Teams user, possibly anonymous.
    MicrosoftTeamsUser(MicrosoftTeamsUserIdentifier),
    /// A Microsoft Teams application, such as a bot.
    MicrosoftTeamsApp(MicrosoftTeamsAppIdentifier),
    /// A Microsoft Teams user who connects through a Communication Services resource.
    TeamsExtensionUser(TeamsExtensionUserIdentifier),
    /// An identifier of a kind that this version of the crate does not know. Its raw id is kept.
    Unknown(UnknownIdentifier),
}

impl CommunicationIdentifier {
    /// Parses a raw id. This never fails: a raw id of an unknown kind becomes [`Unknown`](Self::Unknown).
    #[doc(alias = "createIdentifierFromRawId")]
    #[doc(alias = "identifier_from_raw_id")]
    pub fn from_raw_id(raw_id: impl Into<String>) -> Self {
        raw_id::parse_raw_id(raw_id.into())
    }

    /// Returns the raw id. Reading it with [`from_raw_id`](Self::from_raw_id) gives an equal identifier.
    #[doc(alias = "getIdentifierRawId")]
    pub fn raw_id(&self) -> &str {
        match self {
            Self::CommunicationUser(identifier) => identifier.raw_id(),
            Self::PhoneNumber(identifier) => identifier.raw_id(),
            Self::MicrosoftTeamsUser(identifier) => identifier.raw_id(),
            Self::MicrosoftTeamsApp(identifier) => identifier.raw_id(),
            Self::TeamsExtensionUser(identifier) => identifier.raw_id(),
            Self::Unknown(identifier) => identifier.raw_id(),
        }
    }
}

/// Shows the kind, and the parts only with the feature `debug`.
impl fmt::Debug for CommunicationIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value): (&str, &dyn fmt::Debug) = match self {
            Self::CommunicationUser(identifier) => ("CommunicationUser", identifier),
            Self::PhoneNumber(identifier) => ("PhoneNumber", identifier),
            Self::MicrosoftTeamsUser(identifier) => ("MicrosoftTeamsUser", identifier),
            Self::MicrosoftTeamsApp(identifier) => ("MicrosoftTeamsApp", identifier),
            Self::TeamsExtensionUser(identifier) => ("TeamsExtensionUser", identifier),
            Self::Unknown(identifier) => ("Unknown", identifier),
        };
        show_variant(f, name, value)
    }
}

/// Writes the raw id.
impl fmt::Display for CommunicationIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw_id())
    }
}

/// Returns the raw id.
impl AsRef<str> for CommunicationIdentifier {
    fn as_ref(&self) -> &str {
        self.raw_id()
    }
}

/// Compares the raw ids.
impl PartialEq for CommunicationIdentifier {
    fn eq(&self, other: &Self) -> bool {
        self.raw_id() == other.raw_id()
    }
}

impl Eq for CommunicationIdentifier {}

impl Hash for CommunicationIdentifier {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw_id().hash(state);
    }
}

/// Reads a raw id.
impl From<&str> for CommunicationIdentifier {
    fn from(raw_id: &str) -> Self {
        Self::from_raw_id(raw_id)
    }
}

/// Reads a raw id.
impl From<String> for CommunicationIdentifier {
    fn from(raw_id: String) -> Self {
        Self::from_raw_id(raw_id)
    }
}

/// Reads a raw id.
impl From<&String> for CommunicationIdentifier {
    fn from(raw_id: &String) -> Self {
        Self::from_raw_id(raw_id)
    }
}

impl From<&Self> for CommunicationIdentifier {
    fn from(identifier: &Self) -> Self {
        identifier.clone()
    }
}

/// Reads a raw id; never fails.
impl FromStr for CommunicationIdentifier {
    type Err = Infallible;

    fn from_str(raw_id: &str) -> Result<Self, Self::Err> {
        Ok(Self::from_raw_id(raw_id))
    }
}

/// Returns the raw id, where people are known by it.
impl From<CommunicationIdentifier> for String {
    fn from(identifier: CommunicationIdentifier) -> Self {
        identifier.raw_id().to_owned()
    }
}

/// Returns the raw id, where people are known by it.
impl From<&CommunicationIdentifier> for String {
    fn from(identifier: &CommunicationIdentifier) -> Self {
        identifier.raw_id().to_owned()
    }
}

/// Returns the raw id, where people are known by it.
impl From<&CommunicationUserIdentifier> for String {
    fn from(user: &CommunicationUserIdentifier) -> Self {
        user.raw_id().to_owned()
    }
}

/// Returns the raw id, where people are known by it.
impl From<CommunicationUserIdentifier> for String {
    fn from(user: CommunicationUserIdentifier) -> Self {
        user.raw_id().to_owned()
    }
}

#[cfg(test)]
mod tests;
