//! A client in the shape of the generated ones, written by hand: what the generator relies on compiles and works.

use super::ClientCore;
use crate::CommunicationTokenCredential;
use async_trait::async_trait;
use azure_core::{
    Result,
    http::{
        ClientMethodOptions, ClientOptions, Method, Pager, Response, Url,
        pager::{Page, PagerOptions},
    },
    time::OffsetDateTime,
    tracing,
};
use serde::{Deserialize, Serialize};

const API_VERSION: &str = "2025-03-15";

#[tracing::client]
#[derive(Clone, Debug)]
pub struct SampleClient {
    core: ClientCore,
}

#[derive(Clone, Debug, Default)]
pub struct SampleClientOptions {
    pub client_options: ClientOptions,
}

#[tracing::client]
#[derive(Clone, Debug)]
pub struct SampleThreadClient {
    core: ClientCore,
    thread_id: String,
}

#[derive(Clone, Debug, Default)]
pub struct SampleThreadClientSendOptions<'a> {
    pub start_time: Option<OffsetDateTime>,
    pub x_some: Option<String>,
    pub repeatability_request_id: Option<String>,
    pub method_options: ClientMethodOptions<'a>,
}

#[derive(Clone, Debug, Default)]
pub struct SampleThreadClientListOptions<'a> {
    pub max_page_size: Option<i32>,
    pub method_options: PagerOptions<'a>,
}

#[derive(Debug, Serialize)]
pub struct SendRequest {
    pub content: String,
}

impl From<&str> for SendRequest {
    fn from(content: &str) -> Self {
        Self {
            content: content.to_owned(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct SendResult {
    pub id: String,
}

#[derive(Debug, Deserialize)]
pub struct Items {
    pub value: Vec<i32>,
}

#[async_trait]
impl Page for Items {
    type Item = i32;
    type IntoIter = std::vec::IntoIter<i32>;

    async fn into_items(self) -> Result<Self::IntoIter> {
        Ok(self.value.into_iter())
    }
}

impl SampleClient {
    #[tracing::new("Azure.Communication.Chat")]
    pub fn new(
        endpoint: &str,
        credential: CommunicationTokenCredential,
        options: Option<SampleClientOptions>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        let core = ClientCore::new(endpoint, credential.into(), &options.client_options)?;
        Ok(Self { core })
    }

    #[tracing::subclient()]
    pub fn thread_client(&self, thread_id: impl Into<String>) -> SampleThreadClient {
        SampleThreadClient {
            core: self.core.clone(),
            thread_id: thread_id.into(),
        }
    }
}

impl SampleClient {
    #[tracing::subclient()]
    pub fn with_credential(&self, credential: CommunicationTokenCredential) -> SampleClient {
        SampleClient {
            core: self.core.with_credential(credential.into()),
        }
    }

    pub fn endpoint(&self) -> &Url {
        self.core.endpoint()
    }
}

impl SampleThreadClient {
    #[tracing::function("Communication.Chat.send")]
    pub async fn send(
        &self,
        body: impl Into<SendRequest>,
        options: Option<SampleThreadClientSendOptions<'_>>,
    ) -> Result<Response<SendResult>> {
        let options = options.unwrap_or_default();
        self.core
            .call(Method::Post, "/chat/threads/{chatThreadId}/messages")
            .path("chatThreadId", &self.thread_id)
            .query("api-version", Some(API_VERSION))
            .query("startTime", options.start_time.as_ref())
            .header("x-some", options.x_some.as_ref())
            .repeatability(
                "Repeatability-Request-ID",
                options.repeatability_request_id.as_ref(),
            )
            .json::<SendRequest>("application/json", Some(&body.into()))
            .send(options.method_options.context, &[201])
            .await
    }

    #[tracing::function("Communication.Chat.list")]
    pub fn list(&self, options: Option<SampleThreadClientListOptions<'_>>) -> Result<Pager<Items>> {
        let options = options.unwrap_or_default();
        self.core
            .call(Method::Get, "/chat/threads/{chatThreadId}/messages")
            .path("chatThreadId", &self.thread_id)
            .query("api-version", Some(API_VERSION))
            .query("maxPageSize", options.max_page_size.as_ref())
            .pages("nextLink", options.method_options, &[200])
    }
}

mod continuations;
mod tests;
