//! Raw ids, read and written, and the wire form of every version.

use super::{CommunicationCloudEnvironment as Cloud, CommunicationIdentifier as Id, *};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: Value) -> Id {
    serde_json::from_value(value).unwrap()
}

fn written(identifier: impl Into<Id>) -> Value {
    serde_json::to_value(identifier.into()).unwrap()
}

/// Names the kind of an identifier, to compare it in tests.
fn kind(identifier: &Id) -> &'static str {
    match identifier {
        Id::CommunicationUser(_) => "user",
        Id::PhoneNumber(_) => "phone",
        Id::MicrosoftTeamsUser(user) if user.is_anonymous() => "visitor",
        Id::MicrosoftTeamsUser(_) => "teams",
        Id::MicrosoftTeamsApp(_) => "app",
        Id::TeamsExtensionUser(_) => "extension",
        Id::Unknown(_) => "unknown",
    }
}

#[test]
fn each_raw_id_is_of_its_kind_and_is_written_back_unchanged() {
    for (raw_id, expected) in [
        ("8:acs:res_user", "user"),
        ("8:spool:user", "user"),
        ("8:spool:a_b_c", "user"),
        ("8:dod-acs:res_user", "user"),
        ("8:gcch-acs:res_user", "user"),
        ("8:acs:res_tenant_user", "extension"),
        ("8:dod-acs:res_tenant_user", "extension"),
        ("8:gcch-acs:res_tenant_user", "extension"),
        ("8:acs:a_b_c_d", "user"),
        ("8:acs:a__c", "user"),
        ("8:orgid:id", "teams"),
        ("8:dod:id", "teams"),
        ("8:gcch:id", "teams"),
        ("8:teamsvisitor:id", "visitor"),
        ("28:orgid:id", "app"),
        ("28:dod:id", "app"),
        ("28:gcch:id", "app"),
        ("4:+14255550123", "phone"),
        ("4:anonymous", "phone"),
        ("4:+14255550123_abc", "phone"),
        ("4:+14255550123_", "phone"),
        ("", "unknown"),
        ("4:", "unknown"),
        ("4:+1:2", "unknown"),
        ("8:acs", "unknown"),
        ("8:acs:", "unknown"),
        ("8:acs:a:b", "unknown"),
        ("8:ACS:res_user", "unknown"),
        ("28:acs:id", "unknown"),
        ("28:id", "unknown"),
        ("48:conferences", "unknown"),
    ] {
        let identifier = Id::from(raw_id);
        assert_eq!(kind(&identifier), expected, "{raw_id}");
        assert_eq!(identifier.raw_id(), raw_id);
        assert_eq!(read(written(identifier.clone())), identifier, "{raw_id}");
    }
}

#[test]
fn the_parts_of_a_raw_id_are_found() {
    let Id::PhoneNumber(phone) = Id::from("4:+1425_5550123_abc") else {
        panic!()
    };
    assert_eq!(
        (phone.value(), phone.asserted_id(), phone.is_anonymous()),
        ("+1425_5550123", Some("abc"), false)
    );
    let Id::PhoneNumber(phone) = Id::from("4:anonymous_abc") else {
        panic!()
    };
    assert_eq!(
        (phone.value(), phone.asserted_id(), phone.is_anonymous()),
        ("anonymous", Some("abc"), true)
    );
    let Id::TeamsExtensionUser(user) = Id::from("8:dod-acs:res_tenant_user") else {
        panic!()
    };
    assert_eq!(
        (user.user_id(), user.tenant_id(), user.resource_id()),
        ("user", "tenant", "res")
    );
    assert_eq!(user.cloud(), &Cloud::Dod);
    let Id::MicrosoftTeamsApp(app) = Id::from("28:gcch:bot") else {
        panic!()
    };
    assert_eq!((app.app_id(), app.cloud()), ("bot", &Cloud::Gcch));
}

#[test]
fn each_kind_has_its_object_on_the_wire_and_no_kind_property() {
    let user = CommunicationUserIdentifier::new("8:acs:r_u");
    assert_eq!(
        written(user),
        json!({"rawId": "8:acs:r_u", "communicationUser": {"id": "8:acs:r_u"}})
    );
    let phone = PhoneNumberIdentifier::new("+1");
    assert_eq!(
        written(phone),
        json!({"rawId": "4:+1", "phoneNumber": {"value": "+1"}})
    );
    let teams = MicrosoftTeamsUserIdentifier::new("u").with_cloud(Cloud::Gcch);
    assert_eq!(
        written(teams),
        json!({"rawId": "8:gcch:u", "microsoftTeamsUser": {"userId": "u", "isAnonymous": false, "cloud": "gcch"}})
    );
    let app = MicrosoftTeamsAppIdentifier::new("a");
    assert_eq!(
        written(app),
        json!({"rawId": "28:orgid:a", "microsoftTeamsApp": {"appId": "a", "cloud": "public"}})
    );
    let extension = TeamsExtensionUserIdentifier::new("u", "t", "r");
    assert_eq!(
        written(extension),
        json!({"rawId": "8:acs:r_t_u", "teamsExtensionUser":
            {"userId": "u", "tenantId": "t", "resourceId": "r", "cloud": "public"}})
    );
    assert_eq!(written(UnknownIdentifier::new("x")), json!({"rawId": "x"}));
}

