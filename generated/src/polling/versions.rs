//! `poll_messages`, for each chat version.

#[allow(unused_imports, reason = "used if there is a chat version")]
use super::{MessagePollingOptions, MessageStream, listed::MessageFacts};

macro_rules! poll_messages {
    ($version:ident, |$message:ident| $facts:expr) => {
        impl crate::chat::$version::ChatThreadClient {
            /// Follows the thread: returns each message when it is new, and again when it has been edited or deleted.
            ///
            /// The stream lists the messages every 5 seconds, or as the options say, from when it is first polled
            /// until it is dropped. By default it begins with the first message of the thread;
            /// [`MessagePoint`](crate::MessagePoint) has other positions to begin, such as now. See
            /// [`MessageStream`](crate::MessageStream) about order, failures and memory.
            ///
            /// ```no_run
            /// use acs_chat::{MessagePoint, MessagePollingOptions};
            /// use futures::TryStreamExt as _;
            ///
            #[doc = concat!(
                "# async fn example(thread: acs_chat::chat::", stringify!($version), "::ChatThreadClient)"
            )]
            /// # -> azure_core::Result<()> {
            /// let options = MessagePollingOptions::from_point(MessagePoint::now());
            /// let mut messages = thread.poll_messages(Some(options));
            /// while let Some(message) = messages.try_next().await? {
            ///     println!("{:?} {:?}", message.id, message.text());
            ///     let bookmark = messages.point().to_string(); // to continue from, after a restart
            /// #   drop(bookmark);
            /// }
            /// # Ok(())
            /// # }
            /// ```
            #[doc(alias = "startRealtimeNotifications")]
            #[doc(alias = "chatMessageReceived")]
            pub fn poll_messages(
                &self,
                options: Option<MessagePollingOptions>,
            ) -> MessageStream<crate::chat::$version::models::ChatMessage> {
                use crate::chat::$version::models::{ChatMessage, ChatThreadClientListMessagesOptions};
                use futures::StreamExt;

                let facts = |$message: &ChatMessage| -> Option<MessageFacts> { $facts };
                let thread = self.clone();
                let list = move |ask: super::stream::ListRequest| {
                    let options = ChatThreadClientListMessagesOptions {
                        max_page_size: ask.max_page_size,
                        start_time: ask.start_time,
                        method_options: azure_core::http::pager::PagerOptions {
                            context: ask.context,
                            ..Default::default()
                        },
                    };
                    let pages = thread.list_messages(Some(options))?.into_pages();
                    Ok(super::pages::messages(pages, facts).boxed())
                };
                MessageStream::new(options.unwrap_or_default(), Box::new(list))
            }
        }
    };
}

/// For the version in which messages have no sequence id and any of their properties may be missing. A message without an id
/// is left out.
macro_rules! loose {
    ($version:ident) => {
        poll_messages!($version, |message| {
            let version = message.version.as_deref().unwrap_or_default();
            let created_on = message.created_on.unwrap_or(time_unknown());
            let changes = [message.edited_on, message.deleted_on];
            Some(MessageFacts::new(
                message.id.as_deref()?,
                version,
                None,
                created_on,
                changes,
            ))
        });
    };
}

macro_rules! strict {
    ($version:ident) => {
        poll_messages!($version, |message| {
            let changes = [message.edited_on, message.deleted_on];
            let sequence_id = Some(message.sequence_id.as_str());
            Some(MessageFacts::new(
                &message.id,
                &message.version,
                sequence_id,
                message.created_on,
                changes,
            ))
        });
    };
}

/// Returns the time that replaces a missing time of creation.
fn time_unknown() -> azure_core::time::OffsetDateTime {
    azure_core::time::OffsetDateTime::UNIX_EPOCH
}

in_preview2!(loose);
in_preview3!(strict);
in_preview4!(strict);
since_2021_03_07!(strict);
