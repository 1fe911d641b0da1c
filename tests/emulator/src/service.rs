//! From a request to its answer, step by step.
//!
//! Arrive (read whole, recorded) -> route (path, method, version) -> authenticate (token, scope) -> validate -> handle -> check our own
//! answer -> send. Faults that the emulator is told to make belong between the first two steps and before the last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};

use crate::answer::Answer;
use crate::auth::{Keys, Tokens};
use crate::clock::Clock;
use crate::description::{Description, Descriptions, Operation, PathParameters, Route, Service, Version};
use crate::errors::{Failure, Form};
use crate::incoming::Incoming;
use crate::options::Options;
use crate::paging::Links;
use crate::record::Record;
use crate::routes::chat;
use crate::routes::identity::{self, By};
use crate::state::{Assignment, World};
use crate::{validate, wire};

/// Bodies larger than this are refused unread.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// All that an emulator is, apart from its socket.
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
        world.catch_up();
        world
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request that has been read whole.
    fn answer(&self, incoming: &Incoming) -> Answer {
        let Some(segments) = incoming.segments() else {
            return Failure::bad_request("The path is not UTF-8.").answer(Form::Described);
        };
        match self
            .descriptions
            .route(&incoming.method, &segments, incoming.query("api-version"))
        {
            Route::Unknown => {
                let message = format!("There is no {} {}.", incoming.method, incoming.path);
                Failure::not_found(message).answer(Form::Described)
            }
            Route::Version(service) => self.unsupported_version(service, incoming),
            Route::Found(description, operation, path) => {
                let form = Form::of(description.service, description.version);
                let answer = self.handle(description, operation, path, incoming);
                let answer = answer.unwrap_or_else(|failure| failure.answer(form));
                answer.with_header("api-supported-versions", self.versions(description.service))
            }
        }
    }

    fn handle(
        &self,
        description: &Description,
        operation: &Operation,
        path: PathParameters,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        let library = &self.descriptions.library;
        let answer = match description.service {
            Service::Chat => self.chat(description, operation, path, incoming),
            Service::Identity | Service::Entra => self.identity(description, operation, path, incoming),
        }?;
        validate::answer(library, operation, &answer).map_err(Failure::defect)?;
        Ok(answer)
    }

    fn chat(
        &self,
        description: &Description,
        operation: &Operation,
        path: PathParameters,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        let route = chat::route(&operation.id).ok_or_else(|| no_route(operation))?;
        let mut world = self.world();
        let caller = self.tokens.caller(&world, incoming, self.clock.now())?;
        caller.require(route.access)?;
        let body = validate::request(&self.descriptions.library, operation, incoming)?;
        (route.handler)(&mut chat::Call {
            world: &mut world,
            caller,
            operation,
            path,
            incoming,
            body,
            wire: wire::of(description.version).as_ref(),
            links: self.links(incoming, description.version),
            options: &self.options,
        })
    }

    fn identity(
        &self,
        description: &Description,
        operation: &Operation,
        path: PathParameters,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        let route = identity::route(&operation.id).ok_or_else(|| no_route(operation))?;
        let now = self.clock.now();
        match route.by {
            By::Owner => self.keys.require_owner(incoming, now)?,
            By::Visitor => drop(self.keys.visitor(incoming, now)?),
        }
        let body = validate::request(&self.descriptions.library, operation, incoming)?;
        (route.handler)(&mut identity::Call {
            world: &mut self.world(),
            tokens: &self.tokens,
            keys: &self.keys,
            now,
            version: description.version,
            path,
            incoming,
            body,
        })
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
            .answer(Form::Described)
            .with_header("api-supported-versions", versions)
    }

    fn versions(&self, service: Service) -> String {
        self.descriptions
            .versions(service)
            .map(Version::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Makes links to the address by which the caller knows the emulator.
    fn links(&self, incoming: &Incoming, version: Version) -> Links {
        let scheme = self.endpoint.split("://").next().unwrap_or("http");
        let host = incoming.header("host").filter(|host| {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        });
        let origin = host.map_or_else(|| self.endpoint.clone(), |host| format!("{scheme}://{host}"));
        Links {
            origin,
            version: version.as_str(),
        }
    }
}

fn no_route(operation: &Operation) -> Failure {
    Failure::defect(format!("{} has no route", operation.id))
}

/// Returns the service over an emulator, ready for a server.
pub(crate) fn router(app: Arc<App>) -> Router {
    // The descriptions say which paths exist, so one handler takes them all.
    Router::new().fallback(serve).with_state(app)
}

async fn serve(State(app): State<Arc<App>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let read = to_bytes(body, LARGEST_BODY).await;
    let too_large = read.is_err();
    let incoming = Incoming::new(parts, read.unwrap_or_else(|_| Bytes::new()));
    let entry = app.record().arrived(&incoming);
    let answer = if too_large {
        let message = format!("The body could not be read, or is larger than {LARGEST_BODY} bytes.");
        Failure::new(413, "RequestEntityTooLarge", message).answer(Form::Described)
    } else {
        app.answer(&incoming)
    };
    app.record().answered(entry, answer.status);
    respond(answer)
}

fn respond(answer: Answer) -> Response<Body> {
    let json = answer.body.map(|body| body.to_string());
    let has_body = json.is_some();
    let mut response = Response::new(json.map_or_else(Body::empty, Body::from));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if has_body {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
    }
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}
