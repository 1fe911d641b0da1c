//! Faults as text, for the program.

use acs_emulator::Fault;

use super::somebody;

#[tokio::test]
async fn a_text_makes_the_fault_that_it_says() {
    let (emulator, ada, messages) = somebody().await;
    let text = "status=503,retry-after=2,method=GET,path=/chat/threads/*/messages,version=2025-03-15,after=1,times=1";
    let fault: Fault = text.parse().unwrap();
    emulator.fault(fault);
    ada.get("/chat/threads").await.expect(200);
    ada.get(&messages).await.expect(200);
    let reply = ada.get(&messages).await.expect(503);
    assert_eq!(reply.header("retry-after"), Some("2"));
    ada.get(&messages).await.expect(200);
}

#[tokio::test]
async fn every_effect_has_a_text() {
    let (emulator, ada, messages) = somebody().await;
    for (text, status) in [
        ("status=307,header=location: https://example.com/a?b=c", 307),
        ("status=429,retry-after-ms=5,x-ms-retry-after-ms=5", 429),
        ("status=429,retry-after-date=2100-01-01T00:00:00Z", 429),
        ("empty-body", 200),
        ("malformed-body", 200),
        ("content-type=text/html", 200),
        ("slow-headers=1ms", 200),
        ("slow-body=0s", 200),
        ("foreign-next-link=https://example.com", 200),
        ("looping-next-link", 200),
        ("next-link=", 200),
        ("expired-token", 401),
        ("clock-skew=-60", 200),
        ("clock-skew=90000", 401),
        ("large-body", 200),
        ("large-body=10", 200),
        ("chunked,gzip", 200),
        ("status=500,carried-out,method=*", 500),
        ("revoked-token", 401),
    ] {
        let fault: Fault = format!("{text},once").parse().unwrap();
        let handle = emulator.fault(fault);
        ada.get(&messages).await.expect(status);
        assert_eq!(handle.hits(), 1, "{text}");
    }
    for text in ["drop-unread", "drop-unanswered", "truncated-body"] {
        let fault: Fault = format!("{text},once").parse().unwrap();
        emulator.fault(fault);
        let broken = match ada.open("GET", &messages, "", b"").await {
            Ok((response, _)) => crate::support::read(response).await.is_err(),
            Err(_) => true,
        };
        assert!(broken, "{text}");
    }
}

#[test]
fn a_text_that_is_not_a_fault_is_refused_with_the_reason() {
    for (text, reason) in [
        ("", "`` is nothing that a fault has"),
        ("once", "nothing goes wrong; add an effect such as status=503"),
        ("status", "`status` needs a value"),
        ("status=99", "`status` is a number from 200 to 599"),
        ("status=x", "`status` is a whole number"),
        ("status=503,times=-1", "`times` is a whole number"),
        ("status=503,path=chat", "`path` begins with /"),
        ("status=503,header=x", "`header` is of the form header=NAME:VALUE"),
        ("slow-body=1h", "`slow-body` takes a time such as 500ms or 2s"),
        (
            "retry-after-date=soon,status=429",
            "`retry-after-date` takes a date such as 2100-01-01T00:00:00Z",
        ),
        ("sloww", "`sloww` is nothing that a fault has"),
    ] {
        let error = text.parse::<Fault>().unwrap_err();
        assert_eq!(error.to_string(), reason, "{text}");
    }
}
