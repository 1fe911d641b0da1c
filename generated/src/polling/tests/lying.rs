//! Wrong times: of messages, of the service's responses and of this machine. No message is lost, and none comes twice.

use super::{
    thread::{
        Change, Counting, IDLE, LIES, Lie, Step, Thread, assert_complete, follow, idle, run, send, thread,
    },
    *,
};
use proptest::prelude::*;

fn steps(lies: std::ops::Range<usize>, honest_changes: bool) -> impl Strategy<Value = Vec<Step>> {
    let step = (0..7_u8, 0..20_usize, lies, 0..200_i64, any::<bool>());
    let step = step.prop_map(move |(what, which, lie, later, between)| {
        let change = match what {
            0..=2 => Change::Send,
            3 | 4 => Change::Edit(which),
            5 => Change::Delete(which),
            _ => Change::Nothing,
        };
        let is_honest = honest_changes && !matches!(change, Change::Send);
        let lie = if is_honest { Lie::By(0) } else { LIES[lie] };
        Step {
            between,
            later,
            change,
            lie,
        }
    });
    proptest::collection::vec(step, 1..60)
}

fn check(mut thread: Thread, steps: Vec<Step>, max_held: usize, resumed_after: &[usize]) {
    thread.script = steps.into();
    let thread = Arc::new(Mutex::new(thread));
    let options = MessagePollingOptions { max_held, ..usual() };
    idle(&thread);
    let (mut out, from) = run(&thread, &options, resumed_after);
    // Once more, from where it ended.
    idle(&thread);
    let from = from.to_string().parse().unwrap();
    out.extend(run(&thread, &MessagePollingOptions { from, ..options }, &[]).0);
    assert_complete(&thread, &out);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_time_of_a_message_loses_another_or_brings_it_twice(
        steps in steps(0..LIES.len(), false),
        max_held in 1..8_usize,
        resumed_after in proptest::collection::vec(1..40_usize, 0..4),
        has_sequence: bool,
        answers in prop_oneof![Just(None), Just(Some(0))],
    ) {
        let counting = if has_sequence { Counting::Thread } else { Counting::Versions };
        check(Thread::new(counting, 0, answers), steps, max_held, &resumed_after);
    }

    #[test]
    fn no_time_of_creation_hides_an_edit_that_only_its_own_time_and_version_tell(
        steps in steps(0..LIES.len(), true),
        max_held in 1..8_usize,
        resumed_after in proptest::collection::vec(1..40_usize, 0..4),
        answers in prop_oneof![Just(None), Just(Some(0))],
    ) {
        check(Thread::new(Counting::Messages, 0, answers), steps, max_held, &resumed_after);
    }

    #[test]
    fn no_clock_that_lies_as_well_loses_a_message_or_brings_it_twice(
        steps in steps(0..LIES.len(), false),
        max_held in 1..8_usize,
        resumed_after in proptest::collection::vec(1..40_usize, 0..4),
        ahead in prop_oneof![Just(-86_400_000), Just(-3_600), Just(3_600), Just(86_400_000)],
        answers in prop_oneof![Just(None), Just(Some(0)), Just(Some(-7_200)), Just(Some(7_200))],
    ) {
        check(Thread::new(Counting::Thread, ahead, answers), steps, max_held, &resumed_after);
    }
}

#[test]
fn the_first_poll_from_now_passes_over_what_is_there_whatever_its_times() {
    for max_held in [1, 3, 100] {
        let thread = thread([]);
        for lie in LIES.into_iter().chain(LIES) {
            thread.lock().unwrap().step(send(lie));
        }
        let edit = Step {
            change: Change::Edit(2),
            ..IDLE
        };
        thread
            .lock()
            .unwrap()
            .script
            .extend([IDLE, edit, send(LIES[1]), send(LIES[5])]);
        idle(&thread);
        let options = MessagePollingOptions {
            max_held,
            ..from(MessagePoint::now())
        };
        let (mut out, _) = run(&thread, &options, &[1]);
        out.sort();
        assert_eq!(out, ["15.0", "16.0", "3.1"], "{max_held}");
    }
}

#[test]
fn from_some_time_on_what_is_new_comes_whatever_its_times() {
    let thread = thread([]);
    for lie in LIES {
        thread.lock().unwrap().step(send(lie));
    }
    let since = thread.lock().unwrap().now() - Duration::seconds(60);
    thread.lock().unwrap().script.push_back(IDLE);
    thread.lock().unwrap().script.extend(LIES.map(send));
    idle(&thread);
    let (mut out, _) = run(&thread, &from(MessagePoint::since(since)), &[2]);
    out.sort();
    // Not the second and the sixth of the first six: they say that they are older.
    let numbers = [1, 3, 4, 5, 8, 9, 10, 11, 12, 13];
    let mut expected = numbers.map(|number| format!("{number}.0"));
    expected.sort();
    assert_eq!(out, expected);
}

