//! Reads OpenAPI descriptions: Swagger 2.0 and OpenAPI 3.x, JSON or YAML, over several files, in one form.
//!
//! [`source`] parses files, [`document`] reads each into one form for all dialects, and [`bundle`] joins the files of one
//! description, follows its references and knows the inheritance between its schemas. Every error is a
//! [`Diagnostic`](diagnostic::Diagnostic) with file, line, JSON pointer and help; one run reports all of them.
//! description, follows its references and knows the inheritance between its schemas. Every error is a
//! [`Diagnostic`](diagnostic::Diagnostic) with file, line, JSON pointer and help; one run reports all of them.
//!
//! ```
//! use openapi_descriptions::{bundle::{self, Bundle}, source::{FileId, Source, Sources}};
//!
//! let text = "openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets:
//!     get:
//!       operationId: Pets_List
//!       responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
//! components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}";
//! let file = FileId::new("pets.yaml");
//! let mut sources = Sources::new("spec");
//! sources.insert(file.clone(), Source::parse(file.as_str(), text).unwrap());
//!
//! let documents = bundle::documents(&sources, [&file]);
//! assert!(documents.diagnostics.is_empty(), "{}", documents.diagnostics.render(&sources));
//! let bundle = Bundle::new(&file, &documents).unwrap();
//! assert_eq!(bundle.entry().operations.len(), 1);
//! let names: Vec<_> = bundle.schemas().map(|((_, name), _)| name).collect();
//! assert_eq!(names, ["Pet"]);
//! ```

pub mod bundle;
pub mod components;
pub mod diagnostic;
pub mod document;
mod elsewhere;
pub mod fix;
pub mod inheritance;
mod lookup;
mod place;
pub mod pointer;
pub mod reach;
pub mod reference;
pub mod source;
pub mod text;
pub mod walk;
