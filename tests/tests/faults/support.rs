//! Support for the tests of faults: clocks that do not wait, and a user with a thread.

use std::sync::{Arc, Mutex};

use acs_chat::{
    ChatClient, ChatClientOptions, ChatThreadClient, Clock, CommunicationIdentifier,
    CommunicationTokenCredential,
    models::{ChatParticipant, CreateChatThreadRequest},
};
use acs_emulator::{Emulator, MessageKind, Options, Paging, User};
use azure_core::{
    http::{ClientMethodOptions, ClientOptions, Context, Transport},
    time::{Duration, OffsetDateTime},
};
use futures::{FutureExt as _, channel::oneshot, future::BoxFuture};

/// The longest that anything here may really take; only a hang gets there.
pub const BOUND: std::time::Duration = std::time::Duration::from_secs(60);

/// A clock that begins now and either jumps ahead instead of waiting or stands still until it is moved.
#[derive(Debug)]
pub struct FakeClock {
    jumps: bool,
    now: Mutex<OffsetDateTime>,
    sleepers: Mutex<Vec<(OffsetDateTime, oneshot::Sender<()>)>>,
}

impl FakeClock {
    /// Nothing that goes by it waits.
    pub fn jumping() -> Arc<Self> {
        Self::new(true)
    }

    /// What goes by it waits for [`advance`](Self::advance).
    pub fn still() -> Arc<Self> {
        Self::new(false)
    }

    fn new(jumps: bool) -> Arc<Self> {
        Arc::new(Self {
            jumps,
            now: Mutex::new(OffsetDateTime::now_utc()),
            sleepers: Mutex::default(),
        })
    }

    /// Moves the time ahead and wakes those whose time it is.
    pub fn advance(&self, by: Duration) {
        let now = {
            let mut now = self.now.lock().unwrap();
            *now += by;
            *now
        };
        let mut sleepers = self.sleepers.lock().unwrap();
        let (due, later): (Vec<_>, _) = sleepers.drain(..).partition(|(until, _)| *until <= now);
        *sleepers = later;
        for (_, wake) in due {
            // A sleeper that has gone away needs no waking.
            let _ = wake.send(());
        }
    }
}

impl Clock for FakeClock {
    fn now(&self) -> OffsetDateTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if self.jumps {
            self.advance(duration);
            return futures::future::ready(()).boxed();
        }
        let (wake, woken) = oneshot::channel();
        self.sleepers.lock().unwrap().push((self.now() + duration, wake));
        woken.map(drop).boxed()
    }
}

/// A context whose calls do not wait.
pub fn context() -> Context<'static> {
    let clock: Arc<dyn Clock> = FakeClock::jumping();
    Context::new().with_value(clock)
}

/// The options of one call whose context is `context`.
pub fn method<'a>(context: &'a Context<'a>) -> ClientMethodOptions<'a> {
    ClientMethodOptions {
        context: context.to_borrowed(),
    }
}

/// An emulator that cuts its lists into pages of one item, the last of which is the end.
pub async fn emulator() -> Arc<Emulator> {
    let paging = Paging::default().with_default_size(1).without_empty_last_page();
    Arc::new(
        Emulator::start_with(Options::default().with_paging(paging))
            .await
            .unwrap(),
    )
}

/// A client without a particular user, from which the clients of users are made.
pub fn client(emulator: &Emulator) -> ChatClient {
    client_of_nobody(emulator, None)
}

/// As [`client`], but one that waits for a connection however long it takes: a thousand at once on a busy machine may take
/// longer than a user should wait for a service that is not there.
pub fn patient_client(emulator: &Emulator) -> ChatClient {
    let options = ChatClientOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(Arc::new(reqwest::Client::new()))),
            ..Default::default()
        },
    };
    client_of_nobody(emulator, Some(options))
}

fn client_of_nobody(emulator: &Emulator, options: Option<ChatClientOptions>) -> ChatClient {
    let nobody = CommunicationTokenCredential::with_expiry("nobody", OffsetDateTime::now_utc()).unwrap();
    ChatClient::new(&emulator.endpoint(), nobody, options).unwrap()
}

/// Makes the participant with this raw id.
pub fn participant(raw_id: &str) -> ChatParticipant {
    ChatParticipant::new(CommunicationIdentifier::from_raw_id(raw_id))
}

/// A user in a thread with somebody else and one message.
pub struct Stage {
    pub emulator: Arc<Emulator>,
    pub chat: ChatClient,
    pub user: User,
    pub other: User,
    pub newcomer: User,
    pub thread_id: String,
    pub message_id: String,
}

impl Stage {
    /// Sets the scene: an own user each time, so that scenes do not meet.
    pub async fn new(emulator: &Arc<Emulator>, nobody: &ChatClient) -> Self {
        let (user, other) = (emulator.create_user(), emulator.create_user());
        let credential = CommunicationTokenCredential::new(emulator.token(&user)).unwrap();
        let chat = nobody.with_credential(credential);
        let request = CreateChatThreadRequest::new("before").with_participants([participant(&other.id)]);
        let created = chat.create_chat_thread(request, None).await.unwrap();
        let thread_id = created.into_model().unwrap().chat_thread.id;
        let sent = chat
            .chat_thread_client(&*thread_id)
            .send_message("before", None)
            .await
            .unwrap();
        Self {
            chat,
            user,
            other,
            newcomer: emulator.create_user(),
            thread_id,
            message_id: sent.into_model().unwrap().id,
            emulator: Arc::clone(emulator),
        }
    }

    /// The client of the thread.
    pub fn thread(&self) -> ChatThreadClient {
        self.chat.chat_thread_client(&*self.thread_id)
    }

    /// The thread as the service has it.
    pub fn state(&self) -> acs_emulator::Thread {
        let threads = self.emulator.threads();
        threads
            .into_iter()
            .find(|thread| thread.id == self.thread_id)
            .unwrap()
    }

    /// How many messages of the thread say this.
    pub fn count(&self, text: &str) -> usize {
        let messages = self.emulator.messages(&self.thread_id);
        messages
            .iter()
            .filter(|message| message.text() == Some(text))
            .count()
    }

    /// How many messages of the service are of this kind and about somebody; `None`: about whomever.
    pub fn announced(&self, kind: MessageKind, whom: Option<&User>) -> usize {
        let messages = self.emulator.messages(&self.thread_id);
        let about = |message: &&acs_emulator::Message| {
            message.kind == kind
                && whom.is_none_or(|whom| {
                    message.content.iter().any(|content| {
                        let mut people = content.participants.iter();
                        people.any(|person| person.identifier.raw_id() == whom.id)
                    })
                })
        };
        messages.iter().filter(about).count()
    }
}
