//! No message is sent twice, checked by the content of the thread and not by the number of requests.

use acs_chat::{
    Resend,
    models::{ChatClientCreateChatThreadOptions, ChatThreadClientSendMessageOptions},
};
use acs_emulator::{Fault, RetryAfter};
use futures::future::join_all;

use crate::{
    operations::Operation,
    support::{Stage, client, context, emulator, method},
};

const MESSAGES: (&str, &str) = ("POST", "/chat/threads/*/messages");
const THREADS: (&str, &str) = ("POST", "/chat/threads");

/// After which the service may have carried the request out, and has.
fn ambiguous() -> Vec<Fault> {
    let mut faults = vec![Fault::drop_unanswered(), Fault::truncated_body()];
    faults.extend([408, 500, 502, 503, 504].map(Fault::status));
    faults
        .into_iter()
        .map(|fault| fault.carried_out().once())
        .collect()
}

async fn stage() -> Stage {
    let emulator = emulator().await;
    Stage::new(&emulator, &client(&emulator)).await
}

async fn send(stage: &Stage, text: &str, resend: Resend) -> azure_core::Result<()> {
    let context = context().with_value(resend);
    let options = ChatThreadClientSendMessageOptions {
        method_options: method(&context),
    };
    stage.thread().send_message(text, Some(options)).await.map(drop)
}

#[tokio::test]
async fn a_message_whose_answer_is_lost_is_in_the_thread_once_and_the_caller_hears_of_it() {
    let stage = stage().await;
    for (number, fault) in ambiguous().into_iter().enumerate() {
        let handle = stage.emulator.fault(fault.on(MESSAGES.0, MESSAGES.1));
        let text = format!("message {number}");
        assert!(send(&stage, &text, Resend::WhenSafe).await.is_err(), "{handle:?}");
        assert_eq!((handle.hits(), stage.count(&text)), (1, 1), "{handle:?}");
    }
}

#[tokio::test]
async fn only_the_caller_who_asks_for_it_has_a_message_twice() {
    let stage = stage().await;
    for (number, fault) in ambiguous().into_iter().enumerate() {
        let handle = stage.emulator.fault(fault.on(MESSAGES.0, MESSAGES.1));
        let text = format!("message {number}");
        send(&stage, &text, Resend::Always).await.unwrap();
        assert_eq!(stage.count(&text), 2, "{handle:?}");
    }
}

#[tokio::test]
async fn a_message_that_the_service_turned_away_arrives_once() {
    let stage = stage().await;
    let wait = RetryAfter::Seconds(1);
    let turned_away = [
        Fault::status(429),
        Fault::status(429).with_retry_after(wait),
        Fault::status(503).with_retry_after(wait),
        Fault::status(503).with_retry_after(RetryAfter::XMsMilliseconds(10)),
    ];
    for (number, fault) in turned_away.into_iter().enumerate() {
        let handle = stage.emulator.fault(fault.on(MESSAGES.0, MESSAGES.1).times(3));
        let text = format!("message {number}");
        send(&stage, &text, Resend::WhenSafe).await.unwrap();
        assert_eq!((handle.hits(), stage.count(&text)), (3, 1), "{handle:?}");
    }
    let handle = stage
        .emulator
        .fault(Fault::status(429).on(MESSAGES.0, MESSAGES.1).once());
    assert!(send(&stage, "never", Resend::Never).await.is_err());
    assert_eq!((handle.hits(), stage.count("never")), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_messages_on_a_bad_day_each_is_there_once_if_acknowledged_and_never_twice() {
    let stage = stage().await;
    for (turn, fault) in ambiguous().into_iter().cycle().take(40).enumerate() {
        stage
            .emulator
            .fault(fault.on(MESSAGES.0, MESSAGES.1).after(turn % 3));
        let busy = Fault::status(429).on(MESSAGES.0, MESSAGES.1).once();
        stage.emulator.fault(busy);
    }
    let texts: Vec<_> = (0..200).map(|number| format!("message {number}")).collect();
    let results = join_all(texts.iter().map(|text| send(&stage, text, Resend::WhenSafe))).await;
    for (text, result) in texts.iter().zip(&results) {
        let there = stage.count(text);
        assert!(there <= 1, "{text}: {there} times");
        assert!(result.is_err() || there == 1, "{text}: lost");
    }
    let failed = results.iter().filter(|result| result.is_err()).count();
    assert_eq!(failed, 40, "as many as there were ambiguous answers");
}

#[tokio::test]
async fn a_thread_whose_answer_is_lost_is_made_once() {
    let stage = stage().await;
    for fault in ambiguous() {
        let before = stage.emulator.threads().len();
        let handle = stage.emulator.fault(fault.times(3).on(THREADS.0, THREADS.1));
        let context = context();
        let options = ChatClientCreateChatThreadOptions {
            method_options: method(&context),
            ..Default::default()
        };
        let created = stage.chat.create_chat_thread("new", Some(options)).await.unwrap();
        let id = created.into_model().unwrap().chat_thread.id;
        assert_eq!(handle.hits(), 3);
        let threads = stage.emulator.threads();
        assert_eq!(threads.len(), before + 1, "{handle:?}");
        assert!(threads.iter().any(|thread| thread.id == id));
    }
}

#[tokio::test]
async fn the_callers_own_repeatability_id_makes_one_thread_over_several_calls() {
    let stage = stage().await;
    let before = stage.emulator.threads().len();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let options = ChatClientCreateChatThreadOptions {
            repeatability_request_id: Some("0b1f3a52-58f3-4b6c-9d0e-3a3c51a0c0de".to_owned()),
            ..Default::default()
        };
        let created = stage.chat.create_chat_thread("new", Some(options)).await.unwrap();
        ids.push(created.into_model().unwrap().chat_thread.id);
    }
    ids.dedup();
    assert_eq!((ids.len(), stage.emulator.threads().len()), (1, before + 1));
}

#[tokio::test]
async fn what_may_be_repeated_succeeds_after_any_ambiguous_failure() {
    for operation in Operation::all().filter(|operation| operation.repeatable()) {
        let stage = stage().await;
        let (verb, path) = operation.pattern();
        for fault in ambiguous() {
            let handle = stage.emulator.fault(fault.on(verb, path));
            if operation == Operation::DeleteThread && operation.done(&stage) == 1 {
                break;
            }
            let result = operation.call(&stage, &context()).await;
            assert!(
                result.is_ok(),
                "{} under {handle:?}: {result:?}",
                operation.name()
            );
            handle.remove();
        }
    }
}
