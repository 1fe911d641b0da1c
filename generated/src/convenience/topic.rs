//! Changing the topic of a thread.

macro_rules! update_topic {
    ($version:ident, $update:ident, $options:ident) => {
        impl crate::chat::$version::ChatThreadClient {
            /// Changes the topic of the thread, and nothing else.
            ///
            /// # Errors
            ///
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(thread: acs_chat::chat::", stringify!($version), "::ChatThreadClient) -> azure_core::Result<()> {")]
            /// thread.update_topic("lunch", None).await?;
            /// # Ok(())
            /// # }
            /// ```
            #[doc = concat!("As [`", stringify!($update), "`](Self::", stringify!($update), ").")]
            pub async fn update_topic(
                &self,
                topic: impl Into<String>,
                options: Option<crate::chat::$version::models::$options<'_>>,
            ) -> azure_core::Result<azure_core::http::Response<(), azure_core::http::NoFormat>> {
                let request = crate::chat::$version::models::UpdateChatThreadRequest::new().with_topic(topic);
                self.$update(request, options).await
            }
        }
    };
}

macro_rules! topic_by_thread_update {
    ($version:ident) => {
        update_topic!($version, update_thread, ChatThreadClientUpdateThreadOptions);
    };
}

macro_rules! topic_by_properties_update {
    ($version:ident) => {
        update_topic!(
            $version,
            update_properties,
            ChatThreadClientUpdatePropertiesOptions
        );
    };
}

in_preview2!(topic_by_thread_update);
in_preview3!(topic_by_thread_update);
in_preview4!(topic_by_thread_update);
since_2021_03_07!(topic_by_properties_update);