#[test]
fn answers_of_old_and_new_versions_are_read() {
    let old = read(json!({"communicationUser": {"id": "8:acs:r_u"}}));
    assert_eq!((kind(&old), old.raw_id()), ("user", "8:acs:r_u"));
    let new = read(
        json!({"kind": "communicationUser", "rawId": "8:acs:r_u", "communicationUser": {"id": "8:acs:r_u"}}),
    );
    assert_eq!(old, new);
    let no_cloud = read(json!({"microsoftTeamsUser": {"userId": "u"}}));
    assert_eq!(no_cloud.raw_id(), "8:orgid:u");
    let loud = read(json!({"microsoftTeamsUser": {"userId": "u", "isAnonymous": false, "cloud": "DOD"}}));
    assert_eq!(loud.raw_id(), "8:dod:u");
    let phone = read(json!({"rawId": "4:+1_x", "kind": "phoneNumber",
        "phoneNumber": {"value": "+1", "isAnonymous": false, "assertedId": "x"}}));
    assert_eq!((kind(&phone), phone.raw_id()), ("phone", "4:+1_x"));
    let plain = read(json!("8:acs:r_u"));
    assert_eq!((kind(&plain), &plain), ("user", &old));
}

#[test]
fn the_raw_id_of_the_service_is_kept_when_it_is_another_than_ours() {
    let user = read(json!({"rawId": "8:acs:new", "communicationUser": {"id": "8:acs:old"}}));
    let Id::CommunicationUser(parts) = &user else {
        panic!()
    };
    assert_eq!((parts.id(), user.raw_id()), ("8:acs:old", "8:acs:new"));
    let teams = read(json!({"rawId": "8:sky:u", "microsoftTeamsUser": {"userId": "u", "cloud": "sky"}}));
    let Id::MicrosoftTeamsUser(parts) = &teams else {
        panic!()
    };
    assert_eq!((parts.cloud().as_str(), teams.raw_id()), ("sky", "8:sky:u"));
}

#[test]
fn of_two_objects_the_one_that_kind_names_wins() {
    let two = |kind: Value| {
        read(json!({"kind": kind, "communicationUser": {"id": "8:acs:u"}, "phoneNumber": {"value": "+1"}}))
    };
    assert_eq!(kind(&two(json!("phoneNumber"))), "phone");
    assert_eq!(kind(&two(json!("communicationUser"))), "user");
    assert_eq!(kind(&two(Value::Null)), "user");
    assert_eq!(kind(&two(json!("microsoftTeamsApp"))), "user");
}

#[test]
fn a_kind_of_the_future_keeps_its_raw_id() {
    let future = read(json!({"kind": "hologram", "rawId": "8:acs:r_u", "hologram": {"id": 1}}));
    assert_eq!((kind(&future), future.raw_id()), ("unknown", "8:acs:r_u"));
    assert_eq!(kind(&read(json!({"rawId": "8:acs:r_u"}))), "user");
    assert_eq!(
        kind(&read(json!({"kind": "communicationUser", "rawId": "8:acs:r_u"}))),
        "user"
    );
    assert_eq!(read(json!({})).raw_id(), "");
    assert!(serde_json::from_value::<Id>(json!(5)).is_err());
}

#[test]
fn who_somebody_is_stays_out_of_debug_output() {
    let shown = format!(
        "{:?} {:?}",
        Id::from("8:orgid:secret"),
        Id::from("4:+14255550123")
    );
    assert_eq!(shown.contains("secret"), cfg!(feature = "debug"));
    assert_eq!(shown.contains("4255"), cfg!(feature = "debug"));
}

proptest! {
    #[test]
    fn any_string_survives_the_round_trip(raw_id in "\\PC*|(4|8|28):[a-z-]{0,12}:?[a-z_:]{0,12}") {
        let identifier = Id::from_raw_id(raw_id.clone());
        prop_assert_eq!(identifier.raw_id(), &raw_id);
        let back: Id = serde_json::from_str(&serde_json::to_string(&identifier).unwrap()).unwrap();
        prop_assert_eq!(kind(&back), kind(&identifier));
        prop_assert_eq!(back, identifier);
    }
}
