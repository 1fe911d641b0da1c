//! The positions at which streams begin and continue.

use super::*;
use proptest::prelude::*;

#[test]
fn from_now_passes_over_what_is_there_but_not_over_its_edits() {
    let world = World::default()
        .then(|m| (1..=3).for_each(|n| send(n, n)(m)))
        .then(send(4, 4))
        .then(edit(1, 5))
        .idle(30);
    assert_eq!(world.run(from(MessagePoint::now())), ["4", "1'"]);
}

#[test]
fn from_some_time_on_means_created_or_edited_since() {
    let world = World::default().then(|m| {
        (1..=4).for_each(|n| send(n, n)(m));
        edit(1, 9)(m);
    });
    let half = at(3) + Duration::milliseconds(500);
    assert_eq!(world.run(from(MessagePoint::since(half))), ["1'", "3", "4"]);
}

#[test]
fn a_stream_goes_on_from_any_point_of_another_also_by_way_of_text() {
    let script = || {
        World::default()
            .then(|m| (1..=3).for_each(|n| send(n, n * 1_000)(m)))
            .then(|m| {
                edit(1, 3_500)(m);
                send(4, 3_501)(m);
                send(5, 3_700)(m);
            })
            .idle(14)
    };
    let whole = script().run(usual());
    assert_eq!(whole, ["1", "2", "3", "4", "5", "1'"]);
    for taken in 0..=whole.len() {
        let world = script();
        let mut first = world.follow(&FakeClock::hurried(), usual());
        let before: Vec<_> = (0..taken)
            .map(|_| first.next().now_or_never().unwrap().unwrap().unwrap())
            .collect();
        let point = first.point().to_string().parse().unwrap();
        drop(first);
        let after = world.idle(1).run(from(point));
        assert!(
            before.iter().all(|message| !after.contains(message)),
            "{before:?} {after:?}"
        );
        for message in ["1'", "2", "3", "4", "5"].map(str::to_owned) {
            assert!(
                before.contains(&message) || after.contains(&message),
                "{before:?} {after:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics_as_a_point(text in "\\PC*|\\{\"(now|since|settled|recent)\":[a-z0-9\":{},-]{0,30}\\}") {
        let _ = text.parse::<MessagePoint>();
    }
}
