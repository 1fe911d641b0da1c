//! Media types: how a body of each is read and written.

/// How a body of a media type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// JSON, merge patches and other types that end with `+json` included.
    Json,
    /// XML.
    Xml,
    /// Text.
    Text,
    /// Server-sent events.
    Events,
    /// JSON values, one in each line.
    Lines,
    /// Any, as `*/*` and `application/*` say.
    Any,
    /// Bytes.
    Bytes,
}

/// How a body of this media type is written. Parameters and case do not matter.
pub fn media_kind(media_type: &str) -> MediaKind {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => MediaKind::Json,
        "application/xml" | "text/xml" => MediaKind::Xml,
        "text/event-stream" => MediaKind::Events,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-seq"
        | "application/stream+json" => MediaKind::Lines,
        "*/*" | "application/*" | "" => MediaKind::Any,
        other if other.ends_with("+json") => MediaKind::Json,
        // An image in XML is not data.
        other if other.ends_with("+xml") && other.starts_with("application/") => MediaKind::Xml,
        other if other.starts_with("text/") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

/// Whether a media type is JSON, merge-patch JSON included.
pub fn is_json(media_type: &str) -> bool {
    media_kind(media_type) == MediaKind::Json
}

#[cfg(test)]
mod tests {
    use super::{MediaKind, media_kind};

    #[test]
    fn parameters_and_case_do_not_matter() {
        for (media_type, kind) in [
            ("Application/JSON; charset=utf-8", MediaKind::Json),
            ("application/problem+json", MediaKind::Json),
            ("application/atom+xml;type=entry", MediaKind::Xml),
            ("image/svg+xml", MediaKind::Bytes),
            ("text/csv", MediaKind::Text),
            ("text/event-stream", MediaKind::Events),
            ("application/x-ndjson;charset=utf-8", MediaKind::Lines),
            ("application/stream+json", MediaKind::Lines),
            ("*/*", MediaKind::Any),
            ("application/octet-stream", MediaKind::Bytes),
        ] {
            assert_eq!(media_kind(media_type), kind, "{media_type}");
        }
    }
}
