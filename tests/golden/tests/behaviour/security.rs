//! What requests carry, by the security of the description.

use std::sync::{Arc, Mutex};

use azure_core::{
    Result,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    time::{Duration, OffsetDateTime},
};
use client_runtime::{
    BearerCredential,
    authorization::BasicCredential,
    testing::{Reply, Script, SeenRequest},
};
use goldens::{
    security::api::{
        HealthClient, HealthClientOptions, ServiceCredential, ThingsClient, ThingsClientOptions,
    },
    security_declared,
};

const ENDPOINT: &str = "https://things.example";

async fn seen(credential: impl Into<ServiceCredential>) -> SeenRequest {
    let script = Script::new([Reply::new(204, "")]);
    let options = ThingsClientOptions {
        client_options: script.options(),
    };
    let client = ThingsClient::new(ENDPOINT, credential, Some(options)).unwrap();
    client.list(None).await.unwrap();
    script.seen().remove(0)
}

fn bearer() -> BearerCredential {
    BearerCredential::with_expiry("t", OffsetDateTime::now_utc() + Duration::HOUR).unwrap()
}

#[tokio::test]
async fn each_way_of_the_description_puts_its_secret_where_that_says() {
    let key = seen(ServiceCredential::x_things_key("k").unwrap()).await;
    assert_eq!(key.header("x-things-key"), Some("k"));
    let code = seen(ServiceCredential::code_key("a b").unwrap()).await;
    assert_eq!(code.line, "GET https://things.example/things?code=a%20b");
    let session = seen(ServiceCredential::session_id_key("s").unwrap()).await;
    assert_eq!(session.header("cookie"), Some("session_id=s"));
    let basic = seen(ServiceCredential::basic("Aladdin", "open sesame").unwrap()).await;
    assert_eq!(
        basic.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    let basic = seen(BasicCredential::new("Aladdin", "open sesame").unwrap()).await;
    assert_eq!(
        basic.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert_eq!(seen(bearer()).await.header("authorization"), Some("Bearer t"));
    let both = seen(ServiceCredential::x_things_key_and_bearer("k", bearer()).unwrap()).await;
    assert_eq!(both.header("x-things-key"), Some("k"));
    assert_eq!(both.header("authorization"), Some("Bearer t"));
}

#[test]
fn a_key_that_cannot_be_sent_is_an_error_that_does_not_show_it_and_debug_does_not_either() {
    for bad in [
        ServiceCredential::x_things_key(""),
        ServiceCredential::x_things_key("se\ncret"),
        ServiceCredential::session_id_key("se;cret"),
        ServiceCredential::basic("se:cret", ""),
    ] {
        let error = bad.unwrap_err().to_string();
        assert!(!error.contains("cret"), "{error}");
    }
    let shown = format!("{:?}", ServiceCredential::x_things_key("secret").unwrap());
    assert!(!shown.contains("secret"), "{shown}");
}

/// Issues tokens, and remembers for which scopes.
#[derive(Debug, Default)]
struct Issuer(Mutex<Vec<String>>);

#[async_trait::async_trait]
impl TokenCredential for Issuer {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        self.0
            .lock()
            .unwrap()
            .extend(scopes.iter().map(|scope| (*scope).to_owned()));
        Ok(AccessToken::new(
            "issued",
            OffsetDateTime::now_utc() + Duration::HOUR,
        ))
    }
}

#[tokio::test]
async fn a_credential_of_the_azure_sdk_is_asked_for_the_scopes_of_the_description() {
    let issuer = Arc::new(Issuer::default());
    let dynamic: Arc<dyn TokenCredential> = Arc::<Issuer>::clone(&issuer);
    for credential in [ServiceCredential::from(Arc::clone(&issuer)), dynamic.into()] {
        issuer.0.lock().unwrap().clear();
        assert_eq!(
            seen(credential).await.header("authorization"),
            Some("Bearer issued")
        );
        assert_eq!(
            *issuer.0.lock().unwrap(),
            ["things.admin", "things.read", "things.write"]
        );
    }
}

#[tokio::test]
async fn an_operation_that_needs_nothing_carries_nothing() {
    let script = Script::new([Reply::new(204, "")]);
    let options = HealthClientOptions {
        client_options: script.options(),
    };
    let client = HealthClient::new(ENDPOINT, bearer(), Some(options)).unwrap();
    client.check(None).await.unwrap();
    assert_eq!(script.seen().remove(0).header("authorization"), None);
}

#[tokio::test]
async fn where_only_ways_are_declared_callers_choose_to_be_nobody() {
    use security_declared::api::{ServiceCredential, ThingsClient, ThingsClientOptions};
    for (credential, line) in [
        (
            ServiceCredential::anonymous(),
            "GET https://things.example/things",
        ),
        (
            ServiceCredential::api_key_in_query("k").unwrap(),
            "GET https://things.example/things?api-key=k",
        ),
    ] {
        let script = Script::new([Reply::new(204, "")]);
        let options = ThingsClientOptions {
            client_options: script.options(),
        };
        let client = ThingsClient::new(ENDPOINT, credential, Some(options)).unwrap();
        client.list(None).await.unwrap();
        let seen = script.seen().remove(0);
        assert_eq!(seen.line, line);
        assert_eq!(seen.header("authorization"), None);
        assert_eq!(seen.header("api-key"), None);
    }
}
