//! Bodies that can be sent in several ways, parts that no description names, and clients of descriptions that are broken in places.

use std::sync::Arc;

use client_runtime::FilePart;
use goldens::{
    broken::api::{
        ThingsClient, ThingsClientOptions,
        models::{Shape, Thing, ThingSeveral, ThingsClientGetOptions},
    },
    several_bodies::api::{
        ScansClient, ScansClientOptions,
        models::{
            Scan, ScansClientAddAsBytesOptions, ScansClientAddAsPartsOptions, ScansClientReplaceAsXmlOptions,
            ScansClientSetPartsOptions, Source,
        },
    },
};
use serde_json::json;

use crate::{
    bodies::parts,
    requests::{ENDPOINT, Memory},
};

fn scans(memory: &Arc<Memory>) -> ScansClient {
    let options = ScansClientOptions {
        client_options: memory.options(),
    };
    ScansClient::new(ENDPOINT, Some(options)).unwrap()
}

#[tokio::test]
async fn each_kind_of_a_body_has_a_method() {
    let memory = Memory::new(&[(200, "{}"); 5]);
    let scans = scans(&memory);
    scans.add(Source::new("u"), None).await.unwrap();
    scans.add_as_bytes(vec![b'x'], None).await.unwrap();
    let jpeg = ScansClientAddAsBytesOptions {
        content_type: Some("image/jpeg".to_owned()),
        language: Some("de".to_owned()),
        ..Default::default()
    };
    scans.add_as_bytes("y", Some(jpeg)).await.unwrap();
    scans.add_as_text("text", None).await.unwrap();
    let two = ScansClientAddAsPartsOptions {
        pages: Some(2),
        ..Default::default()
    };
    scans.add_as_parts("page", Some(two)).await.unwrap();
    scans.replace(None).await.unwrap();
    let scan = ScansClientReplaceAsXmlOptions {
        body: Some(Scan::new().with_text("a")),
        ..Default::default()
    };
    scans.replace_as_xml(Some(scan)).await.unwrap();

    let asked = memory.asked();
    let sent: Vec<(&str, &str, &str)> = asked
        .iter()
        .map(|asked| {
            let content_type = asked.header("content-type").unwrap_or_default();
            let essence = content_type.split(';').next().unwrap_or_default();
            (asked.line.as_str(), essence, asked.body.as_str())
        })
        .collect();
    assert_eq!(
        sent[..4],
        [
            (
                "POST https://a.example/scans",
                "application/json",
                r#"{"url":"u"}"#
            ),
            ("POST https://a.example/scans", "image/png", "x"),
            ("POST https://a.example/scans?language=de", "image/jpeg", "y"),
            ("POST https://a.example/scans", "text/plain", "text"),
        ]
    );
    assert_eq!(
        parts(&asked[4]),
        "--B\r\nContent-Disposition: form-data; name=\"page\"; filename=\"page\"\r\n\
         Content-Type: application/octet-stream\r\n\r\npage\r\n\
         --B\r\nContent-Disposition: form-data; name=\"pages\"\r\n\r\n2\r\n--B--\r\n"
    );
    assert_eq!(
        sent[5],
        ("PUT https://a.example/scans", "", ""),
        "no body is needed"
    );
    assert_eq!(
        (sent[6].1, sent[6].2.ends_with("<Scan><text>a</text></Scan>")),
        ("application/xml", true)
    );
}

#[tokio::test]
async fn the_caller_names_the_parts_that_the_description_does_not() {
    let memory = Memory::new(&[]);
    let scans = scans(&memory);
    let page = FilePart::new("1")
        .with_file_name("a\".png")
        .with_content_type("image/png");
    let of_two = [("page".to_owned(), page), ("no\"te\r\n".to_owned(), "x".into())];
    scans.add_parts(of_two, None).await.unwrap();
    scans.add_parts(Vec::new(), None).await.unwrap();
    scans.set_parts(None).await.unwrap();
    let one = ScansClientSetPartsOptions {
        body: Some(vec![("a".to_owned(), "b".into())]),
        ..Default::default()
    };
    scans.set_parts(Some(one)).await.unwrap();
    let wrong = FilePart::new("1").with_content_type("no type");
    assert!(scans.add_parts([("a".to_owned(), wrong)], None).await.is_err());

    let asked = memory.asked();
    assert_eq!(asked.len(), 4, "a part that cannot be written sends nothing");
    assert_eq!(
        parts(&asked[0]),
        "--B\r\nContent-Disposition: form-data; name=\"page\"; filename=\"a%22.png\"\r\n\
         Content-Type: image/png\r\n\r\n1\r\n\
         --B\r\nContent-Disposition: form-data; name=\"no%22te%0D%0A\"\r\n\r\nx\r\n--B--\r\n"
    );
    assert_eq!((asked[1].body.as_str(), asked[2].body.as_str()), ("", ""));
    assert!(parts(&asked[3]).contains("name=\"a\"\r\n\r\nb"));
}

#[tokio::test]
async fn what_is_broken_in_one_place_leaves_the_rest() {
    let thing = json!({
        "id": "1", "name": "n", "owner": {"any": 1}, "owners": [1, "a"], "nothing": null, "several": 3, "logo": [],
        "icon": true, "shape": {"kind": "square", "side": 2},
    });
    let memory = Memory::new(&[(200, thing.to_string().leak()), (200, "[1]")]);
    let options = ThingsClientOptions {
        client_options: memory.options(),
    };
    let things = ThingsClient::new(ENDPOINT, Some(options)).unwrap();
    let after = ThingsClientGetOptions {
        after: Some(json!("2020-01-01")),
        ..Default::default()
    };
    let read: Thing = things.get("a", Some(after)).await.unwrap().into_model().unwrap();
    assert_eq!((read.id.as_str(), read.name.as_deref()), ("1", Some("n")));
    assert_eq!(read.owners, Some(vec![json!(1), json!("a")]));
    assert_eq!(read.several, Some(ThingSeveral::Integer(3)));
    assert!(
        matches!(read.shape, Some(Shape::UnknownValue(_))),
        "{:?}",
        read.shape
    );
    let status = things.put("a", None).await.unwrap().into_model().unwrap();
    assert_eq!(status, Some(json!([1])));
    let asked = memory.asked();
    assert_eq!(asked[0].line, format!("GET {ENDPOINT}/things/a?after=2020-01-01"));
    assert_eq!(asked[1].body, "");
}
