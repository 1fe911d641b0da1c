//! Parameters that have lists or objects in lists or objects, as they leave the goldens' clients.

use goldens::{
    kept_simpler::api::{
        LettersClient, LettersClientOptions,
        models::{LettersClientSortOptions, Mark, Part},
    },
    parameter_objects::api::{
        BoxesClient, BoxesClientOptions,
        models::{BoxesClientNestedOptions, Nested, Spot},
    },
};

use crate::{
    parameters::texts,
    requests::{ENDPOINT, Memory},
};

#[tokio::test]
async fn lists_within_a_deep_object_have_indices() {
    let memory = Memory::new(&[]);
    let options = BoxesClientOptions {
        client_options: memory.options(),
    };
    let client = BoxesClient::new(ENDPOINT, Some(options)).unwrap();
    let set = Nested::new()
        .with_spots([Spot::new(3, 4)])
        .with_rows([vec![5, 6], vec![]]);
    let options = BoxesClientNestedOptions {
        names: Some(texts(&["a&b", "c"])),
        set: Some(set),
        either: Some("d".into()),
        ..Default::default()
    };
    client.nested(&[Spot::new(1, 2)], Some(options)).await.unwrap();
    let options = BoxesClientNestedOptions {
        either: Some(Spot::new(7, 8).into()),
        ..Default::default()
    };
    client.nested(&[], Some(options)).await.unwrap();
    assert_eq!(
        memory.lines(),
        [
            "GET https://a.example/boxes/nested?spots%5B0%5D%5Brow%5D=1&spots%5B0%5D%5Bcolumn%5D=2&names%5B0%5D=a%26b&names%5B1%5D=c\
             &set%5Bspots%5D%5B0%5D%5Brow%5D=3&set%5Bspots%5D%5B0%5D%5Bcolumn%5D=4&set%5Brows%5D%5B0%5D%5B0%5D=5\
             &set%5Brows%5D%5B0%5D%5B1%5D=6&either=d",
            "GET https://a.example/boxes/nested?either%5Brow%5D=7&either%5Bcolumn%5D=8",
        ]
    );
}

#[tokio::test]
async fn what_no_style_has_a_form_for_is_sent_as_json() {
    let memory = Memory::new(&[]);
    let options = LettersClientOptions {
        client_options: memory.options(),
    };
    let client = LettersClient::new(ENDPOINT, Some(options)).unwrap();
    let marks = || vec![Mark::new("a,b").with_rank(1), Mark::new("c")];
    let options = LettersClientSortOptions {
        joined: Some(vec![texts(&["a", "b,c"]), vec![]]),
        piped: Some(marks()),
        page: Some(Part::new().with_after(Mark::new("d")).with_size(5)),
        days: Some(azure_core::json::from_json(r#"["2020-01-01"]"#).unwrap()),
        x_marks: Some(marks()),
        x_word: Some("w".to_owned()),
        odd: Some(texts(&["e", "f"])),
        ..Default::default()
    };
    client.sort(&marks()[..1], &marks(), Some(options)).await.unwrap();
    let asked = memory.asked();
    let (first, second) = (
        "%7B%22key%22%3A%22a%2Cb%22%2C%22rank%22%3A1%7D",
        "%7B%22key%22%3A%22c%22%7D",
    );
    assert_eq!(
        asked[0].line,
        format!(
            "GET https://a.example/letters/{first}/sorted?by={first}&by={second}&joined=%5B%22a%22%2C%22b%2Cc%22%5D,%5B%5D\
             &piped=%5B{first}%2C{second}%5D&after=%7B%22key%22%3A%22d%22%7D&size=5&days=%5B%222020-01-01%22%5D&odd=e&odd=f"
        )
    );
    assert_eq!(
        asked[0].header("x-marks"),
        Some(r#"[{"key":"a,b","rank":1},{"key":"c"}]"#)
    );
    assert_eq!(asked[0].header("x-word"), Some("w"));
}

#[tokio::test]
async fn an_object_can_be_the_whole_query() {
    let memory = Memory::new(&[]);
    let options = BoxesClientOptions {
        client_options: memory.options(),
    };
    let client = BoxesClient::new(ENDPOINT, Some(options)).unwrap();
    client.whole(&Spot::new(1, 2), None).await.unwrap();
    assert_eq!(
        memory.lines(),
        ["GET https://a.example/boxes/whole?row=1&column=2"]
    );
}
