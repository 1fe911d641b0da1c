//! Changing the topic of a thread.

macro_rules! topic {
    ($version:ident, $update:ident, $options:ident) => {
        impl crate::chat::$version::ChatThreadClient {
            /// Changes the topic of the thread, and nothing else.
            ///
            /// # Errors
            ///
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

macro_rules! of_thread {
    ($version:ident) => {
        topic!($version, update_thread, ChatThreadClientUpdateThreadOptions);
    };
}

macro_rules! of_properties {
    ($version:ident) => {
        topic!(
            $version,
            update_properties,
            ChatThreadClientUpdatePropertiesOptions
        );
    };
}

in_preview2!(of_thread);
in_preview3!(of_thread);
in_preview4!(of_thread);
since_2021_03_07!(of_properties);
