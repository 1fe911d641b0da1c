//! All description files together, with the resolution of references.

use std::collections::BTreeMap;

use super::openapi::{Additional, Document, Schema};

/// Keywords that are documentation and do not affect the wire.
const PROSE: &[&str] = &[
    "title",
    "description",
    "example",
    "default",
    "deprecated",
    "externalDocs",
];

/// The most references in a row; more are taken for a circle.
const MAX_REFERENCE_CHAIN: usize = 32;

/// Every file by name.
#[derive(Debug)]
pub(crate) struct Library {
    files: BTreeMap<&'static str, Document>,
}

/// A schema and the file it stands in, which its references are relative to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'l> {
    pub(crate) file: &'l str,
    pub(crate) schema: &'l Schema,
}

impl Library {
    pub(crate) fn parse(files: &[(&'static str, &str)]) -> Result<Self, String> {
        let files = files
            .iter()
            .map(|&(name, text)| {
                let document = serde_yaml::from_str(text).map_err(|error| format!("spec/{name}: {error}"))?;
                Ok((name, document))
            })
            .collect::<Result<BTreeMap<_, _>, String>>()?;
        let library = Self { files };
        for (name, document) in &library.files {
            for (schema_name, schema) in &document.components.schemas {
                library
                    .check_schema(Place { file: name, schema })
                    .map_err(|problem| format!("spec/{name}: schema {schema_name}: {problem}"))?;
            }
        }
        Ok(library)
    }

    pub(super) fn document(&self, file: &str) -> Option<&Document> {
        self.files.get(file)
    }

    /// Follows the references of a schema to the schema that they lead to.
    pub(crate) fn resolve<'l>(&'l self, place: Place<'l>) -> Option<Place<'l>> {
        let mut place = place;
        for _ in 0..MAX_REFERENCE_CHAIN {
            match &place.schema.reference {
                None => return Some(place),
                Some(reference) => place = self.resolve_reference(place.file, reference)?,
            }
        }
        None
    }

    /// Returns the schema that a reference in `file` points at.
    pub(crate) fn resolve_reference<'l>(&'l self, file: &str, reference: &str) -> Option<Place<'l>> {
        let (file, name) = self.component(file, reference, "schemas")?;
        let schema = self.document(file)?.components.schemas.get(name)?;
        Some(Place { file, schema })
    }

    /// Splits a reference into the file it leads to and the name of a component there.
    pub(super) fn component<'r>(
        &self,
        file: &str,
        reference: &'r str,
        section: &str,
    ) -> Option<(&'static str, &'r str)> {
        let (target, pointer) = reference.split_once('#')?;
        let name = pointer
            .strip_prefix("/components/")?
            .strip_prefix(section)?
            .strip_prefix('/')?;
        let target = if target.is_empty() {
            file.to_owned()
        } else {
            path_relative_to(file, target)
        };
        let (file, _) = self.files.get_key_value(target.as_str())?;
        Some((file, name))
    }

    /// Makes sure that every reference below a schema can be resolved and that every keyword is known.
    pub(super) fn check_schema(&self, place: Place<'_>) -> Result<(), String> {
        let schema = place.schema;
        let unread = schema
            .others
            .keys()
            .find(|key| !key.starts_with("x-") && !PROSE.contains(&key.as_str()));
        if let Some(keyword) = unread {
            return Err(format!("the emulator does not know the keyword `{keyword}`"));
        }
        self.resolve(place).ok_or_else(|| {
            format!(
                "`{}` leads nowhere",
                schema.reference.as_deref().unwrap_or_default()
            )
        })?;
        if let Some(discriminator) = &schema.discriminator {
            for reference in discriminator.mapping.values() {
                self.resolve_reference(place.file, reference)
                    .ok_or_else(|| format!("`{reference}` leads nowhere"))?;
            }
        }
        let additional = match &schema.additional_properties {
            Some(Additional::Like(schema)) => Some(schema.as_ref()),
            _ => None,
        };
        schema
            .properties
            .values()
            .chain(&schema.all_of)
            .chain(schema.items.as_deref())
            .chain(additional)
            .try_for_each(|schema| {
                self.check_schema(Place {
                    file: place.file,
                    schema,
                })
            })
    }
}

/// Resolves a relative path as seen from `file`.
fn path_relative_to(file: &str, target: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Result<Library, String> {
        Library::parse(&[
            ("chat/one.yaml", yaml),
            ("common/two.yaml", "components: {schemas: {B: {type: string}}}"),
        ])
    }

    #[test]
    fn references_lead_within_and_between_files() {
        let library = read(
            "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '../common/two.yaml#/components/schemas/B'}}}",
        )
        .unwrap();
        let place = library
            .resolve_reference("chat/one.yaml", "#/components/schemas/A")
            .unwrap();
        assert_eq!(library.resolve(place).unwrap().file, "common/two.yaml");
    }

    #[test]
    fn a_broken_description_is_refused_with_the_reason() {
        let nowhere = read("components: {schemas: {A: {$ref: '#/components/schemas/Z'}}}").unwrap_err();
        assert_eq!(
            nowhere,
            "spec/chat/one.yaml: schema A: `#/components/schemas/Z` leads nowhere"
        );
        let circle = read("components: {schemas: {A: {$ref: '#/components/schemas/A'}}}").unwrap_err();
        assert!(circle.contains("leads nowhere"), "{circle}");
        let keyword = read("components: {schemas: {A: {items: {oneOf: []}}}}").unwrap_err();
        assert!(keyword.contains("`oneOf`"), "{keyword}");
        assert!(read("components: [").is_err());
    }
}
