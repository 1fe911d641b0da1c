//! Identifiers, both ways: raw ids in 2020-11-01-preview3, objects in later versions.

use serde_json::{Value, json};

use crate::description::Version;
use crate::errors::Failure;
use crate::identifier::{Identifier, Kind};

/// Tells whether a version names people by objects; earlier ones do by raw ids.
pub(super) fn is_object(version: Version) -> bool {
    version.since("2021-01-27")
}

/// Checks that a text is a raw id.
pub(in crate::wire) fn check_raw_id(raw_id: &str) -> Result<Identifier, Failure> {
    let identifier = Identifier::new(raw_id);
    if identifier.is_well_formed() {
        Ok(identifier)
    } else {
        Err(Failure::bad_request(format!(
            "`{identifier}` is not an identifier."
        )))
    }
}

/// Reads an identifier that is a raw id, or an object that is given by its raw id, by the part for its kind, or by both.
pub(super) fn read_identifier(value: &Value) -> Result<Identifier, Failure> {
    if let Some(raw_id) = value.as_str() {
        return check_raw_id(raw_id);
    }
    let raw = value.get("rawId").and_then(Value::as_str).map(str::to_owned);
    let mut parts = PARTS.iter().filter_map(|&(name, read)| {
        value
            .get(name)
            .filter(|part| part.is_object())
            .map(|part| (name, read(part)))
    });
    let part = parts.next();
    if parts.next().is_some() {
        return Err(Failure::bad_request(
            "An identifier holds one kind of identity at most.",
        ));
    }
    let identifier = match (raw, part) {
        (None, None) => {
            return Err(Failure::bad_request(
                "An identifier needs a raw id or a kind of identity.",
            ));
        }
        // A raw id of a phone can say more than its number.
        (Some(raw), None | Some(("phoneNumber", _))) | (None, Some((_, raw))) => raw,
        (Some(raw), Some((_, part))) if raw == part => raw,
        (Some(raw), Some((name, part))) => {
            return Err(Failure::bad_request(format!(
                "The raw id `{raw}` is not that of the {name}, `{part}`."
            )));
        }
    };
    check_raw_id(&identifier)
}

type ReadPart = fn(&Value) -> String;

const PARTS: [(&str, ReadPart); 5] = [
    ("communicationUser", |part| text(part, "id").to_owned()),
    ("phoneNumber", |part| format!("4:{}", text(part, "value"))),
    ("microsoftTeamsUser", |part| {
        let family = match (part.get("isAnonymous"), text(part, "cloud")) {
            (Some(Value::Bool(true)), _) => "teamsvisitor",
            (_, "dod") => "dod",
            (_, "gcch") => "gcch",
            _ => "orgid",
        };
        format!("8:{family}:{}", text(part, "userId"))
    }),
    ("microsoftTeamsApp", |part| {
        let family = match text(part, "cloud") {
            "dod" => "dod",
            "gcch" => "gcch",
            _ => "orgid",
        };
        format!("28:{family}:{}", text(part, "appId"))
    }),
    ("teamsExtensionUser", |part| {
        let family = match text(part, "cloud") {
            "dod" => "dod-acs",
            "gcch" => "gcch-acs",
            _ => "acs",
        };
        let (resource, tenant, user) = (
            text(part, "resourceId"),
            text(part, "tenantId"),
            text(part, "userId"),
        );
        format!("8:{family}:{resource}_{tenant}_{user}")
    }),
];

fn text<'v>(part: &'v Value, name: &str) -> &'v str {
    part.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Writes an identifier as `version` does: older versions know fewer kinds, do not name them before 2023-11-07, and have
