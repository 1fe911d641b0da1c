//! Trees as text, in the three ways that a file may be written: JSON, YAML on one line, YAML in lines.

use generator::source::Node;
use proptest::prelude::*;

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Flow,
    Block,
}

/// Any of the three.
pub fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(vec![Form::Json, Form::Flow, Form::Block])
}

/// The tree as text.
pub fn print(node: &Node, form: Form) -> String {
    let mut out = String::new();
    // Keys of YAML end somewhere, unless they are written in a way of their own.
    let form = if longest(node) < 1_000 { form } else { Form::Json };
    match form {
        Form::Json => json(node, &mut out),
        Form::Flow => {
            // Without this first line it would be read as JSON.
            out.push_str("# YAML\n");
            json(node, &mut out);
        }
        Form::Block => block(node, 0, &mut out),
    }
    out
}

/// The length of the longest key.
fn longest(node: &Node) -> usize {
    match node {
        Node::Mapping(mapping) => {
            let keys = mapping
                .entries
                .iter()
                .map(|(key, value)| quoted(key).len().max(longest(value)));
            keys.max().unwrap_or(0)
        }
        Node::Sequence(items) => items.iter().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

fn quoted(text: &str) -> String {
    let written = |c: char| match c {
        // What YAML does not allow as it is, or takes for the end of a line.
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    };
    serde_json::Value::from(text)
        .to_string()
        .chars()
        .map(written)
        .collect()
}

fn json(node: &Node, out: &mut String) {
    match node {
        Node::Mapping(mapping) => {
            out.push('{');
            for (index, (key, value)) in mapping.entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                out.push_str(&quoted(key));
                out.push_str(": ");
                json(value, out);
            }
            out.push('}');
        }
        Node::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                json(item, out);
            }
            out.push(']');
        }
        leaf => out.push_str(&scalar(leaf)),
    }
}

fn block(node: &Node, depth: usize, out: &mut String) {
    let line = |out: &mut String| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth * 2));
    };
    match node {
        Node::Mapping(mapping) if !mapping.entries.is_empty() => {
            for (key, value) in &mapping.entries {
                line(out);
                out.push_str(&quoted(key));
                out.push_str(": ");
                block(value, depth + 1, out);
            }
        }
        Node::Sequence(items) if !items.is_empty() => {
            for item in items {
                line(out);
                out.push_str("- ");
                block(item, depth + 1, out);
            }
        }
        leaf => json(leaf, out),
    }
}

fn scalar(node: &Node) -> String {
    match node {
        Node::Bool(value) => value.to_string(),
        Node::Integer(value) => value.to_string(),
        Node::Float(value) => serde_json::Value::from(*value).to_string(),
        Node::String(value) => quoted(value),
        _ => "null".to_owned(),
    }
}
