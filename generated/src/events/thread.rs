//! From an event to the thread that it is about.

use super::ChatEvent;

/// A client of Chat, of any API version, which leads to the client of a thread.
///
/// Only the clients of this crate implement it.
pub trait ChatOfThread: sealed::Sealed {
    /// The client of a thread.
    type ThreadClient;

    /// Returns the client of the thread with this id.
    #[doc(hidden)]
    fn thread_with_id(&self, id: &str) -> Self::ThreadClient;
}

mod sealed {
    pub trait Sealed {}
}

impl ChatEvent {
    /// Returns a client for the thread that the event is about, over the connections of `chat` and without a call to the service;
    /// `None` when the event names no thread.
    ///
    #[cfg_attr(feature = "chat-2025-03-15", doc = "```no_run")]
    #[cfg_attr(not(feature = "chat-2025-03-15"), doc = "```ignore")]
    /// # async fn example(event: acs_chat::events::ChatEvent, chat: acs_chat::ChatClient) -> azure_core::Result<()> {
    /// if let (Some(thread), Some(id)) = (event.thread_client(&chat), event.message_id()) {
    ///     let message = thread.get_message(id, None).await?.into_model()?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn thread_client<C: ChatOfThread>(&self, chat: &C) -> Option<C::ThreadClient> {
        Some(chat.thread_with_id(self.thread_id()?))
    }
}

macro_rules! chat_of_thread {
    ($version:ident) => {
        impl sealed::Sealed for crate::chat::$version::ChatClient {}

        impl ChatOfThread for crate::chat::$version::ChatClient {
            type ThreadClient = crate::chat::$version::ChatThreadClient;

            fn thread_with_id(&self, id: &str) -> Self::ThreadClient {
                self.chat_thread_client(id)
            }
        }
    };
}

in_preview2!(chat_of_thread);
in_preview3!(chat_of_thread);
in_preview4!(chat_of_thread);
since_2021_03_07!(chat_of_thread);
