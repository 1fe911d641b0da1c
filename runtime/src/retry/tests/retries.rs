//! Settings of retries that do not go through the options of `azure_core`.

use super::*;

/// How many tries a call makes that never succeeds, and the waits between them; with settings of the client and of the call.
async fn course(client: Option<Retries>, call: Option<Retries>) -> (usize, Vec<Duration>) {
    let script = Script::new(std::iter::repeat_n(again(500), 40));
    let mut options = script.options();
    if let Some(retries) = client {
        options.per_call_policies.push(Arc::new(retries));
    }
    let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
    let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options).unwrap();
    let fake = FakeClock::hurried();
    let clock: Arc<dyn Clock> = fake.clone();
    let mut context = Context::new().with_value(clock);
    if let Some(retries) = call {
        context.insert(retries);
    }
    let _ = core
        .call(Method::Get, "/x")
        .send::<RawResponse>(context, &[200])
        .await;
    (script.seen().len(), fake.slept())
}

#[tokio::test]
async fn retries_of_a_call_come_before_those_of_its_client_and_these_before_the_options() {
    let two = Retries::default().with_max_retries(2);
    assert_eq!(course(None, None).await.0, 9);
    assert_eq!(course(Some(two), None).await.0, 3);
    assert_eq!(course(Some(two), Some(Retries::none())).await.0, 1);
    assert_eq!(course(Some(Retries::none()), Some(two)).await.0, 3);
}

#[tokio::test]
async fn waits_are_as_long_as_they_are_set() {
    let steady = Retries::default()
        .with_max_retries(3)
        .with_fixed_delay(std::time::Duration::from_secs(2));
    let (_, waits) = course(Some(steady), None).await;
    assert_eq!(waits.len(), 3);
    for wait in waits {
        assert!((1.6..=2.4).contains(&wait.as_seconds_f64()), "{wait}");
    }
    let doubling = Retries::default()
        .with_max_retries(5)
        .with_first_delay(Duration::seconds(1))
        .with_max_delay(Duration::seconds(3));
    let (_, waits) = course(None, Some(doubling)).await;
    assert!(
        waits.iter().all(|wait| *wait <= Duration::seconds(3)),
        "{waits:?}"
    );
    assert!(waits[1] > waits[0], "{waits:?}");
}

#[tokio::test]
async fn no_setting_makes_a_call_endless_or_panic() {
    let ends = [Duration::MIN, Duration::ZERO, Duration::NANOSECOND, Duration::MAX];
    for first in ends {
        for most in ends {
            let extreme = Retries::default()
                .with_max_retries(u32::MAX)
                .with_first_delay(first)
                .with_max_delay(most)
                .with_max_elapsed(Duration::MAX);
            let (tries, _) = course(Some(extreme), None).await;
            // The quota of the client ends it, or its total time.
            assert!(tries <= 41, "{tries}");
        }
    }
    let over = Retries::default().with_max_elapsed(Duration::MIN);
    assert_eq!(course(Some(over), None).await.0, 1);
}
