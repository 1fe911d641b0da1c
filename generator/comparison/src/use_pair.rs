//! A pair of uses of a schema, and where a difference between them is reported.

use openapi_descriptions::{diagnostic::Place, document::Schema};

use super::{
    checks::Check,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    resolved_schema::ResolvedSchema,
    verdict::Direction,
};

/// What a value is part of, where that decides what a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A body, or anything in one.
    Body,
    /// A parameter that is written as text, so that a number is a text too.
    Text,
    /// A parameter that is written as JSON.
    JsonParameter,
}

/// A pair of uses of a schema.
pub(super) struct UsePair<'s, 'a> {
    pub node: usize,
    pub old: &'s ResolvedSchema<'a>,
    pub new: &'s ResolvedSchema<'a>,
    pub label: &'s Label,
    pub role: Role,
}

impl UsePair<'_, '_> {
    /// Reports at the definitions when the change is theirs, and otherwise at the places of use.
    pub(super) fn report(
        &self,
        graph: &mut Graph<'_>,
        check: &'static Check,
        directions: Direction,
        detail: &str,
        said_by_definitions: impl FnOnce(&Schema, &Schema) -> bool,
        words: impl FnOnce(&Label) -> String,
    ) {
        let definitions = self.old.key.is_some() && self.new.key.is_some();
        let at_definitions = definitions && said_by_definitions(self.old.schema, self.new.schema);
        let name = self.new.name().filter(|_| at_definitions).map(Label::for_schema);
        let label = name.as_ref().unwrap_or(self.label);
        let (old, new): (&Place, &Place) = if at_definitions {
            (self.old.definition_place(), self.new.definition_place())
        } else {
            (self.old.use_place(), self.new.use_place())
        };
        let local = LocalFinding::new(check, old, new, &label.subject, words(label));
        graph.add_finding(self.node, local.with_directions(directions).with_detail(detail));
    }
}
