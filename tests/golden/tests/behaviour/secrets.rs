//! What `{:?}` shows of an object with a secret.

use std::collections::HashMap;

use goldens::secrets::api::models::{Door, DoorUpdate, DoorsClientAddOptions, Receipt};

/// With the feature `debug`, models are shown; else only their names are.
fn shown(open: &str, hidden: &str) -> String {
    if cfg!(feature = "debug") { open } else { hidden }.to_owned()
}

#[test]
fn what_is_marked_as_a_secret_is_never_shown() {
    let door = Door::new("front", "1234", "wood")
        .with_old(["5678".to_owned()])
        .with_guests(HashMap::from([("Ada".to_owned(), "9012".to_owned())]));
    assert_eq!(
        format!("{door:?}"),
        shown(r#"Door { name: "front", type: "wood", .. }"#, "Door { .. }")
    );
    assert_eq!(
        format!("{:?}", DoorUpdate::new().with_name("back").with_code("1234")),
        shown(r#"DoorUpdate { name: Set("back"), .. }"#, "DoorUpdate { .. }")
    );
    let options = DoorsClientAddOptions {
        x_pin: Some("4321".to_owned()),
        f: Some(2),
        ..Default::default()
    };
    assert_eq!(
        format!("{options:?}"),
        shown(
            "DoorsClientAddOptions { f: Some(2), .. }",
            "DoorsClientAddOptions { .. }"
        )
    );
    assert_eq!(format!("{:?}", Receipt::new("0000")), "Receipt { .. }");
}
