//! Responses that do not begin, stall or do not end.

use super::{slow::Stage, *};
use azure_core::http::StatusCode;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn an_answer_that_does_not_begin_ends_its_try() {
    for (method, lies) in [
        (Method::Post, 0),
        (Method::Get, 0),
        (Method::Post, 1),
        (Method::Post, -1),
    ] {
        let mut stage = Stage::new();
        stage.service.begins = None;
        stage.lies = lies;
        let outcome = stage.send(method).await;
        assert_eq!(outcome.seconds, 60, "{method} {lies}");
        assert_eq!(outcome.requests, 1);
        assert_eq!(
            CallLimitReached::from_error(&outcome.error),
            Some(CallLimitReached::AnswerTime(Duration::MINUTE))
        );
        assert_eq!(outcome.error.kind(), &ErrorKind::Io);
        assert!(
            outcome.text.starts_with(
                "https://a.example did not begin to answer within 60 seconds (not sent again; the service may"
            ),
            "{}",
            outcome.text
        );
    }
}

#[tokio::test]
async fn one_byte_every_ten_seconds_ends_after_twenty() {
    for lies in [0, 1, -1] {
        let mut stage = Stage::new();
        stage.lies = lies;
        let outcome = stage.send(Method::Post).await;
        assert_eq!((outcome.seconds, outcome.requests), (20, 1), "{lies}");
        assert_eq!(
            CallLimitReached::from_error(&outcome.error),
            Some(CallLimitReached::StallTime(Duration::seconds(20)))
        );
        assert!(
            outcome.text.contains("stalled in its response"),
            "{}",
            outcome.text
        );
    }
}

#[tokio::test]
async fn the_time_of_a_body_counts_from_where_it_begins() {
    let mut stage = Stage::new();
    stage.service.begins = Some(Duration::seconds(50));
    assert_eq!(stage.send(Method::Post).await.seconds, 70);
}

#[tokio::test]
async fn a_body_that_comes_slowly_but_surely_has_the_time_of_the_call() {
    for (method, lies) in [
        (Method::Post, 0),
        (Method::Get, 0),
        (Method::Get, 1),
        (Method::Get, -1),
    ] {
        let mut stage = Stage::new();
        stage.service.piece = (1_024, Duration::seconds(15));
        stage.lies = lies;
        let outcome = stage.send(method).await;
        assert_eq!((outcome.seconds, outcome.requests), (300, 1), "{method} {lies}");
        assert!(
            outcome.text.contains(
                "took longer than the 300 seconds that the call may take in total; the service may"
            ),
            "{}",
            outcome.text
        );
    }
}

#[tokio::test]
async fn reads_that_stall_are_made_again_within_the_time_of_the_call() {
    let mut stage = Stage::new();
    stage.limits = Some(CallLimits::default().with_total_time(Duration::seconds(45)));
    let outcome = stage.send(Method::Get).await;
    // The waits between the tries take a second each on this clock.
    assert!((45..48).contains(&outcome.seconds), "{}", outcome.seconds);
    assert_eq!(outcome.requests, 3);
    let mut stage = Stage::new();
    let total = Duration::seconds(5);
    stage.service.status = 503;
    stage.service.piece = (1 << 20, Duration::ZERO);
    stage.limits = Some(CallLimits::default().with_total_time(total));
    let outcome = stage.send(Method::Get).await;
    assert_eq!(outcome.error.http_status(), Some(StatusCode::ServiceUnavailable));
    assert!(
        outcome.seconds <= 6 && outcome.requests > 2,
        "{}",
        outcome.seconds
    );
    assert!(
        outcome
            .text
            .contains("not sent again: the next try would come after the total time"),
        "{}",
        outcome.text
    );
}

