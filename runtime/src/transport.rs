//! The HTTP client: that of the caller, or the built-in one. The built-in one gives up soon on a host that cannot be reached,
//! and uses the proxies of the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) for every host but this machine.

use super::endpoint::Endpoint;
use azure_core::{
    Result,
    http::{ClientOptions, Transport},
};

/// Returns the transport of the caller, who is responsible for its proxies, or the built-in one.
///
/// # Errors
///
/// When there is none; `azure_core` would panic then.
pub(super) fn transport(options: &ClientOptions, endpoint: &Endpoint) -> Result<Transport> {
    match &options.transport {
        Some(transport) => Ok(transport.clone()),
        None => built_in(endpoint),
    }
}

/// Makes an HTTP client as `azure_core` does, but with a connection timeout of 5 seconds instead of 20. The timeout belongs
/// here, because only here is it certain that nothing was sent. The time of a response is limited by the `CallLimits`, for any
/// client.
#[cfg(feature = "reqwest")]
fn built_in(endpoint: &Endpoint) -> Result<Transport> {
    use crate::retry::MAX_UNREACHABLE_TIME;
    use azure_core::{Error, error::ErrorKind};
    use std::sync::Arc;

    let mut client = reqwest::Client::builder()
        .connect_timeout(MAX_UNREACHABLE_TIME.unsigned_abs())
        .redirect(reqwest::redirect::Policy::none());
    // With plain http, a proxy would receive the token in the clear; and its loopback is not that of this machine.
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
