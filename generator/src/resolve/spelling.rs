//! Makes names from signs, and from a method and a path.

use std::fmt::Write as _;

use openapi_client_model::names::{Case, Ident};

/// A text with its signs and foreign letters written out, so that a name can be made of it: `+1` is `Plus 1`.
pub(super) fn spelled(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars() {
        let word = match c {
            _ if c.is_ascii_alphanumeric() => {
                words.push(c);
                continue;
            }
            ' ' | '_' => {
                words.push(' ');
                continue;
            }
            '*' => "Asterisk",
            '+' => "Plus",
            '-' => "Minus",
            '!' => "Exclamation",
            '=' => "Equals",
            '<' => "Less",
            '>' => "Greater",
            '&' => "And",
            '|' => "Or",
            '/' => "Slash",
            '\\' => "Backslash",
            '%' => "Percent",
            '$' => "Dollar",
            '#' => "Hash",
            '@' => "At",
            '.' => "Dot",
            ',' => "Comma",
            ':' => "Colon",
            ';' => "Semicolon",
            '?' => "Question",
            '~' => "Tilde",
            '^' => "Caret",
            '\'' => "Apostrophe",
            '"' => "Quote",
            '(' | ')' => "Parenthesis",
            '[' | ']' => "Bracket",
            '{' | '}' => "Brace",
            _ => "",
        };
        words.push(' ');
        if word.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(words, "U{:x}", u32::from(c));
        } else {
            words.push_str(word);
        }
        words.push(' ');
    }
    if words.trim().is_empty() {
        "Empty".to_owned()
    } else {
        words
    }
}

/// The id of an operation that has none: the first tag as its group, then the method and the path, without a version at its
/// beginning.
pub(super) fn operation_id(method: &str, path: &str, tags: &[String]) -> String {
    let version = |part: &&str| {
        part.is_empty()
            || *part == "api"
            || part
                .strip_prefix('v')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    id_of_parts(method, path.split('/').skip_while(version), tags)
}

/// The same with the whole path, for two that would have the same id.
pub(super) fn whole_operation_id(method: &str, path: &str, tags: &[String]) -> String {
    let slash = if path.len() > 1 && path.ends_with('/') {
        "Slash"
    } else {
        ""
    };
    id_of_parts(method, path.split('/').chain([slash]), tags)
}

fn id_of_parts<'p>(method: &str, parts: impl Iterator<Item = &'p str>, tags: &[String]) -> String {
    let word = |text: &str| {
        let ident = Ident::parse(&spelled_letters(text), Case::Type).filter(|_| !text.is_empty());
        ident.map(|ident| ident.bare().to_owned())
    };
    let mut name = word(&method.to_ascii_lowercase()).unwrap_or_default();
    for piece in parts.flat_map(|part| part.split_inclusive('}')) {
        let (fixed, variable) = piece.split_once('{').unwrap_or((piece, ""));
        name.extend(word(fixed));
        if let Some(variable) = word(variable) {
            name.push_str("By");
            name.push_str(&variable);
        }
    }
    match tags.first().and_then(|tag| word(tag)) {
        Some(group) => format!("{group}_{name}"),
        None => name,
    }
}

/// The ASCII letters and digits of a text as they are; a text without any is spelled.
fn spelled_letters(text: &str) -> String {
    if text.is_empty() || text.chars().any(|c| c.is_ascii_alphanumeric()) {
        text.to_owned()
    } else {
        spelled(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_a_name_when_it_is_spelled() {
        for (text, name) in [
            ("+1", "Plus1"),
            ("*", "Asterisk"),
            ("", "Empty"),
            ("\u{e9}", "Ue9"),
            ("a-b", "AMinusB"),
        ] {
            assert_eq!(Ident::parse(&spelled(text), Case::Type).unwrap().bare(), name);
        }
    }

    #[test]
    fn an_operation_without_an_id_is_named_after_its_method_and_path() {
        for (method, path, tags, id) in [
            ("GET", "/pets", &[][..], "GetPets"),
            ("GET", "/pets/{petId}", &["Pet store"], "PetStore_GetPetsByPetId"),
            (
                "DELETE",
                "/api/v1/pets/{pet-id}:archive",
                &[],
                "DeletePetsByPetIdArchive",
            ),
            ("GET", "/", &[], "Get"),
        ] {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            assert_eq!(operation_id(method, path, &tags), id);
        }
        for (path, id) in [
            ("/v3/pets", "GetV3Pets"),
            ("/pets", "GetPets"),
            ("/pets/", "GetPetsSlash"),
        ] {
            assert_eq!(whole_operation_id("GET", path, &[]), id);
        }
    }
}
