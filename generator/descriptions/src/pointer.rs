//! JSON pointers (RFC 6901): places in a file.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

/// A JSON pointer as reference tokens; the empty pointer is the whole file.
///
/// It is a linked list from its last token backwards, so that pointers in a tree share their beginnings: one step further costs
/// one token, at any depth.
#[derive(Clone, Debug, Default)]
pub struct Pointer(Option<Arc<Step>>);

#[derive(Debug)]
struct Step {
    before: Pointer,
    token: Box<str>,
    depth: usize,
}

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
        let tokens = text.strip_prefix('/')?.split('/');
        Some(tokens.fold(Self::root(), |pointer, token| {
            if token.contains('~') {
                pointer.join(token.replace("~1", "/").replace("~0", "~"))
            } else {
                pointer.join(token)
            }
        }))
    }

    /// The pointer to `token` below this one.
    #[must_use]
    pub fn join(&self, token: impl AsRef<str>) -> Self {
        Self(Some(Arc::new(Step {
            before: self.clone(),
            token: token.as_ref().into(),
            depth: self.depth() + 1,
        })))
    }

    /// The pointer to what this leads into; `None` for the whole file.
    pub fn parent(&self) -> Option<Self> {
        self.0.as_ref().map(|step| step.before.clone())
    }

    /// The last token, unescaped.
    pub fn last(&self) -> Option<&str> {
        self.0.as_ref().map(|step| &*step.token)
    }

    /// The unescaped reference tokens, outermost first.
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens = Vec::with_capacity(self.depth());
        tokens.extend(self.upwards().map(|step| &*step.token));
        tokens.reverse();
        tokens
    }

    /// Whether this is `outer`, or leads into it.
    pub fn is_in(&self, outer: &Self) -> bool {
        let mut inner = self;
        while inner.depth() > outer.depth() {
            let Some(step) = &inner.0 else { return false };
            inner = &step.before;
        }
        inner == outer
    }

    fn depth(&self) -> usize {
        self.0.as_ref().map_or(0, |step| step.depth)
    }

    /// The steps, innermost first.
    fn upwards(&self) -> impl Iterator<Item = &Arc<Step>> {
        std::iter::successors(self.0.as_ref(), |step| step.before.0.as_ref())
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        if self.depth() != other.depth() {
            return false;
        }
        for (one, another) in self.upwards().zip(other.upwards()) {
            if Arc::ptr_eq(one, another) {
                return true;
            }
            if one.token != another.token {
                return false;
            }
        }
        true
    }
}

impl Eq for Pointer {}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.depth().hash(state);
        self.upwards().for_each(|step| step.token.hash(state));
    }
}

/// By the outermost token that differs.
impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tokens().cmp(&other.tokens())
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Step by step: a pointer in a text may be of any length, and the stack is not.
impl Drop for Pointer {
    fn drop(&mut self) {
        let mut step = self.0.take();
        while let Some(mut last) = step.and_then(Arc::into_inner) {
            step = last.before.0.take();
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in self.tokens() {
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
    fn pointers_are_ordered_from_the_outermost_token() {
        let pointer = |text: &str| Pointer::parse(text).unwrap();
        let mut pointers = ["/b", "/a/c", "/a", "/a/b/c", "", "/a/b"].map(pointer);
        pointers.sort();
        assert_eq!(pointers, ["", "/a", "/a/b", "/a/b/c", "/a/c", "/b"].map(pointer));
        assert_ne!(pointer("/a/b"), pointer("/c/b"));
        assert_eq!(pointer("/a/b").parent(), Some(pointer("/a")));
    }

    #[test]
    fn a_pointer_of_any_length_is_dropped_without_a_stack() {
        let long = Pointer::parse(&"/a".repeat(1_000_000)).unwrap();
        assert_eq!(long.tokens().len(), 1_000_000);
        let again = long.clone();
        drop(long);
        assert_eq!(again.last(), Some("a"));
    }

    #[test]
    fn text_that_is_no_pointer_is_none() {
        assert_eq!(Pointer::parse("definitions/X"), None);
    }
}
