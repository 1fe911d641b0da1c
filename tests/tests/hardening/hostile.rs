//! Hostile input is refused with its place, or is read correctly, on a stack of the usual size.

use crate::{
    endure::{Fate, Files, endure, said},
    inputs,
};

/// Runs on a stack as small as that of any thread.
fn on_a_small_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn_scoped(scope, run);
        thread
            .unwrap()
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn file(name: &str, text: impl Into<Vec<u8>>) -> Files {
    vec![(name.to_owned(), text.into())]
}

/// A description of these bytes is refused, and this is what is said.
fn refused(name: &str, text: impl Into<Vec<u8>>, why: &str) {
    let files = file(name, text);
    let fate = on_a_small_stack(|| endure(&files, None));
    assert!(matches!(fate, Ok(Fate::Unread | Fate::Refused)), "{fate:?}");
    let said = on_a_small_stack(|| said(&files));
    assert!(
        said.contains(why),
        "{why:?} is not in:\n{}",
        &said[..said.len().min(2_000)]
    );
    assert!(said.contains(&format!("{name}:")), "no place in:\n{said}");
}

fn understood(name: &str, text: impl Into<Vec<u8>>) {
    let files = file(name, text);
    let fate = on_a_small_stack(|| endure(&files, None));
    assert_eq!(fate, Ok(Fate::Generated), "{}", said(&files));
}

#[test]
fn what_is_nested_ten_thousand_levels_deep_is_refused() {
    let deep = "recursion limit exceeded";
    let json = inputs::nested(10_000, "{\"a\":", "1", "}");
    refused("a.json", json.clone(), deep);
    refused("a.yaml", json, deep);
    refused("a.yaml", inputs::nested(10_000, "[", "", "]"), deep);
    refused("a.yaml", inputs::nested(10_000, "{a: ", "1", "}"), deep);
    // The reader of YAML would be at this for minutes.
    refused("a.yaml", inputs::nested(250_000, "{a: ", "1", "}"), deep);
    refused("a.yaml", inputs::nested(10_000, "- ", "1", ""), deep);
    // Ten thousand of these would be fifty megabytes of spaces.
    refused("a.yaml", inputs::block(1_000), deep);
}

#[test]
fn schemas_nested_ten_thousand_levels_deep_are_refused() {
    for (before, after) in [
        ("{\"properties\": {\"a\": ", "}}"),
        ("{\"allOf\": [", "]}"),
        ("{\"items\": ", "}"),
        ("{\"additionalProperties\": ", "}"),
    ] {
        let schema = inputs::nested(10_000, before, "{\"type\": \"string\"}", after);
        refused(
            "a.json",
            inputs::with_schemas(&format!("\"S0\": {schema}")),
            "recursion limit exceeded",
        );
    }
}

#[test]
fn schemas_nested_as_deep_as_is_read_fit_the_stack() {
    for (before, after) in [
        ("{\"type\": \"object\", \"properties\": {\"a\": ", "}}"),
        ("{\"allOf\": [", "]}"),
        ("{\"type\": \"array\", \"items\": ", "}"),
        ("{\"type\": \"object\", \"additionalProperties\": ", "}"),
    ] {
        let fits = (1..128).rev().find(|depth| {
            let schema = inputs::nested(*depth, before, "{\"type\": \"string\"}", after);
            let text = inputs::with_schemas(&format!("\"S0\": {schema}"));
            serde_json::from_str::<serde_json::Value>(&text).is_ok()
        });
        let schema = inputs::nested(fits.unwrap(), before, "{\"type\": \"string\"}", after);
        let files = file("a.json", inputs::with_schemas(&format!("\"S0\": {schema}")));
        let fate = on_a_small_stack(|| endure(&files, None));
        assert!(matches!(fate, Ok(Fate::Generated | Fate::Refused)), "{fate:?}");
    }
}

#[test]
fn aliases_that_grow_without_measure_are_refused() {
    let full = "aliases expand to more than a file of this size may have";
    refused("a.yaml", inputs::aliases(40), full);
    refused("a.yaml", inputs::repeated(10_000), full);
    refused("a.yaml", "a: &a [*a, *a]\n", "recursion limit exceeded");
    refused("a.yaml", "a: &a {b: *a}\n", "recursion limit exceeded");
}