#[tokio::test]
async fn limits_are_those_of_the_call_or_else_of_the_client() {
    let seconds = |seconds| Some(CallLimits::default().with_stall_time(Duration::seconds(seconds)));
    for (limits, policy, expected) in [
        (None, seconds(7), 7),
        (seconds(3), seconds(7), 3),
        (seconds(3), None, 3),
    ] {
        let mut stage = Stage::new();
        (stage.limits, stage.policy) = (limits, policy);
        assert_eq!(stage.send(Method::Post).await.seconds, expected);
    }
    let mut stage = Stage::new();
    stage.service.begins = None;
    stage.policy = Some(CallLimits::default().with_answer_time(Duration::seconds(7)));
    assert_eq!(stage.send(Method::Post).await.seconds, 7);
}

#[tokio::test]
async fn a_success_that_is_too_large_is_an_error_before_it_is_in_memory() {
    for method in [Method::Get, Method::Post] {
        let mut stage = Stage::new();
        stage.service.piece = (1 << 20, Duration::ZERO);
        let pieces = stage.pieces();
        let outcome = stage.send(method).await;
        assert_eq!(outcome.requests, 1, "it would be too large again");
        assert_eq!(pieces.load(Ordering::SeqCst), 65);
        assert_eq!(
            CallLimitReached::from_error(&outcome.error),
            Some(CallLimitReached::BodySize(64 << 20))
        );
        assert!(
            outcome
                .text
                .contains("a body of more than the 67108864 bytes that are read; the call has most likely"),
            "{}",
            outcome.text
        );
    }
}

#[tokio::test]
async fn a_refusal_that_is_too_large_is_cut_and_still_a_refusal() {
    let mut stage = Stage::new();
    stage.service.status = 403;
    stage.service.piece = (100_000, Duration::ZERO);
    let pieces = stage.pieces();
    let outcome = stage.send(Method::Post).await;
    assert_eq!(pieces.load(Ordering::SeqCst), 3);
    let ErrorKind::HttpResponse { raw_response, .. } = outcome.error.kind() else {
        panic!("{}", outcome.text);
    };
    assert_eq!(raw_response.as_ref().unwrap().body().len(), 256 << 10);
    assert!(ServiceError::from_error(&outcome.error).unwrap().is_forbidden());
    assert!(
        outcome.text.ends_with("is too large and was cut"),
        "{}",
        outcome.text
    );
}

#[tokio::test]
async fn the_ends_of_time_and_of_numbers_are_limits_too() {
    let all = |time: Duration, size: u64| {
        CallLimits::default()
            .with_total_time(time)
            .with_answer_time(time)
            .with_stall_time(time)
            .with_body_size(size)
            .with_error_body_size(size)
    };
    for time in [Duration::MIN, Duration::seconds(-1), Duration::ZERO] {
        let mut stage = Stage::new();
        stage.service.begins = None;
        stage.limits = Some(all(time, 0));
        assert_eq!(stage.send(Method::Get).await.seconds, 0, "{time}");
    }
    for status in [200, 500] {
        let mut stage = Stage::new();
        stage.service.status = status;
        stage.limits = Some(all(Duration::MAX, 0));
        let outcome = stage.send(Method::Post).await;
        assert_eq!(outcome.seconds, 10, "as soon as there is a byte");
    }
    let mut stage = Stage::new();
    stage.limits = Some(all(Duration::MAX, u64::MAX).with_body_size(2_000));
    let outcome = stage.send(Method::Get).await;
    assert_eq!(outcome.seconds, 20_010, "no limit of time is reached");
}

#[tokio::test]
async fn the_total_time_is_longer_where_the_retry_options_are() {
    let case = |elapsed| {
        let settings = RetrySettings::read(&RetryOptions::exponential(ExponentialRetryOptions {
            max_total_elapsed: elapsed,
            ..Default::default()
        }));
        CallLimits::TOTAL.max(settings.unwrap().max_elapsed())
    };
    assert_eq!(case(Duration::seconds(60)), Duration::minutes(5));
    assert_eq!(case(Duration::HOUR), Duration::HOUR);
}
