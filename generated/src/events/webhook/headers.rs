//! The headers of a request that matter to a webhook.

/// The longest value that is kept.
const MAX_VALUE: usize = 1024;

/// The headers that matter; of several with one name, the first.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// The purpose of a POST, in the Event Grid schema.
    pub(super) event_type: Option<String>,
    pub(super) delivery_count: Option<u32>,
    /// Who asks to send `CloudEvents`, or sends them.
    pub(super) origin: Option<String>,
    /// How many requests a minute it asks to send.
    pub(super) rate: Option<String>,
}

impl Headers {
    pub(super) fn find<N: AsRef<str>, V: AsRef<[u8]>>(headers: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut found = Self::default();
        let mut count = None;
        for (name, value) in headers {
            let place = match name.as_ref() {
                name if name.eq_ignore_ascii_case("aeg-event-type") => &mut found.event_type,
                name if name.eq_ignore_ascii_case("aeg-delivery-count") => &mut count,
                name if name.eq_ignore_ascii_case("webhook-request-origin") => &mut found.origin,
                name if name.eq_ignore_ascii_case("webhook-request-rate") => &mut found.rate,
                _ => continue,
            };
            let value = value.as_ref();
            let value = value.get(..MAX_VALUE).unwrap_or(value).trim_ascii();
            place.get_or_insert_with(|| String::from_utf8_lossy(value).into_owned());
        }
        found.delivery_count = count.and_then(|count| count.parse().ok());
        found
    }

    pub(super) fn is_event_type(&self, name: &str) -> bool {
        self.event_type
            .as_deref()
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    }
}
