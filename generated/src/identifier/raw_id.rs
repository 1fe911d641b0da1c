//! Parsing raw ids. Their parts are separated by colons, and the first two name the kind of the rest. Anything else is kept as
//! it is.

use super::{
    CommunicationCloudEnvironment as Cloud, CommunicationIdentifier, CommunicationUserIdentifier,
    MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier,
    TeamsExtensionUserIdentifier, UnknownIdentifier,
};

/// Reads a raw id; writing the result gives the same string again, whatever the string is.
pub(super) fn parse_raw_id(raw_id: String) -> CommunicationIdentifier {
    known_kind(&raw_id).unwrap_or_else(|| UnknownIdentifier::new(raw_id).into())
}

fn known_kind(raw_id: &str) -> Option<CommunicationIdentifier> {
    let parts: Vec<&str> = raw_id.split(':').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    match parts.as_slice() {
        ["4", number] => Some(phone_number(number).into()),
        ["8", "acs" | "spool" | "dod-acs" | "gcch-acs", _] => {
            Some(extension_user(&parts).unwrap_or_else(|| CommunicationUserIdentifier::new(raw_id).into()))
        }
        ["8", "teamsvisitor", id] => Some(MicrosoftTeamsUserIdentifier::anonymous(*id).into()),
        ["8", scope, id] => Some(
            MicrosoftTeamsUserIdentifier::new(*id)
                .with_cloud(teams_cloud(scope)?)
                .into(),
        ),
        ["28", scope, id] => Some(
            MicrosoftTeamsAppIdentifier::new(*id)
                .with_cloud(teams_cloud(scope)?)
                .into(),
        ),
        _ => None,
    }
}

/// Reads the part after `4:`. The part after its last underscore distinguishes callers with the same number.
fn phone_number(number: &str) -> PhoneNumberIdentifier {
    match number.rsplit_once('_') {
        Some((value, asserted_id)) if !asserted_id.is_empty() => {
            PhoneNumberIdentifier::new(value).with_asserted_id(asserted_id)
        }
        _ => PhoneNumberIdentifier::new(number),
    }
}

/// Reads `<resource>_<tenant>_<user>`; ids of plain users have one underscore.
fn extension_user(parts: &[&str]) -> Option<CommunicationIdentifier> {
    let [_, scope, id] = parts else { return None };
    let cloud = match *scope {
        "acs" => Cloud::Public,
        "dod-acs" => Cloud::Dod,
        "gcch-acs" => Cloud::Gcch,
        _ => return None,
    };
    let ids: Vec<&str> = id.split('_').collect();
    let [resource_id, tenant_id, user_id] = ids.as_slice() else {
        return None;
    };
    if ids.iter().any(|id| id.is_empty()) {
        return None;
    }
    let user = TeamsExtensionUserIdentifier::new(*user_id, *tenant_id, *resource_id).with_cloud(cloud);
    Some(user.into())
}

fn teams_cloud(scope: &str) -> Option<Cloud> {
    match scope {
        "orgid" => Some(Cloud::Public),
        "dod" => Some(Cloud::Dod),
        "gcch" => Some(Cloud::Gcch),
        _ => None,
    }
}
