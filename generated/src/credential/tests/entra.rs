//! Entra tokens exchanged for tokens of the resource.

use super::*;
use azure_core::credentials::TokenRequestOptions;
use client_runtime::testing::{Reply, Script};

const CLIENTS: &str = "https://communication.azure.com/clients/TeamsExtension.ManageCalls";
const TEAMS: &str = "https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls";

/// An account whose token is set by the test.
#[derive(Debug)]
struct Account(Mutex<Option<&'static str>>);

#[async_trait::async_trait]
impl TokenCredential for Account {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        match *self.0.lock().unwrap() {
            Some(token) => Ok(AccessToken::new(token, OffsetDateTime::now_utc())),
            None => Err(Error::with_message(ErrorKind::Credential, "signed out")),
        }
    }
}

fn answer(token: &str, clock: &FakeClock, hours: i64) -> Reply {
    let expires_on = rfc3339(clock.now() + Duration::hours(hours));
    let body = serde_json::json!({"identity": {"id": "8:acs:u"}, "accessToken": {"token": token, "expiresOn": expires_on}});
    Reply::new(200, body.to_string())
}

fn credential(
    scope: &str,
    account: &Arc<Account>,
    script: &Arc<Script>,
    clock: &Arc<FakeClock>,
) -> CommunicationTokenCredential {
    let options = EntraExchangeOptions {
        client_options: script.options(),
        clock: Some(clock.clone()),
    };
    CommunicationTokenCredential::from_entra("https://a.example", account.clone(), [scope], Some(options))
        .unwrap()
}

#[tokio::test]
async fn each_family_of_scopes_has_its_own_exchange() {
    for (scope, path) in [
        (
            CLIENTS,
            "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview",
        ),
        (
            TEAMS,
            "/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30",
        ),
    ] {
        let (clock, account) = (FakeClock::still(), Arc::new(Account(Mutex::new(Some("e1")))));
        let script = Script::new([answer("t1", &clock, 1)]);
        let credential = credential(scope, &account, &script, &clock);
        assert_eq!(name(&credential).await.unwrap(), "t1");
        assert_eq!(name(&credential).await.unwrap(), "t1");
        let seen = script.seen();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].line, format!("POST https://a.example{path}"));
        assert_eq!(
            (seen[0].header("authorization"), seen[0].body.as_str()),
            (Some("Bearer e1"), "{}")
        );
    }
}

#[tokio::test]
async fn it_is_exchanged_again_when_the_accounts_token_changed_or_ours_nears_its_expiry() {
    let (clock, account) = (FakeClock::still(), Arc::new(Account(Mutex::new(Some("e1")))));
    let script = Script::new([
        answer("t1", &clock, 1),
        answer("t2", &clock, 1),
        answer("t3", &clock, 2),
    ]);
    let credential = credential(CLIENTS, &account, &script, &clock);
    assert_eq!(name(&credential).await.unwrap(), "t1");
    *account.0.lock().unwrap() = Some("e2");
    assert_eq!(name(&credential).await.unwrap(), "t2");
    assert_eq!(name(&credential).await.unwrap(), "t2");
    assert_eq!(script.seen()[1].header("authorization"), Some("Bearer e2"));
    *account.0.lock().unwrap() = None;
    assert_eq!(
        name(&credential).await.unwrap(),
        "t2",
        "the account is silent, the token still good"
    );
    clock.advance(Duration::minutes(59));
    assert_eq!(name(&credential).await.unwrap(), "t2", "and still");
    *account.0.lock().unwrap() = Some("e2");
    clock.advance(Duration::minutes(1));
    assert_eq!(name(&credential).await.unwrap(), "t3");
}

#[tokio::test]
async fn a_failed_exchange_for_a_changed_account_leaves_the_good_token_and_is_not_hammered() {
    let (clock, account) = (FakeClock::still(), Arc::new(Account(Mutex::new(Some("e1")))));
    let script = Script::new([
        answer("t1", &clock, 1),
        Reply::new(403, ""),
        answer("t2", &clock, 1),
    ]);
    let credential = credential(CLIENTS, &account, &script, &clock);
    assert_eq!(name(&credential).await.unwrap(), "t1");
    *account.0.lock().unwrap() = Some("e2");
    for _ in 0..10 {
        assert_eq!(name(&credential).await.unwrap(), "t1");
    }
    assert_eq!(script.seen().len(), 2);
    clock.advance(Duration::SECOND);
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

#[tokio::test]
async fn what_goes_wrong_is_said_without_any_token() {
    let (clock, account) = (FakeClock::still(), Arc::new(Account(Mutex::new(Some("s3cret")))));
    for reply in [
        Reply::new(403, r#"{"error":{"code":"Forbidden","message":"no"}}"#),
        Reply::new(200, r#"{"accessToken":"s3cret"}"#),
        Reply::new(200, "s3cret"),
        Reply::new(200, r#""s3cret""#),
        Reply::new(200, r#"["s3cret"]"#),
        Reply::new(200, r#"{"accessToken":["s3cret"]}"#),
        Reply::new(200, r#"{"accessToken":{"token":["s3cret"]}}"#),
        Reply::new(200, r#"{"accessToken":{"token":{"s3cret":1}}}"#),
        Reply::new(200, r#"{"accessToken":{"token":"t","expiresOn":"s3cret"}}"#),
        Reply::new(200, r#"{"accessToken":{"expiresOn":"s3cret","token":"t"}}"#),
        Reply::new(200, r#"{"accessToken":{"token":"s3cret","token":"s3cret"}}"#),
        Reply::new(200, r#"{"accessToken":{"token":"s3cret","#),
        Reply::new(201, r#""s3cret""#),
        Reply::new(202, r#"{"message":"s3cret"}"#),
    ] {
        let script = Script::new([reply]);
        let error = name(&credential(CLIENTS, &account, &script, &clock))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("xchange"), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
}

#[test]
fn scopes_of_no_family_or_of_both_are_refused() {
    let account = Arc::new(Account(Mutex::new(None)));
    for scopes in [
        vec![],
        vec!["https://graph.microsoft.com/.default"],
        vec![CLIENTS, TEAMS],
    ] {
        let result =
            CommunicationTokenCredential::from_entra("https://a.example", account.clone(), scopes, None);
        assert!(result.unwrap_err().to_string().contains("all begin with"));
    }
}
