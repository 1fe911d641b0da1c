//! What goes over the wire in XML, byte for byte, and what is read.

use std::{collections::HashMap, sync::Arc};

use azure_core::{
    http::StatusCode,
    time::{OffsetDateTime, parse_rfc3339},
};
use client_runtime::{
    IsoDuration, ServiceError, UnreadableAnswer,
    testing::{Reply, Script},
};
use goldens::{
    xml::api::{
        EntriesClient, EntriesClientOptions, ShelvesClient, ShelvesClientOptions,
        models::{
            Book, Entry, Moved, Notes, Place, Rule, RuleAction, Rules, Shelf, ShelvesClientMoveOptions,
            ShelvesClientPutOptions, ShelvesClientSetRulesAnswer, ShelvesClientSetRulesOptions, Wood,
        },
    },
    xml_swagger::api::{MessagesClient, MessagesClientOptions, QueuesClient, QueuesClientOptions},
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

macro_rules! client {
    ($client:ident, $options:ident, $replies:expr) => {{
        let script = Script::new($replies);
        let options = $options {
            client_options: script.options(),
        };
        let client = $client::new("https://a.example", Some(options)).unwrap();
        (client, script)
    }};
}

fn xml(status: u16, body: &str) -> Reply {
    Reply::new(status, body).with_header("content-type", "application/xml; charset=utf-8")
}

fn shelves(replies: impl IntoIterator<Item = Reply>) -> (ShelvesClient, Arc<Script>) {
    client!(ShelvesClient, ShelvesClientOptions, replies)
}

fn moment(text: &str) -> OffsetDateTime {
    parse_rfc3339(text).unwrap()
}

/// A shelf with everything.
fn full() -> Shelf {
    let notes = Notes::new().with_locked(true);
    let marks = HashMap::from([("of".to_owned(), "A & B".to_owned())]);
    Shelf::new(
        7,
        "<Small> \"shelf\"",
        true,
        [Book::new("A").with_lang("en"), Book::new("")],
    )
    .with_checked(moment("2024-02-29T10:00:00Z"))
    .with_width(1.5)
    .with_since(moment("2020-01-02T00:00:00Z").date())
    .with_until(moment("2030-01-02T03:04:05Z"))
    .with_every("PT36H".parse::<IsoDuration>().unwrap())
    .with_picture(b"abc".to_vec())
    .with_wood(Wood::Oak)
    .with_labels(["one".to_owned(), "two".to_owned()])
    .with_dusted([moment("2024-03-01T00:00:00Z").date()])
    .with_rules([Rule::new(RuleAction::Lend).with_days(3)])
    .with_marks(marks)
    .with_notes(notes)
    .with_above(Shelf::new(8, "b", false, []))
}

const FULL: &str = "<Shelf id=\"7\" Checked=\"2024-02-29T10:00:00Z\"><Name>&lt;Small&gt; \"shelf\"</Name><IsOpen>true</IsOpen>\
    <Width>1.5</Width><Since>2020-01-02</Since><Until>Wed, 02 Jan 2030 03:04:05 GMT</Until><Every>PT36H</Every>\
    <Picture>YWJj</Picture><Wood>oak</Wood><Book xml:lang=\"en\">A</Book><Book/><Labels><Label>one</Label><Label>two</Label>\
    </Labels><Dusted><On>2024-03-01</On></Dusted><Rules><Rule><Action>lend</Action><Days>3</Days></Rule></Rules>\
    <Marks><of>A &amp; B</of></Marks><Notes locked=\"true\"/><Above id=\"8\"><Name>b</Name><IsOpen>false</IsOpen></Above></Shelf>";

#[tokio::test]
async fn a_document_is_sent_byte_for_byte_and_read_again() {
    let answer = format!("\u{feff}{DECLARATION}\n{FULL}");
    let (client, script) = shelves([xml(200, &answer), Reply::new(204, "")]);
    let options = ShelvesClientPutOptions {
        content_type: Some("text/xml".to_owned()),
        ..Default::default()
    };
    let found = client
        .put("1", full(), Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(found, Some(full()));
    assert_eq!(
        client.put("1", full(), None).await.unwrap().into_model().unwrap(),
        None
    );
    let seen = script.seen();
    assert_eq!(seen[0].body, format!("{DECLARATION}{FULL}"));
    assert_eq!(seen[0].header("content-type"), Some("text/xml"));
    assert_eq!(seen[0].header("accept"), Some("application/xml"));
    assert_eq!(seen[1].header("content-type"), Some("application/xml"));
}

#[tokio::test]
async fn an_answer_may_have_its_elements_in_any_order_and_others_too() {
    let answer = "<!-- made by hand --><Shelf xmlns=\"urn:x\" unknown=\"1\" id=\"7\">\n  <Book>A</Book>\n  <Until/>\n  <Width> </Width>\n  \
        <New><Name>no</Name></New>\n  <IsOpen>1</IsOpen>\n  <Book>B</Book>\n  <Wood>elm</Wood>\n  <Name><![CDATA[<n>]]></Name>\n  \
        <Labels/>\n</Shelf>";
    let (client, _) = shelves([xml(200, answer)]);
    let shelf = client.get("1", None).await.unwrap().into_model().unwrap();
    assert_eq!((shelf.id, shelf.name.as_str(), shelf.open), (7, "<n>", true));
    assert_eq!(shelf.books, [Book::new("A"), Book::new("B")]);
    assert_eq!(shelf.wood, Some(Wood::UnknownValue("elm".to_owned())));
    assert_eq!(
        (shelf.until, shelf.width, shelf.labels),
        (None, None, Some(Vec::new()))
    );
    assert_eq!(shelf.rules, None);
}

#[tokio::test]
async fn what_is_both_json_and_xml_is_json() {
    let (client, script) = shelves([Reply::new(200, r#"{"room":"b"}"#)]);
    let options = ShelvesClientMoveOptions {
        body: Some(Place::new("a")),
        ..Default::default()
    };
    let place = client
        .r#move("1", Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(place.room, "b");
    let seen = script.seen();
    assert_eq!(seen[0].body, r#"{"room":"a"}"#);
    assert_eq!(seen[0].header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_document_may_be_a_list() {
    let rules = "<RuleSet><Rule><Action>keep</Action></Rule><Other/><Rule><Action>new</Action><Days>1</Days></Rule></RuleSet>";
    let (client, script) = shelves([
        xml(200, rules),
        xml(200, "<Names><Name>a</Name></Names>"),
        xml(
            202,
            "<entry xmlns='http://a.example/feed'><content>c</content></entry>",
        ),
        xml(200, "<RuleSet/>"),
    ]);
    let found = client.list_rules("1", None).await.unwrap().into_model().unwrap();
    let days: Vec<_> = found.items.iter().map(|rule| rule.days).collect();
    assert_eq!(days, [None, Some(1)]);
    let options = || ShelvesClientSetRulesOptions {
        body: Some(Rules::from([
            Rule::new(RuleAction::Lend),
            Rule::new(RuleAction::Keep),
        ])),
        ..Default::default()
    };
    let answer = client
        .set_rules("1", Some(options()))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    let ShelvesClientSetRulesAnswer::Ok(names) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(names.items, ["a"]);
    let answer = client.set_rules("1", None).await.unwrap().into_model().unwrap();
    let ShelvesClientSetRulesAnswer::Accepted(entry) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(entry.content, "c");
    assert_eq!(
        client
            .list_rules("1", None)
            .await
            .unwrap()
            .into_model()
            .unwrap()
            .items,
        []
    );
    assert_eq!(
        script.seen()[1].body,
        format!(
            "{DECLARATION}<RuleSet><Rule><Action>lend</Action></Rule><Rule><Action>keep</Action></Rule></RuleSet>"
        )
    );
    assert_eq!(script.seen()[2].body, "");
}

#[tokio::test]
async fn names_are_sent_and_read_in_their_namespaces() {
    let answer = "<f:entry xmlns:f='http://a.example/feed' xmlns:m='http://a.example/numbers' xmlns='http://a.example/other'>\
        <title>no</title><f:title>yes</f:title><m:Count>2</m:Count><f:link>1</f:link><Count>9</Count><content>c</content>\
        <f:link>2</f:link><any><a>1</a><b/></any></f:entry>";
    let (client, script) = client!(
        EntriesClient,
        EntriesClientOptions,
        [xml(201, answer), xml(201, "<entry><content/></entry>")]
    );
    let entry = Entry::new("text")
        .with_title("t")
        .with_kind("k")
        .with_count(1)
        .with_links(["l".to_owned()]);
    let found = client
        .add(entry.clone(), None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!((found.title.as_deref(), found.count), (Some("yes"), Some(2)));
    assert_eq!(found.links, Some(vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(found.any, Some(serde_json::json!({ "a": "1", "b": "" })));
    assert_eq!(
        script.seen()[0].body,
        format!(
            "{DECLARATION}<entry xmlns=\"http://a.example/feed\" xmlns:k=\"http://a.example/kind\" k:kind=\"k\"><title>t</title>\
             <n:Count xmlns:n=\"http://a.example/numbers\">1</n:Count><content>text</content><link>l</link></entry>"
        )
    );
    assert_eq!(
        script.seen()[0].header("content-type"),
        Some("application/atom+xml")
    );
    let error = client.add(entry, None).await.unwrap().into_model().unwrap_err();
    assert_eq!(error.to_string(), "the element of the document is not `entry`");
}

#[tokio::test]
async fn an_answer_of_another_form_is_an_error_that_does_not_quote() {
    let (client, _) = shelves([
        xml(
            200,
            "<Shelf id='7'>\n<Name>a</Name><IsOpen>secret</IsOpen></Shelf>",
        ),
        xml(200, "<Error><Code>secret</Code></Error>"),
        xml(200, "<Shelf id='7'><Name>secret</Name>"),
        xml(200, ""),
        xml(200, "{\"secret\":1}"),
        xml(201, "<Names><Name>secret</Names>"),
        xml(200, "<Name>secret</Name>"),
    ]);
    let mut errors = Vec::new();
    for _ in 0..5 {
        errors.push(client.get("1", None).await.unwrap().into_model().unwrap_err());
    }
    assert_eq!(
        errors[0].to_string(),
        "the response of `ShelvesClient::get` (200) or `ShelvesClient::put` (200) cannot be read as `Shelf`: invalid value: string, expected a boolean at line 2 column 16"
    );
    errors.push(client.list_rules("1", None).await.unwrap_err());
    errors.push(
        client
            .set_rules("1", None)
            .await
            .unwrap()
            .into_model()
            .unwrap_err(),
    );
    assert!(UnreadableAnswer::from_error(errors.last().unwrap()).is_some());
    for error in errors {
        assert!(!format!("{error} {error:?}").contains("secret\""), "{error:?}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn an_error_in_xml_has_its_code_its_message_and_its_body() {
    let usual = "\u{feff}<?xml version=\"1.0\"?><Error><Code>ShelfGone</Code><Message>It is gone.\nSorry.</Message></Error>";
    let (client, _) = shelves([
        xml(404, usual),
        xml(409, "<Moved><Shelf>2</Shelf></Moved>"),
        Reply::new(400, "").with_header("x-ms-error-code", "OnlyTheHeader"),
        xml(404, "<Error><Code>Cut"),
    ]);
    let error = client.get("1", None).await.unwrap_err();
    let refusal = ServiceError::from_error(&error).unwrap();
    assert_eq!(refusal.code.as_deref(), Some("ShelfGone"));
    assert_eq!(refusal.message.as_deref(), Some("It is gone.\nSorry."));
    assert!(error.to_string().starts_with("ShelfGone: It is gone."), "{error}");
    let refusal = ServiceError::from_error(&client.get("1", None).await.unwrap_err()).unwrap();
    assert_eq!(refusal.status, StatusCode::Conflict);
    assert_eq!(refusal.body::<Moved>().unwrap().shelf, "2");
    let refusal = ServiceError::from_error(&client.get("1", None).await.unwrap_err()).unwrap();
    assert_eq!(refusal.code.as_deref(), Some("OnlyTheHeader"));
    let refusal = ServiceError::from_error(&client.get("1", None).await.unwrap_err()).unwrap();
    assert_eq!((refusal.code.as_deref(), refusal.is_not_found()), (None, true));
    assert!(refusal.body::<Moved>().is_err());
}

#[tokio::test]
async fn what_xml_cannot_carry_is_not_sent() {
    let (client, script) = shelves([]);
    let error = client
        .put("1", Shelf::new(1, "a\0b", true, []), None)
        .await
        .unwrap_err();
    assert!(
        format!("{error:?}").contains("a character that XML cannot have"),
        "{error:?}"
    );
    let marks = HashMap::from([("a><b".to_owned(), String::new())]);
    let error = client
        .put("1", Shelf::new(1, "a", true, []).with_marks(marks), None)
        .await
        .unwrap_err();
    assert!(
        format!("{error:?}").contains("not a name that an element can have"),
        "{error:?}"
    );
    assert_eq!(script.seen().len(), 0);
}

#[tokio::test]
async fn what_xml_does_not_tell_apart_is_text() {
    let (client, _) = client!(EntriesClient, EntriesClientOptions, [xml(200, "<Rule/>")]);
    assert_eq!(client.find(None).await.unwrap().into_model().unwrap(), "<Rule/>");
    let (client, script) = client!(QueuesClient, QueuesClientOptions, [xml(200, "<a/>")]);
    assert_eq!(client.count(None).await.unwrap().into_model().unwrap(), "<a/>");
    assert_eq!(script.seen()[0].header("accept"), Some("application/xml"));
}

#[tokio::test]
async fn swagger_says_it_in_its_own_words() {
    let page = "<?xml version='1.0' encoding='utf-8'?><EnumerationResults ServiceEndpoint='https://queues.example/'>\
        <MaxResults>2</MaxResults><Queues><Queue><Name>a</Name><Metadata><k>v</k></Metadata></Queue><Queue><Name>b</Name>\
        </Queue></Queues><NextMarker/></EnumerationResults>";
    let (client, script) = client!(QueuesClient, QueuesClientOptions, [xml(200, page)]);
    let page = client.list(None).await.unwrap().into_model().unwrap();
    let queues = page.queue_items.unwrap();
    let metadata = queues[0].metadata.as_ref().unwrap();
    assert_eq!((queues.len(), metadata["k"].as_str()), (2, "v"));
    assert_eq!((page.max_results, page.next_marker.as_str()), (Some(2), ""));
    assert_eq!(script.lines(), ["GET https://a.example/"]);
    let waiting = "<QueueMessagesList><QueueMessage><MessageId>1</MessageId><InsertionTime>Fri, 03 Sep 2021 19:27:18 GMT\
        </InsertionTime></QueueMessage></QueueMessagesList>";
    let (client, script) = client!(MessagesClient, MessagesClientOptions, [xml(201, waiting)]);
    let waiting = client
        .enqueue("a", "hello", None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(waiting.items[0].insertion_time, moment("2021-09-03T19:27:18Z"));
    assert_eq!(
        script.seen()[0].body,
        format!("{DECLARATION}<QueueMessage><MessageText>hello</MessageText></QueueMessage>")
    );
}
