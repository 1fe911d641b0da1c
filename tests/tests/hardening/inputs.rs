//! Hostile descriptions of any size.

use std::fmt::Write as _;

/// A description with these schemas, as the entries of a mapping of JSON; one call answers with `S0`.
pub fn with_schemas(schemas: &str) -> String {
    with_paths(
        "\"/a\": {\"get\": {\"operationId\": \"A_Get\", \"responses\": {\"200\": {\"description\": \"A.\", \"content\": \
         {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/S0\"}}}}}}}",
        schemas,
    )
}

pub fn with_paths(paths: &str, schemas: &str) -> String {
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{{paths}}}, \
         \"components\": {{\"schemas\": {{{schemas}}}}}}}"
    )
}

fn entries(count: usize, entry: impl Fn(usize) -> String) -> String {
    let entries: Vec<String> = (0..count).map(entry).collect();
    entries.join(", ")
}

fn reference(to: usize) -> String {
    format!("{{\"$ref\": \"#/components/schemas/S{to}\"}}")
}

/// `before` so many times, and `after` as often.
pub fn nested(count: usize, before: &str, middle: &str, after: &str) -> String {
    [&before.repeat(count), middle, &after.repeat(count)].concat()
}

/// A YAML file of lines, each deeper than the one before.
pub fn block(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, depth| {
        writeln!(text, "{}a:", " ".repeat(depth)).unwrap();
        text
    })
}

/// Lists of lists of the same aliases: ten times as much with each line.
pub fn aliases(count: usize) -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..count {
        let last = format!("*a{}", at - 1);
        writeln!(text, "a{at}: &a{at} [{}]", vec![last; 10].join(", ")).unwrap();
    }
    text
}

/// A list of so many items, and a list of as many aliases of it.
pub fn repeated(count: usize) -> String {
    let many = |item: &str| vec![item; count].join(", ");
    format!("x-a: &a [{}]\nx-b: [{}]\n", many("1"), many("*a"))
}

/// Names for one schema, each a reference to the next.
pub fn chain(count: usize) -> String {
    with_schemas(&format!(
        "{}, \"S{count}\": {{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\"}}}}}}",
        entries(count, |at| format!("\"S{at}\": {}", reference(at + 1)))
    ))
}

/// Objects in a line, each a property of the one before.
pub fn line(count: usize) -> String {
    with_schemas(&entries(count, |at| {
        format!(
            "\"S{at}\": {{\"type\": \"object\", \"properties\": {{\"a\": {}}}}}",
            reference((at + 1) % count)
        )
    }))
}

/// Objects that each have the next one twice: two to the power of `count` ways to the last.
pub fn diamonds(count: usize) -> String {
    with_schemas(&format!(
        "{}, \"S{count}\": {{\"type\": \"object\", \"properties\": {{\"z\": {{\"type\": \"string\"}}}}}}",
        entries(count, |at| {
            let next = reference(at + 1);
            format!("\"S{at}\": {{\"type\": \"object\", \"properties\": {{\"a\": {next}, \"b\": {next}}}}}")
        })
    ))
}

/// The same by inheritance.
pub fn inherited_diamonds(count: usize) -> String {
    with_schemas(&format!(
        "{}, \"S{count}\": {{\"type\": \"object\", \"properties\": {{\"z\": {{\"type\": \"string\"}}}}}}",
        entries(count, |at| {
            let next = reference(at + 1);
            format!(
                "\"S{at}\": {{\"type\": \"object\", \"allOf\": [{next}, {next}, {}]}}",
                reference(count.min(at + 2))
            )
        })
    ))
}

/// Lists of lists of lists, each with its own name.
pub fn lists(count: usize) -> String {
    with_schemas(&format!(
        "{}, \"S{count}\": {{\"type\": \"string\"}}",
        entries(count, |at| format!(
            "\"S{at}\": {{\"type\": \"array\", \"items\": {}}}",
            reference(at + 1)
        ))
    ))
}

/// One object with so many properties.
pub fn properties(count: usize) -> String {
    let all = entries(count, |at| format!("\"p{at}\": {{\"type\": \"string\"}}"));
    with_schemas(&format!(
        "\"S0\": {{\"type\": \"object\", \"properties\": {{{all}}}}}"
    ))
}

/// One set of so many values.
pub fn values(count: usize) -> String {
    let all = entries(count, |at| format!("\"v{at}\""));
    with_schemas(&format!(
        "\"S0\": {{\"type\": \"string\", \"enum\": [{all}], \"x-ms-enum\": {{\"name\": \"S\", \"modelAsString\": true}}}}"
    ))
}

/// One base with so many variants.
pub fn variants(count: usize) -> String {
    let all = entries(count, |at| {
        format!(
            "\"V{at}\": {{\"allOf\": [{}], \"properties\": {{\"a{at}\": {{\"type\": \"string\"}}}}}}",
            reference(0)
        )
    });
    with_schemas(&format!(
        "\"S0\": {{\"type\": \"object\", \"discriminator\": {{\"propertyName\": \"k\"}}, \"required\": [\"k\"], \
         \"properties\": {{\"k\": {{\"type\": \"string\"}}}}}}, {all}"
    ))
}

/// So many calls.
pub fn operations(count: usize) -> String {
    let all = entries(count, |at| {
        format!(
            "\"/a{at}\": {{\"get\": {{\"operationId\": \"A_Get{at}\", \"responses\": {{\"200\": {{\"description\": \"A.\"}}}}}}}}"
        )
    });
    with_paths(&all, "")
}

/// One call with so many parameters.
pub fn parameters(count: usize) -> String {
    let all = entries(count, |at| {
        format!("{{\"name\": \"p{at}\", \"in\": \"query\", \"schema\": {{\"type\": \"string\"}}}}")
    });
    with_paths(
        &format!(
            "\"/a\": {{\"get\": {{\"operationId\": \"A_Get\", \"parameters\": [{all}], \"responses\": {{\"200\": \
             {{\"description\": \"A.\"}}}}}}}}"
        ),
        "",
    )
}

/// So many things that are wrong.
pub fn errors(count: usize) -> String {
    with_schemas(&entries(count, |at| {
        format!("\"S{at}\": {{\"oops{at}\": 1, \"type\": 7}}")
    }))
}

/// Everything that can have a name, with one that is so long.
pub fn long_names(count: usize) -> String {
    let name = "n".repeat(count);
    with_paths(
        &format!(
            "\"/{name}\": {{\"get\": {{\"operationId\": \"A_{name}\", \"description\": \"{name}\", \"responses\": {{\"200\": \
             {{\"description\": \"{name}\", \"content\": {{\"application/json\": {{\"schema\": {{\"$ref\": \
             \"#/components/schemas/{name}\"}}}}}}}}}}}}}}"
        ),
        &format!(
            "\"{name}\": {{\"type\": \"object\", \"properties\": {{\"{name}\": {{\"type\": \"string\"}}}}}}"
        ),
    )
}
