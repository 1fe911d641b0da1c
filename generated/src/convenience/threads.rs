//! From a thread that was just created to its client.

macro_rules! created_thread_client {
    ($version:ident) => {
        impl crate::chat::$version::models::CreateChatThreadResult {
            /// Returns a client for the thread that was created, over the connections of `chat` and without a call to
            /// the service.
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(chat: acs_chat::chat::", stringify!($version), "::ChatClient, created: acs_chat::chat::", stringify!($version), "::models::CreateChatThreadResult) -> azure_core::Result<()> {")]
            /// let thread = created.thread_client(&chat);
            /// thread.send_message("hello", None).await?;
            /// # Ok(())
            /// # }
            /// ```
            pub fn thread_client(
                &self,
                chat: &crate::chat::$version::ChatClient,
            ) -> crate::chat::$version::ChatThreadClient {
                chat.chat_thread_client(&self.chat_thread.id)
            }
        }
    };
}

in_preview3!(created_thread_client);
in_preview4!(created_thread_client);
since_2021_03_07!(created_thread_client);