/// raw ids instead of objects at first.
pub(super) fn write_identifier(version: Version, identifier: &Identifier) -> Value {
    if !is_object(version) {
        return identifier.raw_id().into();
    }
    let (kind, part) = match identifier.kind() {
        Kind::TeamsExtension {
            resource,
            tenant,
            user,
            cloud,
        } if version.since("2025-03-15") => (
            "teamsExtensionUser",
            json!({ "userId": user, "tenantId": tenant, "resourceId": resource, "cloud": cloud }),
        ),
        Kind::User | Kind::TeamsExtension { .. } => {
            ("communicationUser", json!({ "id": identifier.raw_id() }))
        }
        Kind::Phone {
            value,
            anonymous,
            asserted,
        } => ("phoneNumber", phone(version, value, anonymous, asserted)),
        Kind::TeamsUser {
            user,
            anonymous,
            cloud,
        } => (
            "microsoftTeamsUser",
            json!({ "userId": user, "isAnonymous": anonymous, "cloud": cloud }),
        ),
        Kind::TeamsApp { app, cloud } if version.since("2024-03-07") => {
            ("microsoftTeamsApp", json!({ "appId": app, "cloud": cloud }))
        }
        Kind::TeamsApp { .. } | Kind::Unknown => ("unknown", Value::Null),
    };
    let mut object = json!({ "rawId": identifier.raw_id() });
    if let Some(members) = object.as_object_mut() {
        if version.since("2023-11-07") {
            members.insert("kind".to_owned(), kind.into());
        }
        if !part.is_null() {
            members.insert(kind.to_owned(), part);
        }
    }
    object
}

fn phone(version: Version, value: &str, anonymous: bool, asserted: Option<&str>) -> Value {
    let mut part = json!({ "value": value });
    if let (true, Some(members)) = (version.since("2025-03-15"), part.as_object_mut()) {
        if anonymous {
            members.insert("isAnonymous".to_owned(), true.into());
        }
        if let Some(asserted) = asserted {
            members.insert("assertedId".to_owned(), asserted.into());
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWEST: Version = Version("2025-03-15");

    #[test]
    fn an_identifier_is_read_from_its_raw_id_or_its_part() {
        let raw = read_identifier(&json!({ "rawId": "8:acs:r_u" })).unwrap();
        let part = read_identifier(&json!({ "communicationUser": { "id": "8:acs:r_u" } })).unwrap();
        let both =
            read_identifier(&json!({ "rawId": "8:acs:r_u", "communicationUser": { "id": "8:acs:r_u" } }))
                .unwrap();
        assert!(raw == part && part == both);
    }

    #[test]
    fn every_kind_is_read_back_from_what_is_written() {
        for raw in [
            "8:acs:r_u",
            "8:gcch-acs:r_t_u",
            "8:dod:u",
            "8:teamsvisitor:u",
            "28:orgid:a",
            "28:gcch:a",
            "4:+1425",
            "4:+1425_1a",
            "4:anonymous",
        ] {
            let mut written = write_identifier(NEWEST, &Identifier::new(raw));
            assert_eq!(read_identifier(&written).unwrap().raw_id(), raw);
            written.as_object_mut().unwrap().remove("rawId");
            assert_eq!(read_identifier(&written).unwrap().raw_id(), raw, "{written}");
        }
    }

    #[test]
    fn an_identifier_of_nobody_or_of_two_is_refused() {
        for bad in [
            json!({}),
            json!({ "kind": "unknown" }),
            json!({ "rawId": "nobody" }),
            json!({ "rawId": "8:acs:r_u", "communicationUser": { "id": "8:acs:r_v" } }),
            json!({ "communicationUser": { "id": "8:acs:r_u" }, "phoneNumber": { "value": "+1" } }),
        ] {
            assert!(read_identifier(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn older_versions_know_fewer_kinds_and_do_not_name_them() {
        let app = Identifier::new("28:orgid:a");
        assert_eq!(
            write_identifier(Version("2021-03-07"), &app),
            json!({ "rawId": "28:orgid:a" })
        );
        let user = write_identifier(Version("2021-03-07"), &Identifier::new("8:acs:r_t_u"));
        assert_eq!(
            user,
            json!({ "rawId": "8:acs:r_t_u", "communicationUser": { "id": "8:acs:r_t_u" } })
        );
    }
}
