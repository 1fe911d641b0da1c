//! Checks a JSON value against a schema, as far as our descriptions go.
//!
//! It is our own because `jsonschema` 0.60, without default features, would add 41 crates to the 208 of the workspace,
//! `regex` and its family among them and three (`bit-set`, `bit-vec`, `getrandom`) in a second version. And it knows
//! JSON Schema, not OpenAPI 3.0: `nullable`, `readOnly`, discriminators, open enums and merge patches would have to be
//! put on top.

use serde_json::{Map, Value};

use crate::date_time;
use crate::description::{Additional, Library, Place, Schema, Type};
use crate::errors::Problem;

/// The purpose of a value, for which the same schema has different requirements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A request: read-only properties are neither required nor checked.
    Request,
    /// A merge patch: as a request, and `null` removes an optional property.
    Patch,
    /// A response: everything that is required must be there.
    Answer,
}

/// Values nested deeper than this are refused rather than followed.
const MAX_DEPTH: usize = 64;

/// Returns everything in `value` that the schema does not allow.
pub(crate) fn check(library: &Library, place: Place<'_>, value: &Value, purpose: Purpose) -> Vec<Problem> {
    let mut check = Check {
        library,
        purpose,
        pointer: String::new(),
        depth: 0,
        problems: Vec::new(),
    };
    check.value(place, value, Discriminate::Yes);
    check.problems
}

/// Whether a discriminator is still to be followed, or has already led here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Discriminate {
    Yes,
    Done,
}

struct Check<'l> {
    library: &'l Library,
    purpose: Purpose,
    pointer: String,
    depth: usize,
    problems: Vec<Problem>,
}

impl<'l> Check<'l> {
    fn value(&mut self, place: Place<'l>, value: &Value, discriminate: Discriminate) {
        let Some(Place { file, schema }) = self.library.resolve(place) else {
            return self.problem("the description leads nowhere");
        };
        if value.is_null() {
            if !schema.nullable {
                self.problem("must not be null");
            }
            return;
        }
        if self.depth >= MAX_DEPTH {
            return self.problem("is nested too deeply");
        }
        self.depth += 1;
        self.typed(file, schema, value, discriminate);
        self.depth -= 1;
    }

    fn typed(&mut self, file: &'l str, schema: &'l Schema, value: &Value, discriminate: Discriminate) {
        for part in &schema.all_of {
            self.value(Place { file, schema: part }, value, discriminate);
        }
        match (schema.kind, value) {
            (Some(Type::String), Value::String(text)) => self.string(schema, text),
            (Some(Type::Integer), Value::Number(number)) if number.is_i64() || number.is_u64() => {
                if schema.format.as_deref() == Some("int32")
                    && number
                        .as_i64()
                        .and_then(|number| i32::try_from(number).ok())
                        .is_none()
                {
                    self.problem("must be an integer of 32 bits");
                }
                self.range(schema, number.as_f64());
            }
            (Some(Type::Number), Value::Number(number)) => self.range(schema, number.as_f64()),
            (Some(Type::Array), Value::Array(items)) => self.array(file, schema, items),
            (None | Some(Type::Object), Value::Object(object)) => {
                self.object(file, schema, object, discriminate);
            }
            (None, _) | (Some(Type::Boolean), Value::Bool(_)) => {}
            (Some(kind), _) => self.problem(format!("must be {}", name(kind))),
        }
        if !schema.allowed.is_empty() && !schema.marks.open && !schema.allowed.contains(value) {
            self.problem("must be one of the described values");
        }
    }

    fn string(&mut self, schema: &Schema, text: &str) {
        let length = text.chars().count();
        if schema.min_length.is_some_and(|least| length < least) {
            self.problem("is too short");
        }
        if schema.max_length.is_some_and(|most| length > most) {
            self.problem("is too long");
        }
        match schema.format.as_deref() {
            Some("date-time") if date_time::parse_rfc3339(text).is_none() => {
                self.problem("must be a date of RFC 3339");
            }
            Some("uuid") if uuid::Uuid::parse_str(text).is_err() => self.problem("must be a UUID"),
            Some("uri" | "url") if !text.contains(':') => self.problem("must be a URI"),
            _ => {}
        }
    }

