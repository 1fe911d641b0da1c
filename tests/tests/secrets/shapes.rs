//! Tokens in responses of every wrong shape, in every version of the Identity service: the error shows the place, and neither
//! it nor anything that is logged shows the token.

use acs_chat::ConnectionString;
use acs_emulator::Fault;
use azure_core::http::Response;

use super::watch::Watch;

/// Responses of the wrong form that contain the token.
fn bodies(token: &str) -> Vec<String> {
    let quoted = format!("\"{token}\"");
    let mut bodies = vec![quoted.clone(), token.to_owned()];
    for wrong in [
        quoted.clone(),
        format!("[{quoted}]"),
        format!("{{\"token\":[{quoted}]}}"),
        format!("{{\"token\":{{{quoted}:1}}}}"),
        format!("{{\"token\":{quoted}}}"),
        format!("{{\"token\":{quoted},\"token\":{quoted}}}"),
        format!("{{\"token\":1,\"expiresOn\":{quoted}}}"),
        format!("{{\"token\":\"t\",\"expiresOn\":{quoted}}}"),
        format!("{{\"expiresOn\":{quoted},\"token\":\"t\"}}"),
        format!("{{\"token\":{quoted},\"expiresOn\":[{quoted}]}}"),
        format!("{{\"token\":{quoted},"),
        // A number that nobody should see either.
        "{\"token\":987654321987654321,\"expiresOn\":987654321987654321}".to_owned(),
    ] {
        bodies.push(format!("{{\"accessToken\":{wrong}}}"));
        bodies.push(format!(
            "{{\"identity\":{{\"id\":\"8:acs:u\"}},\"accessToken\":{wrong}}}"
        ));
        bodies.push(format!("{{\"identity\":{quoted},\"accessToken\":{wrong}}}"));
        bodies.push(format!(
            "{{\"identity\":{{\"id\":[{quoted}]}},\"accessToken\":{wrong}}}"
        ));
        bodies.push(wrong);
    }
    bodies
}

macro_rules! version {
    ($watch:ident, $version:ident, $bodies:expr) => {{
        use acs_chat::identity::$version::{
            CommunicationIdentityClient, models::CommunicationIdentityTokenScope as Scope,
        };

        let text = $watch.emulator.connection_string();
        let text = ConnectionString::parse(&text).unwrap();
        let identity = CommunicationIdentityClient::new(text.endpoint(), &text, None).unwrap();
        for body in $bodies {
            let fault = |status| Fault::answer(status, "application/json", body.clone());
            let handle = $watch
                .emulator
                .fault(fault(200).on("POST", "/identities/*/:issueAccessToken"));
            let issued = identity.get_token("8:acs:u", vec![Scope::Chat], None).await;
            fails(body, $watch, issued.and_then(Response::into_model));
            let credential = identity.credential_for_user("8:acs:u", [Scope::Chat]);
            fails(body, $watch, credential.get_token().await);
            handle.remove();
            let handle = $watch.emulator.fault(fault(201).on("POST", "/identities"));
            let created = identity.create_user(None).await.and_then(Response::into_model);
            $watch.outcome(created);
            $watch.outcome(identity.create_user_and_token([Scope::Chat], None).await);
            handle.remove();
        }
    }};
}

/// An error, and one that shows the place.
fn fails<T: std::fmt::Debug>(body: &str, watch: &mut Watch, result: azure_core::Result<T>) {
    let text = result.as_ref().map_err(ToString::to_string).unwrap_err().clone();
    assert!(text.contains(" at line 1 column "), "{body}: {text}");
    watch.outcome(result);
}

/// Asks every version of the Identity service for tokens that come in wrong shapes, and one of them in all.
pub async fn shapes(watch: &mut Watch) {
    let token = watch.secret("eyJhbGciOiJub25lIn0.eyJzaGFwZSI6Indyb25nIn0.c2lnbmF0dXJl");
    watch.secrets.push("987654321987654321".to_owned());
    let bodies = bodies(&token);
    let some = || bodies.iter().step_by(9);
    version!(watch, v2021_03_07, some());
    version!(watch, v2022_06_01, some());
    version!(watch, v2022_10_01, some());
    version!(watch, v2023_10_01, some());
    version!(watch, v2025_06_30, &bodies);
    version!(watch, v2026_09_23, some());
}
