//! The messages that the stream returns, and when.

use super::*;
use proptest::prelude::*;

#[test]
fn each_message_comes_once_and_in_order() {
    let world = World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n)(m)))
        .then(|m| (4..=5).for_each(|n| send(n, n)(m)))
        .idle(30)
        .then(send(6, 300));
    assert_eq!(world.run(usual()), ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn an_edit_of_the_oldest_message_is_noticed_however_old_it_is() {
    let world = World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n * 100_000)(m)))
        .then(edit(1, 400_000))
        .idle(30);
    assert_eq!(world.run(usual()), ["1", "2", "3", "1'"]);
}

#[test]
fn newer_messages_do_not_hide_an_earlier_edit_that_was_not_listed_yet() {
    let world = World::default()
        .then(|m| (1..=2).for_each(|n| send(n, n * 10_000)(m)))
        .then(edit(1, 20_010))
        .then(send(3, 30_000))
        .then(send(4, 40_000))
        .idle(30);
    assert_eq!(world.run(usual()), ["1", "2", "3", "4", "1'"]);
}

#[test]
fn each_of_several_edits_in_one_second_is_noticed_by_its_version() {
    let world = World::default()
        .then(send(1, 1))
        .then(edit(1, 1))
        .then(edit(1, 1))
        .idle(3);
    assert_eq!(world.run(eager()), ["1", "1'", "1''"]);
}

#[test]
fn a_message_that_comes_to_light_late_is_not_lost() {
    let world = World::default().then(send(2, 100)).then(send(1, 50)).idle(3);
    assert_eq!(world.run(eager()), ["2", "1"]);
}

#[test]
fn what_an_answer_of_a_server_that_lags_behind_shows_is_not_new() {
    let world = World::default()
        .then(send(1, 1))
        .then(edit(1, 9))
        .then(|m| m[0].edits.clear())
        .then(edit(1, 9));
    assert_eq!(world.run(eager()), ["1", "1'"]);
}

#[test]
fn most_polls_ask_for_the_newest_messages_only() {
    let world = World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n * 10_000)(m)))
        .idle(13);
    world.run(usual());
    let recent = Some(30_000 - 120);
    let mut expected = vec![recent; 14];
    expected[0] = None;
    expected[12] = None;
    assert_eq!(world.asked(), expected);
}

#[test]
fn how_far_back_edits_are_looked_for_can_be_limited() {
    let world = World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n * 10_000)(m)))
        .idle(1);
    world.run(MessagePollingOptions {
        edits_within: Some(Duration::seconds(15_000)),
        ..eager()
    });
    assert_eq!(world.asked(), [None, Some(15_000)]);
}

#[test]
fn more_messages_than_may_be_held_come_all_the_same_and_in_order() {
    let world = World::default()
        .then(|m| (1..=10).for_each(|n| send(n, n)(m)))
        .then(edit(2, 11))
        .idle(4);
    let clock = FakeClock::hurried();
    let options = MessagePollingOptions {
        max_held: 4,
        ..Default::default()
    };
    let mut stream = world.follow(&clock, options);
    let all: Vec<_> = (0..4)
        .map(|_| stream.next().now_or_never().unwrap().unwrap().unwrap())
        .collect();
    assert_eq!(all, ["1", "2", "3", "4"]);
    assert_eq!(drain(&mut stream), ["5", "6", "7", "8", "2'", "9", "10"]);
    assert_eq!(
        clock.slept().first(),
        Some(&Duration::seconds(5)),
        "after the rest was fetched"
    );
}

#[test]
fn what_is_remembered_does_not_grow_with_the_thread() {
    let world = (1..=500).fold(World::default(), |world, n| world.then(send(n, n * 60)));
    let mut stream = world.follow(&FakeClock::hurried(), usual());
    assert_eq!(drain(&mut stream).len(), 500);
    assert!(
        stream.point().remembered() < 30,
        "{}",
        stream.point().remembered()
    );
}

#[test]
fn odd_intervals_and_times_do_no_harm() {
    for odd in [Duration::MIN, Duration::ZERO, Duration::MAX] {
        let world = World::default()
            .then(send(1, 1))
            .then_fail(throttled)
            .then(send(2, 2));
        let options = MessagePollingOptions {
            interval: odd,
            edit_interval: odd,
            edits_within: Some(odd),
            patience: Duration::MAX,
            max_held: 0,
            ..from(MessagePoint::since(OffsetDateTime::UNIX_EPOCH))
        };
        let clock = FakeClock::still();
        assert_eq!(
            world
                .follow(&clock, options)
                .next()
                .now_or_never()
                .unwrap()
                .unwrap()
                .unwrap(),
            "1"
        );
    }
}

proptest! {
    /// Whatever happens in whatever order, with a second for each step: the last state of each message comes out, and
    /// no state twice.
    #[test]
    fn the_last_state_of_every_message_comes_and_none_twice(
        steps in proptest::collection::vec((0..3_u8, 0..20_usize, 0..200_i64), 1..60),
        max_held in 1..8_usize,
    ) {
        let mut world = World::default();
        let (mut count, mut now) = (0, 0);
        for (what, which, later) in steps {
            now += later;
            let time = now;
            if what == 0 || count == 0 {
                count += 1;
                world = world.then(send(count, time));
            } else if what == 1 {
                let sequence = i64::try_from(which).unwrap() % count + 1;
                world = world.then(edit(sequence, time));
            } else {
                world = world.idle(1);
            }
        }
        let world = world.idle(100);
        let out = world.run(MessagePollingOptions { max_held, ..Default::default() });
        let mut once = out.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), out.len());
        for message in world.messages.lock().unwrap().iter() {
            prop_assert!(out.contains(&message.listed().message), "{:?} {:?}", message, out);
        }
    }
}
