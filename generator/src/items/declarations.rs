//! Takes out of printed code what callers do not see, before it is parsed: most of it are bodies of functions and comments, and to
//! read them would be a large part of the work.

/// The attributes that tell callers something.
const ATTRIBUTES: &[&str] = &["cfg", "derive", "non_exhaustive"];

/// The code without comments, and without attributes other than [`ATTRIBUTES`]. Its functions, and those of its `impl` and `trait`
/// items, have empty bodies. Lines keep their numbers.
pub(super) fn declarations(code: &str) -> String {
    let mut rest = Scanner { code, at: 0 };
    let mut out = String::with_capacity(code.len() / 2);
    let (mut in_function, mut in_owner, mut depth) = (false, false, 0_usize);
    while let Some(token) = rest.next_token() {
        match token {
            "{" if depth == 0 => {
                if in_function {
                    out.push('{');
                    skip_lines(rest.group("{", "}"), &mut out);
                    out.push('}');
                } else {
                    out.push('{');
                    // Inside of an owner there are items again.
                    depth = usize::from(!in_owner);
                }
                (in_function, in_owner) = (false, false);
                continue;
            }
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => (in_function, in_owner) = (false, false),
            "fn" if depth == 0 => in_function = true,
            "impl" | "trait" if depth == 0 => in_owner = true,
            "#" if !rest.is_before_known_attribute() => {
                if rest.next_token() == Some("[") {
                    skip_lines(rest.group("[", "]"), &mut out);
                }
                continue;
            }
            comment if comment.starts_with("//") => continue,
            _ => {}
        }
        out.push_str(token);
    }
    out
}

/// Prints the ends of the lines of code that is left out.
fn skip_lines(code: &str, out: &mut String) {
    out.extend(code.bytes().filter(|byte| *byte == b'\n').map(char::from));
}

/// Splits code into words, marks, and texts and comments as wholes.
struct Scanner<'c> {
    code: &'c str,
    at: usize,
}

impl<'c> Scanner<'c> {
    fn next_token(&mut self) -> Option<&'c str> {
        let rest = self.code.get(self.at..)?;
        let length = token_length(rest)?;
        self.at += length;
        rest.get(..length)
    }

    /// What follows up to the bracket that closes the one before, with that bracket.
    fn group(&mut self, open: &str, close: &str) -> &'c str {
        let start = self.at;
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next_token() {
                Some(token) if token == open => depth += 1,
                Some(token) if token == close => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        self.code.get(start..self.at).unwrap_or_default()
    }

    /// Whether the rest of an attribute follows that tells callers something, or something else than an attribute.
    fn is_before_known_attribute(&self) -> bool {
        let rest = self.code.get(self.at..).unwrap_or_default();
        rest.strip_prefix('[').is_none_or(|attribute| {
            let name = attribute.split(|c: char| !c.is_alphanumeric() && c != '_').next();
            name.is_some_and(|name| ATTRIBUTES.contains(&name))
        })
    }
}

/// The length of the first token; `None` at the end.
fn token_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let length = match bytes {
        [] => return None,
        [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
        [b'"', text @ ..] => 1 + text_length(text),
        [b'r', b'"' | b'#', name @ ..] => {
            let name = || 2 + name.iter().take_while(|byte| is_word(byte)).count();
            raw_text_length(rest).unwrap_or_else(name).min(rest.len())
        }
        [b'b', b'"', text @ ..] => 2 + text_length(text),
        [b'\'', b'\\', ..] => {
            let end = bytes.iter().skip(3).position(|byte| *byte == b'\'');
            end.map_or(rest.len(), |end| 3 + end + 1)
        }
        [b'\'', ..] => {
            // A lifetime has no quote behind its first character.
            let first = rest.chars().nth(1).map_or(0, char::len_utf8);
            if bytes.get(1 + first) == Some(&b'\'') {
                first + 2
            } else {
                1
            }
        }
        [first, ..] if is_word(first) => bytes.iter().take_while(|byte| is_word(byte)).count(),
        [first, ..] if first.is_ascii_whitespace() => {
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace());
            blank.count()
        }
        _ => 1,
    };
    Some(length)
}

/// The length of a text behind its first quote, with the last one.
fn text_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += if *byte == b'\\' { 2 } else { 1 };
        if *byte == b'"' {
            break;
        }
    }
    at.min(bytes.len())
}

/// The length of a text such as `r#"…"#`; `None` for a name that begins with `r`, or that is written as `r#name`.
fn raw_text_length(rest: &str) -> Option<usize> {
    let marks = rest.bytes().skip(1).take_while(|byte| *byte == b'#').count();
    let text = rest.get(1 + marks..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    Some(2 + marks + text.find(&end)? + end.len())
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn functions_lose_their_bodies() {
        for (code, expected) in [
            ("pub fn a() -> [u8; 2] { b(); }", "pub fn a() -> [u8; 2] {}"),
            (
                "impl A { fn a(f: fn(u8)) { if x { \"}\" } }\n fn b(); }",
                "impl A { fn a(f: fn(u8)) {}\n fn b(); }",
            ),
            (
                "trait T { fn a(x: impl B) -> u8 { '}' as u8 } }",
                "trait T { fn a(x: impl B) -> u8 {} }",
            ),
            (
                "fn a<'x>() where 'x: 'static { '\\'' ; r#\"}\"}\"#; // }\n}",
                "fn a<'x>() where 'x: 'static {\n}",
            ),
            (
                "pub struct A { f: fn(u8), r#fn: u8 } fn b() { c }",
                "pub struct A { f: fn(u8), r#fn: u8 } fn b() {}",
            ),
            (
                "const A: &str = \"{ fn \\\" {\"; struct B {}",
                "const A: &str = \"{ fn \\\" {\"; struct B {}",
            ),
        ] {
            assert_eq!(declarations(code), expected);
        }
    }

    #[test]
    fn comments_and_attributes_that_tell_callers_nothing_are_left_out() {
        let code = "/// fn impl {\n#[derive(A)] #[serde(a = \"]\",\n b)]\nenum E { #[non_exhaustive] A { b: u8 } } // fn";
        let expected = "\n#[derive(A)] \n\nenum E { #[non_exhaustive] A { b: u8 } } ";
        assert_eq!(declarations(code), expected);
    }

    #[test]
    fn code_that_ends_too_early_is_read_to_its_end() {
        for open in [
            "fn a() {", "impl A {", "\"", "'\\", "r#\"", "'", "b\"", "#", "#[", "r#",
        ] {
            let _ = declarations(open);
        }
    }
}