#[test]
fn numbers_of_any_size_are_numbers() {
    for number in [
        "1e400",
        "-1e400",
        "1000000000000000000000000000000",
        "-1",
        "18446744073709551616",
        "340282366920938463463374607431768211455",
        "0.5",
        "1e-400",
    ] {
        // Without this first line it would be read as JSON.
        for (name, head) in [("a.json", ""), ("a.yaml", "# YAML\n")] {
            let limits = format!(
                "\"maxLength\": {number}, \"minimum\": {number}, \"maximum\": {number}, \"default\": {number}"
            );
            let schemas = format!(
                "\"S0\": {{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\", {limits}}}, \"b\": {{\"type\": \
                 \"integer\", {limits}}}}}}}"
            );
            let files = file(name, format!("{head}{}", inputs::with_schemas(&schemas)));
            let fate = on_a_small_stack(|| endure(&files, None));
            assert!(fate.is_ok(), "{name}, {number}: {fate:?}");
        }
    }
}

#[test]
fn what_is_no_number_of_json_is_refused() {
    for number in [".nan", ".inf", "-.Inf"] {
        let text = inputs::with_schemas("\"S0\": {\"type\": \"integer\", \"maximum\": 1}");
        refused(
            "a.yaml",
            format!("# YAML\n{}", text.replace(": 1}", &format!(": {number}}}"))),
            "number out of range",
        );
    }
}

#[test]
fn storms_of_references_are_walked() {
    understood("a.json", inputs::chain(10_000));
    understood("a.json", inputs::line(200));
    understood("a.json", inputs::diamonds(80));
    understood("a.json", inputs::inherited_diamonds(80));
    refused(
        "a.json",
        inputs::lists(10_000),
        "more than 16 lists and maps are nested",
    );
}

#[test]
fn many_of_everything_are_understood() {
    let many: [fn(usize) -> String; 5] = [
        inputs::properties,
        inputs::values,
        inputs::variants,
        inputs::operations,
        inputs::parameters,
    ];
    for text in many {
        understood("a.json", text(200));
    }
    refused("a.json", inputs::errors(2_000), "`oops1999`");
}

#[test]
fn a_circle_of_files_is_walked_once() {
    let mut files = file(
        "f0.json",
        inputs::with_schemas("\"S0\": {\"$ref\": \"f1.json#/components/schemas/S0\"}"),
    );
    for at in 1..300 {
        let next = (at + 1) % 300;
        let schema = format!("\"S0\": {{\"$ref\": \"f{next}.json#/components/schemas/S0\"}}");
        files.push((
            format!("f{at}.json"),
            inputs::with_paths("", &schema).into_bytes(),
        ));
    }
    let fate = on_a_small_stack(|| endure(&files, None));
    assert_eq!(fate, Ok(Fate::Generated));
}

#[test]
fn a_name_of_twenty_thousand_letters_is_a_name() {
    understood("a.json", inputs::long_names(20_000));
}

#[test]
fn a_text_of_a_megabyte_without_an_end_is_refused() {
    refused("a.json", format!("\"{}", "a".repeat(1 << 20)), "EOF");
    refused(
        "a.yaml",
        format!("a: \"{}", "a ".repeat(1 << 19)),
        "unexpected end",
    );
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let plain = inputs::operations(1);
    let wide = |bytes: fn(u16) -> [u8; 2]| plain.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    refused(
        "a.yaml",
        [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
        "not UTF-8",
    );
    refused(
        "a.yaml",
        [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
        "not UTF-8",
    );
    refused("a.json", wide(u16::to_le_bytes), "not well-formed");
    refused(
        "a.yaml",
        plain.replace("A_Get0", "A\0Get"),
        "control characters are not allowed",
    );
    refused("a.json", plain.replace("A_Get0", "A\0Get"), "control character");
    refused(
        "a.json",
        plain.replace("A_Get0", "A\\ud800Get"),
        "unexpected end of hex escape",
    );
    refused("a.yaml", "a: \"\\ud800\"", "not well-formed");
    understood("a.json", plain.replace("A.", "A\\u0000."));
}

#[test]
fn marks_and_ends_of_lines_of_other_systems_are_understood() {
    let plain = inputs::operations(2);
    understood("a.json", format!("\u{feff}{plain}"));
    understood("a.json", plain.replace(", ", ",\r\n\t"));
    understood("a.yaml", plain.replace(", ", ",\r\n"));
}
