//! A client in the form of the generated ones, written by hand, to test that the items which generated code uses work.

use crate::BearerCredential;
use crate::core::ClientCore;
use crate::testing::PACKAGE;
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
pub struct SampleBoxClient {
    core: ClientCore,
    box_id: String,
}

#[derive(Clone, Debug, Default)]
pub struct SampleBoxClientSendOptions<'a> {
    pub start_time: Option<OffsetDateTime>,
    pub x_some: Option<String>,
    pub repeatability_request_id: Option<String>,
    pub method_options: ClientMethodOptions<'a>,
}

#[derive(Clone, Debug, Default)]
pub struct SampleBoxClientListOptions<'a> {
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
    #[tracing::new("Azure.Store")]
    pub fn new(
        endpoint: &str,
        credential: BearerCredential,
        options: Option<SampleClientOptions>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        let core = ClientCore::new(&PACKAGE, endpoint, credential.into(), &options.client_options)?;
        Ok(Self { core })
    }

    #[tracing::subclient()]
    pub fn box_client(&self, box_id: impl Into<String>) -> SampleBoxClient {
        SampleBoxClient {
            core: self.core.clone(),
            box_id: box_id.into(),
        }
    }
}

impl SampleClient {
    #[tracing::subclient()]
    pub fn with_credential(&self, credential: BearerCredential) -> SampleClient {
        SampleClient {
            core: self.core.with_credential(credential.into()),
        }
    }

    pub fn endpoint(&self) -> &Url {
        self.core.endpoint()
    }
}

impl SampleBoxClient {
    #[tracing::function("Store.send")]
    pub async fn send(
        &self,
        body: impl Into<SendRequest>,
        options: Option<SampleBoxClientSendOptions<'_>>,
    ) -> Result<Response<SendResult>> {
        let options = options.unwrap_or_default();
        self.core
            .call(Method::Post, "/store/boxes/{boxId}/messages")
            .path("boxId", &self.box_id)
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

    #[tracing::function("Store.list")]
    pub fn list(&self, options: Option<SampleBoxClientListOptions<'_>>) -> Result<Pager<Items>> {
        let options = options.unwrap_or_default();
        self.core
            .call(Method::Get, "/store/boxes/{boxId}/messages")
            .path("boxId", &self.box_id)
            .query("api-version", Some(API_VERSION))
            .query("maxPageSize", options.max_page_size.as_ref())
            .pages("nextLink", options.method_options, &[200])
    }
}

mod continuations;
mod tests;
