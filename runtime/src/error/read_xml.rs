//! Reads an error body in XML: its code and message are elements of those names, at the top or in an element around them.

use super::ServiceErrorDetail;
use crate::xml::{self, Tree};

/// How many elements may be around the code and the message.
const DEPTH: usize = 3;

/// Reads a whole error body; `None` when it is not XML, or has neither a code nor a message.
pub(super) fn detail(body: &[u8]) -> Option<ServiceErrorDetail> {
    if !body.trim_ascii_start().starts_with(b"<") && !body.starts_with("\u{feff}".as_bytes()) {
        return None;
    }
    let tree = xml::parse(body).ok()?;
    find(&tree, 0, DEPTH)
}

fn find(tree: &Tree<'_>, id: usize, depth: usize) -> Option<ServiceErrorDetail> {
    let text = |names: &[&str]| {
        let named = |child: &usize| {
            names
                .iter()
                .any(|name| tree.local(*child).eq_ignore_ascii_case(name))
        };
        let texts = tree
            .children(id)
            .filter(named)
            .map(|child| tree.text(child).trim());
        texts.filter(|text| !text.is_empty()).map(str::to_owned).next()
    };
    let (code, message) = (text(&["code"]), text(&["message"]));
    if code.is_some() || message.is_some() {
        return Some(ServiceErrorDetail {
            code,
            message: message.or_else(|| text(&["detail"])),
            target: text(&["target"]),
            ..ServiceErrorDetail::default()
        });
    }
    let depth = depth.checked_sub(1)?;
    tree.children(id).find_map(|child| find(tree, child, depth))
}

#[cfg(test)]
mod tests {
    use super::detail;

    #[test]
    fn code_and_message_are_found_in_any_of_the_usual_forms() {
        for body in [
            "<?xml version=\"1.0\"?><Error><Code>gone</Code><Message>It is gone.\n</Message></Error>",
            "\u{feff}<Error><Message>It is gone.</Message><Extra/><Code>gone</Code></Error>",
            "<m:error xmlns:m='urn:m'><m:code>gone</m:code><m:message xml:lang='en'>It is gone.</m:message></m:error>",
            "<Response><Errors><Error><Code>gone</Code><Message>It is gone.</Message></Error></Errors></Response>",
            "\n<Error><Code>gone</Code><Detail>It is gone.</Detail></Error>",
        ] {
            let found = detail(body.as_bytes()).unwrap();
            assert_eq!(found.code.as_deref(), Some("gone"), "{body}");
            assert_eq!(found.message.as_deref(), Some("It is gone."), "{body}");
        }
    }

    #[test]
    fn other_documents_are_not_errors_in_xml() {
        for body in [
            "",
            "gone",
            "<html><head><title>502</title></head><body>Bad Gateway</body></html>",
            "<Error><Code>gone</Code>",
            "<a><b><c><d><e><Code>too deep</Code></e></d></c></b></a>",
            "<Error><Code/><Message> </Message></Error>",
        ] {
            assert_eq!(detail(body.as_bytes()), None, "{body}");
        }
    }
}
