//! An emulator without its socket: its state, and the steps from a request to its response.
//!
//! Route (path, method, version) -> authenticate (token, scope) -> validate -> handle -> check our own response. Faults may
//! answer in place of these steps, change the response, and affect tokens and the time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::answer::Answer;
use crate::auth::{Keys, Tokens};
use crate::clock::Clock;
use crate::description::{Description, Descriptions, Operation, PathParameters, Route, Service, Version};
use crate::errors::{ErrorForm, Failure};
use crate::events::Subscribers;
use crate::fault::{Effects, Faults, Token};
use crate::incoming::Incoming;
use crate::options::Options;
use crate::paging::Links;
use crate::record::Record;
use crate::routes::chat;
use crate::routes::identity::{self, AllowedCaller};
use crate::state::{Assignment, World};
use crate::{date_time, validate, wire};

/// An emulator without its socket.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    pub(crate) tokens: Tokens,
    pub(crate) keys: Keys,
    descriptions: &'static Descriptions,
    /// Scheme and address, for callers that do not say by which name they know the emulator.
    pub(crate) endpoint: String,
    world: Mutex<World>,
    record: Mutex<Record>,
    pub(crate) faults: Faults,
    /// Who gets the events.
    pub(crate) subscribers: Subscribers,
}

impl App {
    pub(crate) fn new(options: Options, descriptions: &'static Descriptions, endpoint: String) -> Self {
        let clock = Clock::default();
        let keys = Keys::default();
        let mut world = World::new(clock.clone());
        let known = &keys.entra.principal;
        world.assign(&known.tenant_id, &known.object_id, Assignment::to_user());
        Self {
            world: Mutex::new(world),
            record: Mutex::new(Record::new(options.remembered_requests)),
            faults: Faults::default(),
            subscribers: Subscribers::default(),
            tokens: Tokens::new(),
            keys,
            options,
            clock,
            descriptions,
            endpoint,
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.apply_retention();
        world
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request that has been read completely, with the effects of a fault.
    pub(crate) fn answer(&self, incoming: &Incoming, effects: &Effects) -> Answer {
        let started = Instant::now();
        let Some(segments) = incoming.segments() else {
            return Failure::bad_request("The path is not UTF-8.").answer(ErrorForm::Described);
        };
        let route = self
            .descriptions
            .route(&incoming.method, &segments, incoming.query("api-version"));
        let form = match &route {
            Route::Found(description, ..) => ErrorForm::for_version(description.service, description.version),
            _ => ErrorForm::Described,
        };
        let failure = effects.failure(form);
        if let Some(failure) = failure.clone().filter(|_| !effects.carried_out) {
            return failure;
        }
        let now = self.clock.now().saturating_add(effects.skew);
        let mut answer = match route {
            Route::Unknown => {
                let message = format!("There is no {} {}.", incoming.method, incoming.path);
                Failure::not_found(message).answer(form)
            }
            Route::Version(service) => self.unsupported_version(service, incoming),
            Route::Found(description, operation, path) => {
                let mut work = Work {
                    app: self,
                    description,
                    operation,
                    incoming,
                    now,
                };
                let answer = work.handle(path, effects.token);
                let mut answer = answer.unwrap_or_else(|failure| failure.answer(form));
                // Identity returns the caller's id of the request; chat does not.
                if let (Service::Identity, Some(id)) =
                    (description.service, incoming.header("x-ms-client-request-id"))
                {
                    answer = answer.with_header("x-ms-client-request-id", id);
                }
                answer.with_header("api-supported-versions", self.versions(description.service))
            }
        };
        if let Some(failure) = failure {
            return failure;
        }
        answer = front_door(answer, started);
        effects.spoil(&mut answer, &self.origin(incoming), &incoming.target());
        if effects.skew.is_zero() {
            answer
        } else {
            answer.with_header("date", date_time::format_http(now))
        }
    }

    fn unsupported_version(&self, service: Service, incoming: &Incoming) -> Answer {
        let versions = self.versions(service);
        let failure = match incoming.query("api-version") {
            None => Failure::new(
                400,
                "MissingApiVersionParameter",
                "The query parameter api-version is required.",
            ),
            Some(version) => {
                let message =
                    format!("The API version `{version}` is not supported; supported are {versions}.");
                Failure::new(400, "UnsupportedApiVersionValue", message)
            }
        };
        failure
            .answer(ErrorForm::Described)
            .with_header("api-supported-versions", versions)
    }

    fn versions(&self, service: Service) -> String {
        self.descriptions
            .versions(service)
            .map(Version::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns the address by which the caller knows the emulator.
    fn origin(&self, incoming: &Incoming) -> String {
        let scheme = self.endpoint.split("://").next().unwrap_or("http");
        let host = incoming.header("host").filter(|host| {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        });
        host.map_or_else(|| self.endpoint.clone(), |host| format!("{scheme}://{host}"))
    }
}

/// A request on its way through the checks of its operation.
struct Work<'w> {
    app: &'w App,
    description: &'w Description,
    operation: &'w Operation,
    incoming: &'w Incoming,
    now: OffsetDateTime,
}

impl Work<'_> {
    fn handle(&mut self, path: PathParameters, token: Option<Token>) -> Result<Answer, Failure> {
        match token {
            None => {}
            Some(Token::Expired) => return Err(Failure::Unauthorized("the token has expired")),
            Some(Token::Revoked) => self.revoke()?,
        }
        let answer = match self.description.service {
            Service::Chat => self.chat(path),
            Service::Identity | Service::Entra => self.identity(path),
        }?;
        validate::answer(&self.app.descriptions.library, self.operation, &answer).map_err(Failure::defect)?;
        Ok(answer)
    }

    /// Revokes the tokens of the caller, so that the next step refuses this one.
    fn revoke(&self) -> Result<(), Failure> {
        if self.description.service != Service::Chat {
            return Err(Failure::Unauthorized("the token was revoked"));
        }
        let mut world = self.app.world();
        let caller = self.app.tokens.caller(&world, self.incoming, self.now)?;
        world.revoke(&caller.identifier);
        Ok(())
    }

    fn chat(&self, path: PathParameters) -> Result<Answer, Failure> {
        let (app, incoming) = (self.app, self.incoming);
        let route = chat::route(&self.operation.id).ok_or_else(|| self.no_route())?;
        let mut world = app.world();
        let caller = app.tokens.caller(&world, incoming, self.now)?;
        caller.require(route.access)?;
        let body = validate::request(&app.descriptions.library, self.operation, incoming)?;
        let version = self.description.version;
        let thread = path.get("chatThreadId").cloned();
        let answer = (route.handler)(&mut chat::Call {
            world: &mut world,
            caller,
            operation: self.operation,
            path,
            incoming,
            body,
            wire: wire::wire_for_version(version).as_ref(),
            links: Links {
                origin: app.origin(incoming),
                version: version.as_str(),
            },
            options: &app.options,
            subscribers: &app.subscribers,
        });
        let unknown = thread.is_some_and(|thread| world.room(&thread).is_err());
        answer.map_err(|failure| failure.about_thread(version, unknown))
    }

    fn identity(&self, path: PathParameters) -> Result<Answer, Failure> {
        let (app, incoming) = (self.app, self.incoming);
        let route = identity::route(&self.operation.id).ok_or_else(|| self.no_route())?;
        match route.allowed_caller {
            AllowedCaller::Owner => app.keys.require_owner(incoming, self.now)?,
            AllowedCaller::Visitor => drop(app.keys.visitor(incoming, self.now)?),
        }
        let body = validate::request(&app.descriptions.library, self.operation, incoming)
            .map_err(Failure::into_identity_failure)?;
        (route.handler)(&mut identity::Call {
            world: &mut app.world(),
            tokens: &app.tokens,
            keys: &app.keys,
            now: self.now,
            version: self.description.version,
            path,
            incoming,
            body,
        })
    }

    fn no_route(&self) -> Failure {
        Failure::defect(format!("{} has no route", self.operation.id))
    }
}

/// Adds the headers that the service and its front door put on every response.
fn front_door(answer: Answer, started: Instant) -> Answer {
    let random = || Uuid::new_v4().into_bytes();
    answer
        .with_header("ms-cv", format!("{}.0", STANDARD_NO_PAD.encode(random())))
        .with_header("strict-transport-security", "max-age=2592000")
        .with_header(
            "x-processing-time",
            format!("{}ms", started.elapsed().as_millis()),
        )
        .with_header(
            "x-azure-ref",
            format!("0{}", STANDARD.encode([random(), random()].concat())),
        )
}