    fn range(&mut self, schema: &Schema, number: Option<f64>) {
        let Some(number) = number else { return };
        if schema.minimum.is_some_and(|least| number < least) {
            self.problem("is too small");
        }
        if schema.maximum.is_some_and(|most| number > most) {
            self.problem("is too large");
        }
    }

    fn array(&mut self, file: &'l str, schema: &'l Schema, items: &[Value]) {
        let Some(like) = schema.items.as_deref() else {
            return;
        };
        for (index, item) in items.iter().enumerate() {
            self.within(&index.to_string(), |check| {
                check.value(Place { file, schema: like }, item, Discriminate::Yes);
            });
        }
    }

    fn object(
        &mut self,
        file: &'l str,
        schema: &'l Schema,
        object: &Map<String, Value>,
        discriminate: Discriminate,
    ) {
        for name in &schema.required {
            let read_only = schema
                .properties
                .get(name)
                .is_some_and(|property| property.read_only);
            let wanted = self.purpose == Purpose::Answer || !read_only;
            if wanted && !object.contains_key(name) {
                self.within(name, |check| check.problem("is required"));
            }
        }
        for (name, value) in object {
            if let Some(property) = schema.properties.get(name) {
                let removed =
                    self.purpose == Purpose::Patch && value.is_null() && !schema.required.contains(name);
                let ignored = self.purpose != Purpose::Answer && property.read_only;
                if !removed && !ignored {
                    let place = Place {
                        file,
                        schema: property,
                    };
                    self.within(name, |check| check.value(place, value, Discriminate::Yes));
                }
                continue;
            }
            match &schema.additional_properties {
                Some(Additional::Allowed(false)) => {
                    self.within(name, |check| check.problem("is not described"));
                }
                Some(Additional::Like(_)) if self.purpose == Purpose::Patch && value.is_null() => {}
                Some(Additional::Like(like)) => {
                    let place = Place { file, schema: like };
                    self.within(name, |check| check.value(place, value, Discriminate::Yes));
                }
                // The service ignores properties that it does not know.
                Some(Additional::Allowed(true)) | None => {}
            }
        }
        if discriminate == Discriminate::Yes {
            self.discriminated(file, schema, object);
        }
    }

    /// Checks the part of an object that its discriminator calls for; a value that is not mapped is let pass.
    fn discriminated(&mut self, file: &'l str, schema: &'l Schema, object: &Map<String, Value>) {
        let Some(discriminator) = &schema.discriminator else {
            return;
        };
        let Some(Value::String(kind)) = object.get(&discriminator.property_name) else {
            return;
        };
        let Some(reference) = discriminator.mapping.get(kind) else {
            return;
        };
        if let Some(place) = self.library.resolve_reference(file, reference) {
            let before = self.problems.len();
            self.value(place, &Value::Object(object.clone()), Discriminate::Done);
            // The part includes the base by `allOf`, whose problems are already known.
            let (known, new) = self.problems.split_at(before);
            let new: Vec<_> = new
                .iter()
                .filter(|problem| !known.contains(problem))
                .cloned()
                .collect();
            self.problems.truncate(before);
            self.problems.extend(new);
        }
    }

    fn within(&mut self, name: &str, then: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        then(self);
        self.pointer.truncate(length);
    }

    fn problem(&mut self, message: impl Into<String>) {
        self.problems.push(Problem::new(&self.pointer, message));
    }
}

fn name(kind: Type) -> &'static str {
    match kind {
        Type::String => "a string",
        Type::Integer => "an integer",
        Type::Number => "a number",
        Type::Boolean => "true or false",
        Type::Object => "an object",
        Type::Array => "an array",
    }
}

#[cfg(test)]
mod tests;
