//! Servers that violate HTTP or the description, over real connections: no call hangs, panics, uses all memory or returns a part as
//! if it were complete. Clocks are fake, so nothing waits.

mod answers;
mod elsewhere;
mod lines;
mod operations;
mod parts;
mod uploads;
mod xml;

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use azure_core::{
    http::{ClientMethodOptions, Context},
    time::Duration,
};
use client_runtime::{CallLimits, Clock, testing::FakeClock};
use futures::{FutureExt as _, future};

/// What follows the bytes of a response.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The connection is closed.
    Close,
    /// Nothing, and the connection stays open.
    Hold,
    /// These bytes again and again.
    Endless(&'static [u8]),
}

/// A server that writes the same bytes to each connection, for any request. Its thread ends with the program.
struct Server {
    endpoint: String,
    connections: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each connection with the next of these, and those after them with the last.
    fn start(answers: &[(&[u8], End)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let answers: Vec<(Vec<u8>, End)> = answers
            .iter()
            .map(|(bytes, end)| (bytes.to_vec(), *end))
            .collect();
        thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming().flatten() {
                let at = count.fetch_add(1, Ordering::SeqCst);
                if let Some((bytes, end)) = answers.get(at).or(answers.last()) {
                    held.extend(answer(stream, &seen, bytes, *end));
                }
            }
        });
        Self {
            endpoint,
            connections,
            heads,
        }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of all requests, byte for byte.
    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Writes a response once the head of a request is there, and returns a connection that stays open.
fn answer(mut stream: TcpStream, heads: &Mutex<Vec<String>>, bytes: &[u8], end: End) -> Option<TcpStream> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    heads
        .lock()
        .unwrap()
        .push(String::from_utf8_lossy(&head).into_owned());
    stream.write_all(bytes).ok()?;
    match end {
        End::Close => None,
        End::Hold => Some(stream),
        End::Endless(more) => {
            while stream.write_all(more).is_ok() {}
            None
        }
    }
}

/// The head of a response of a known length.
fn sized(media_type: &str, length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n")
}

/// The head of a response in chunks.
fn chunked(media_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n")
}

/// The options of a call on a clock, whose response may have 10,000 bytes.
fn options(clock: &Arc<FakeClock>) -> ClientMethodOptions<'static> {
    let clock: Arc<dyn Clock> = clock.clone();
    let limits = CallLimits::default().with_body_size(10_000);
    ClientMethodOptions {
        context: Context::new().with_value(clock).with_value(limits),
    }
}

/// Waits for a future while the clock advances, by at most an hour.
async fn as_time_passes<T>(clock: &FakeClock, future: impl Future<Output = T>) -> T {
    let passing = async {
        for _ in 0..3_600 {
            tokio::task::yield_now().await;
            clock.advance(Duration::seconds(1));
        }
    };
    let future = std::pin::pin!(future.fuse());
    match future::select(future, std::pin::pin!(passing)).await {
        future::Either::Left((output, _)) => output,
        future::Either::Right(((), future)) => match future.now_or_never() {
            Some(output) => output,
            None => panic!("it waits for more than an hour"),
        },
    }
}
