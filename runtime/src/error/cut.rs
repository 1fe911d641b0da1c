//! Completes JSON that was cut within a string, so that the part before can be read: the code of an error stands before the
//! message that makes the body long.

/// Returns the JSON with its last string, arrays and objects closed; `None` when it does not end within a string.
pub(super) fn complete(bytes: &[u8]) -> Option<Vec<u8>> {
    let whole = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(why) => str::from_utf8(bytes.get(..why.valid_up_to())?).ok()?,
    };
    let mut open = Vec::new();
    // Where the string that was cut can end: not within an escape.
    let mut end = None;
    let mut escape: usize = 0;
    for (at, byte) in whole.bytes().enumerate() {
        match (end, byte) {
            (Some(_), b'u') if escape == 1 => escape = 4,
            (Some(_), b'\\') if escape == 0 => escape = 1,
            (Some(_), b'"') if escape == 0 => end = None,
            (Some(_), _) => {
                escape = escape.saturating_sub(1);
                if escape == 0 {
                    end = Some(at + 1);
                }
            }
            (None, b'"') => end = Some(at + 1),
            (None, b'{') => open.push(b'}'),
            (None, b'[') => open.push(b']'),
            (None, b'}' | b']') => drop(open.pop()),
            (None, _) => {}
        }
    }
    let mut json = whole.get(..end?)?.as_bytes().to_vec();
    json.push(b'"');
    json.extend(open.into_iter().rev());
    Some(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_cut_within_a_text_is_completed() {
        for (cut, whole) in [
            (r#"{"a":"x"#, r#"{"a":"x"}"#),
            (r#"{"a":[{"b":1,"c":""#, r#"{"a":[{"b":1,"c":""}]}"#),
            (r#"["a\"b\\"#, r#"["a\"b\\"]"#),
            (r#"["a\"#, r#"["a"]"#),
            (r#"["a\u00e"#, r#"["a"]"#),
            (r#"["a\u00e9"#, r#"["a\u00e9"]"#),
            (r#"["a\u00e9b"#, r#"["a\u00e9b"]"#),
        ] {
            assert_eq!(
                complete(cut.as_bytes()).as_deref(),
                Some(whole.as_bytes()),
                "{cut}"
            );
        }
        assert_eq!(complete(b"[\"a\xc3").as_deref(), Some(&b"[\"a\"]"[..]));
        for other in ["", "{}", r#"{"a":1"#, r#"{"a""#, "<html>"] {
            assert_eq!(complete(other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn wherever_the_message_is_cut_the_code_is_read(message in "\\PC{1,40}|[\\\\\"\n\u{1f600}]{1,20}", at in 0usize..200) {
            let body = serde_json::json!({ "error": { "code": "c", "message": message } }).to_string();
            let begin = body.find("\"message\":\"").unwrap() + 11;
            let cut = &body.as_bytes()[..(begin + at).min(body.len() - 3)];
            let json: serde_json::Value = serde_json::from_slice(&complete(cut).unwrap()).unwrap();
            prop_assert_eq!(&json["error"]["code"], "c");
        }
    }
}
