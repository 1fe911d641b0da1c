//! The people in a thread: how they are made, and their raw ids.

/// A person in a thread, in the form of one API version.
pub(super) trait Person: Clone {
    /// Returns the raw id.
    fn raw_id(&self) -> &str;

    /// Makes a person of whom only the raw id is known.
    fn from_raw_id(raw_id: &str) -> Self;
}

/// Where people are known by a plain id.
macro_rules! by_id {
    ($person:ty) => {
        impl super::people::Person for $person {
            fn raw_id(&self) -> &str {
                &self.id
            }

            fn from_raw_id(raw_id: &str) -> Self {
                Self::new(raw_id)
            }
        }

        /// Takes the raw id.
        impl From<crate::CommunicationIdentifier> for $person {
            fn from(identifier: crate::CommunicationIdentifier) -> Self {
                Self::new(identifier)
            }
        }

        /// Takes the raw id.
        impl From<crate::CommunicationUserIdentifier> for $person {
            fn from(user: crate::CommunicationUserIdentifier) -> Self {
                Self::new(user)
            }
        }
    };
}

macro_rules! member {
    ($version:ident) => {
        by_id!(crate::chat::$version::models::ChatThreadMember);
    };
}

macro_rules! participant_by_id {
    ($version:ident) => {
        by_id!(crate::chat::$version::models::ChatParticipant);
    };
}

/// Where people are known by an identifier.
macro_rules! participant {
    ($version:ident) => {
        impl super::people::Person for crate::chat::$version::models::ChatParticipant {
            fn raw_id(&self) -> &str {
                self.identifier.raw_id()
            }

            fn from_raw_id(raw_id: &str) -> Self {
                Self::new(raw_id)
            }
        }

        impl From<crate::CommunicationUserIdentifier> for crate::chat::$version::models::ChatParticipant {
            fn from(user: crate::CommunicationUserIdentifier) -> Self {
                Self::new(user)
            }
        }

        /// Reads a raw id.
        impl From<&str> for crate::chat::$version::models::ChatParticipant {
            fn from(raw_id: &str) -> Self {
                Self::new(raw_id)
            }
        }

        /// Reads a raw id.
        impl From<&String> for crate::chat::$version::models::ChatParticipant {
            fn from(raw_id: &String) -> Self {
                Self::new(raw_id)
            }
        }

        impl From<&crate::CommunicationIdentifier> for crate::chat::$version::models::ChatParticipant {
            fn from(identifier: &crate::CommunicationIdentifier) -> Self {
                Self::new(identifier)
            }
        }

        impl From<&crate::CommunicationUserIdentifier> for crate::chat::$version::models::ChatParticipant {
            fn from(user: &crate::CommunicationUserIdentifier) -> Self {
                Self::new(user)
            }
        }

        /// Reads a raw id.
        impl From<String> for crate::chat::$version::models::ChatParticipant {
            fn from(raw_id: String) -> Self {
                Self::new(raw_id)
            }
        }
    };
}

in_preview2!(member);
in_preview3!(participant_by_id);
in_preview4!(participant);
since_2021_03_07!(participant);
