//! From a request on the wire to its response on the wire.
//!
//! Meet a fault, perhaps -> read whole -> record -> answer -> wait, if the fault says so -> send.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};

use crate::answer::Answer;
use crate::app::App;
use crate::errors::{ErrorForm, Failure};
use crate::fault::{AppliedFault, Cut, Effects, cut_off};
use crate::incoming::Incoming;

/// Bodies larger than this are refused unread.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Returns the service over an emulator, ready for a server.
pub(crate) fn router(app: Arc<App>) -> Router {
    // The paths are in the descriptions, so one handler serves them all.
    Router::new().fallback(serve).with_state(app)
}

async fn serve(State(app): State<Arc<App>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let mut incoming = Incoming::new(parts);
    let fault = fault_for(&app, &incoming);
    let none = Effects::default();
    let effects = fault.as_ref().map_or(&none, AppliedFault::effects);
    if effects.cut == Some(Cut::Unread) {
        app.record().note_request(&incoming);
        return cut_off();
    }
    let read = tokio::time::timeout(app.options.request_timeout, to_bytes(body, MAX_BODY)).await;
    let unread = match &read {
        Ok(Ok(_)) => None,
        Ok(Err(_)) => Some(too_large()),
        Err(_) => Some(too_slow()),
    };
    incoming.body = read.ok().and_then(Result::ok).unwrap_or_default();
    let entry = app.record().note_request(&incoming);
    if effects.cut.is_some() && !effects.carried_out {
        return cut_off();
    }
    let answer = unread.unwrap_or_else(|| app.answer(&incoming, effects));
    if effects.cut.is_some() {
        return cut_off();
    }
    app.record().note_status(entry, answer.status);
    respond(answer, fault).await
}

fn too_large() -> Answer {
    let message = format!("The body could not be read, or is larger than {MAX_BODY} bytes.");
    Failure::new(413, "RequestEntityTooLarge", message).answer(ErrorForm::Described)
}

fn too_slow() -> Answer {
    let message = "The body did not come in time.";
    Failure::new(408, "RequestTimeout", message)
        .answer(ErrorForm::Described)
        .with_header("connection", "close")
}

/// Finds the fault for a request; the body of the request does not matter.
fn fault_for(app: &App, incoming: &Incoming) -> Option<AppliedFault> {
    let segments = incoming.segments()?;
    app.faults
        .apply_to(&incoming.method, &segments, incoming.query("api-version"))
}

async fn respond(answer: Answer, fault: Option<AppliedFault>) -> Response<Body> {
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
    if let Some(fault) = fault {
        if let Some(pause) = fault.effects().slow_headers {
            fault.clone().wait(pause).await;
        }
        return fault.respond(status, headers, body);
    }
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
