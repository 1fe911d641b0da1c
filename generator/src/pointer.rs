//! JSON pointers (RFC 6901): where in a file something stands.

use std::fmt;

/// A JSON pointer as reference tokens; the empty pointer is the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The pointer to the whole file.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a pointer such as `/paths/~1users/get`; `None` when it neither is empty nor begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?;
        Some(Self(
            tokens
                .split('/')
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ))
    }

    /// The pointer to `token` below this one.
    #[must_use]
    pub fn join(&self, token: impl Into<String>) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.into());
        Self(tokens)
    }

    /// The pointer to what this leads into; `None` for the whole file.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The unescaped reference tokens, outermost first.
    pub fn tokens(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn a_pointer_escapes_slashes_and_tildes() {
        let pointer = Pointer::root().join("paths").join("/a~b/{c}");
        assert_eq!(pointer.to_string(), "/paths/~1a~0b~1{c}");
        assert_eq!(Pointer::parse(&pointer.to_string()), Some(pointer));
    }

    #[test]
    fn text_that_is_no_pointer_is_none() {
        assert_eq!(Pointer::parse("definitions/X"), None);
    }
}
