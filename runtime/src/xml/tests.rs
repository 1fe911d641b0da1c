//! Reading and writing documents, without generated code.

use super::{read, write};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

mod hostile;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Shelf {
    #[serde(rename = "@id")]
    id: u32,
    #[serde(rename = "@{urn:kind}k:kind", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "Full?", skip_serializing_if = "Option::is_none")]
    full: Option<bool>,
    #[serde(rename = "Width?", skip_serializing_if = "Option::is_none")]
    width: Option<f64>,
    #[serde(rename = "Book[]")]
    books: Vec<Book>,
    #[serde(rename = "Labels/Label", skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    #[serde(rename = "Marks/*", skip_serializing_if = "HashMap::is_empty", default)]
    marks: HashMap<String, String>,
    #[serde(rename = "Inner", skip_serializing_if = "Option::is_none")]
    inner: Option<Box<Shelf>>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Book {
    #[serde(rename = "@lang?", skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(rename = "$text")]
    title: String,
}

fn shelf(document: &str) -> Shelf {
    read(document.as_bytes(), "Shelf").unwrap()
}

fn error(document: &str) -> String {
    read::<Shelf>(document.as_bytes(), "Shelf")
        .unwrap_err()
        .to_string()
}

fn book(title: &str) -> Book {
    Book {
        language: None,
        title: title.to_owned(),
    }
}

#[test]
fn elements_may_come_in_any_order_and_others_are_ignored() {
    let found = shelf(
        "\u{feff}<?xml version='1.0' encoding='UTF-8'?>\n<!-- a shelf -->\n<x:Shelf xmlns:x='urn:any' id=' 7 ' other='1'>\n  \
         <Book lang='en'>A</Book><New><Name>wrong</Name></New><Labels><Label>l</Label><Other/><Label/></Labels>\n  \
         <Width> 1.5 </Width><Book/>\n  <Name> a &amp; b&#33;<![CDATA[ <c> ]]></Name><Full/>\n  \
         <Marks of='x'><one>1</one><two/></Marks></x:Shelf>\n",
    );
    let expected = Shelf {
        id: 7,
        name: " a & b! <c> ".to_owned(),
        width: Some(1.5),
        books: vec![
            Book {
                language: Some("en".to_owned()),
                title: "A".to_owned(),
            },
            book(""),
        ],
        labels: Some(vec!["l".to_owned(), String::new()]),
        marks: HashMap::from(
            [("one", "1"), ("two", "")].map(|(key, value)| (key.to_owned(), value.to_owned())),
        ),
        ..Shelf::default()
    };
    assert_eq!(found, expected);
}

#[test]
fn a_list_without_an_element_of_its_own_is_empty_when_there_is_no_item() {
    let found = shelf("<Shelf id='1'><Name/></Shelf>");
    assert_eq!((found.books.len(), found.labels, found.full), (0, None, None));
    assert_eq!(
        shelf("<Shelf id='1'><Name/><Labels/></Shelf>").labels,
        Some(Vec::new())
    );
}

#[test]
fn an_element_that_says_so_is_null() {
    let nil = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'";
    assert_eq!(
        shelf(&format!("<Shelf id='1'><Name/><Inner {nil}/></Shelf>")).inner,
        None
    );
    let document = write("A", &HashMap::from([("B", None::<u8>)])).unwrap();
    assert!(
        document
            .ends_with(r#"<A><B xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></A>"#),
        "{document}"
    );
}

#[test]
fn names_in_a_namespace_are_only_those_in_it() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Entry {
        #[serde(rename = "{urn:a}title")]
        atom: String,
        #[serde(rename = "{urn:b}b:title")]
        other: Option<String>,
        #[serde(rename = "{urn:a}link[]")]
        links: Vec<String>,
        #[serde(rename = "plain")]
        plain: Option<String>,
        #[serde(rename = "@{urn:b}b:at")]
        at: Option<String>,
    }
    let text = "<f:entry xmlns:f='urn:a' xmlns='urn:b' xmlns:c='urn:c' f:at='no' c:at='no' xmlns:d='urn:b' d:at='yes'>\
                <title>b</title><f:title>a</f:title><link>no</link><f:link>1</f:link><c:plain>p</c:plain></f:entry>";
    let entry: Entry = read(text.as_bytes(), "{urn:a}entry").unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        entry,
        Entry {
            atom: "a".to_owned(),
            other: some("b"),
            links: vec!["1".to_owned()],
            plain: some("p"),
            at: some("yes"),
        }
    );
    assert!(read::<Entry>(text.as_bytes(), "{urn:b}entry").is_err());
    assert_eq!(
        write("{urn:a}entry", &entry).unwrap(),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><entry xmlns=\"urn:a\" xmlns:b=\"urn:b\" b:at=\"yes\"><title>a</title>\
         <b:title xmlns:b=\"urn:b\">b</b:title><link>1</link><plain>p</plain></entry>"
    );
}

