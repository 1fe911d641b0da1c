//! The words of a name, in the case of what it names. Every type, field and argument is named here, many of them more than once, so
//! this does without Unicode: names have only ASCII letters and digits.

use super::Case;

/// A text of ASCII letters and digits in a case. Anything else separates words, and so do an upper-case letter behind a lower-case one,
/// and the last upper-case letter of several before a lower-case one: `HTTPServer` is `HTTP` and `Server`.
pub(super) fn in_case(text: &str, case: Case) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = part.as_bytes();
        let mut start = 0;
        // The kind of letter before; a digit is as the letter before it. At the beginning of a word there is none.
        let (mut after_lower, mut after_upper) = (false, false);
        for (at, byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1);
            let next_is = |is: fn(&u8) -> bool| next.is_some_and(is);
            let was_upper = after_upper;
            if byte.is_ascii_lowercase() || byte.is_ascii_uppercase() {
                (after_lower, after_upper) = (byte.is_ascii_lowercase(), byte.is_ascii_uppercase());
            }
            let end = if after_lower && next_is(u8::is_ascii_uppercase) {
                at + 1
            } else if was_upper && byte.is_ascii_uppercase() && next_is(u8::is_ascii_lowercase) {
                at
            } else {
                continue;
            };
            push(&mut out, part.get(start..end).unwrap_or_default(), case);
            start = end;
            (after_lower, after_upper) = (false, false);
        }
        push(&mut out, part.get(start..).unwrap_or_default(), case);
    }
    out
}

/// Puts a word behind others.
fn push(out: &mut String, word: &str, case: Case) {
    let Some(first) = word.chars().next() else {
        return;
    };
    match case {
        Case::Type => out.push(first.to_ascii_uppercase()),
        Case::Value => {
            if !out.is_empty() {
                out.push('_');
            }
            out.push(first.to_ascii_lowercase());
        }
    }
    out.extend(word.chars().skip(1).map(|c| c.to_ascii_lowercase()));
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase, ToUpperCamelCase};

    use super::{Case, in_case};

    /// Every text of up to six of these characters, and some that are names.
    #[test]
    fn words_are_those_of_heck() {
        const CHARACTERS: [char; 6] = ['a', 'b', 'A', 'B', '1', ' '];
        let mut texts = vec![String::new()];
        let mut from = 0;
        for _ in 0..6 {
            let to = texts.len();
            for at in from..to {
                for c in CHARACTERS {
                    let text = format!("{}{c}", texts[at]);
                    texts.push(text);
                }
            }
            from = to;
        }
        let names = [
            "HTTPServer",
            "x-ms-client",
            "IDs",
            "getURLs2Go",
            "v1beta2API",
            "_a__B_",
        ];
        texts.extend(names.map(str::to_owned));
        for text in &texts {
            assert_eq!(in_case(text, Case::Type), text.to_upper_camel_case(), "{text}");
            assert_eq!(in_case(text, Case::Value), text.to_snake_case(), "{text}");
        }
    }
}
