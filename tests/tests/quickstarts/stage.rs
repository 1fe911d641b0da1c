//! Runs a quickstart, and answers questions about the run.

use acs_emulator::{Emulator, MessageKind, Options, Paging, Request};
use serde_json::Value;

/// An emulator, and the user as whom a quickstart is run.
pub struct Stage {
    pub emulator: Emulator,
    pub user: String,
    pub token: String,
}

impl Stage {
    pub async fn set() -> Self {
        // No pages that come empty: each page shows in the requests.
        let paging = Paging::default().without_empty_pages();
        let emulator = Emulator::start_with(Options::default().with_paging(paging))
            .await
            .unwrap();
        let user = emulator.create_user();
        let token = emulator.token(&user);
        Self {
            emulator,
            user: user.id,
            token,
        }
    }

    /// The requests so far, with what is known by `names` in its place, each with its status; and that all chat requests
    /// are of one version.
    pub fn trace(&self, version: &str, names: &[(&str, &str)]) -> Vec<String> {
        let line = |request: &Request| {
            if request.path.starts_with("/chat/") {
                assert_eq!(
                    request.query_parameter("api-version").as_deref(),
                    Some(version),
                    "{request:?}"
                );
                assert_eq!(
                    request.header("authorization"),
                    Some(&*format!("Bearer {}", self.token))
                );
            }
            let path = request.path.replace("%3A", ":").replace("%40", "@");
            let path = names.iter().fold(path, |path, (id, name)| path.replace(id, name));
            format!("{} {path} {}", request.method, request.status.unwrap())
        };
        self.emulator.requests().iter().map(line).collect()
    }

    /// The bodies of the requests with this method whose path ends so.
    pub fn bodies(&self, method: &str, end: &str) -> Vec<Value> {
        self.having(method, end)
            .iter()
            .filter_map(Request::json)
            .collect()
    }

    pub fn having(&self, method: &str, end: &str) -> Vec<Request> {
        let mut requests = self.emulator.requests();
        requests.retain(|request| request.method == method && request.path.ends_with(end));
        requests
    }

    /// The parameter of the requests with this path, each once.
    pub fn queries(&self, end: &str, name: &str) -> Vec<Option<String>> {
        let mut values: Vec<_> = self
            .having("GET", end)
            .iter()
            .map(|r| r.query_parameter(name))
            .collect();
        values.dedup();
        values
    }

    /// What kinds of messages a thread has, with the text of those that people wrote.
    pub fn messages(&self, thread_id: &str) -> Vec<(MessageKind, Option<String>)> {
        let messages = self.emulator.messages(thread_id);
        let show = |message: &acs_emulator::Message| (message.kind, message.text().map(str::to_owned));
        messages.iter().map(show).collect()
    }

    pub fn participants(&self, thread_id: &str) -> Vec<String> {
        let threads = self.emulator.threads();
        let thread = threads.iter().find(|thread| thread.id == thread_id).unwrap();
        thread
            .participants
            .iter()
            .map(|one| one.identifier.raw_id().to_owned())
            .collect()
    }
}
