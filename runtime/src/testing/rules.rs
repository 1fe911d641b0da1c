//! A transport that answers each operation by rules.

use super::{lock::lock, reply::Reply, route::Route, seen::SeenRequest};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, Transport},
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
};

/// The responses to the calls of one operation.
///
/// The operation is named as in the docs of its method: `GET /cities/{city}`. [`when_path`](Self::when_path)
/// refers to arguments by the names between braces.
pub struct Rule {
    operation: String,
    route: Route,
    conditions: Vec<Condition>,
    answers: Mutex<Answers>,
    used: Mutex<usize>,
}

/// What a request must have for a rule to answer it.
type Condition = Box<dyn Fn(&Call<'_>) -> bool + Send + Sync>;

/// A request, and the arguments in its path.
struct Call<'a> {
    request: &'a SeenRequest,
    arguments: Vec<(&'a str, String)>,
}

enum Answers {
    Always(Reply),
    InTurn(VecDeque<Reply>),
    Made(Arc<dyn Fn(&SeenRequest) -> Reply + Send + Sync>),
}

impl Rule {
    /// Makes a rule for the calls of an operation, `GET /cities/{city}`. By default it answers 200 without a body.
    pub fn on(operation: &str) -> Self {
        Self {
            operation: operation.trim().to_owned(),
            route: Route::parse(operation),
            conditions: Vec::new(),
            answers: Mutex::new(Answers::Always(Reply::new(200, ""))),
            used: Mutex::default(),
        }
    }

    /// Answers only calls with this argument in the path.
    #[must_use]
    pub fn when_path(self, name: &str, value: impl Into<String>) -> Self {
        let (name, value) = (name.to_owned(), value.into());
        self.and(move |call| {
            let mut arguments = call.arguments.iter();
            arguments.any(|(found, given)| *found == name && *given == value)
        })
    }

    /// Answers only calls with this parameter in the query.
    #[must_use]
    pub fn when_query(self, name: &str, value: impl Into<String>) -> Self {
        let (name, value) = (name.to_owned(), value.into());
        self.and(move |call| call.request.query(&name).as_ref() == Some(&value))
    }

    /// Answers only calls whose body is JSON for which this function returns `true`.
    #[must_use]
    pub fn when_body(self, is: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        self.and(move |call| call.request.json().is_some_and(|body| is(&body)))
    }

    /// Answers only calls for which this function returns `true`.
    #[must_use]
    pub fn when(self, is: impl Fn(&SeenRequest) -> bool + Send + Sync + 'static) -> Self {
        self.and(move |call| is(call.request))
    }

    /// Answers every call with this reply.
    #[must_use]
    pub fn answers(self, reply: Reply) -> Self {
        self.with(Answers::Always(reply))
    }

    /// Answers one call with this reply. Later calls are left to the rules after this one.
    #[must_use]
    pub fn once(self, reply: Reply) -> Self {
        self.in_turn([reply])
    }

    /// Answers the first call with the first reply, the second with the second, and so on. Later calls are left to the rules
    /// after this one.
    #[must_use]
    pub fn in_turn(self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.with(Answers::InTurn(replies.into_iter().collect()))
    }

    /// Answers every call with the reply that this function makes from the request.
    #[must_use]
    pub fn answers_with(self, make: impl Fn(&SeenRequest) -> Reply + Send + Sync + 'static) -> Self {
        self.with(Answers::Made(Arc::new(make)))
    }

    fn and(mut self, is: impl Fn(&Call<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.conditions.push(Box::new(is));
        self
    }

    fn with(mut self, answers: Answers) -> Self {
        self.answers = Mutex::new(answers);
        self
    }

    /// Answers a request, unless it is of another operation, a condition does not hold, or no reply is left.
    fn reply(&self, method: &str, path: &str, request: &SeenRequest) -> Option<Reply> {
        let arguments = self.route.arguments(method, path)?;
        let call = Call { request, arguments };
        if !self.conditions.iter().all(|holds| holds(&call)) {
            return None;
        }
        let make = match &mut *lock(&self.answers) {
            Answers::Always(reply) => Ok(reply.clone()),
            Answers::InTurn(replies) => Ok(replies.pop_front()?),
            Answers::Made(make) => Err(Arc::clone(make)),
        };
        *lock(&self.used) += 1;
        // Called without the lock, so that it may look at the rules.
        Some(make.unwrap_or_else(|make| make(request)))
    }

    /// Returns the unused part of the rule; `None` if all of it was used.
    fn unused(&self) -> Option<String> {
        match &*lock(&self.answers) {
            Answers::InTurn(replies) => match replies.len() {
                0 => None,
                1 => Some("1 reply is left".to_owned()),
                left => Some(format!("{left} replies are left")),
            },
            Answers::Always(_) | Answers::Made(_) => {
                (*lock(&self.used) == 0).then(|| "it was never called".to_owned())
            }
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("operation", &self.operation)
            .field("used", &*lock(&self.used))
            .finish_non_exhaustive()
    }
}

/// A transport that answers each request by the first [`Rule`] that matches. If none matches, the request fails with an error that
/// names the request and the rules.
#[derive(Debug)]
pub struct Rules {
    in_order: Vec<Rule>,
    below: String,
    seen: Mutex<Vec<SeenRequest>>,
}

impl Rules {
    /// Makes a transport with these rules.
    pub fn new(rules: impl IntoIterator<Item = Rule>) -> Arc<Self> {
        Self::below("", rules)
    }

    /// Makes a transport for an endpoint with a path, such as `/weather/v1`. The paths of all rules are relative to it.
    pub fn below(path: &str, rules: impl IntoIterator<Item = Rule>) -> Arc<Self> {
        Arc::new(Self {
            in_order: rules.into_iter().collect(),
            below: path.trim_end_matches('/').to_owned(),
            seen: Mutex::default(),
        })
    }

    /// Returns the options of a client that uses this transport.
    pub fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    /// Returns the requests so far, in their order.
    pub fn seen(&self) -> Vec<SeenRequest> {
        lock(&self.seen).clone()
    }

    /// Returns the rules that were not used or have replies left, one per line.
    pub fn unused(&self) -> Vec<String> {
        let rules = self.in_order.iter().enumerate();
        let unused = rules.filter_map(|(at, rule)| {
            let why = rule.unused()?;
            Some(format!(
                "`{}` (the {} rule): {why}",
                rule.operation,
                ordinal(at + 1)
            ))
        });
        unused.collect()
    }

    /// Fails the test unless all rules and all of their replies were used.
    ///
    /// # Panics
    ///
    /// When a rule or a reply was not used; the message names it.
    #[track_caller]
    pub fn assert_used(&self) {
        let unused = self.unused();
        assert!(
            unused.is_empty(),
            "not all rules were used:\n{}",
            unused.join("\n")
        );
    }

    fn reply(&self, request: &Request, seen: &SeenRequest) -> Result<Reply> {
        let (method, path) = (request.method().to_string(), request.url().path());
        let replies = path.strip_prefix(&self.below).and_then(|path| {
            self.in_order
                .iter()
                .find_map(|rule| rule.reply(&method, path, seen))
        });
        replies.ok_or_else(|| {
            let rules: Vec<&str> = self.in_order.iter().map(|rule| rule.operation.as_str()).collect();
            let message = format!("no rule answers `{}`; there are: {}", seen.line, rules.join(", "));
            Error::with_message(ErrorKind::Other, message)
        })
    }
}

#[async_trait::async_trait]
impl HttpClient for Rules {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let seen = SeenRequest::of(request);
        lock(&self.seen).push(seen.clone());
        self.reply(request, &seen)?.react().await
    }
}

/// Writes `1st`.
fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests;
