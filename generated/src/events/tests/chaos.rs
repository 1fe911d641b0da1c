//! Ten thousand events, doubled, reordered, in batches, one in a hundred malformed, come out once each.

use super::payloads::message;
use crate::events::{Arrival, EventFilter, read};
use std::collections::BTreeSet;

/// A small generator of numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

const EVENTS: usize = 10_000;

#[test]
fn ten_thousand_events_in_chaos_come_out_once_each() {
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let mut deliveries: Vec<String> = Vec::new();
    for number in 0..EVENTS {
        let text = message(
            &format!("e{number}"),
            "ChatMessageReceivedInThread",
            &number.to_string(),
            1,
        )
        .to_string();
        let text = match number % 100 {
            // Each of these breaks an event in another way.
            0 if number % 400 == 0 => text.replacen("\"threadId\":", "\"threadId\" ", 1),
            0 if number % 300 == 0 => text.replacen("\"version\":1", "\"version\":\"one\"", 1),
            0 => text.replacen("\"eventType\":", "\"eventKind\":", 1),
            _ => text,
        };
        for _ in 0..=numbers.below(3) {
            deliveries.push(text.clone());
        }
    }
    for last in (1..deliveries.len()).rev() {
        deliveries.swap(last, numbers.below(last + 1));
    }

    let filter = EventFilter::new();
    let (mut once, mut malformed) = (Vec::new(), BTreeSet::new());
    let mut rest = deliveries.as_slice();
    while !rest.is_empty() {
        let (batch, behind) = rest.split_at(rest.len().min(1 + numbers.below(20)));
        rest = behind;
        let events = read(format!("[{}]", batch.join(",")).as_bytes());
        assert_eq!(events.len(), batch.len());
        for (index, event) in events.into_iter().enumerate() {
            match event {
                Ok(event) if filter.check(&event) == Arrival::New => once.push(event.id),
                Ok(_) => {}
                Err(error) => {
                    assert_eq!(error.index(), Some(index));
                    malformed.insert(batch[index].clone());
                }
            }
        }
    }
    let distinct: BTreeSet<_> = once.iter().collect();
    assert_eq!(
        (once.len(), distinct.len()),
        (EVENTS * 99 / 100, EVENTS * 99 / 100)
    );
    assert_eq!(malformed.len(), EVENTS / 100);
}
