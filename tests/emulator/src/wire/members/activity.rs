//! The content of a message as one text: that of a person as it is, that of the service as XML.

use std::fmt::Write as _;

use crate::date_time;
use crate::identifier::Identifier;
use crate::state::{Content, Message, MessageKind, Participant};

/// Returns the content of a message, which is empty once it is deleted.
pub(super) fn content(message: &Message) -> String {
    let Some(content) = &message.content else {
        return String::new();
    };
    match message.kind {
        MessageKind::Text | MessageKind::Html => content.message.clone().unwrap_or_default(),
        MessageKind::TopicUpdated => {
            let value = element("value", content.topic.as_deref().unwrap_or_default());
            activity("topicupdate", message, content, &value)
        }
        MessageKind::ParticipantAdded => activity("addmember", message, content, &targets(message, content)),
        MessageKind::ParticipantRemoved => {
            activity("deletemember", message, content, &targets(message, content))
        }
    }
}

fn activity(name: &str, message: &Message, content: &Content, rest: &str) -> String {
    let time = date_time::unix_milliseconds(message.created_on).to_string();
    let initiator = content.initiator.as_ref().map_or("", Identifier::raw_id);
    let inner = [element("eventtime", &time), element("initiator", initiator)].concat();
    format!("<{name}>{inner}{rest}</{name}>")
}

fn targets(message: &Message, content: &Content) -> String {
    let mut xml = element("rosterVersion", &message.version);
    for Participant {
        identifier,
        display_name,
        ..
    } in &content.participants
    {
        xml.push_str(&element("target", identifier.raw_id()));
        let id = element("id", identifier.raw_id());
        let name = display_name
            .as_deref()
            .map(|name| element("friendlyName", name))
            .unwrap_or_default();
        // Writing to a text cannot fail.
        let _written = write!(xml, "<detailedtargetinfo>{id}{name}</detailedtargetinfo>");
    }
    xml
}

fn element(name: &str, text: &str) -> String {
    let mut xml = format!("<{name}>");
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            _ => xml.push(c),
        }
    }
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_break_out_of_their_elements() {
        assert_eq!(
            element("value", "a<b> & </value>"),
            "<value>a&lt;b&gt; &amp; &lt;/value&gt;</value>"
        );
    }
}
