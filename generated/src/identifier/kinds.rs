//! The kinds of identifiers, each with its parts and its raw id.

use super::CommunicationCloudEnvironment as Cloud;
use azure_core::fmt::SafeDebug;
use std::borrow::Cow;

/// A user of a Communication Services resource, as the Identity service makes them.
///
/// ```
/// use acs_chat::CommunicationUserIdentifier;
///
/// let user = CommunicationUserIdentifier::new("8:acs:resource_user");
/// assert_eq!(user.id(), user.raw_id());
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
#[doc(alias = "CommunicationUser")]
pub struct CommunicationUserIdentifier {
    id: String,
    raw_id: Option<String>,
}

impl CommunicationUserIdentifier {
    /// Takes the user's id, such as `8:acs:<resource>_<user>`; it is also the raw id.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            raw_id: None,
        }
    }

    /// Stores the raw id if it differs from the id, and copies it only then.
    pub(super) fn with_raw_id(mut self, raw_id: Option<Cow<'_, str>>) -> Self {
        self.raw_id = raw_id.filter(|raw_id| *raw_id != self.id).map(Cow::into_owned);
        self
    }

    /// Returns the user's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the raw id.
    pub fn raw_id(&self) -> &str {
        self.raw_id.as_deref().unwrap_or(&self.id)
    }
}

/// A phone number.
///
/// ```
/// use acs_chat::PhoneNumberIdentifier;
///
/// let number = PhoneNumberIdentifier::new("+14255550123").with_asserted_id("7");
/// assert_eq!((number.value(), number.asserted_id()), ("+14255550123", Some("7")));
/// assert_eq!(number.to_string(), "4:+14255550123_7");
/// assert!(!number.is_anonymous());
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
pub struct PhoneNumberIdentifier {
    value: String,
    is_anonymous: bool,
    asserted_id: Option<String>,
    raw_id: String,
}

impl PhoneNumberIdentifier {
    /// Takes a number in the form of E.164, such as `+14255550123`, or `anonymous`.
    pub fn new(value: impl Into<String>) -> Self {
        Self::from_parts(value.into(), false, None)
    }

    /// Adds the id that distinguishes two callers with the same number in one call.
    #[must_use]
    pub fn with_asserted_id(self, asserted_id: impl Into<String>) -> Self {
        Self::from_parts(self.value, self.is_anonymous, Some(asserted_id.into()))
    }

    pub(super) fn from_parts(value: String, is_anonymous: bool, asserted_id: Option<String>) -> Self {
        let is_anonymous = is_anonymous || value == "anonymous";
        let raw_id = match &asserted_id {
            Some(asserted_id) => format!("4:{value}_{asserted_id}"),
            None => format!("4:{value}"),
        };
        Self {
            value,
            is_anonymous,
            asserted_id,
            raw_id,
        }
    }

    /// Returns the number, or `anonymous`.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Tells whether the caller hides the number.
    pub fn is_anonymous(&self) -> bool {
        self.is_anonymous
    }

    /// Returns the id that distinguishes two callers with the same number in one call.
    pub fn asserted_id(&self) -> Option<&str> {
        self.asserted_id.as_deref()
    }
}

/// A Microsoft Teams user, possibly anonymous.
///
/// ```
/// use acs_chat::{CommunicationCloudEnvironment, MicrosoftTeamsUserIdentifier};
///
/// let user = MicrosoftTeamsUserIdentifier::new("45ab2481").with_cloud(CommunicationCloudEnvironment::Gcch);
/// assert_eq!(user.to_string(), "8:gcch:45ab2481");
/// assert_eq!((user.user_id(), user.cloud().as_str()), ("45ab2481", "gcch"));
/// assert!(MicrosoftTeamsUserIdentifier::anonymous("45ab2481").is_anonymous());
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
pub struct MicrosoftTeamsUserIdentifier {
    user_id: String,
    is_anonymous: bool,
    cloud: Cloud,
    raw_id: String,
}

impl MicrosoftTeamsUserIdentifier {
    /// Takes the user's Entra object id; the user is in the public cloud.
    pub fn new(user_id: impl Into<String>) -> Self {
        Self::from_parts(user_id.into(), false, Cloud::Public)
    }

    /// Takes the id of a visitor who joined a meeting without an account.
    pub fn anonymous(user_id: impl Into<String>) -> Self {
        Self::from_parts(user_id.into(), true, Cloud::Public)
    }

    /// Moves the user to another cloud.
    #[must_use]
    pub fn with_cloud(self, cloud: Cloud) -> Self {
        Self::from_parts(self.user_id, self.is_anonymous, cloud)
    }

    pub(super) fn from_parts(user_id: String, is_anonymous: bool, cloud: Cloud) -> Self {
        let scope = if is_anonymous {
            "teamsvisitor"
        } else {
            teams_scope(&cloud)
        };
        let raw_id = format!("8:{scope}:{user_id}");
        Self {
            user_id,
            is_anonymous,
            cloud,
            raw_id,
        }
    }

    /// Returns the Entra object id, or the visitor's id.
    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// Tells whether the user joined without an account.
    pub fn is_anonymous(&self) -> bool {
        self.is_anonymous
    }

    /// Returns the cloud that the user belongs to.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }
}

