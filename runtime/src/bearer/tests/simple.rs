//! Fixed tokens, and a refresher that works.

use super::*;

#[tokio::test]
async fn a_fixed_token_is_sent_as_it_is_even_when_expired() {
    let token = jwt("old", OffsetDateTime::UNIX_EPOCH);
    let credential = BearerCredential::new(format!("  {token}\n")).unwrap();
    let got = credential.get_token().await.unwrap();
    assert_eq!(got.token.secret(), token);
    assert_eq!(got.expires_on, OffsetDateTime::UNIX_EPOCH);
    assert!(
        credential
            .replacement(&credential.token().await.unwrap())
            .await
            .is_none()
    );
    assert!(
        credential
            .explain_rejection()
            .unwrap()
            .contains("1970-01-01T00:00:00Z")
    );
}

#[test]
fn an_opaque_token_needs_its_expiry_told() {
    let error = BearerCredential::new("0paque").unwrap_err();
    assert!(error.to_string().contains("with_expiry"), "{error}");
    assert!(BearerCredential::with_expiry("0paque", OffsetDateTime::now_utc()).is_ok());
}

#[test]
fn what_cannot_be_a_token_is_refused_without_being_shown() {
    let now = OffsetDateTime::now_utc();
    for text in [
        "",
        "  ",
        "s3cret\n2",
        "s3cret two",
        "Bearer s3cret",
        "s3cr\u{e9}t",
    ] {
        for error in [
            BearerCredential::new(text).unwrap_err(),
            BearerCredential::with_expiry(text, now).unwrap_err(),
        ] {
            assert!(!format!("{error} {error:?}").contains("s3cr"), "{error:?}");
        }
    }
    let error = BearerCredential::new("s3cret.s3cret.s3cret").unwrap_err();
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
}

#[tokio::test]
async fn nothing_that_holds_a_token_shows_it() {
    let token = jwt("s3cret", OffsetDateTime::now_utc() + Duration::HOUR);
    let fixed = BearerCredential::new(token.clone()).unwrap();
    let options = TokenRefreshOptions {
        initial_token: Some(token.clone().into()),
        ..Default::default()
    };
    let shown = format!("{options:?}");
    let token = token.clone();
    let refreshing = BearerCredential::from_refresher(move || {
        let token = token.clone();
        async move { Ok::<_, Error>(token) }
    });
    refreshing.token().await.unwrap();
    assert!(!format!("{shown} {fixed:?} {refreshing:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_token_is_replaced_when_less_than_two_minutes_remain() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    assert_eq!(server.asked(), 0);
    assert_eq!(name(&credential).await.unwrap(), "t1");
    // For some a little earlier: up to a tenth of the two minutes.
    clock.advance(Duration::minutes(58) - Duration::seconds(13));
    assert_eq!(name(&credential).await.unwrap(), "t1");
    clock.advance(Duration::seconds(13));
    assert_eq!(name(&credential).await.unwrap(), "t2");
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn the_window_can_be_chosen() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let window = Some(Duration::minutes(20));
    let credential = server.credential_with(TokenRefreshOptions {
        refresh_before_expiry: window,
        ..Default::default()
    });
    name(&credential).await.unwrap();
    clock.advance(Duration::minutes(37));
    assert_eq!(name(&credential).await.unwrap(), "t1");
    clock.advance(Duration::minutes(3));
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

#[tokio::test]
async fn a_token_that_lives_shorter_than_the_window_is_not_replaced_with_every_call() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    server.live(Duration::minutes(1));
    let credential = server.credential();
    name(&credential).await.unwrap();
    clock.advance(Duration::seconds(26));
    assert_eq!(name(&credential).await.unwrap(), "t1");
    clock.advance(Duration::seconds(4));
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

#[tokio::test]
async fn an_initial_token_is_used_until_it_is_about_to_expire() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let initial = jwt("t0", clock.now() + Duration::minutes(5));
    let credential = server.credential_with(TokenRefreshOptions {
        initial_token: Some(initial.into()),
        ..Default::default()
    });
    assert_eq!(name(&credential).await.unwrap(), "t0");
    assert_eq!(server.asked(), 0);
    clock.advance(Duration::minutes(3));
    assert_eq!(name(&credential).await.unwrap(), "t1");
    let bad = TokenRefreshOptions {
        initial_token: Some("nonsense".into()),
        ..Default::default()
    };
    let refresher = || async { Ok::<_, Error>(String::new()) };
    assert!(BearerCredential::from_refresher_with_options(refresher, bad).is_err());
}

#[tokio::test]
async fn a_refresher_can_be_a_trait_or_bring_an_opaque_token() {
    struct Mine;

    #[async_trait::async_trait]
    impl TokenRefresher for Mine {
        async fn refresh(&self) -> Result<RefreshedToken> {
            Ok(RefreshedToken::with_expiry(
                "0paque",
                OffsetDateTime::now_utc() + Duration::HOUR,
            ))
        }
    }

    let credential = BearerCredential::from_refresher(Mine);
    assert_eq!(name(&credential).await.unwrap(), "0paque");
}

#[tokio::test]
async fn any_credential_of_the_azure_sdk_will_do() {
    #[derive(Debug)]
    struct Entra;

    #[async_trait::async_trait]
    impl TokenCredential for Entra {
        async fn get_token(
            &self,
            scopes: &[&str],
            _: Option<azure_core::credentials::TokenRequestOptions<'_>>,
        ) -> Result<AccessToken> {
            Ok(AccessToken::new(
                scopes.join("+"),
                OffsetDateTime::now_utc() + Duration::HOUR,
            ))
        }
    }

    let credential = BearerCredential::from_token_credential(Arc::new(Entra), ["a", "b"]);
    assert_eq!(name(&credential).await.unwrap(), "a+b");
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once_and_not_if_somebody_has_done_so_already() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    let first = credential.token().await.unwrap();
    let second = credential.replacement(&first).await.unwrap();
    assert!(second.secret().starts_with("t2"));
    let again = credential.replacement(&first).await.unwrap();
    assert_eq!(again.secret(), second.secret());
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn a_refresher_that_brings_the_same_token_again_is_not_a_replacement() {
    let token = jwt("same", OffsetDateTime::now_utc() + Duration::HOUR);
    let credential = BearerCredential::from_refresher(move || {
        let token = token.clone();
        async move { Ok::<_, Error>(token) }
    });
    let first = credential.token().await.unwrap();
    assert!(credential.replacement(&first).await.is_none());
}
