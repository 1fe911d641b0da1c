//! The emulator as a library: start it, create users and tokens, inspect its state, stop it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::auth::{Principal, Scope, expiry_after};
use crate::clock::Clock;
use crate::description::Descriptions;
use crate::events::{EventSubscription, EventSubscriptionHandle};
use crate::fault::{Fault, FaultHandle};
use crate::identifier::Identifier;
use crate::options::Options;
use crate::record::Request;
use crate::server::{self, Server};
use crate::service;
use crate::state::{Message, Thread};
use crate::tls::Tls;

/// The default lifetime of a token: a day, as with the service.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The default lifetime of a token of Entra.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A running emulator on 127.0.0.1, with its own state; it stops when it is dropped.
#[derive(Debug)]
pub struct Emulator {
    app: Arc<App>,
    server: Server,
    ca_certificate: Option<String>,
}

/// A user of an emulator's resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct User {
    /// The raw id, `8:acs:<resource>_<user>`.
    pub id: String,
}

impl AsRef<str> for User {
    fn as_ref(&self) -> &str {
        &self.id
    }
}

impl Emulator {
    /// Starts an emulator on a free port, in the tokio runtime of the caller.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts an emulator with options, in the tokio runtime of the caller.
    ///
    /// # Errors
    /// When the port is not free, or no certificate can be made.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let descriptions = Descriptions::shared()?;
        let bound = server::bind(options.port).await?;
        let tls = if options.tls { Some(Tls::make()?) } else { None };
        let scheme = if options.tls { "https" } else { "http" };
        let endpoint = format!("{scheme}://{}", bound.address);
        let app = Arc::new(App::new(options, descriptions, endpoint));
        let (acceptor, ca_certificate) = tls.map(|tls| (tls.acceptor, tls.authority)).unzip();
        let timeout = app.options.request_timeout;
        let server = bound.serve(service::router(app.clone()), acceptor, timeout);
        Ok(Self {
            app,
            server,
            ca_certificate,
        })
    }

    /// Stops the emulator and waits until its last connection has ended. Dropping it stops it too, without waiting.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// Returns the address to give to clients: `http://127.0.0.1:<port>`, or `https`, without a trailing slash.
    pub fn endpoint(&self) -> String {
        self.app.endpoint.clone()
    }

    /// Returns the certificate of the authority that a client must trust, as PEM; `None` without TLS.
    pub fn ca_certificate(&self) -> Option<&str> {
        self.ca_certificate.as_deref()
    }

    /// Returns the id of the emulated resource, which is part of its users' ids.
    pub fn resource_id(&self) -> String {
        self.app.world().resource().to_owned()
    }

    /// Makes a user.
    pub fn create_user(&self) -> User {
        User {
            id: self.app.world().create_user().raw_id().to_owned(),
        }
    }

    /// Registers a raw id that is not of a user of the resource, such as that of a Teams user, an app or a phone, so that it can
    /// be in threads.
    pub fn register(&self, raw_id: &str) -> User {
        self.app.world().register(Identifier::new(raw_id));
        User {
            id: raw_id.to_owned(),
        }
    }

    /// Makes a token for all of chat and calling that lasts a day.
    pub fn token(&self, user: impl AsRef<str>) -> String {
        self.token_with(user, &[Scope::Chat, Scope::Voip], LIFETIME)
    }

    /// Makes a token with these scopes and this lifetime, by the emulator's clock; with a lifetime of zero it is already expired. A
    /// token for a user that does not exist can be made, but the service refuses it.
    pub fn token_with(&self, user: impl AsRef<str>, scopes: &[Scope], lifetime: Duration) -> String {
        let user = Identifier::new(user.as_ref());
        let now = self.app.clock.now();
        self.app
            .tokens
            .issue(&self.app.world(), &user, scopes, now, expiry_after(now, lifetime))
            .token
    }

    /// Returns the access key of the resource, which signs requests to identity.
    pub fn access_key(&self) -> String {
        self.app.keys.access_key.base64()
    }

    /// Returns a connection string, with the endpoint and the access key, for clients of identity.
    pub fn connection_string(&self) -> String {
        format!("endpoint={}/;accesskey={}", self.endpoint(), self.access_key())
    }

    /// Returns the principal of Microsoft Entra that the emulator knows from the start: [`entra_token`] is for it, and
    /// it may exchange tokens of Teams.
    ///
    /// [`entra_token`]: Emulator::entra_token
    pub fn principal(&self) -> Principal {
        self.app.keys.entra.principal.clone()
    }

    /// Makes a token of Microsoft Entra that is valid for an hour. It gives the same access to identity as the access key, and can be
    /// exchanged for a token of the service.
    pub fn entra_token(&self) -> String {
        self.entra_token_with(&self.app.keys.entra.principal, HOUR)
    }

    /// Makes a token of Microsoft Entra for a principal, with this lifetime by the emulator's clock.
    pub fn entra_token_with(&self, principal: &Principal, lifetime: Duration) -> String {
        self.app
            .keys
            .entra
            .issue(principal, self.app.clock.now(), lifetime)
    }

    /// Revokes every token that the user has been given so far.
    pub fn revoke_tokens(&self, user: impl AsRef<str>) {
        self.app.world().revoke(&Identifier::new(user.as_ref()));
    }

    /// Returns all users, also the registered ones, in the order of their ids.
    pub fn users(&self) -> Vec<User> {
        let world = self.app.world();
        let users = world.users().map(|user| User {
            id: user.raw_id().to_owned(),
        });
        users.collect()
    }

    /// Adds a fault, which holds from now on; the handle returns how often it occurred, and removes it.
    pub fn fault(&self, fault: Fault) -> FaultHandle {
        self.app.faults.add(fault)
    }

    /// Removes all faults; requests that they delay continue.
    pub fn clear_faults(&self) {
        self.app.faults.clear();
    }

    /// Delivers the events of chat to a webhook from now on, as Event Grid does: after a handshake, at least once, and again if a
    /// delivery fails. Deliveries end when the handle is dropped.
    ///
    /// # Errors
    /// When the address is not plain HTTP, or the webhook does not answer the handshake correctly.
    pub async fn subscribe(&self, subscription: EventSubscription) -> io::Result<EventSubscriptionHandle> {
        let resource = self.resource_id();
        let clock = self.app.clock.clone();
        self.app.subscribers.add(subscription, &resource, clock).await
    }

    /// Returns the clock of the emulator.
    pub fn clock(&self) -> Clock {
        self.app.clock.clone()
    }

    /// Returns every thread, deleted ones too, oldest first.
    pub fn threads(&self) -> Vec<Thread> {
        self.app.world().threads()
    }

    /// Returns every message of a thread, including deleted and system messages, oldest first; empty if there is no such thread.
    pub fn messages(&self, thread_id: &str) -> Vec<Message> {
        self.app.world().messages(thread_id)
    }

    /// Returns the requests that have reached the emulator, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.app.record().all()
    }

    /// Forgets the requests that have reached the emulator so far.
    pub fn forget_requests(&self) {
        self.app.record().clear();
    }
}
