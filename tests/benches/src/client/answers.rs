//! What the service answers, made beforehand where it is used often.

use super::MESSAGE;
use azure_core::Bytes;

/// How many messages a page holds.
pub const PAGE_SIZE: usize = 100;

/// The headers of every response.
pub(super) const HEADERS: [(&str, &str); 4] = [
    ("content-type", "application/json; charset=utf-8"),
    (
        "api-supported-versions",
        "2021-03-07, 2021-09-07, 2023-11-07, 2024-03-07, 2025-03-15",
    ),
    ("date", "Fri, 20 Nov 2026 12:00:00 GMT"),
    ("ms-cv", "1KmJ5rZBfEuhBQ0v3PqjKw.0"),
];

/// The answers of one thread.
#[derive(Debug)]
pub struct Answers {
    endpoint: String,
    message: Bytes,
    /// The messages of any page.
    items: String,
    /// The first pages; later ones are made when they are asked for.
    first: Vec<Bytes>,
    pages: usize,
}

impl Answers {
    /// Prepares a thread of so many messages; links lead to `endpoint`.
    #[must_use]
    pub fn new(endpoint: &str, messages: usize) -> Self {
        let items: Vec<_> = (0..PAGE_SIZE).map(message).collect();
        let mut answers = Self {
            endpoint: endpoint.to_owned(),
            message: Bytes::from(message(0)),
            items: items.join(","),
            first: Vec::new(),
            pages: messages / PAGE_SIZE,
        };
        answers.first = (0..answers.pages.min(10))
            .map(|page| answers.write_page(page))
            .collect();
        answers
    }

    /// Answers a request: status and body.
    pub(super) fn answer(&self, posts: bool, path: &str, query: Option<&str>) -> (u16, Bytes) {
        if posts {
            return (201, Bytes::from_static(br#"{"id":"1615239199123"}"#));
        }
        if !path.ends_with("/messages") {
            return (200, self.message.clone());
        }
        let page = query
            .and_then(|query| query.split_once("page="))
            .and_then(|(_, page)| page.split('&').next()?.parse().ok())
            .unwrap_or(0);
        let body = self.first.get(page).cloned();
        (200, body.unwrap_or_else(|| self.write_page(page)))
    }

    fn write_page(&self, page: usize) -> Bytes {
        let Self { endpoint, items, .. } = self;
        let next = page + 1;
        let link = if next < self.pages {
            format!(
                r#","nextLink":"{endpoint}/chat/threads/19%3Abenchmark%40thread.v2/messages?page={next}&api-version=2025-03-15""#
            )
        } else {
            String::new()
        };
        // As large as it is, and no larger: a client may keep it while it reads it.
        Bytes::from([r#"{"value":["#, items, "]", &link, "}"].concat())
    }
}

fn message(number: usize) -> String {
    let user = "8:acs:46849534-eb08-4ab7-bde7-c36928cd1547_00000009-e7fa-1bf2-fa5d-573a0d0016a8";
    format!(
        concat!(
            r#"{{"id":"{}","type":"text","sequenceId":"{}","version":"1615239199123","#,
            r#""content":{{"message":"hello world, this is message {} of a usual length in a chat"}},"#,
            r#""senderDisplayName":"Ada Lovelace","createdOn":"2026-11-20T12:00:00Z","#,
            r#""senderCommunicationIdentifier":{{"rawId":"{}","communicationUser":{{"id":"{}"}}}}}}"#,
        ),
        MESSAGE, number, number, user, user
    )
}
