//! Compares forms. Swagger 2.0 has a parameter for each field; in OpenAPI 3 the fields are the properties of the body.

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Schema},
};

use super::{
    checks,
    contents::{self, Content},
    exchange,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    pair::OperationPair,
    residue,
    resolved_schema::ResolvedSchema,
    uses,
    verdict::Direction,
};

/// A field of a form.
struct Field<'a> {
    name: &'a str,
    schema: &'a Schema,
    required: bool,
    place: &'a Place,
}

/// A form: its media types and fields.
struct Form<'a> {
    content: Vec<Content<'a>>,
    fields: Vec<Field<'a>>,
}

/// Whether the fields of a form are parameters in one of two operations, and properties of a body in the other.
pub(super) fn are_in_two_dialects(graph: &Graph<'_>, old: &Operation, new: &Operation) -> bool {
    let has_fields = |bundle: &Bundle<'_>, operation: &Operation| !fields(bundle, operation).is_empty();
    (has_fields(graph.old, old) && of_body(graph.new, new).is_some())
        || (of_body(graph.old, old).is_some() && has_fields(graph.new, new))
}

/// Compares a form of which one side is Swagger 2.0, and the other is OpenAPI 3. Returns whether there is one.
pub(super) fn compare_in_two_dialects<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) -> bool {
    if !are_in_two_dialects(graph, pair.old, pair.new) {
        return false;
    }
    let form = |bundle: &Bundle<'a>, operation: &'a Operation| {
        of_body(bundle, operation).unwrap_or_else(|| of_parameters(bundle, operation))
    };
    let (old, new) = (form(graph.old, pair.old), form(graph.new, pair.new));
    compare_media_types(graph, pair, (&old.content, &new.content));
    let places = (&pair.old.place, &pair.new.place);
    let report = |graph: &mut Graph<'a>, check, (old, new): (&Place, &Place), name: &str, words: &str| {
        let message = format!("the field `{name}` of {} {words}", pair.route);
        let local = LocalFinding::new(check, old, new, &pair.route, message);
        let local = local.with_directions(Direction::REQUEST).with_detail(name);
        graph.add_finding(pair.node, local);
    };
    for before in &old.fields {
        let name = before.name;
        let Some(after) = new.fields.iter().find(|field| field.name == name) else {
            let places = (before.place, places.1);
            report(graph, &checks::PARAMETER_REMOVED, places, name, "was removed");
            continue;
        };
        let places = (before.place, after.place);
        match (before.required, after.required) {
            (false, true) => {
                let check = &checks::PARAMETER_BECAME_REQUIRED;
                report(graph, check, places, name, "is required");
            }
            (true, false) => {
                let check = &checks::PARAMETER_BECAME_OPTIONAL;
                report(graph, check, places, name, "may be left out");
            }
            _ => {}
        }
        compare_values(graph, pair, before, after);
    }
    for after in &new.fields {
        if !old.fields.iter().any(|field| field.name == after.name) {
            let check = if after.required {
                &checks::REQUIRED_PARAMETER_ADDED
            } else {
                &checks::PARAMETER_ADDED
            };
            report(graph, check, (places.0, after.place), after.name, "was added");
        }
    }
    true
}

/// Compares the values of a field.
fn compare_values<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>, old: &Field<'a>, new: &Field<'a>) {
    let kinds = (
        ResolvedSchema::resolve(graph.old, old.schema).kind(),
        ResolvedSchema::resolve(graph.new, new.schema).kind(),
    );
    let label = Label::new(
        format!("the field `{}` of {}", new.name, pair.route),
        pair.route.clone(),
    );
    match kinds {
        // A file is a text of bytes in OpenAPI 3.
        ("file", "string") | ("string", "file") => {}
        ("array" | "object", _) | (_, "array" | "object") => {
            let what = format!("{} is described in another way", label.phrase);
            residue::report(
                graph,
                pair.node,
                (old.place, new.place),
                new.name,
                &label.subject,
                &what,
            );
        }
        _ => uses::compare_uses(
            graph,
            pair.node,
            (old.schema, new.schema),
            Direction::REQUEST,
            &label,
        ),
    }
}

/// The form of a body of OpenAPI 3.
fn of_body<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Option<Form<'a>> {
    operation.body.as_ref()?;
    let body = exchange::request_body(bundle, operation)?;
    let is_form = |content: &&Content<'a>| {
        let types = ["multipart/form-data", "application/x-www-form-urlencoded"];
        types.contains(&content.media_type.as_str())
    };
    let schema = body.content.iter().find(is_form)?.schema?;
    let resolved = ResolvedSchema::resolve(bundle, schema);
    let collected = resolved.properties(bundle);
    let fields = collected.properties.iter();
    let fields = fields.map(|(name, schema)| Field {
        name,
        schema,
        required: body.required && collected.required.contains(name),
        place: &schema.place,
    });
    Some(Form {
        fields: fields.collect(),
        content: body.content,
    })
}

/// The form of the parameters of Swagger 2.0.
fn of_parameters<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Form<'a> {
    let fields = fields(bundle, operation);
    let media_types = exchange::media_types(&operation.consumes).filter(|_| !fields.is_empty());
    Form {
        content: media_types
            .map(|media_type| Content::of_operation(media_type, None))
            .collect(),
        fields,
    }
}

/// The fields that are parameters.
fn fields<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Vec<Field<'a>> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter_map(|parameter| bundle.parameter(parameter).ok());
    let parameters = parameters.filter(|parameter| parameter.location == Location::Form);
    let fields = parameters.map(|parameter| Field {
        name: &parameter.name,
        schema: &parameter.schema,
        required: parameter.required,
        place: &parameter.place,
    });
    fields.collect()
}

/// Compares the media types of two forms of Swagger 2.0.
pub(super) fn compare_media_types_of_forms<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) {
    let (old, new) = (
        of_parameters(graph.old, pair.old).content,
        of_parameters(graph.new, pair.new).content,
    );
    if !old.is_empty() && !new.is_empty() {
        compare_media_types(graph, pair, (&old, &new));
    }
}

fn compare_media_types<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    (old, new): (&[Content<'a>], &[Content<'a>]),
) {
    let phrase = format!("the form of {}", pair.route);
    let paired = contents::pair((old, new), Direction::REQUEST);
    contents::compare_request_types(&paired, &phrase, |check, detail, message| {
        let places = (&pair.old.place, &pair.new.place);
        let local = LocalFinding::new(check, places.0, places.1, &pair.route, message);
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::REQUEST).with_detail(detail),
        );
    });
}
