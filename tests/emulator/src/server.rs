//! The socket: accepts connections, serves each until it ends or the emulator stops.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::fault::CutOff;

/// How long requests that are under way may take to end once the emulator stops.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(200);

/// The longest timeout; a longer one would be the same as none, and could not be added to the time.
const MAX_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How long to wait before accepting again after that failed.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(10);

/// A socket that listens but does not serve yet.
#[derive(Debug)]
pub(crate) struct BoundSocket {
    listener: TcpListener,
    pub(crate) address: SocketAddr,
}

/// A server that runs as a task until it is stopped or dropped.
#[derive(Debug)]
pub(crate) struct Server {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Listens on a port of this machine, which other machines cannot reach.
pub(crate) async fn bind(port: u16) -> io::Result<BoundSocket> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    Ok(BoundSocket { listener, address })
}

impl BoundSocket {
    /// Begins to serve.
    ///
    /// What a caller begins to send, the handshake or the head of a request, must be there within `timeout`, and so must
    /// the next request on a connection; else the connection ends.
    pub(crate) fn serve(self, router: Router, tls: Option<TlsAcceptor>, timeout: Duration) -> Server {
        let (stop, stopped) = watch::channel(false);
        let timeout = timeout.min(MAX_TIMEOUT);
        let serving = Serving { router, tls, timeout };
        let task = tokio::spawn(accept(self.listener, serving, stopped));
        Server { stop, task }
    }
}

impl Server {
    /// Stops and waits until no connection is left.
    pub(crate) async fn stop(mut self) {
        self.stop.send_replace(true);
        // An error would mean that the task has already ended.
        let _ended = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// What every connection needs.
#[derive(Clone)]
struct Serving {
    router: Router,
    tls: Option<TlsAcceptor>,
    timeout: Duration,
}

async fn accept(listener: TcpListener, serving: Serving, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, serving.clone(), stopped.clone()));
                }
                // The caller went away before it was let in, or this process has no file handle left: try again.
                Err(_) => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // What is left after that is cut off when the set is dropped.
    let _cut_off = tokio::time::timeout(SHUTDOWN_GRACE, ended).await;
}

async fn connection(stream: TcpStream, serving: Serving, mut stopped: watch::Receiver<bool>) {
    let Serving { router, tls, timeout } = serving;
    let Some(tls) = tls else {
        return http(stream, router, timeout, stopped).await;
    };
    tokio::select! {
        // A handshake fails when the caller does not trust the certificate; the caller reports that.
        shaken = tokio::time::timeout(timeout, tls.accept(stream)) => if let Ok(Ok(stream)) = shaken {
            http(stream, router, timeout, stopped).await;
        },
        _ = stopped.changed() => {}
    }
}

async fn http(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    router: Router,
    timeout: Duration,
    mut stopped: watch::Receiver<bool>,
) {
    let service = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let service = service.clone();
        async move {
            let answered: Result<_, Infallible> =
                hyper::service::Service::call(&service, request.map(Body::new)).await;
            let Ok(response) = answered;
            match response.extensions().get::<CutOff>() {
                // With an error the connection ends, and nothing is sent.
                Some(_) => Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
                None => Ok(response),
            }
        }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(timeout);
    let mut serving = pin!(server.serve_connection(TokioIo::new(stream), service));
    // A connection ends in an error when its caller violates HTTP or disconnects, which is not a failure of the server.
    tokio::select! {
        _ended = serving.as_mut() => {}
        _ = stopped.changed() => {
            serving.as_mut().graceful_shutdown();
            let _ended = serving.await;
        }
    }
}
