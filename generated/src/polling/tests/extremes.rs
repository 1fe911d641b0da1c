//! Options at the limits of their types: nothing panics, and `Duration::MAX` means never.

use super::*;

const ENDS: [Duration; 5] = [
    Duration::MIN,
    Duration::seconds(-1),
    Duration::ZERO,
    Duration::NANOSECOND,
    Duration::MAX,
];

/// Something happens, something fails, something else happens.
fn world() -> World {
    World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n * 1_000)(m)))
        .then_fail(throttled)
        .then(edit(1, 4_000))
        .then(send(4, 5_000))
        .idle(20)
}

#[test]
fn every_option_at_every_end_does_no_harm() {
    for end in ENDS {
        let cases = [
            MessagePollingOptions {
                interval: end,
                ..usual()
            },
            MessagePollingOptions {
                edit_interval: end,
                ..usual()
            },
            MessagePollingOptions {
                edits_within: Some(end),
                ..usual()
            },
            MessagePollingOptions {
                patience: end,
                ..usual()
            },
            MessagePollingOptions {
                interval: end,
                edit_interval: end,
                edits_within: Some(end),
                patience: end,
                max_held: 0,
                ..usual()
            },
            MessagePollingOptions {
                max_held: usize::MAX,
                ..usual()
            },
        ];
        for options in cases {
            for clock in [FakeClock::still(), FakeClock::hurried()] {
                let out = drain(&mut world().follow(&clock, options.clone()));
                let held = if options.max_held == 0 { 1 } else { 3 };
                assert_eq!(
                    out.get(..held),
                    ["1", "2", "3"].map(str::to_owned).get(..held),
                    "{options:?}"
                );
            }
        }
    }
}

#[test]
fn an_interval_of_the_longest_duration_is_one_poll() {
    let world = world();
    let options = MessagePollingOptions {
        interval: Duration::MAX,
        ..usual()
    };
    let clock = FakeClock::still();
    let mut stream = world.follow(&clock, options);
    assert_eq!(drain(&mut stream), ["1", "2", "3"]);
    for _ in 0..10 {
        clock.advance(Duration::days(100_000));
        assert!(drain(&mut stream).is_empty());
    }
    assert_eq!(world.asked(), [None]);
}

#[test]
fn an_edit_interval_of_the_longest_duration_is_one_full_listing_and_one_of_none_is_all() {
    let fulls = |edit_interval| {
        let world = World::default()
            .then(|m| (1..=3).for_each(|n| send(n, n * 1_000)(m)))
            .idle(4_000);
        world.run(MessagePollingOptions {
            edit_interval,
            ..usual()
        });
        let asked = world.asked();
        assert_eq!(asked.len(), 4_001);
        asked.into_iter().filter(Option::is_none).count()
    };
    for (edit_interval, expected) in [
        (Duration::MAX, 1),
        (Duration::days(365 * 9_000), 1),
        (Duration::NANOSECOND, 4_001),
        (Duration::ZERO, 4_001),
        (Duration::MIN, 4_001),
    ] {
        assert_eq!(fulls(edit_interval), expected, "{edit_interval}");
    }
}

#[test]
fn patience_without_end_bears_failures_for_ever_and_none_bears_none() {
    for (patience, shown) in [(Duration::MAX, 0), (Duration::ZERO, 300), (Duration::MIN, 300)] {
        let failing = (0..300).fold(World::default().then(send(1, 1)), |world, _| {
            world.then_fail(throttled)
        });
        let out = failing
            .then(send(2, 2))
            .run(MessagePollingOptions { patience, ..usual() });
        assert_eq!(out.iter().filter(|out| *out == "!").count(), shown, "{patience}");
        assert_eq!(out.last().unwrap(), "2");
    }
}

#[test]
fn edits_within_any_time_are_all_edits() {
    let options = MessagePollingOptions {
        edits_within: Some(Duration::MAX),
        ..eager()
    };
    assert!(world().run(options).contains(&"1'".to_owned()));
}

#[test]
fn any_date_is_a_point_and_can_be_written() {
    let seconds = [
        i64::from(i32::MIN) * 200,
        -377_705_116_800,
        -62_167_219_201,
        0,
        253_402_300_799,
    ];
    for seconds in seconds {
        let Ok(date) = OffsetDateTime::from_unix_timestamp(seconds) else {
            continue;
        };
        for date in [
            date,
            date.checked_add(Duration::nanoseconds(999_999_999))
                .unwrap_or(date),
        ] {
            let point = MessagePoint::since(date);
            let text = point.to_string();
            assert_eq!(text.parse::<MessagePoint>().unwrap(), point, "{text}");
            let world = World::default().then(send(1, 1)).idle(20);
            let out = world.run(from(point));
            assert_eq!(out.len(), usize::from(seconds < EPOCH), "{text}");
        }
    }
}

#[test]
fn a_clock_that_is_set_back_or_ahead_ends_no_stream() {
    for jump in [
        Duration::days(-3_650),
        Duration::days(3_650),
        Duration::days(365 * 7_000),
    ] {
        let world = world();
        let clock = FakeClock::still();
        let mut stream = world.follow(&clock, usual());
        assert_eq!(drain(&mut stream), ["1", "2", "3"]);
        // A running timer does not depend on the date.
        clock.advance(Duration::seconds(5));
        clock.advance(jump);
        let mut out = vec![];
        for _ in 0..60 {
            clock.advance(Duration::seconds(61));
            out.extend(drain(&mut stream));
        }
        out.retain(|out| out != "!");
        out.sort();
        assert_eq!(out, ["1'", "4"], "{jump}");
    }
}
