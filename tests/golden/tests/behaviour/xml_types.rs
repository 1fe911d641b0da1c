//! Types in XML: those that differ from their types in JSON, and `nodeType` of OpenAPI 3.2.

use std::sync::Arc;

use client_runtime::{
    ServiceError,
    testing::{Reply, Script},
};
use goldens::{
    xml_and_json::api::{
        PetsClient, PetsClientOptions,
        models::{Kind, OwnerXml, Pet, PetXml, PetsClientSetCardAnswer},
    },
    xml_nodes::api::{
        NotesClient, NotesClientOptions,
        models::{Author, Line, Note},
    },
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

fn pets(replies: impl IntoIterator<Item = Reply>) -> (PetsClient, Arc<Script>) {
    let script = Script::new(replies);
    let options = PetsClientOptions {
        client_options: script.options(),
    };
    (
        PetsClient::new("https://a.example", Some(options)).unwrap(),
        script,
    )
}

#[tokio::test]
async fn an_object_has_the_names_of_json_in_json_and_those_of_xml_in_xml() {
    let xml = "<pet legs=\"4\"><name>Tom</name><owners><Owner><Name>Ada</Name></Owner></owners><kind>cat</kind></pet>";
    let (client, script) = pets([
        Reply::new(
            200,
            r#"{"name":"Tom","legs":4,"owners":[{"name":"Ada"}],"kind":"cat"}"#,
        ),
        Reply::new(200, format!("<Card>{xml}<number>7</number></Card>")),
        Reply::new(200, xml),
        Reply::new(202, "<Owner><Name>Ada</Name></Owner>"),
        Reply::new(409, "<Owner><Name>Eve</Name></Owner>"),
        // The names of JSON are none in XML.
        Reply::new(200, "<pet><name>a</name><legs>4</legs></pet>"),
    ]);
    let found = client
        .find(&Pet::new("Tom"), None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!((found.legs, found.owners.unwrap().len()), (Some(4), 1));
    let card = client.get_card("1", None).await.unwrap().into_model().unwrap();
    assert_eq!((card.number, card.pet.legs), (Some(7), Some(4)));
    assert_eq!(card.pet.owners.as_ref().unwrap()[0].name, "Ada");
    let set = client.set_card("1", card.pet, None).await.unwrap();
    let PetsClientSetCardAnswer::Ok(was) = set.into_model().unwrap() else {
        panic!("another status");
    };
    assert_eq!(
        (was.kind, was.owners),
        (Some(Kind::Cat), Some(vec![OwnerXml::new("Ada")]))
    );
    let plain = PetXml::new("a & b");
    let set = client.set_card("1", plain.clone(), None).await.unwrap();
    let PetsClientSetCardAnswer::Accepted(owner) = set.into_model().unwrap() else {
        panic!("another status");
    };
    assert_eq!(owner.name, "Ada");
    let error = client.set_card("1", plain.clone(), None).await.unwrap_err();
    assert!(ServiceError::from_error(&error).is_some());
    let set = client.set_card("1", plain, None).await.unwrap();
    let PetsClientSetCardAnswer::Ok(was) = set.into_model().unwrap() else {
        panic!("another status");
    };
    assert_eq!(was.legs, None);
    let seen = script.seen();
    assert_eq!(seen[0].line, "GET https://a.example/pets?like%5Bname%5D=Tom");
    assert_eq!(seen[2].body, format!("{DECLARATION}{xml}"));
    assert_eq!(seen[2].header("content-type"), Some("application/xml"));
    assert_eq!(
        seen[3].body,
        format!("{DECLARATION}<pet><name>a &amp; b</name></pet>")
    );
}

#[tokio::test]
async fn node_types_are_what_the_older_keywords_are() {
    let body = "<note number=\"3\"><lines><line lang=\"en\">a &lt; b</line><line/></lines><tag>x</tag><tag>y</tag><by><name>Ada</name></by></note>";
    let answer = body.replace("a &lt; b", "<![CDATA[a < b]]>");
    let script = Script::new([Reply::new(200, &answer)]);
    let options = NotesClientOptions {
        client_options: script.options(),
    };
    let client = NotesClient::new("https://a.example", Some(options)).unwrap();
    let lines = [Line::new("a < b").with_lang("en"), Line::new("")];
    let note = Note::new(3, lines, ["x".to_owned(), "y".to_owned()]).with_by(Author::new().with_name("Ada"));
    let read = client.put("1", note.clone(), None).await.unwrap();
    assert_eq!(read.into_model().unwrap(), note);
    assert_eq!(script.seen()[0].body, format!("{DECLARATION}{body}"));
}
