//! Schemas that the reader leaves out, because no code is made of them. They are read here when both sides are compared.

use std::sync::OnceLock;

use openapi_descriptions::document::Schema;

/// Keeps the schemas that are read while two sides are compared. None of them is dropped before the comparison ends.
#[derive(Debug, Default)]
pub(super) struct ReadSchemas {
    first: Link,
}

/// The end of a list, or its next schema.
type Link = OnceLock<Box<Kept>>;

#[derive(Debug)]
struct Kept {
    schema: Schema,
    next: Link,
}

/// The place in a list where the next schema is put.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a>(&'a Link);

impl ReadSchemas {
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor(&self.first)
    }
}

impl<'a> Cursor<'a> {
    /// Puts a schema at the end of the list, and returns it.
    pub(super) fn keep(&mut self, schema: Schema) -> &'a Schema {
        let kept = self.0.get_or_init(|| {
            let next = Link::new();
            Box::new(Kept { schema, next })
        });
        self.0 = &kept.next;
        &kept.schema
    }
}

impl Drop for ReadSchemas {
    /// Drops the schemas one after the other: a long list would be dropped recursively otherwise.
    fn drop(&mut self) {
        let mut next = self.first.take();
        while let Some(mut kept) = next {
            next = kept.next.take();
        }
    }
}
