//! Lists, objects and other parameters as they leave the goldens' clients.

use std::collections::HashMap;

use azure_core::{Value, time::parse_rfc3339};
use goldens::{
    parameter_lists::api::{
        ListsClient, ListsClientOptions,
        models::{IdOrName, ListsClientMixedOptions, ListsClientSearchOptions, Side},
    },
    parameter_objects::api::{
        BoxesClient, BoxesClientOptions,
        models::{BoxesClientClearOptions, Filter, Side as Open, Spot},
    },
    parameter_places::api::{
        ThingsClient, ThingsClientOptions,
        models::{
            Growing, ThingsClientCookiesOptions, ThingsClientListOptions, ThingsListPerhaps as Perhaps,
        },
    },
};

use crate::requests::{ENDPOINT, Memory};

macro_rules! client {
    ($client:ident, $options:ident, $memory:expr) => {
        $client::new(
            ENDPOINT,
            Some($options {
                client_options: $memory.options(),
            }),
        )
        .unwrap()
    };
}

pub(crate) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn items_of_several_types_are_written_as_the_one_that_they_have() {
    let memory = Memory::new(&[]);
    let client = client!(ListsClient, ListsClientOptions, memory);
    let items = [IdOrName::Integer(-1), IdOrName::Text("a/b,c".to_owned())];
    let options = ListsClientMixedOptions {
        commas: Some(items.to_vec()),
        ..Default::default()
    };
    client.mixed(&items[..1], &items, Some(options)).await.unwrap();
    client.mixed(&items[1..], &[], None).await.unwrap();
    assert_eq!(
        memory.lines(),
        [
            "GET https://a.example/mixed/-1?each=-1&each=a%2Fb%2Cc&commas=-1,a%2Fb%2Cc",
            "GET https://a.example/mixed/a%2Fb%2Cc",
        ]
    );
    let nested = [IdOrName::UnknownValue(
        azure_core::json::from_json("[[1]]").unwrap(),
    )];
    client.mixed(&items, &nested, None).await.unwrap_err();
    assert_eq!(memory.asked().len(), 2);
}

#[tokio::test]
async fn lists_in_a_path_are_one_segment_in_their_style() {
    let memory = Memory::new(&[]);
    let client = client!(ListsClient, ListsClientOptions, memory);
    let owned = ["a/b".to_owned(), "c,d".to_owned()];
    client
        .in_path(
            &owned,
            &[1, -2],
            &["e f", "g"],
            &[3, 4],
            &[Side::Left, Side::Right],
            None,
        )
        .await
        .unwrap();
    client.one_in_path("x;y", &Side::Right, None).await.unwrap();
    assert_eq!(
        memory.lines(),
        [
            "GET https://a.example/simple/a%2Fb,c%2Cd/label.1,-2/.e%20f.g/matrix;sizes=3,4/;sides=left;sides=right",
            "GET https://a.example/one.x%3By/;matrix=right",
        ]
    );
    let none: [&str; 0] = [];
    for (names, ids) in [(&none[..], &[1][..]), (&[".."], &[1]), (&["a"], &[])] {
        let refused = client
            .in_path(names, ids, &["a"], &[1], &[Side::Left], None)
            .await;
        assert!(refused.is_err(), "{names:?} {ids:?}");
    }
    assert_eq!(memory.asked().len(), 2);
}

#[tokio::test]
async fn lists_are_written_in_their_style_and_left_out_when_empty() {
    let memory = Memory::new(&[]);
    let client = client!(ListsClient, ListsClientOptions, memory);
    let date = parse_rfc3339("2020-01-01T00:00:00Z").unwrap();
    client
        .find(
            &["a&b", "ü"],
            &[Side::Left, Side::Right],
            &[date, date],
            &[true, false],
            &["x", "y"],
            &[7, 8],
            None,
        )
        .await
        .unwrap();
    let options = ListsClientSearchOptions {
        each: Some(texts(&[])),
        commas: Some(vec![Side::Right]),
        deep: Some(vec![0.1, 1.5]),
        empty: Some(texts(&[])),
        paths: Some(texts(&["/a?b", "c,d"])),
        x_sides: Some(vec![Side::Left, Side::Right]),
        seen: Some(vec![1, 2]),
        ..Default::default()
    };
    client.search(Some(options)).await.unwrap();
    client.search(None).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "GET https://a.example/required?each=a%26b&each=%C3%BC&commas=left,right\
         &spaces=2020-01-01T00%3A00%3A00Z%202020-01-01T00%3A00%3A00Z&pipes=true%7Cfalse"
    );
    assert_eq!(asked[0].header("x-names"), Some("x,y"));
    assert_eq!(asked[0].header("cookie"), Some("seen=7,8"));
    assert_eq!(
        asked[1].line,
        "GET https://a.example/optional?commas=right&deep%5B0%5D=0.1&deep%5B1%5D=1.5&empty=&paths=/a?b,c%2Cd"
    );
    assert_eq!(asked[1].header("x-sides"), Some("left,right"));
    assert_eq!(asked[1].header("cookie"), Some("seen=1; seen=2"));
    assert_eq!(asked[2].line, "GET https://a.example/optional");
    let refused = client
        .find(&["a"], &[], &[], &[], &["one, two"], &[], None)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("`x-names`"), "{refused}");
}

