//! Requests that are not sent, and responses that are not accepted.

use super::*;

#[tokio::test]
async fn a_repeatability_id_that_the_service_cannot_tell_from_others_is_not_sent() {
    let script = Script::new([Reply::new(201, "{}")]);
    let client = client(&script);
    let send = async |id: &str| {
        let options = SampleBoxClientSendOptions {
            repeatability_request_id: Some(id.to_owned()),
            ..Default::default()
        };
        client.send("hello", Some(options)).await.map(drop)
    };
    for id in [
        "",
        " ",
        "\t",
        "\u{a0}",
        " a",
        "a ",
        "a\t",
        "a\nb",
        "\0",
        "é",
        "\u{7f}",
        "\u{202e}a",
    ] {
        let error = send(id).await.unwrap_err().to_string();
        assert!(error.contains("`Repeatability-Request-ID`"), "{id:?}: {error}");
    }
    assert!(script.lines().is_empty());
    send("a b").await.unwrap();
    assert_eq!(script.seen()[0].header("repeatability-request-id"), Some("a b"));
}

#[tokio::test]
async fn a_success_that_nobody_described_says_so_and_that_the_call_may_have_taken_effect() {
    for status in [200, 202, 204, 226] {
        let script = Script::new([Reply::new(status, r#"{"code":"c","message":"pr1vate"}"#)]);
        let error = client(&script).send("a", None).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("the service answered `POST /store/boxes/{boxId}/messages` with ")
                && text.contains(&status.to_string())
                && text.ends_with("(it has 201 Created); the call may have taken effect"),
            "{text}"
        );
        assert!(!format!("{error:?}").contains("pr1vate"), "{error:?}");
        let ErrorKind::HttpResponse { raw_response, .. } = error.kind() else {
            panic!("{text}");
        };
        assert!(
            raw_response.as_ref().unwrap().body().len() > 9,
            "the response is there"
        );
        assert_eq!(script.lines().len(), 1);
    }
}

#[tokio::test]
async fn a_page_whose_link_cannot_be_read_names_the_operation_and_keeps_the_answer() {
    let body = r#"{"value":[1],"nextLink":["pr1vate"]}"#;
    let script = Script::new([Reply::new(200, body)]);
    let error = client(&script).list(None).unwrap().try_next().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::DataConversion);
    let text = error.to_string();
    for part in [
        "200 OK",
        "`GET /store/boxes/{boxId}/messages`",
        "`nextLink`",
        "invalid type: sequence, expected a string at line 1 column 24",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!format!("{error:?}").contains("pr1vate"), "{error:?}");
    let answer = UnreadableAnswer::from_error(&error).unwrap().response();
    assert_eq!(&**answer.body(), body.as_bytes());
}

#[tokio::test]
async fn a_url_that_cannot_be_sent_is_an_error_at_once_and_nothing_is_sent() {
    let script = Script::new([]);
    let mut sample = client(&script);
    sample.box_id = "x".repeat(65_536);
    let error = sample.send("hello", None).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Other);
    let text = error.to_string();
    assert!(text.contains("was not sent") && text.contains("65534"), "{text}");
    assert!(!text.contains("carried") && !text.contains("xx"), "{text}");
    assert!(sample.list(None).is_err());
    sample.box_id = "/".repeat(30_000); // three bytes each, once encoded
    assert!(sample.send("hello", None).await.is_err());
    assert!(script.lines().is_empty());
}

#[tokio::test]
async fn a_link_to_the_next_page_that_cannot_be_sent_is_an_error_after_its_page() {
    let link = format!("https://a.example/p?{}", "x".repeat(65_536));
    let script = Script::new([page("1", &format!("{link:?}"))]);
    let mut items = client(&script).list(None).unwrap();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let error = items.try_next().await.unwrap_err().to_string();
    assert!(
        error.contains("next page was not followed") && error.contains("65534"),
        "{error}"
    );
    assert_eq!(script.lines().len(), 1);
}

/// Compares the limit with that of the HTTP library, on a port without a server.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn the_longest_url_is_the_longest_that_the_http_library_takes() {
    let url = |length: usize| {
        let url = "http://127.0.0.1:9/";
        let url = format!("{url}{}", "x".repeat(length - url.len()));
        (Url::parse(&url).unwrap(), url)
    };
    for (length, fits) in [(65_534, true), (65_535, false)] {
        let (url, text) = url(length);
        assert_eq!(crate::endpoint::check_url_length(&url).is_ok(), fits);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let error = client.get(text).send().await.unwrap_err();
        assert_eq!(error.is_connect(), fits, "{length}: it was tried");
    }
}
