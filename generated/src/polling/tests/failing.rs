//! Failures that are returned, and those that are only logged.

use super::*;

#[test]
fn failures_that_may_pass_are_borne_once_a_poll_has_succeeded() {
    let world = World::default()
        .then_fail(throttled)
        .then(send(1, 1))
        .then_fail(throttled)
        .then_fail(|| Error::with_message(ErrorKind::Connection, "refused"))
        .then_fail(|| Error::with_message(ErrorKind::Io, "broke"))
        .then(send(2, 2));
    assert_eq!(world.run(usual()), ["!", "1", "2"]);
}

#[test]
fn other_failures_are_handed_out_and_the_stream_goes_on_if_asked() {
    let world = World::default()
        .then(send(1, 1))
        .then_fail(|| Error::with_message(ErrorKind::Credential, "expired"))
        .then(send(2, 2));
    assert_eq!(world.run(usual()), ["1", "!", "2"]);
}

#[test]
fn patience_ends() {
    let failing = (0..100).fold(World::default().then(send(1, 1)), |world, _| {
        world.then_fail(throttled)
    });
    let clock = FakeClock::hurried();
    let mut stream = failing.follow(&clock, usual());
    let results: Vec<_> = drain(&mut stream);
    assert_eq!(results[..2], ["1", "!"]);
    let waited: Duration = clock.slept().into_iter().sum();
    assert!(waited > Duration::minutes(10), "{waited}");
    let longest = clock.slept().into_iter().max().unwrap();
    assert!(longest <= Duration::minutes(1), "{longest}");
}

#[test]
fn a_failure_half_way_hands_out_nothing_of_that_poll_yet() {
    let world = World::default().then(send(1, 1)).then(send(2, 2)).idle(1);
    let calls = Arc::new(Mutex::new(0));
    let list = move |ask: ListRequest| {
        let messages = world.list(&ask);
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        let broken = *calls == 2;
        Ok(if broken {
            messages.take(1).chain(stream::iter([Err(throttled())])).boxed()
        } else {
            messages
        })
    };
    let options = MessagePollingOptions {
        clock: Some(FakeClock::hurried()),
        ..Default::default()
    };
    assert_eq!(
        drain(&mut MessageStream::new(options, Box::new(list))),
        ["1", "2"]
    );
}
