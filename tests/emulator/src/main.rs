//! The emulator as a program: prints its endpoint and credentials, and serves until it is stopped.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use acs_emulator::{
    Emulator, EventSchema, EventSubscription, EventSubscriptionHandle, Fault, Options, Paging,
};
use clap::Parser;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Azure Communication Services Chat and Identity in memory, over real HTTP.
///
/// Prints one KEY=value per line and serves until it is stopped (Ctrl-C). Its state is lost then.
#[derive(Parser, Debug)]
#[command(version, after_long_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Arguments {
    /// Port on 127.0.0.1; any free one when not given.
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "PORT")]
    port: u16,

    /// Serve HTTPS, with a certificate made at start; a file with the one to trust is printed.
    #[arg(long)]
    tls: bool,

    /// Items on a page of a list when the caller does not say.
    #[arg(long, default_value_t = Paging::default().default_size, value_name = "ITEMS")]
    page_size: usize,

    /// Make every Nth page of a list empty although the list continues, as the service does now and then; 0 for never.
    #[arg(long, default_value_t = Paging::default().empty_every.unwrap_or(0), value_name = "N")]
    empty_page_every: u32,

    /// Deliver the events of chat to a webhook, as Event Grid does; it is asked first, for a minute until it is there.
    #[arg(long = "events", value_name = "URL")]
    events: Option<String>,

    #[arg(
        long,
        requires = "events",
        help = "Deliver events as CloudEvents 1.0 instead of in the schema of Event Grid"
    )]
    cloud_events: bool,

    /// Deliver up to N events that wait in one request.
    #[arg(
        long,
        requires = "events",
        default_value_t = 1,
        hide_default_value = true,
        value_name = "N"
    )]
    event_batch: usize,

    /// Deliver each request with events twice.
    #[arg(long, requires = "events")]
    events_doubled: bool,

    /// Deliver the last of the events that wait first.
    #[arg(long, requires = "events")]
    events_reordered: bool,

    /// Deliver events so many seconds late.
    #[arg(
        long,
        requires = "events",
        default_value_t = 0,
        hide_default_value = true,
        value_name = "SECONDS"
    )]
    events_late: u32,

    /// Make requests fail; several faults happen one after the other. See below.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

impl Arguments {
    /// The webhook that gets the events.
    fn subscription(&self) -> Option<EventSubscription> {
        let mut subscription = EventSubscription::to(self.events.as_ref()?)
            .with_batch(self.event_batch)
            .late(Duration::from_secs(self.events_late.into()));
        if self.cloud_events {
            subscription = subscription.with_schema(EventSchema::CloudEvents);
        }
        if self.events_doubled {
            subscription = subscription.doubled();
        }
        if self.events_reordered {
            subscription = subscription.reordered();
        }
        Some(subscription)
    }
}

const AFTER_HELP: &str = "\
What it prints:
  ACS_ENDPOINT   where it serves
  ACS_TOKEN      a token with chat scope, good for a day
  ACS_USER_ID    whose token that is
  ACS_TOKEN_2, ACS_USER_ID_2
                 a second user, to talk to
  ACS_CONNECTION_STRING, ACS_ACCESS_KEY
                 for clients of identity, which make more users and tokens
  ACS_ENTRA_TOKEN
                 a token of Microsoft Entra, good for an hour, which opens identity and can be exchanged
  ACS_CA_CERT    with --tls: a file that holds the certificate to trust (PEM); it is removed at the end

Example: use it from a shell
  $ acs-emulator --port 8080 | tee emulator.env    # and in another shell:
  $ export $(cat emulator.env)
  $ curl \"$ACS_ENDPOINT/chat/threads?api-version=2025-03-15\" -H \"Authorization: Bearer $ACS_TOKEN\"

Example: official SDKs, which insist on HTTPS
  $ acs-emulator --tls | tee emulator.env
  $ export $(cat emulator.env) && export REQUESTS_CA_BUNDLE=$ACS_CA_CERT NODE_EXTRA_CA_CERTS=$ACS_CA_CERT