#[test]
fn what_is_written_is_read_again() {
    let inner = Shelf {
        id: 2,
        name: String::new(),
        ..Shelf::default()
    };
    let all = Shelf {
        id: 1,
        kind: Some("\"<&>'\t\r\n".to_owned()),
        name: "a\r\n\t<b> & ]]> \u{1f600}".to_owned(),
        full: Some(true),
        width: Some(f64::NEG_INFINITY),
        books: vec![book("x"), book(" y ")],
        labels: Some(vec!["1".to_owned()]),
        marks: HashMap::from([("a".to_owned(), "1".to_owned())]),
        inner: Some(Box::new(inner)),
    };
    let document = write("Shelf", &all).unwrap();
    assert_eq!(
        document,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Shelf id=\"1\" xmlns:k=\"urn:kind\" \
         k:kind=\"&quot;&lt;&amp;&gt;'&#9;&#13;&#10;\"><Name>a&#13;\n\t&lt;b&gt; &amp; ]]&gt; \u{1f600}</Name><Full>true</Full>\
         <Width>-INF</Width><Book>x</Book><Book> y </Book><Labels><Label>1</Label></Labels><Marks><a>1</a></Marks>\
         <Inner id=\"2\"><Name/></Inner></Shelf>"
    );
    assert_eq!(shelf(&document), all);
}

#[test]
fn errors_say_what_is_wrong_and_where_and_do_not_quote() {
    for (document, message) in [
        (
            "<Shelf id='secret'><Name/></Shelf>",
            "invalid value: string, expected u32 at line 1 column 2",
        ),
        ("<Shelf id='1'>\n <Full>\n </Full><Name/></Shelf>", ""),
        (
            "<Shelf id='1'>\n <Width>secret</Width><Name/></Shelf>",
            "invalid value: string, expected f64 at line 2 column 3",
        ),
        ("<Shelf id='1'/>", "missing field `Name` at line 1 column 2"),
        (
            "<Shelf id='1'><Name>a<b>secret</b></Name></Shelf>",
            "invalid type: map, expected a string at line 1 column 16",
        ),
        (
            "<Shelf id='1'><Name>a</Name>\n<Name>b</Name></Shelf>",
            "invalid type: sequence, expected a string at line 1 column 16",
        ),
        (
            "<Error><Code>secret</Code></Error>",
            "the element of the document is not `Shelf`",
        ),
    ] {
        let found = read::<Shelf>(document.as_bytes(), "Shelf");
        let found = found.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(found, message, "{document}");
    }
}

#[derive(Serialize)]
struct Marks<'a> {
    #[serde(rename = "Marks/*")]
    marks: HashMap<&'a str, &'a str>,
}

#[test]
fn what_xml_cannot_have_is_not_written() {
    for text in ["\0", "\u{b}", "\u{ffff}"] {
        let error = write("A", &HashMap::from([("B", text)])).unwrap_err();
        assert_eq!(error.to_string(), "a text has a character that XML cannot have");
    }
    for key in ["", "a b", "a><b", "1", "@a b"] {
        assert!(write("A", &HashMap::from([(key, "")])).is_err(), "{key}");
    }
    let marks = HashMap::from([("@a", "1")]);
    assert!(write("A", &Marks { marks }).is_err(), "not an attribute");
}

#[test]
fn anything_is_texts_lists_and_objects() {
    let read = |document: &str| super::read_any::<serde_json::Value>(document.as_bytes()).unwrap();
    assert_eq!(read("<a>1</a>"), serde_json::json!("1"));
    assert_eq!(
        read("<a x='1'><b>2</b><c/><b><d>3</d></b></a>"),
        serde_json::json!({ "@x": "1", "b": ["2", { "d": "3" }], "c": "" })
    );
}
