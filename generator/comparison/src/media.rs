//! Media types in normalized form.

/// A media type in lower case, with normalized blanks and without its charset: JSON and text state their encoding
/// themselves.
pub(super) fn normalized(media_type: &str) -> String {
    let lower = media_type.to_ascii_lowercase();
    let parts = lower.split(';').map(str::trim);
    let kept: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !part.starts_with("charset="))
        .collect();
    kept.join("; ")
}

/// Whether a body of a media type is XML.
pub(super) fn is_xml(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    name.ends_with("/xml") || name.ends_with("+xml")
}

/// Whether a body of a media type has parts with headers of their own.
pub(super) fn is_multipart(media_type: &str) -> bool {
    media_type.starts_with("multipart/")
}

/// Whether a body of a media type has fields.
pub(super) fn is_form(media_type: &str) -> bool {
    is_multipart(media_type) || media_type == "application/x-www-form-urlencoded"
}

/// Whether a range of media types, such as `text/*`, has another one in it.
pub(super) fn covers(range: &str, media_type: &str) -> bool {
    let without_parameters = |text: &str| text.split(';').next().unwrap_or_default().trim().to_owned();
    let (range, media_type) = (without_parameters(range), without_parameters(media_type));
    let Some((begin, end)) = range.split_once('*') else {
        return false;
    };
    range == "*/*"
        || (media_type.len() >= begin.len() + end.len()
            && media_type.starts_with(begin)
            && media_type.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{covers, normalized};

    #[test]
    fn case_blanks_and_charset_do_not_matter() {
        assert_eq!(normalized("Application/JSON;charset=utf-8"), "application/json");
        assert_eq!(normalized("text/plain ; Q=1;  charset=UTF-8"), "text/plain; q=1");
    }

    #[test]
    fn a_range_covers_what_fits() {
        for (range, media_type, expected) in [
            ("*/*", "application/json", true),
            ("application/*", "application/json; v=1", true),
            ("application/*+json", "application/problem+json", true),
            ("application/*+json", "application/json", false),
            ("application/json", "application/json", false),
            ("text/*", "application/json", false),
        ] {
            assert_eq!(covers(range, media_type), expected, "{range} {media_type}");
        }
    }
}
