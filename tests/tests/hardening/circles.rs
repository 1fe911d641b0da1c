//! Schemas that lead to themselves, in every place that has a schema: each way into the circle ends.

use crate::endure::{Fate, endure};

/// The schemas, of which `X` is the one that the places refer to.
const CIRCLES: [&str; 16] = [
    "X: {type: array, items: {$ref: '#/components/schemas/X'}}",
    "X: {allOf: [{type: array, items: {$ref: '#/components/schemas/X'}}]}",
    "X: {type: array, prefixItems: [{$ref: '#/components/schemas/X'}], items: {$ref: '#/components/schemas/X'}}",
    "X: {type: object, properties: {a: {$ref: '#/components/schemas/X'}, l: {type: array, items: {$ref: '#/components/schemas/X'}}}}",
    "X: {type: object, additionalProperties: {$ref: '#/components/schemas/X'}}",
    "X: {type: object, patternProperties: {a: {$ref: '#/components/schemas/X'}}}",
    "X: {anyOf: [{$ref: '#/components/schemas/X'}, {type: string}]}",
    "X: {allOf: [{$ref: '#/components/schemas/X'}]}",
    "X: {$ref: '#/components/schemas/X'}",
    "X: {oneOf: [{$ref: '#/components/schemas/Y'}]}\n    Y: {oneOf: [{$ref: '#/components/schemas/X'}, {type: string}]}",
    "X: {type: array, items: {$ref: '#/components/schemas/Y'}}\n    Y: {type: array, items: {$ref: '#/components/schemas/X'}}",
    "X: {$ref: '#/components/schemas/X', properties: {a: {type: string}}}",
    "X: {$ref: '#/components/schemas/Y', properties: {a: {$ref: '#/components/schemas/X'}}}\n    Y: {$ref: '#/components/schemas/X', allOf: [{$ref: '#/components/schemas/Y'}]}",
    "X: {$anchor: x, type: object, xml: {name: z}, properties: {a: {$ref: '#x'}, b: {type: array, xml: {wrapped: true, name: c}, items: {$ref: '#x'}}}}",
    "X: {type: object, discriminator: {propertyName: k}, required: [k], properties: {k: {type: string}, a: {$ref: '#/components/schemas/Y'}}}\n    Y: {allOf: [{$ref: '#/components/schemas/X'}], properties: {b: {type: array, items: {$ref: '#/components/schemas/Y'}}}}",
    "X: {not: {$ref: '#/components/schemas/X'}, type: string}",
];

/// The places, with `@` for the reference, below an operation.
const PLACES: [&str; 19] = [
    "parameters: [{name: q, in: query, schema: @}]\n      responses: {'204': {description: Done.}}",
    "parameters: [{name: q, in: query, style: deepObject, explode: true, schema: @}]\n      responses: {'204': {description: Done.}}",
    "parameters: [{name: q, in: query, content: {application/json: {schema: @}}}]\n      responses: {'204': {description: Done.}}",
    "parameters: [{name: q, in: header, schema: @}]\n      responses: {'204': {description: Done.}}",
    "parameters: [{name: q, in: cookie, schema: @}]\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {application/json: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {application/merge-patch+json: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {application/xml: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {text/plain: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {application/x-www-form-urlencoded: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {multipart/form-data: {schema: @}}}\n      responses: {'204': {description: Done.}}",
    "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {f: @}}, encoding: {f: {headers: {h: {schema: @}}}}}}}\n      responses: {'204': {description: Done.}}",
    "responses: {'200': {description: Done., headers: {h: {schema: @}}}}",
    "responses: {'200': {description: Done., content: {application/json: {schema: @}}}, default: {description: Failed., content: {application/json: {schema: @}}}}",
    "responses: {'200': {description: Done., content: {application/xml: {schema: @}}}}",
    "responses: {'200': {description: Done., content: {text/event-stream: {schema: @}}}}",
    "responses: {'200': {description: Done., content: {application/jsonl: {schema: @}}}}",
    "x-ms-pageable: {itemName: l, nextLinkName: a}\n      responses: {'200': {description: Done., content: {application/json: {schema: @}}}}",
    "x-ms-long-running-operation: true\n      responses: {'202': {description: Begun.}, '200': {description: Done., content: {application/json: {schema: @}}}}",
];

fn description(place: &str, circle: &str) -> String {
    let place = place.replace('@', "{$ref: '#/components/schemas/X'}");
    format!(
        "openapi: 3.1.0\ninfo: {{title: Circles, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\npaths:\n  /a:\n    post:\n      \
         operationId: A_Do\n      {place}\ncomponents:\n  schemas:\n    {circle}\n"
    )
}

#[test]
fn schemas_in_circles_are_understood_in_every_place() {
    for circle in CIRCLES {
        for place in PLACES {
            let text = description(place, circle);
            let files = vec![("a.yaml".to_owned(), text.clone().into_bytes())];
            let fate = endure(&files, None);
            assert!(
                matches!(fate, Ok(Fate::Generated | Fate::Refused)),
                "{fate:?} for\n{text}"
            );
        }
    }
}
