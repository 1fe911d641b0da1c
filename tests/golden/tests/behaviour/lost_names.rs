//! Names that are equal in Rust go over the wire as they are described.

use client_runtime::testing::{Reply, Script};
use goldens::lost_names::api::{
    MarksClient, MarksClientOptions,
    models::{MarkType, MarksClientGetOptions},
};

#[tokio::test]
async fn each_of_them_has_its_own_name_on_the_wire() {
    let script = Script::new([Reply::new(200, r#"{"aB":"1","a_b":"2","A-B":"3","type":"Up"}"#)]);
    let options = MarksClientOptions {
        client_options: script.options(),
    };
    let client = MarksClient::new("https://a.example", Some(options)).unwrap();
    let options = MarksClientGetOptions {
        id_in_query: Some(1),
        id_in_query_xda1a22a: Some("2".to_owned()),
        id_in_query_xda1a02a: Some(true),
        id_in_header: Some("3".to_owned()),
        ..Default::default()
    };
    let mark = client
        .get("0", Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(mark.a_b_x72a8b1a, "1");
    assert_eq!(
        (mark.a_b_value.as_deref(), mark.a_b.as_deref()),
        (Some("2"), Some("3"))
    );
    assert_eq!(mark.r#type, Some(MarkType::UpXa18aef3));
    let seen = &script.seen()[0];
    assert_eq!(seen.line, "GET https://a.example/marks/0?id=1&ID=2&Id=true");
    assert_eq!(seen.header("id"), Some("3"));
}
