//! A request to a webhook, over plain HTTP.

use std::io;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, Uri, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The largest response that is read.
const MAX_ANSWER: usize = 64 * 1024;

/// The address of a webhook.
#[derive(Clone, Debug)]
pub(super) struct Target {
    uri: Uri,
    timeout: Duration,
}

/// The response of a webhook.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Target {
    pub(super) fn new(url: &str, timeout: Duration) -> io::Result<Self> {
        let uri: Uri = url
            .parse()
            .map_err(|error| invalid(format!("`{url}` is not an address: {error}")))?;
        if uri.scheme_str() != Some("http") || uri.host().is_none() {
            return Err(invalid(format!(
                "`{url}` does not begin with `http://` and a host"
            )));
        }
        Ok(Self { uri, timeout })
    }

    /// Sends a request, and reads the response.
    pub(super) async fn send(
        &self,
        method: Method,
        headers: &[(&str, String)],
        body: String,
    ) -> io::Result<Answered> {
        tokio::time::timeout(self.timeout, self.exchange(method, headers, body))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    async fn exchange(
        &self,
        method: Method,
        headers: &[(&str, String)],
        body: String,
    ) -> io::Result<Answered> {
        let host = self.uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let stream = TcpStream::connect((host, self.uri.port_u16().unwrap_or(80))).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        let path = self.uri.path_and_query().map_or("/", |path| path.as_str());
        let authority = self.uri.authority().map_or("", |authority| authority.as_str());
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, authority);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body)).map_err(io::Error::other)?;
        let exchange = async {
            let (head, body) = sender
                .send_request(request)
                .await
                .map_err(io::Error::other)?
                .into_parts();
            let body = to_bytes(Body::new(body), MAX_ANSWER)
                .await
                .map_err(io::Error::other)?;
            Ok(Answered {
                status: head.status,
                headers: head.headers,
                body: body.to_vec(),
            })
        };
        let mut exchange = std::pin::pin!(exchange);
        tokio::select! {
            answered = exchange.as_mut() => answered,
            // The connection may end before all of the response was read from it.
            _ended = connection => exchange.await,
        }
    }
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
