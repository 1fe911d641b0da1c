//! No token or key is in any output of the client: logs, traces, errors, `{:?}` and `{}`. It is a separate target, because the
//! output of the whole process is collected.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod collector;
mod shapes;
mod watch;

use std::sync::{Arc, Mutex};

use acs_chat::{
    AzureKeyCredential, ChatClient, Clock, CommunicationTokenCredential, ConnectionString,
    EntraExchangeOptions, IdentityCredential, RefreshedToken, Resend, TokenRefreshOptions,
    identity::{CommunicationIdentityClient, models::CommunicationIdentityTokenScope as Scope},
};
use acs_emulator::{Emulator, Fault};
use async_trait::async_trait;
use azure_core::{
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    http::{ClientMethodOptions, Context, pager::PagerOptions},
    time::{Duration, OffsetDateTime},
};
use futures::{FutureExt as _, TryStreamExt as _, future::BoxFuture};

use watch::Watch;

/// A clock that jumps instead of waiting.
#[derive(Debug)]
struct Jumping(Mutex<OffsetDateTime>);

impl Clock for Jumping {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.0.lock().unwrap() += duration;
        futures::future::ready(()).boxed()
    }
}

fn options() -> ClientMethodOptions<'static> {
    let clock: Arc<dyn Clock> = Arc::new(Jumping(Mutex::new(OffsetDateTime::now_utc())));
    ClientMethodOptions {
        context: Context::new().with_value(clock).with_value(Resend::Always),
    }
}

/// Uses a thread in every way that carries something.
async fn talk(watch: &mut Watch, chat: &ChatClient) {
    watch.debug(chat);
    let create = acs_chat::models::ChatClientCreateChatThreadOptions {
        method_options: options(),
        ..Default::default()
    };
    let created = chat.create_chat_thread("topic", Some(create)).await;
    let id = match created.and_then(azure_core::http::Response::into_model) {
        Ok(created) => created.chat_thread.id,
        Err(error) => {
            watch.error(&error);
            "19:nowhere@thread.v2".to_owned()
        }
    };
    let thread = chat.chat_thread_client(id);
    watch.debug(&thread);
    let send = acs_chat::models::ChatThreadClientSendMessageOptions {
        method_options: options(),
    };
    watch.debug(&send);
    watch.outcome(thread.send_message("a word between two", Some(send)).await);
    let typing = acs_chat::models::ChatThreadClientSendTypingNotificationOptions {
        method_options: options(),
        ..Default::default()
    };
    watch.outcome(thread.send_typing_notification(Some(typing)).await);
    let list = acs_chat::models::ChatThreadClientListMessagesOptions {
        method_options: PagerOptions {
            context: options().context,
            continuation: None,
        },
        ..Default::default()
    };
    let pager = thread.list_messages(Some(list)).unwrap();
    watch.outcome(pager.try_collect::<Vec<_>>().await);
    let get = acs_chat::models::ChatThreadClientGetPropertiesOptions {
        method_options: options(),
    };
    watch.outcome(thread.get_properties(Some(get)).await);
}

/// Talks on a good day and then on each bad one.
async fn days(watch: &mut Watch, credential: CommunicationTokenCredential) {
    watch.debug(&credential);
    let chat = ChatClient::new(&watch.emulator.endpoint(), credential, None).unwrap();
    talk(watch, &chat).await;
    for fault in [
        Fault::status(401),
        Fault::expired_token(),
        Fault::status(403),
        Fault::status(500),
        Fault::status(307).with_header("location", "http://127.0.0.1:9/"),
        Fault::drop_unread(),
        Fault::drop_unanswered(),
        Fault::malformed_body(),
        Fault::truncated_body(),
        Fault::looping_next_link(),
        Fault::foreign_next_link("http://127.0.0.1:9"),
        Fault::answer(502, "text/html", "<h1>Bad Gateway</h1>"),
    ] {
        let handle = watch.emulator.fault(fault);
        talk(watch, &chat).await;
        handle.remove();
    }
}

/// An Entra account with one token.
#[derive(Debug)]
struct Account(Secret);

#[async_trait]
impl TokenCredential for Account {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        Ok(AccessToken::new(
            self.0.clone(),
            OffsetDateTime::now_utc() + Duration::HOUR,
        ))
    }
}

async fn tokens(watch: &mut Watch) {
    let user = watch.emulator.create_user();
    let token = watch.token(&user);
    watch.outcome(CommunicationTokenCredential::new(format!("Bearer {token}")));
    watch.outcome(CommunicationTokenCredential::new(format!("{token} x")));
    watch.outcome(CommunicationTokenCredential::new(token.replace('.', "!")));
    watch.outcome(CommunicationTokenCredential::with_expiry(
        format!("{token}\n{token}"),
        OffsetDateTime::now_utc(),
    ));
    let fixed = CommunicationTokenCredential::new(&*token).unwrap();
    watch.outcome(fixed.get_token().await);
    days(watch, fixed).await;

    let options = TokenRefreshOptions {
        initial_token: Some(RefreshedToken::new(&*token)),
        proactive: true,
        ..Default::default()
    };
    watch.debug(&options);
    let another = watch.token(&user);
    let refresher = move || futures::future::ready(Ok::<_, std::io::Error>(another.clone()));
    let refreshing = CommunicationTokenCredential::from_refresher_with_options(refresher, options).unwrap();
    days(watch, refreshing).await;

    // Refreshers that bring something that is not a token, but has one in it.
    for odd in [
        format!("Bearer {token}"),
        format!("{token} {token}"),
        token.replace('.', "#"),
    ] {
        let odd = watch.secret(&odd);
        let refresher = move || futures::future::ready(Ok::<_, std::io::Error>(odd.clone()));
        let credential = CommunicationTokenCredential::from_refresher(refresher);
        watch.outcome(credential.get_token().await);
        let chat = ChatClient::new(&watch.emulator.endpoint(), credential, None).unwrap();
        talk(watch, &chat).await;
    }
    watch.outcome(ChatClient::new(
        &format!("http://contoso.example/?token={token}"),
        CommunicationTokenCredential::new(&*token).unwrap(),
        None,
    ));
}

