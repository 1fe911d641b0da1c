//! From a request on the wire to its answer on the wire.
//!
//! Meet a fault, perhaps -> read whole -> record -> answer -> wait, if the fault says so -> send.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};

use crate::answer::Answer;
use crate::app::App;
use crate::errors::{Failure, Form};
use crate::fault::{Cut, Effects, Meeting, cut_off};
use crate::incoming::Incoming;

/// Bodies larger than this are refused unread.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Returns the service over an emulator, ready for a server.
pub(crate) fn router(app: Arc<App>) -> Router {
    // The descriptions say which paths exist, so one handler takes them all.
    Router::new().fallback(serve).with_state(app)
}

async fn serve(State(app): State<Arc<App>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let mut incoming = Incoming::new(parts);
    let meeting = meet(&app, &incoming);
    let none = Effects::default();
    let effects = meeting.as_ref().map_or(&none, Meeting::effects);
    if effects.cut == Some(Cut::Unread) {
        app.record().arrived(&incoming);
        return cut_off();
    }
    let read = tokio::time::timeout(app.options.request_timeout, to_bytes(body, LARGEST_BODY)).await;
    let unread = match &read {
        Ok(Ok(_)) => None,
        Ok(Err(_)) => Some(too_large()),
        Err(_) => Some(too_slow()),
    };
    incoming.body = read.ok().and_then(Result::ok).unwrap_or_default();
    let entry = app.record().arrived(&incoming);
    if effects.cut.is_some() && !effects.carried_out {
        return cut_off();
    }
    let answer = unread.unwrap_or_else(|| app.answer(&incoming, effects));
    if effects.cut.is_some() {
        return cut_off();
    }
    app.record().answered(entry, answer.status);
    respond(answer, meeting).await
}

fn too_large() -> Answer {
    let message = format!("The body could not be read, or is larger than {LARGEST_BODY} bytes.");
    Failure::new(413, "RequestEntityTooLarge", message).answer(Form::Described)
}

fn too_slow() -> Answer {
    let message = "The body did not come in time.";
    Failure::new(408, "RequestTimeout", message)
        .answer(Form::Described)
        .with_header("connection", "close")
}

/// Finds the fault that a request meets; the body of the request does not matter.
fn meet(app: &App, incoming: &Incoming) -> Option<Meeting> {
    let segments = incoming.segments()?;
    app.faults
        .meet(&incoming.method, &segments, incoming.query("api-version"))
}

async fn respond(answer: Answer, meeting: Option<Meeting>) -> Response<Body> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    let (body, content_type) = answer.written();
    let body = Bytes::from(body);
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    if let Some(meeting) = meeting {
        if let Some(pause) = meeting.effects().slow_headers {
            meeting.clone().wait(pause).await;
        }
        return meeting.respond(status, headers, body);
    }
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
