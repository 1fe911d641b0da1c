//! Identifiers as JSON: an object with one property for each kind, of which one is there.

use super::{
    CommunicationCloudEnvironment as Cloud, CommunicationIdentifier, CommunicationUserIdentifier,
    MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier,
    TeamsExtensionUserIdentifier, UnknownIdentifier,
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{borrow::Cow, fmt};

/// The object on the wire. `kind` is read but never written: older versions do not know it.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Model<'a> {
    #[serde(borrow, skip_serializing)]
    kind: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    raw_id: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    communication_user: Option<User<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<Phone<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    microsoft_teams_user: Option<TeamsUser<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    microsoft_teams_app: Option<TeamsApp<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teams_extension_user: Option<ExtensionUser<'a>>,
}

/// A text that is only copied when it has to be: most raw ids are the id of a user, which is there as well. In an `Option`,
/// serde would copy a `Cow` that stands by itself.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Serialize, Deserialize)]
struct User<'a> {
    id: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Phone<'a> {
    value: Cow<'a, str>,
    #[serde(skip_serializing)]
    is_anonymous: Option<bool>,
    #[serde(skip_serializing)]
    asserted_id: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TeamsUser<'a> {
    user_id: Cow<'a, str>,
    is_anonymous: Option<bool>,
    cloud: Option<Cow<'a, Cloud>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TeamsApp<'a> {
    app_id: Cow<'a, str>,
    cloud: Option<Cow<'a, Cloud>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExtensionUser<'a> {
    user_id: Cow<'a, str>,
    tenant_id: Cow<'a, str>,
    resource_id: Cow<'a, str>,
    cloud: Option<Cow<'a, Cloud>>,
}

/// Writes the raw id, which every version of the service understands, and the object of its kind.
impl Serialize for CommunicationIdentifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut model = Model {
            raw_id: Some(Text(self.raw_id().into())),
            ..Model::default()
        };
        match self {
            Self::CommunicationUser(user) => model.communication_user = Some(User { id: user.id().into() }),
            Self::PhoneNumber(phone) => {
                model.phone_number = Some(Phone {
                    value: phone.value().into(),
                    is_anonymous: None,
                    asserted_id: None,
                });
            }
            Self::MicrosoftTeamsUser(user) => {
                model.microsoft_teams_user = Some(TeamsUser {
                    user_id: user.user_id().into(),
                    is_anonymous: Some(user.is_anonymous()),
                    cloud: Some(Cow::Borrowed(user.cloud())),
                });
            }
            Self::MicrosoftTeamsApp(app) => {
                model.microsoft_teams_app = Some(TeamsApp {
                    app_id: app.app_id().into(),
                    cloud: Some(Cow::Borrowed(app.cloud())),
                });
            }
            Self::TeamsExtensionUser(user) => {
                model.teams_extension_user = Some(ExtensionUser {
                    user_id: user.user_id().into(),
                    tenant_id: user.tenant_id().into(),
                    resource_id: user.resource_id().into(),
                    cloud: Some(Cow::Borrowed(user.cloud())),
                });
            }
            Self::Unknown(_) => {}
        }
        model.serialize(serializer)
    }
}

/// Reads the object of any version, or a plain string, which is a raw id.
impl<'de> Deserialize<'de> for CommunicationIdentifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdentifierVisitor)
    }
}

struct IdentifierVisitor;

impl<'de> Visitor<'de> for IdentifierVisitor {
    type Value = CommunicationIdentifier;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a communication identifier or a raw id")
    }

    fn visit_str<E: Error>(self, raw_id: &str) -> Result<Self::Value, E> {
        Ok(CommunicationIdentifier::from(raw_id))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Model::deserialize(MapAccessDeserializer::new(map)).map(CommunicationIdentifier::from)
    }
}