async fn entra(watch: &mut Watch) {
    let entra = watch.emulator.entra_token();
    let entra = watch.secret(&entra);
    let account = Arc::new(Account(Secret::new(entra)));
    let scopes = ["https://communication.azure.com/clients/Chat"];
    let options = EntraExchangeOptions::default();
    let endpoint = watch.emulator.endpoint();
    let credential = || {
        CommunicationTokenCredential::from_entra(&endpoint, account.clone(), scopes, Some(options.clone()))
            .unwrap()
    };
    let exchange = watch
        .emulator
        .fault(Fault::malformed_body().on("POST", "/access/**"));
    watch.outcome(credential().get_token().await);
    exchange.remove();
    let exchange = watch.emulator.fault(Fault::status(401).on("POST", "/access/**"));
    watch.outcome(credential().get_token().await);
    exchange.remove();
    let good = credential();
    let issued = good.get_token().await.unwrap();
    watch.debug(&issued);
    watch.secret(issued.token.secret());
    days(watch, good).await;
    watch.debug(&IdentityCredential::from(account));
}

async fn keys(watch: &mut Watch) {
    let key = watch.emulator.access_key();
    watch.secrets.push(key.clone());
    let text = watch.emulator.connection_string();
    let endpoint = watch.emulator.endpoint();
    watch.outcome(ConnectionString::parse(&text));
    for wrong in [
        format!("endpoint=;accesskey={key}"),
        format!("accesskey={key}"),
        format!("{endpoint};{key}"),
        format!("endpoint={endpoint};accesskey={key}!"),
        format!("endpoint={endpoint};accesskey={key};accesskey={key}"),
    ] {
        watch.outcome(ConnectionString::parse(&wrong));
        watch.outcome(CommunicationIdentityClient::from_connection_string(&wrong, None));
    }
    watch.outcome(AzureKeyCredential::new(&*key));
    watch.outcome(AzureKeyCredential::new(format!("{key}?")));
    let fixed = CommunicationTokenCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
    watch.outcome(ChatClient::new(&text, fixed, None));

    let identity = CommunicationIdentityClient::from_connection_string(&text, None).unwrap();
    watch.debug(&identity);
    watch.debug(&IdentityCredential::from(
        &ConnectionString::parse(&text).unwrap(),
    ));
    let (user, issued) = identity.create_user_and_token([Scope::Chat], None).await.unwrap();
    watch.secret(&issued.token);
    watch.debug(&issued);
    for fault in [
        Fault::status(401),
        Fault::status(500),
        Fault::drop_unanswered(),
        Fault::malformed_body(),
        Fault::truncated_body(),
    ] {
        let handle = watch.emulator.fault(fault.once());
        let got = identity.get_token(user.id(), [Scope::Chat].to_vec(), None).await;
        if let Ok(response) = &got {
            watch.debug(response);
        }
        match got.and_then(azure_core::http::Response::into_model) {
            Ok(issued) => {
                watch.secret(&issued.token);
                watch.debug(&issued);
            }
            Err(error) => watch.error(&error),
        }
        handle.remove();
    }
    let credential = identity.credential_for_user(user.id(), [Scope::Chat]);
    let issued = credential.get_token().await.unwrap();
    watch.secret(issued.token.secret());
    days(watch, credential).await;
}

#[tokio::test]
async fn no_token_and_no_key_is_in_any_log_trace_error_or_debug_output() {
    collector::install();
    let mut watch = Watch {
        emulator: Emulator::start().await.unwrap(),
        secrets: Vec::new(),
        shown: Vec::new(),
    };
    tokens(&mut watch).await;
    entra(&mut watch).await;
    keys(&mut watch).await;
    shapes::shapes(&mut watch).await;

    let lines = collector::lines();
    assert!(lines.len() > 1_000 && watch.shown.len() > 500, "much was said");
    assert!(
        lines.iter().any(|line| line.target.starts_with("client_runtime")),
        "by us too"
    );
    // All that went over the wire came from the emulator or went to it: there is no lack of secrets.
    assert!(watch.secrets.len() > 20);
    let mut seen = lines
        .iter()
        .map(|line| (&*line.target, &*line.text))
        .collect::<Vec<_>>();
    seen.extend(watch.shown.iter().map(|text| ("shown", &**text)));
    for secret in watch.secrets.iter().filter(|secret| secret.len() > 8) {
        for (place, text) in &seen {
            assert!(!text.contains(&**secret), "{place}: {secret:?} is in {text}");
        }
    }
    // Nor is what people write, unless the program asked for it.
    if !cfg!(feature = "debug") {
        for (place, text) in &seen {
            assert!(!text.contains("a word between two"), "{place}: {text}");
        }
    }
    // What paths hold is personal: of what programs usually show, nothing of ours has it. (`azure_core` itself warns of a
    // failed exchange with its URL.)
    for line in lines
        .iter()
        .filter(|line| line.shown && line.target.starts_with("client_runtime"))
    {
        let text = line.text.replace("%3A", ":");
        assert!(!text.contains("19:") && !text.contains("8:acs"), "{line:?}");
    }
}
