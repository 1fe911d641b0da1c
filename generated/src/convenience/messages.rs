//! Reading and writing messages without going through their parts.

/// Where the content of a message has parts.
macro_rules! structured_content {
    ($version:ident) => {
        impl crate::chat::$version::models::ChatMessage {
            /// Returns the text of the message, plain or HTML; `None` for a message by which the service records a
            /// change of the thread, and for one that was deleted.
            ///
            /// ```
            #[doc = concat!("# fn example(message: acs_chat::chat::", stringify!($version), "::models::ChatMessage) {")]
            /// println!("{}", message.text().unwrap_or("(no text)"));
            /// # }
            /// ```
            pub fn text(&self) -> Option<&str> {
                // The service empties the text of a deleted message, and does not take it away.
                let content = self.content.as_ref().filter(|_| self.deleted_on.is_none());
                content?.message.as_deref()
            }
        }
    };
}

/// Where the content of a message is one string.
macro_rules! plain_content {
    ($version:ident) => {
        impl crate::chat::$version::models::ChatMessage {
            /// Returns the text of the message; `None` for one by which the service records a change of the thread,
            /// whose content is XML, and for one that was deleted.
            ///
            /// ```
            #[doc = concat!("# fn example(message: acs_chat::chat::", stringify!($version), "::models::ChatMessage) {")]
            /// println!("{}", message.text().unwrap_or("(no text)"));
            /// # }
            /// ```
            pub fn text(&self) -> Option<&str> {
                let kind = self.message_type.as_deref().unwrap_or_default();
                self.content
                    .as_deref()
                    .filter(|_| !kind.starts_with("ThreadActivity/") && self.deleted_on.is_none())
            }
        }
    };
}

macro_rules! request_conversions {
    ($version:ident) => {
        /// Takes the new text of the message.
        impl From<&str> for crate::chat::$version::models::UpdateChatMessageRequest {
            fn from(content: &str) -> Self {
                Self::new().with_content(content)
            }
        }

        /// Takes the new text of the message.
        impl From<String> for crate::chat::$version::models::UpdateChatMessageRequest {
            fn from(content: String) -> Self {
                Self::new().with_content(content)
            }
        }

        /// Takes the new text of the message.
        impl From<&String> for crate::chat::$version::models::UpdateChatMessageRequest {
            fn from(content: &String) -> Self {
                Self::new().with_content(content)
            }
        }
    };
}

in_preview2!(plain_content);
in_preview3!(structured_content);
in_preview4!(structured_content);
since_2021_03_07!(structured_content);

in_preview2!(request_conversions);
in_preview3!(request_conversions);
in_preview4!(request_conversions);
since_2021_03_07!(request_conversions);
