//! Merge patches of unions, choices and maps, and constants: what is sent.

use std::{collections::HashMap, sync::Arc};

use client_runtime::testing::{Reply, Script};
use goldens::{
    constants::api::models::{Mark, Order, Receipt, ReceiptType},
    merge_patch_plain::api::{
        ThingsClient, ThingsClientOptions,
        models::{Candle, Circle, CirclePatch, Figure, FigurePatch, Light},
    },
    nullable::api::models::{Badge, Seat},
};
use serde_json::{from_value, json, to_value};

fn client(script: &Arc<Script>) -> ThingsClient {
    let client_options = script.options();
    ThingsClient::new("https://a.example", Some(ThingsClientOptions { client_options })).unwrap()
}

#[tokio::test]
async fn a_patch_of_a_union_can_remove_what_a_plain_one_cannot() {
    let script = Script::new((0..3).map(|_| Reply::new(204, "")));
    let client = client(&script);
    let circle = CirclePatch::new().with_radius(2.0).without_title();
    client.redraw(FigurePatch::Circle(circle), None).await.unwrap();
    let circle = Circle::new().with_radius(2.0);
    client.draw(Figure::Circle(circle), None).await.unwrap();
    let candle = Candle::new().with_length(3).without_color();
    client.light(Light::Candle(candle), None).await.unwrap();
    let bodies: Vec<String> = script.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(
        bodies,
        [
            r#"{"kind":"Circle","title":null,"radius":2.0}"#,
            r#"{"kind":"Circle","radius":2.0}"#,
            r#"{"length":3,"color":null}"#,
        ]
    );
}

#[tokio::test]
async fn a_patch_that_is_a_map_removes_entries() {
    let script = Script::new([Reply::new(204, "")]);
    let labels = HashMap::from([("old".to_owned(), None)]);
    client(&script).label(labels, None).await.unwrap();
    assert_eq!(script.seen()[0].body, r#"{"old":null}"#);
    assert_eq!(
        script.seen()[0].header("content-type"),
        Some("application/merge-patch+json")
    );
}

#[test]
fn a_value_that_is_always_the_same_is_written_by_itself() {
    let order = Order::new("soup", "plate").with_mark(Mark::new());
    assert_eq!(
        to_value(&order).unwrap(),
        json!({"type": "order", "version": 2, "dish": "soup", "unit": "plate", "mark": {"kind": "star"},
            "served": true, "hot": false, "share": 0.5})
    );
    assert_eq!(Mark::default(), Mark::new());
    // What comes instead of it is not taken for it, and not having it is an error as ever.
    let receipt: Receipt = from_value(json!({"type": "bill", "cents": 3})).unwrap();
    assert_ne!(receipt.r#type, ReceiptType::Receipt);
    assert!(from_value::<Receipt>(json!({"cents": 3})).is_err());
}

#[test]
fn what_a_reference_leads_to_may_be_null() {
    let json = json!({
        "number": 1, "guest": null, "until": null, "friends": null,
        "earlier": ["a", null], "badges": {"left": null, "right": {"text": "b"}}, "badge": null, "name": null
    });
    let seat: Seat = from_value(json).unwrap();
    assert_eq!(seat.earlier, Some(vec![Some("a".to_owned()), None]));
    let badges = seat.badges.unwrap();
    assert_eq!(badges["left"], None);
    assert_eq!(badges["right"], Some(Badge::new().with_text("b")));
    assert_eq!((seat.badge, seat.name), (None, None));
}