#[tokio::test]
async fn objects_are_written_in_their_style() {
    let memory = Memory::new(&[]);
    let client = client!(BoxesClient, BoxesClientOptions, memory);
    let spot = Spot::new(1, -2).with_floor("a/b,c");
    client.get(&spot, &spot, &Spot::new(3, 4), None).await.unwrap();
    let date = parse_rfc3339("2020-01-01T00:00:00Z").unwrap();
    let filter = Filter::new()
        .with_label("a b&c")
        .with_sides([Open::Left, Open::Right])
        .with_since(date)
        .with_spot(Spot::new(1, 2));
    let labels = HashMap::from([("k]=".to_owned(), "v".to_owned())]);
    let names = ["\"ü".to_owned()];
    let anything = Value::from("text");
    client
        .find(
            &filter,
            &spot,
            &labels,
            &Filter::new(),
            &names,
            5,
            &anything,
            &Spot::new(6, 7),
            None,
        )
        .await
        .unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "GET https://a.example/boxes/row,1,column,-2,floor,a%2Fb%2Cc/row=1,column=-2,floor=a%2Fb%2Cc/at;row=3;column=4"
    );
    assert_eq!(
        asked[1].line,
        "GET https://a.example/boxes?filter%5Blabel%5D=a%20b%26c&filter%5Bsides%5D%5B0%5D=left&filter%5Bsides%5D%5B1%5D=right\
         &filter%5Bsince%5D=2020-01-01T00%3A00%3A00Z&filter%5Bspot%5D%5Brow%5D=1&filter%5Bspot%5D%5Bcolumn%5D=2\
         &row=1&column=-2&floor=a%2Fb%2Cc&labels%5Bk%5D%3D%5D=v&query=%7B%7D&names=%5B%22%5C%22%C3%BC%22%5D&limit=5\
         &anything=text"
    );
    assert_eq!(asked[1].header("x-spot"), Some("row,6,column,7"));
}

#[tokio::test]
async fn optional_objects_and_those_in_headers_and_cookies_are_written_in_their_style() {
    let memory = Memory::new(&[]);
    let client = client!(BoxesClient, BoxesClientOptions, memory);
    let options = BoxesClientClearOptions {
        filter: Some(Filter::new()),
        spot: Some(Spot::new(1, 2)),
        piped: Some(Spot::new(3, 4)),
        x_spot: Some(Spot::new(5, 6)),
        x_filter: Some(Filter::new().with_label("ü")),
        last: Some(Spot::new(7, 8).with_floor("a; b")),
        kept: Some(Value::from(vec![1])),
        ..Default::default()
    };
    client.clear(Some(options)).await.unwrap();
    client.clear(None).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "DELETE https://a.example/boxes?spot=row,1,column,2&piped=row%7C3%7Ccolumn%7C4"
    );
    assert_eq!(asked[0].header("x-spot"), Some("row=5,column=6"));
    assert_eq!(asked[0].header("x-filter"), Some(r#"{"label":"\u00fc"}"#));
    assert_eq!(
        asked[0].header("cookie"),
        Some("row=7; column=8; floor=a%3B%20b; kept=%5B1%5D")
    );
    assert_eq!(asked[1].line, "DELETE https://a.example/boxes");
    assert_eq!(asked[1].header("cookie"), None);
}

#[tokio::test]
async fn constants_versions_and_cookies_go_where_they_are_described() {
    let memory = Memory::new(&[]);
    let client = client!(ThingsClient, ThingsClientOptions, memory);
    let options = ThingsClientListOptions {
        perhaps: Some(Perhaps::On),
        x_note: Some(HashMap::from([("Color".to_owned(), "red".to_owned())])),
        tabs: Some(texts(&["a", "b"])),
        spaces: Some(texts(&["a", "b"])),
        pipes: Some(texts(&["a", "b"])),
        multi: Some(texts(&[])),
        usual: Some(texts(&["a", "b"])),
        ..Default::default()
    };
    client
        .list("a/b", "x%20eq%201", &Growing::Only, Some(options))
        .await
        .unwrap();
    let notes = HashMap::from([("a".to_owned(), "1".to_owned())]);
    client.versioned(&notes, None).await.unwrap();
    let options = ThingsClientCookiesOptions {
        theme: Some("da rk;".to_owned()),
        ..Default::default()
    };
    client.cookies("a=b", Some(options)).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "GET https://a.example/a/b/things/plain?filter=x%20eq%201&mode=all&perhaps=on&grows=only&tabs=a%09b&spaces=a%20b\
         &pipes=a%7Cb&multi=&usual=a,b&api-version=1"
    );
    assert_eq!(asked[0].header("x-kind"), Some("wire"));
    assert_eq!(asked[0].header("x-note-color"), Some("red"));
    assert_eq!(asked[1].line, "GET https://a.example/1/versioned");
    assert_eq!(asked[1].header("x-note-a"), Some("1"));
    assert_eq!(asked[1].header("api-version"), Some("1"));
    assert_eq!(asked[2].header("cookie"), Some("session=a%3Db; theme=da%20rk%3B"));
    for (filter, note) in [("a b", "n"), ("a&b=c", "n"), ("ok", "new\r\nline"), ("ok", "ü")] {
        let options = ThingsClientListOptions {
            x_note: Some(HashMap::from([("a".to_owned(), note.to_owned())])),
            ..Default::default()
        };
        let sent = client.list("a", filter, &Growing::Only, Some(options)).await;
        assert!(sent.is_err(), "{filter} {note}");
    }
    for bad in ["a\r\nb", "ü", "a b"] {
        let notes = HashMap::from([(bad.to_owned(), "1".to_owned())]);
        assert!(client.versioned(&notes, None).await.is_err(), "{bad}");
    }
    let twice = HashMap::from(["a", "A"].map(|name| (name.to_owned(), "1".to_owned())));
    assert!(client.versioned(&twice, None).await.is_err());
}
