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

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn case_blanks_and_charset_do_not_matter() {
        assert_eq!(normalized("Application/JSON;charset=utf-8"), "application/json");
        assert_eq!(normalized("text/plain ; Q=1;  charset=UTF-8"), "text/plain; q=1");
    }
}
