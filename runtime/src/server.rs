//! The address of a service, as its description has it: the base path, and addresses that consist of parts.

#[cfg(test)]
mod tests;

use crate::{
    encode::{self, PathPart},
    endpoint::Endpoint,
};
use azure_core::{Error, Result, error::ErrorKind};

/// A part of the base path.
#[derive(Clone, Copy, Debug)]
pub enum BasePart {
    /// Text that is always there.
    Fixed(&'static str),
    /// One of these texts, the default one first.
    OneOf(&'static [&'static str]),
    /// Anything; the name of the variable.
    Any(&'static str),
}

/// The possible base paths, the default one first.
#[derive(Clone, Copy, Debug)]
pub struct BasePath(&'static [&'static [BasePart]]);

impl BasePath {
    /// Takes the base paths of the description, each as a list of parts; the first part begins with a slash. A list without parts
    /// means no base path.
    pub const fn new(paths: &'static [&'static [BasePart]]) -> Self {
        Self(paths)
    }

    /// Completes an endpoint as people write it: adds the base path to an endpoint that does not end with it.
    ///
    /// # Errors
    ///
    /// When the endpoint is not valid (see [`Endpoint::parse`]), and when it ends with none of the base paths and there is not
    /// exactly one that could be added.
    pub fn complete(&self, endpoint: &str) -> Result<String> {
        let parsed = Endpoint::parse(endpoint)?;
        let url = parsed.url();
        let path = url.path().trim_end_matches('/');
        if self.0.iter().any(|parts| ends_with(path, parts)) {
            return Ok(url.to_string());
        }
        match self.0 {
            [only] => match usual(only) {
                Some(base) => Ok(format!("{}{base}", url.as_str().trim_end_matches('/'))),
                None => Err(incomplete(self.0)),
            },
            paths => Err(incomplete(paths)),
        }
    }
}

/// The default path; `None` when callers have to give a part of it.
fn usual(parts: &[BasePart]) -> Option<String> {
    let mut path = String::new();
    for part in parts {
        match part {
            BasePart::Fixed(text) => path.push_str(text),
            BasePart::OneOf(texts) => path.push_str(texts.first()?),
            BasePart::Any(_) => return None,
        }
    }
    path.truncate(path.trim_end_matches('/').len());
    Some(path)
}

/// Tells whether a path ends with these parts, which begin at one of its slashes.
fn ends_with(path: &str, parts: &[BasePart]) -> bool {
    if parts.is_empty() {
        return true;
    }
    let begins = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    begins.filter_map(|at| path.get(at..)).any(|rest| is(rest, parts))
}

/// Tells whether a path is made of these parts.
fn is(path: &str, parts: &[BasePart]) -> bool {
    let Some((first, others)) = parts.split_first() else {
        return path.trim_end_matches('/').is_empty();
    };
    let behind = |text: &str| {
        // The slash at the end of the last one is not in the path.
        let text = if others.is_empty() {
            text.trim_end_matches('/')
        } else {
            text
        };
        path.strip_prefix(text).is_some_and(|rest| is(rest, others))
    };
    match first {
        BasePart::Fixed(text) => behind(text),
        BasePart::OneOf(texts) => texts.iter().any(|text| behind(text)),
        BasePart::Any(_) => {
            let end = path.find('/').unwrap_or(path.len());
            let lengths = path.char_indices().map(|(at, c)| at + c.len_utf8());
            lengths
                .take_while(|at| *at <= end)
                .any(|at| path.get(at..).is_some_and(|rest| is(rest, others)))
        }
    }
}

fn incomplete(paths: &[&[BasePart]]) -> Error {
    let shown = |parts: &[BasePart]| {
        let mut shown = String::new();
        for part in parts {
            match part {
                BasePart::Fixed(text) => shown.push_str(text),
                BasePart::OneOf(texts) => shown.push_str(texts.first().unwrap_or(&"")),
                BasePart::Any(name) => shown.extend(["{", *name, "}"]),
            }
        }
        format!("`{shown}`")
    };
    let shown: Vec<String> = paths.iter().map(|parts| shown(parts)).collect();
    refused(&format!(
        "must be the whole address, which ends with {}",
        shown.join(" or ")
    ))
}

fn refused(why: &str) -> Error {
    Error::with_message(ErrorKind::Other, format!("the endpoint {why}"))
}

/// An address that consists of parts. [`finish`](Self::finish) returns an error for the first part that is not valid.
#[derive(Debug, Default)]
pub struct Address {
    text: String,
    error: Option<Error>,
}

impl Address {
    /// Begins an address.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text that is always there.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds the beginning of the address: an endpoint as people write it.
    #[must_use]
    pub fn start(mut self, name: &str, value: &str) -> Self {
        match Endpoint::parse(value) {
            Ok(endpoint) => self.text.push_str(endpoint.url().as_str().trim_end_matches('/')),
            Err(error) => self.fail(error.with_context(format!("`{name}` is not the address of a service"))),
        }
        self
    }

    /// Adds a part of scheme, host or port. Nothing that would end the host is one: the secret would go elsewhere.
    #[must_use]
    pub fn host(mut self, name: &str, value: &str) -> Self {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        if value.is_empty() || !value.bytes().all(allowed) {
            self.fail(not_a_part(
                name,
                "must be a part of a host: letters, digits, `-`, `.` and `_`",
            ));
        }
        self.text.push_str(value);
        self
    }

    /// Adds the beginning of the path, with or without its slashes; an empty text adds nothing.
    #[must_use]
    pub fn base(mut self, name: &str, value: &str) -> Self {
        let value = value.trim_matches('/');
        if !value.is_empty() {
            self.text.push('/');
            self.part(encode::raw_path(name, value));
        }
        self
    }

    /// Adds a segment of the path, or a part of one, encoded.
    #[must_use]
    pub fn segment(mut self, name: &str, value: &str) -> Self {
        self.part(encode::path_segment(name, value));
        self
    }

    /// Adds a part of the path as it is.
    #[must_use]
    pub fn raw(mut self, name: &str, value: &str) -> Self {
        self.part(encode::raw_path(name, value));
        self
    }

    /// Returns the address.
    ///
    /// # Errors
    ///
    /// The first part that is not valid, or an address that cannot be used (see [`Endpoint::parse`]).
    pub fn finish(self) -> Result<String> {
        if let Some(error) = self.error {
            return Err(error);
        }
        Ok(Endpoint::parse(&self.text)?.url().to_string())
    }

    fn part(&mut self, part: Result<PathPart<'_>>) {
        match part {
            Ok(part) => part.write(&mut self.text),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }
}

fn not_a_part(name: &str, why: &str) -> Error {
    Error::with_message(
        ErrorKind::Other,
        format!("the part `{name}` of the address {why}"),
    )
}
