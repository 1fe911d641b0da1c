//! What each kind of identifier has in common with the identifier of any kind: its text, its form on the wire, conversions.

use super::{
    CommunicationIdentifier, CommunicationUserIdentifier, MicrosoftTeamsAppIdentifier,
    MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier, TeamsExtensionUserIdentifier, UnknownIdentifier,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{error::Error, fmt, str::FromStr};

/// The error of a conversion: the identifier is of another kind.
///
/// ```
/// use acs_chat::PhoneNumberIdentifier;
///
/// let error = "8:orgid:45ab2481-1c1c-4005-be24-0ffb879b1130".parse::<PhoneNumberIdentifier>().unwrap_err();
/// assert_eq!(error.to_string(), "the identifier is a Microsoft Teams user and not a phone number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdentifierKindError {
    found: &'static str,
    expected: &'static str,
}

/// Names both kinds, and never shows the identifier.
impl fmt::Display for IdentifierKindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, expected } = self;
        write!(f, "the identifier is {found} and not {expected}")
    }
}

impl Error for IdentifierKindError {}

macro_rules! kinds {
    ($($variant:ident($kind:ident) = $name:literal),* $(,)?) => {
        /// Names the kind of an identifier.
        fn kind_of(identifier: &CommunicationIdentifier) -> &'static str {
            match identifier {
                $(CommunicationIdentifier::$variant(_) => $name,)*
            }
        }

        $(
        impl From<$kind> for CommunicationIdentifier {
            fn from(identifier: $kind) -> Self {
                Self::$variant(identifier)
            }
        }

        impl From<&$kind> for CommunicationIdentifier {
            fn from(identifier: &$kind) -> Self {
                Self::$variant(identifier.clone())
            }
        }

        /// Fails when the identifier is of another kind.
        impl TryFrom<CommunicationIdentifier> for $kind {
            type Error = IdentifierKindError;

            fn try_from(identifier: CommunicationIdentifier) -> Result<Self, IdentifierKindError> {
                match identifier {
                    CommunicationIdentifier::$variant(identifier) => Ok(identifier),
                    other => Err(IdentifierKindError { found: kind_of(&other), expected: $name }),
                }
            }
        }

        /// Reads a raw id. Fails when it is one of another kind.
        impl FromStr for $kind {
            type Err = IdentifierKindError;

            fn from_str(raw_id: &str) -> Result<Self, IdentifierKindError> {
                CommunicationIdentifier::from_raw_id(raw_id).try_into()
            }
        }

        /// Writes the raw id.
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.raw_id())
            }
        }

        /// Returns the raw id.
        impl AsRef<str> for $kind {
            fn as_ref(&self) -> &str {
                self.raw_id()
            }
        }

        /// Writes it as [`CommunicationIdentifier`] is written.
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                CommunicationIdentifier::from(self).serialize(serializer)
            }
        }

        /// Reads it as [`CommunicationIdentifier`] is read. Fails when it is of another kind.
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let identifier = CommunicationIdentifier::deserialize(deserializer)?;
                identifier.try_into().map_err(D::Error::custom)
            }
        }
        )*

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn each_kind_survives_its_text_and_its_json_and_is_no_other_kind() {
                let any = [
                    "8:acs:resource_user",
                    "4:+14255550123_7",
                    "8:gcch:45ab2481",
                    "28:dod:45ab2481",
                    "8:acs:resource_tenant_user",
                    "99:something",
                ];
                $({
                    let mut of_this_kind = 0;
                    for raw_id in any {
                        let Ok(identifier) = raw_id.parse::<$kind>() else {
                            let json = serde_json::to_value(CommunicationIdentifier::from(raw_id)).unwrap();
                            let error = serde_json::from_value::<$kind>(json).unwrap_err().to_string();
                            assert!(error.ends_with(concat!("and not ", $name)), "{error}");
                            continue;
                        };
                        of_this_kind += 1;
                        assert_eq!(identifier.to_string(), raw_id);
                        let json = serde_json::to_value(&identifier).unwrap();
                        assert_eq!(json, serde_json::to_value(CommunicationIdentifier::from(raw_id)).unwrap());
                        assert_eq!(serde_json::from_value::<$kind>(json).unwrap(), identifier);
                    }
                    assert_eq!(of_this_kind, 1, $name);
                })*
            }
        }
    };
}

kinds! {
    CommunicationUser(CommunicationUserIdentifier) = "a user of a Communication Services resource",
    PhoneNumber(PhoneNumberIdentifier) = "a phone number",
    MicrosoftTeamsUser(MicrosoftTeamsUserIdentifier) = "a Microsoft Teams user",
    MicrosoftTeamsApp(MicrosoftTeamsAppIdentifier) = "a Microsoft Teams application",
    TeamsExtensionUser(TeamsExtensionUserIdentifier) = "a Teams user of a Communication Services resource",
    Unknown(UnknownIdentifier) = "of an unknown kind",
}