/// A Microsoft Teams application, such as a bot.
///
/// ```
/// use acs_chat::{CommunicationCloudEnvironment, MicrosoftTeamsAppIdentifier};
///
/// let bot = MicrosoftTeamsAppIdentifier::new("45ab2481").with_cloud(CommunicationCloudEnvironment::Dod);
/// assert_eq!(bot.to_string(), "28:dod:45ab2481");
/// assert_eq!((bot.app_id(), bot.cloud().as_str()), ("45ab2481", "dod"));
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
pub struct MicrosoftTeamsAppIdentifier {
    app_id: String,
    cloud: Cloud,
    raw_id: String,
}

impl MicrosoftTeamsAppIdentifier {
    /// Takes the application's id; it is in the public cloud.
    pub fn new(app_id: impl Into<String>) -> Self {
        Self::from_parts(app_id.into(), Cloud::Public)
    }

    /// Moves the application to another cloud.
    #[must_use]
    pub fn with_cloud(self, cloud: Cloud) -> Self {
        Self::from_parts(self.app_id, cloud)
    }

    pub(super) fn from_parts(app_id: String, cloud: Cloud) -> Self {
        let raw_id = format!("28:{}:{app_id}", teams_scope(&cloud));
        Self {
            app_id,
            cloud,
            raw_id,
        }
    }

    /// Returns the application's id.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// Returns the cloud that the application belongs to.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }
}

/// A Microsoft Teams user who comes in through a Communication Services resource (Teams Phone extensibility).
///
/// ```
/// use acs_chat::{CommunicationCloudEnvironment, TeamsExtensionUserIdentifier};
///
/// let user = TeamsExtensionUserIdentifier::new("user", "tenant", "resource");
/// assert_eq!(user.to_string(), "8:acs:resource_tenant_user");
/// assert_eq!([user.user_id(), user.tenant_id(), user.resource_id()], ["user", "tenant", "resource"]);
/// let elsewhere = user.with_cloud(CommunicationCloudEnvironment::Gcch);
/// assert_eq!(elsewhere.cloud(), &CommunicationCloudEnvironment::Gcch);
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
pub struct TeamsExtensionUserIdentifier {
    user_id: String,
    tenant_id: String,
    resource_id: String,
    cloud: Cloud,
    raw_id: String,
}

impl TeamsExtensionUserIdentifier {
    /// Takes the user's Entra object id, the user's tenant and the resource; the user is in the public cloud.
    pub fn new(
        user_id: impl Into<String>,
        tenant_id: impl Into<String>,
        resource_id: impl Into<String>,
    ) -> Self {
        Self::from_parts(
            user_id.into(),
            tenant_id.into(),
            resource_id.into(),
            Cloud::Public,
        )
    }

    /// Moves the user to another cloud.
    #[must_use]
    pub fn with_cloud(self, cloud: Cloud) -> Self {
        Self::from_parts(self.user_id, self.tenant_id, self.resource_id, cloud)
    }

    pub(super) fn from_parts(user_id: String, tenant_id: String, resource_id: String, cloud: Cloud) -> Self {
        let scope = match cloud {
            Cloud::Dod => "dod-acs",
            Cloud::Gcch => "gcch-acs",
            Cloud::Public | Cloud::UnknownValue(_) => "acs",
        };
        let raw_id = format!("8:{scope}:{resource_id}_{tenant_id}_{user_id}");
        Self {
            user_id,
            tenant_id,
            resource_id,
            cloud,
            raw_id,
        }
    }

    /// Returns the user's Entra object id.
    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// Returns the user's Entra tenant.
    pub fn tenant_id(&self) -> &str {
        &self.tenant_id
    }

    /// Returns the Communication Services resource.
    pub fn resource_id(&self) -> &str {
        &self.resource_id
    }

    /// Returns the cloud that the user belongs to.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }
}

/// An identifier of a kind that this version does not know.
///
/// ```
/// use acs_chat::UnknownIdentifier;
///
/// assert_eq!(UnknownIdentifier::new("99:somebody").raw_id(), "99:somebody");
/// ```
#[derive(Clone, SafeDebug, PartialEq, Eq, Hash)]
pub struct UnknownIdentifier {
    raw_id: String,
}

impl UnknownIdentifier {
    /// Takes a raw id as it is, without looking into it.
    pub fn new(raw_id: impl Into<String>) -> Self {
        Self {
            raw_id: raw_id.into(),
        }
    }

    /// Returns the raw id.
    pub fn raw_id(&self) -> &str {
        &self.raw_id
    }
}

/// The kinds whose raw id is put together from their parts; the service may name another.
macro_rules! composed_raw_id {
    ($($kind:ty),*) => {$(
        impl $kind {
            pub(super) fn with_raw_id(mut self, raw_id: Option<String>) -> Self {
                if let Some(raw_id) = raw_id {
                    self.raw_id = raw_id;
                }
                self
            }

            /// Returns the raw id.
            ///
            /// ```
            /// use acs_chat::PhoneNumberIdentifier;
            ///
            /// assert_eq!(PhoneNumberIdentifier::new("+14255550123").raw_id(), "4:+14255550123");
            /// ```
            pub fn raw_id(&self) -> &str {
                &self.raw_id
            }
        }
    )*};
}

composed_raw_id!(
    PhoneNumberIdentifier,
    MicrosoftTeamsUserIdentifier,
    MicrosoftTeamsAppIdentifier,
    TeamsExtensionUserIdentifier
);

/// Returns the part that names a cloud in the raw id of a Teams user or app.
fn teams_scope(cloud: &Cloud) -> &'static str {
    match cloud {
        Cloud::Dod => "dod",
        Cloud::Gcch => "gcch",
        Cloud::Public | Cloud::UnknownValue(_) => "orgid",
    }
}