Faults:
  A fault is a list with commas of what goes wrong, for which requests, and how often.
  What    status=503, with retry-after=SECONDS, retry-after-date=2100-01-01T00:00:00Z, retry-after-ms=MS,
          x-ms-retry-after-ms=MS, header=NAME:VALUE
          empty-body, malformed-body, truncated-body, content-type=TYPE, large-body[=BYTES], chunked, gzip
          slow-headers[=2s], slow-body[=500ms] (for ever, without a time)
          drop-unread, drop-unanswered; carried-out lets it or a status come after the work is done
          foreign-next-link=ORIGIN, looping-next-link, next-link=TEXT
          expired-token, revoked-token, clock-skew=SECONDS
  Which   method=POST, path=/chat/threads/*/messages (* in a segment, ** for any segments), version=2021-03-07
  Often   once, times=N, after=N (the first N are spared); else every time

Example: the first two messages are refused, the third is sent but its response lost
  $ acs-emulator --fault 'status=429,retry-after=1,method=POST,path=/chat/threads/*/messages,times=2' \\
                 --fault 'drop-unanswered,carried-out,method=POST,path=/chat/threads/*/messages,once'

What differs from the service: no real-time notifications, no throttling unless by a fault, tokens come from this
program. Every request is checked against the API description, and the response to one that does not fit says why. With a
401 the reason is in the header x-acs-emulator-reason; its body is empty from chat, as with the service.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let paging = Paging::default().with_default_size(arguments.page_size);
    let paging = match arguments.empty_page_every {
        0 => paging.without_empty_pages(),
        pages => paging.with_empty_every(pages),
    };
    let options = Options::default().with_port(arguments.port).with_paging(paging);
    let options = if arguments.tls {
        options.with_tls()
    } else {
        options
    };
    let subscription = arguments.subscription();
    let emulator = Emulator::start_with(options).await.map_err(|error| {
        io::Error::new(
            error.kind(),
            format!("cannot serve on port {}: {error}", arguments.port),
        )
    })?;
    let stop = StopSignal::listen()?;
    let certificate = emulator
        .ca_certificate()
        .map(CertificateFile::write)
        .transpose()?;
    for fault in arguments.faults {
        emulator.fault(fault);
    }
    announce(&emulator, certificate.as_ref())?;
    let stopped = stop.received();
    tokio::pin!(stopped);
    let events = match subscription {
        None => None,
        Some(subscription) => tokio::select! {
            () = &mut stopped => return Ok(()),
            subscribed = subscribe(&emulator, subscription) => Some(subscribed?),
        },
    };
    stopped.await;
    drop(events);
    emulator.stop().await;
    Ok(())
}

/// Subscribes a webhook, which may begin to serve only once it knows the emulator's address.
async fn subscribe(
    emulator: &Emulator,
    subscription: EventSubscription,
) -> io::Result<EventSubscriptionHandle> {
    let mut tries = 0;
    loop {
        match emulator.subscribe(subscription.clone()).await {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused && tries < 60 => {
                tries += 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            Err(error) => {
                return Err(io::Error::new(
                    error.kind(),
                    format!("cannot deliver events to {}: {error}", subscription.url),
                ));
            }
            Ok(handle) => return Ok(handle),
        }
    }
}

fn announce(emulator: &Emulator, certificate: Option<&CertificateFile>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "ACS_ENDPOINT={}", emulator.endpoint())?;
    for suffix in ["", "_2"] {
        let user = emulator.create_user();
        writeln!(out, "ACS_TOKEN{suffix}={}", emulator.token(&user))?;
        writeln!(out, "ACS_USER_ID{suffix}={}", user.id)?;
    }
    writeln!(out, "ACS_CONNECTION_STRING={}", emulator.connection_string())?;
    writeln!(out, "ACS_ACCESS_KEY={}", emulator.access_key())?;
    writeln!(out, "ACS_ENTRA_TOKEN={}", emulator.entra_token())?;
    if let Some(certificate) = certificate {
        writeln!(out, "ACS_CA_CERT={}", certificate.path().display())?;
    }
    out.flush()
}

/// The certificate to trust, in a file that is there for as long as the program runs.
struct CertificateFile(PathBuf);

impl CertificateFile {
    fn write(pem: &str) -> io::Result<Self> {
        let path = env::temp_dir().join(format!("acs-emulator-{}.pem", uuid::Uuid::new_v4().simple()));
        // The file must not exist, so that a link of another user at that path is not followed.
        File::create_new(&path)?.write_all(pem.as_bytes())?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for CertificateFile {
    #[expect(clippy::disallowed_methods, reason = "the file is the program's own")]
    fn drop(&mut self) {
        // A file that cannot be removed is left to the system, like other temporary files.
        let _left = fs::remove_file(&self.0);
    }
}

/// The signals that stop the program: Ctrl-C and, on Unix, the signal to terminate.
#[cfg(unix)]
struct StopSignal {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl StopSignal {
    /// Listens from now on, so that a signal that comes while the program starts is not lost.
    fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn received(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct StopSignal(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl StopSignal {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn received(mut self) {
        self.0.recv().await;
    }
}