impl From<Model<'_>> for CommunicationIdentifier {
    fn from(mut model: Model<'_>) -> Self {
        let raw_id = model.raw_id.take().map(|Text(raw_id)| raw_id);
        let owned = |raw_id: Option<Cow<'_, str>>| raw_id.map(Cow::into_owned);
        let kinds = [
            ("communicationUser", model.communication_user.is_some()),
            ("phoneNumber", model.phone_number.is_some()),
            ("microsoftTeamsUser", model.microsoft_teams_user.is_some()),
            ("microsoftTeamsApp", model.microsoft_teams_app.is_some()),
            ("teamsExtensionUser", model.teams_extension_user.is_some()),
        ];
        let named = |name| model.kind.as_ref().is_some_and(|Text(kind)| kind == name);
        let is_known = model.kind.is_none() || kinds.iter().any(|(name, _)| named(*name));
        let there = || kinds.iter().filter(|(_, there)| *there).map(|(name, _)| *name);
        // Of two objects, the one that the kind names.
        let kind = there().find(|name| named(*name)).or_else(|| there().next());
        match (kind, model) {
            (
                Some("communicationUser"),
                Model {
                    communication_user: Some(user),
                    ..
                },
            ) => user.into_identifier(raw_id).into(),
            (
                Some("phoneNumber"),
                Model {
                    phone_number: Some(phone),
                    ..
                },
            ) => phone.into_identifier(owned(raw_id)).into(),
            (
                Some("microsoftTeamsUser"),
                Model {
                    microsoft_teams_user: Some(user),
                    ..
                },
            ) => user.into_identifier(owned(raw_id)).into(),
            (
                Some("microsoftTeamsApp"),
                Model {
                    microsoft_teams_app: Some(app),
                    ..
                },
            ) => app.into_identifier(owned(raw_id)).into(),
            (
                Some(_),
                Model {
                    teams_extension_user: Some(user),
                    ..
                },
            ) => user.into_identifier(owned(raw_id)).into(),
            // A raw id alone may still tell the kind, unless the service has named a kind that is not known here.
            _ if is_known => Self::from_raw_id(owned(raw_id).unwrap_or_default()),
            _ => UnknownIdentifier::new(owned(raw_id).unwrap_or_default()).into(),
        }
    }
}

impl User<'_> {
    fn into_identifier(self, raw_id: Option<Cow<'_, str>>) -> CommunicationUserIdentifier {
        CommunicationUserIdentifier::new(self.id).with_raw_id(raw_id)
    }
}

impl Phone<'_> {
    fn into_identifier(self, raw_id: Option<String>) -> PhoneNumberIdentifier {
        // It is not sent to the service in its place, which not every version knows, but within the raw id.
        let in_raw_id = || {
            let rest = raw_id.as_deref()?.strip_prefix("4:")?;
            rest.strip_prefix(&*self.value)?.strip_prefix('_')
        };
        let asserted_id = self.asserted_id.as_deref().or_else(in_raw_id).map(str::to_owned);
        PhoneNumberIdentifier::from_parts(
            self.value.into(),
            self.is_anonymous.unwrap_or_default(),
            asserted_id,
        )
        .with_raw_id(raw_id)
    }
}

impl TeamsUser<'_> {
    fn into_identifier(self, raw_id: Option<String>) -> MicrosoftTeamsUserIdentifier {
        let is_anonymous = self.is_anonymous.unwrap_or_default();
        MicrosoftTeamsUserIdentifier::from_parts(self.user_id.into(), is_anonymous, cloud(self.cloud))
            .with_raw_id(raw_id)
    }
}

impl TeamsApp<'_> {
    fn into_identifier(self, raw_id: Option<String>) -> MicrosoftTeamsAppIdentifier {
        MicrosoftTeamsAppIdentifier::from_parts(self.app_id.into(), cloud(self.cloud)).with_raw_id(raw_id)
    }
}

impl ExtensionUser<'_> {
    fn into_identifier(self, raw_id: Option<String>) -> TeamsExtensionUserIdentifier {
        let (user_id, tenant_id, resource_id) = (self.user_id, self.tenant_id, self.resource_id);
        TeamsExtensionUserIdentifier::from_parts(
            user_id.into(),
            tenant_id.into(),
            resource_id.into(),
            cloud(self.cloud),
        )
        .with_raw_id(raw_id)
    }
}

fn cloud(cloud: Option<Cow<'_, Cloud>>) -> Cloud {
    cloud.map(Cow::into_owned).unwrap_or_default()
}
