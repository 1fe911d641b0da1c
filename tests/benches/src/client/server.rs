//! A plain server on loopback, in a process of its own so that its work is not counted with the client's.

use super::answers::{Answers, HEADERS};
use azure_core::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Method, Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    convert::Infallible,
    env,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tokio::net::TcpListener;

/// The argument that makes a program of ours the server.
const SERVE: &str = "serve";

/// The server; it ends when this is dropped.
pub struct Server {
    child: Child,
    endpoint: String,
}

impl Server {
    /// Starts the running program once more, as the server of a thread of 1,000 messages.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with("http")
    }

    /// Starts the same server for clients that take it for one with TLS, and send `https` addresses as `http`.
    #[must_use]
    pub fn taken_for_https() -> Self {
        Self::start_with("https")
    }

    fn start_with(scheme: &str) -> Self {
        let program = env::current_exe().expect("a program");
        let mut child = Command::new(program)
            .args([SERVE, scheme])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut endpoint = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut endpoint)
            .expect("its address");
        let endpoint = endpoint.trim().to_owned();
        Self { child, endpoint }
    }

    /// Where it answers.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves and does not return, if this is what the program was started for; to be called first in `main`.
pub fn serve() {
    if env::args().nth(1).as_deref() == Some(SERVE) {
        let scheme = env::args().nth(2);
        super::runtime().block_on(accept(scheme.as_deref().unwrap_or("http")));
    }
}

async fn accept(scheme: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("{scheme}://{}", listener.local_addr().expect("an address"));
    let answers = Arc::new(Answers::new(&endpoint, 1_000));
    writeln!(std::io::stdout(), "{endpoint}").expect("a reader");
    // Whoever started us holds our input; when it is closed, so is the server.
    std::thread::spawn(|| {
        let _ = std::io::stdin().lines().count();
        std::process::exit(0);
    });
    let runtime = tokio::task::LocalSet::new();
    runtime
        .run_until(async {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                let answers = Arc::clone(&answers);
                let service = service_fn(move |request| answer(Arc::clone(&answers), request));
                tokio::task::spawn_local(
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service),
                );
            }
        })
        .await;
}

async fn answer(
    answers: Arc<Answers>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let uri = request.uri();
    let (status, body) = answers.answer(request.method() == Method::POST, uri.path(), uri.query());
    let _ = request.into_body().collect().await;
    let mut response = Response::builder().status(status);
    for (name, value) in HEADERS {
        response = response.header(name, value);
    }
    Ok(response.body(Full::new(body)).expect("a response"))
}
