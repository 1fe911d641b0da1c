//! Which HTTP client sends: the caller's, or the built-in one, which does not wait long for a host that is not there, and
//! goes through the proxies of the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) to every host but this machine.

use super::endpoint::Endpoint;
use azure_core::{
    Result,
    http::{ClientOptions, Transport},
};

/// Takes the caller's transport, whose proxies are the caller's business, or the built-in one; `azure_core` panics where
/// this is an error.
pub(super) fn transport(options: &ClientOptions, endpoint: &Endpoint) -> Result<Transport> {
    match &options.transport {
        Some(transport) => Ok(transport.clone()),
        None => built_in(endpoint),
    }
}

/// Makes an HTTP client as `azure_core` does, but for the time it takes to give a connection up: 5 seconds instead of
/// 20. Bounded here, and not by whoever waits for the answer, because only here it is certain that nothing was sent. How
/// long an answer may take is for the `CallLimits`, whatever the client.
#[cfg(feature = "reqwest")]
fn built_in(endpoint: &Endpoint) -> Result<Transport> {
    use crate::retry::MAX_UNREACHABLE_TIME;
    use azure_core::{Error, error::ErrorKind};
    use std::sync::Arc;

    let mut client = reqwest::Client::builder()
        .connect_timeout(MAX_UNREACHABLE_TIME.unsigned_abs())
        .redirect(reqwest::redirect::Policy::none());
    // A proxy would be sent the token in the clear where this is plain http, and its loopback is another machine's.
    if endpoint.is_loopback() {
        client = client.no_proxy();
    }
    let client = client
        .build()
        .map_err(|why| Error::with_error(ErrorKind::Other, why, "there is no HTTP client"))?;
    Ok(Transport::new(Arc::new(client)))
}

#[cfg(not(feature = "reqwest"))]
fn built_in(_: &Endpoint) -> Result<Transport> {
    use azure_core::{Error, error::ErrorKind};

    Err(Error::with_message(
        ErrorKind::Other,
        "there is no HTTP client: enable the feature `reqwest`, or set `ClientOptions::transport`",
    ))
}
