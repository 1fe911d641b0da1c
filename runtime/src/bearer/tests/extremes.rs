//! Options and expiries at the limits of their types: nothing panics, and `Duration::MAX` means never.

use super::*;

const ENDS: [Duration; 5] = [
    Duration::MIN,
    Duration::seconds(-1),
    Duration::ZERO,
    Duration::NANOSECOND,
    Duration::MAX,
];

/// How often a refresher that fails is asked, by a thousand calls in the last minute of a token.
async fn asked_while_it_fails(options: TokenRefreshOptions) -> usize {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential_with(options);
    name(&credential).await.unwrap();
    clock.advance(Duration::minutes(59));
    server.fail(2_000);
    for _ in 0..1_000 {
        clock.advance(Duration::milliseconds(50));
        assert_eq!(name(&credential).await.unwrap(), "t1");
    }
    server.asked() - 1
}

#[tokio::test]
async fn a_failed_refresher_is_left_alone_for_ever_or_not_at_all() {
    for (retry_delay, max_retry_delay, expected) in [
        (Duration::MAX, Duration::MAX, 1),
        (Duration::MAX / 2, Duration::MAX, 1),
        (Duration::ZERO, Duration::MAX, 1_000),
        (Duration::MIN, Duration::MAX, 1_000),
        (Duration::MAX, Duration::ZERO, 1_000),
        (Duration::MAX, Duration::MIN, 1_000),
        (Duration::MIN, Duration::MIN, 1_000),
    ] {
        let options = TokenRefreshOptions {
            retry_delay,
            max_retry_delay,
            ..Default::default()
        };
        assert_eq!(
            asked_while_it_fails(options).await,
            expected,
            "{retry_delay} {max_retry_delay}"
        );
    }
}

#[tokio::test]
async fn every_option_at_every_end_brings_a_token() {
    for end in ENDS {
        for other in ENDS {
            let clock = FakeClock::still();
            let server = Server::new(&clock);
            let credential = server.credential_with(TokenRefreshOptions {
                refresh_before_expiry: Some(end),
                timeout: other,
                retry_delay: end,
                max_retry_delay: other,
                ..Default::default()
            });
            for _ in 0..5 {
                name(&credential).await.unwrap();
                clock.advance(Duration::minutes(20));
            }
        }
    }
}

#[tokio::test]
async fn tokens_of_any_expiry_are_taken() {
    let dates = [
        -377_705_116_800,
        -62_167_219_200,
        0,
        1_750_000_001,
        253_402_300_799,
    ];
    for date in dates.map(|seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap()) {
        for end in ENDS {
            let fixed = BearerCredential::with_expiry("t", date).unwrap();
            fixed.token().await.unwrap();
            drop(fixed.explain_rejection());
            let clock = FakeClock::still();
            let server = Server::new(&clock);
            let credential = server.credential_with(TokenRefreshOptions {
                initial_token: Some(RefreshedToken::with_expiry("initial", date)),
                refresh_before_expiry: Some(end),
                ..Default::default()
            });
            name(&credential).await.unwrap();
            let brought = RefreshedToken::with_expiry("brought", date);
            let credential = BearerCredential::from_refresher_with_options(
                move || std::future::ready(Ok::<_, Error>(brought.clone())),
                TokenRefreshOptions {
                    refresh_before_expiry: Some(end),
                    clock: Some(clock.clone()),
                    ..Default::default()
                },
            );
            let is_good = date > clock.now();
            assert_eq!(credential.unwrap().token().await.is_ok(), is_good, "{date}");
        }
    }
}
