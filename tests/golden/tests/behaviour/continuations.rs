//! Lists that continue from a continuation which a program has stored, or got from its users.

use std::sync::Arc;

use azure_core::http::{
    Context,
    pager::{PagerContinuation, PagerOptions},
};
use client_runtime::{
    InvalidContinuation, TrustedContinuation,
    testing::{Reply, Script},
};
use futures::TryStreamExt as _;
use goldens::paging_forms::tracks::{
    TracksClient, TracksClientOptions,
    models::{TracksClientListDottedOptions, TracksClientListHeaderOptions},
};

fn client(script: &Arc<Script>) -> TracksClient {
    let client_options = script.options();
    TracksClient::new("https://a.example", Some(TracksClientOptions { client_options })).unwrap()
}

fn from(link: &str, context: Context<'static>) -> PagerOptions<'static> {
    PagerOptions {
        context,
        continuation: Some(PagerContinuation::Token(link.to_owned())),
    }
}

#[tokio::test]
async fn a_list_by_the_header_link_goes_on_elsewhere_only_when_that_is_trusted() {
    let script = Script::new([Reply::new(200, r#"[{"name":"b"}]"#)]);
    let client = client(&script);
    let elsewhere = "https://a.example/numbers/7/tracks?page=2";
    let list = |method_options| client.list_header(Some(TracksClientListHeaderOptions { method_options }));
    let error = list(from(elsewhere, Context::new())).unwrap_err();
    assert!(InvalidContinuation::from_error(&error).is_some(), "{error}");
    let trusted = || Context::new().with_value(TrustedContinuation);
    let error = list(from("https://b.example/header?page=2", trusted())).unwrap_err();
    assert!(InvalidContinuation::from_error(&error).is_some(), "{error}");
    let items: Vec<_> = list(from(elsewhere, trusted()))
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(script.lines(), [format!("GET {elsewhere}")]);
}

#[tokio::test]
async fn a_list_by_links_goes_on_at_its_own_path_whoever_is_trusted() {
    let script = Script::new([
        Reply::new(
            200,
            r#"{"the.data":[],"odata.nextLink":"https://a.example/Dotted?p=3"}"#,
        ),
        Reply::new(200, r#"{"the.data":[]}"#),
    ]);
    let client = client(&script);
    let list = |link, context| {
        let method_options = from(link, context);
        client.list_dotted(Some(TracksClientListDottedOptions { method_options }))
    };
    let trusted = Context::new().with_value(TrustedContinuation);
    let error = list("https://a.example/elsewhere", trusted).unwrap_err();
    assert!(InvalidContinuation::from_error(&error).is_some(), "{error}");
    // The case of the path is that of the list when a caller writes it, and that of the service when the service does.
    let items: Vec<_> = list("https://a.example/DOTTED?p=2", Context::new())
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert!(items.is_empty());
    assert_eq!(
        script.lines(),
        [
            "GET https://a.example/dotted?p=2",
            "GET https://a.example/Dotted?p=3"
        ]
    );
}