#[test]
fn times_of_the_future_are_all_that_is_remembered_besides_the_last_minutes() {
    let steps = (0..500_usize).map(|n| Step {
        later: 60,
        ..send(if n % 100 == 0 { LIES[4] } else { LIES[n % 2] })
    });
    let thread = thread(steps);
    let (out, point) = run(&thread, &usual(), &[7, 200]);
    assert_eq!(out.len(), 500);
    assert!(point.remembered() < 30, "{}", point.remembered());
}

#[test]
fn the_newest_messages_are_asked_for_as_often_though_one_is_stamped_ahead() {
    let thread = thread([send(LIES[0]), send(LIES[4]), send(LIES[3]), send(LIES[0])]);
    let clock = thread.lock().unwrap().clock.clone();
    let mut stream = follow(&thread, usual());
    for _ in 0..4 {
        stream.next().now_or_never().unwrap();
    }
    // A second of each interval passes while it is listed.
    assert_eq!(clock.slept(), [Duration::seconds(4); 3]);
}

/// What an earlier version saved after the message with the id 3 and the time of the year 9999.
const POISONED: &str = r#"{"settled":"9999-12-31T23:59:59Z",
    "recent":{"3":{"version":"3","on":"9999-12-31T23:59:59Z"}}}"#;

#[test]
fn a_point_that_an_earlier_version_saved_after_a_time_of_the_future_heals() {
    for max_held in [1, 100] {
        for (date, counting) in [
            (None, Counting::Thread),
            (Some(0), Counting::Thread),
            (None, Counting::Versions),
        ] {
            let mut before = Thread::new(counting, 0, date);
            for lie in [LIES[0], LIES[0], LIES[4]] {
                before.step(send(lie));
            }
            let after = [LIES[0], LIES[1], LIES[4], LIES[0]].map(send);
            let edit = Step {
                change: Change::Edit(0),
                ..IDLE
            };
            // Some of it happens before the stream goes on, and some after.
            before.step(send(LIES[0]));
            before.step(send(LIES[5]));
            before.step(edit);
            before.script.extend(after.into_iter().chain([edit]));
            let thread = Arc::new(Mutex::new(before));
            idle(&thread);
            let options = MessagePollingOptions {
                max_held,
                ..from(POISONED.parse().unwrap())
            };
            let (mut out, point) = run(&thread, &options, &[2, 3]);
            out.sort();
            let mut expected = ["4.0", "5.0", "1.1", "7.0", "8.0", "9.0", "10.0", "1.2"];
            expected.sort_unstable();
            assert_eq!(out, expected, "{max_held} {date:?} {counting:?}");
            assert!(!point.to_string().contains(r#""settled":"9999"#), "{point}");
        }
    }
}

#[test]
fn a_point_of_an_earlier_version_that_numbers_cannot_help_heals_with_the_first_listing() {
    let mut before = Thread::new(Counting::Messages, 0, None);
    for lie in [LIES[0], LIES[1], LIES[0]] {
        before.step(send(lie));
    }
    before.script.extend([IDLE, send(LIES[0])]);
    let thread = Arc::new(Mutex::new(before));
    idle(&thread);
    let text =
        r#"{"settled":"9999-12-31T23:59:59Z","recent":{"gone":{"version":"x","on":"9999-12-31T23:59:59Z"}}}"#;
    let (out, _) = run(&thread, &from(text.parse().unwrap()), &[]);
    assert_eq!(out, ["5.0"]);
}

#[test]
fn a_sound_point_of_an_earlier_version_is_gone_on_from() {
    let thread = thread([]);
    for _ in 0..3 {
        thread.lock().unwrap().step(send(LIES[0]));
    }
    let settled = thread.lock().unwrap().now();
    let on = azure_core::time::to_rfc3339(&settled);
    let recent = (1..=3).map(|n| format!(r#""{n}":{{"version":"{n}","on":"{on}"}}"#));
    let recent: Vec<_> = recent.collect();
    let text = format!(r#"{{"settled":"{on}","recent":{{{}}}}}"#, recent.join(","));
    thread.lock().unwrap().script.extend([IDLE, send(LIES[0])]);
    idle(&thread);
    let (out, _) = run(&thread, &from(text.parse().unwrap()), &[]);
    assert_eq!(out, ["5.0"]);
}

#[test]
fn a_point_that_heals_on_an_empty_listing_hears_of_what_comes() {
    let thread = thread([IDLE, send(LIES[0])]);
    let (out, _) = run(&thread, &from(POISONED.parse().unwrap()), &[]);
    assert_eq!(out, ["2.0"]);
}
