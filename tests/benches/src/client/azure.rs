//! The tasks by hand on `azure_core`'s pipeline, with its default policies and nothing that the tasks do not need.

use super::{
    API_VERSION, CONTENT, Client, MESSAGE, SENDER, TOKEN, messages,
    models::{Message, Messages, NewMessage, Sent},
};
use async_trait::async_trait;
use azure_core::{
    Bytes, Result,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::CheckSuccessOptions,
    http::{
        ClientOptions, Context, HttpClient, Method, Pipeline, PipelineSendOptions, Request, Transport, Url,
        headers::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
        policies::{Policy, PolicyResult, auth::BearerTokenAuthorizationPolicy},
    },
    json::{from_json, to_json},
    time::{Duration, OffsetDateTime},
};
use serde::de::DeserializeOwned;
use std::{hint::black_box, sync::Arc};

/// Calls on `azure_core`'s pipeline.
pub struct AzureCore {
    pipeline: Pipeline,
    endpoint: Url,
}

impl AzureCore {
    pub(super) fn new(endpoint: &str, transport: Option<Arc<dyn HttpClient>>) -> Self {
        let endpoint = Url::parse(endpoint).expect("an endpoint");
        let options = ClientOptions {
            transport: transport.map(Transport::new),
            ..ClientOptions::default()
        };
        // `azure_core`'s own refuses plain http, so over loopback there is the least that can stand in for it.
        let bearer: Arc<dyn Policy> = if endpoint.scheme() == "https" {
            Arc::new(BearerTokenAuthorizationPolicy::new(Arc::new(Fixed), ["scope"]))
        } else {
            Arc::new(Bearer)
        };
        let (name, version) = (option_env!("CARGO_PKG_NAME"), option_env!("CARGO_PKG_VERSION"));
        Self {
            pipeline: Pipeline::new(name, version, options, Vec::new(), vec![bearer], None),
            endpoint,
        }
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        url: Url,
        body: Option<Bytes>,
        success: &'static [u16],
    ) -> Result<T> {
        let mut request = Request::new(url, method);
        request.insert_header(ACCEPT, "application/json");
        if let Some(body) = body {
            request.insert_header(CONTENT_TYPE, "application/json");
            request.set_body(body);
        }
        let options = PipelineSendOptions {
            check_success: CheckSuccessOptions {
                success_codes: success,
            },
            ..PipelineSendOptions::default()
        };
        let response = self
            .pipeline
            .send(&Context::new(), &mut request, Some(options))
            .await?;
        from_json(response.into_body())
    }
}

impl Client for AzureCore {
    const NAME: &'static str = "azure_core by hand";

    async fn get(&self) {
        let mut url = messages(&self.endpoint, Some(MESSAGE));
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let message: Message = self
            .call(Method::Get, url, None, &[200])
            .await
            .expect("a message");
        black_box(message);
    }

    async fn send(&self) {
        let mut url = messages(&self.endpoint, None);
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let body = to_json(&NewMessage::new(CONTENT, SENDER)).expect("a body");
        let sent: Sent = self
            .call(Method::Post, url, Some(body), &[201])
            .await
            .expect("an id");
        black_box(sent);
    }

    async fn list(&self) -> usize {
        let mut url = messages(&self.endpoint, None);
        url.query_pairs_mut()
            .append_pair("maxPageSize", "100")
            .append_pair("api-version", API_VERSION);
        let (mut next, mut count) = (Some(url), 0);
        while let Some(url) = next {
            let page: Messages = self.call(Method::Get, url, None, &[200]).await.expect("a page");
            for message in page.value {
                black_box(message);
                count += 1;
            }
            next = page.next_link.map(|link| Url::parse(&link).expect("a link"));
        }
        count
    }
}

/// A credential with one token.
#[derive(Debug)]
struct Fixed;

#[async_trait]
impl TokenCredential for Fixed {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        Ok(AccessToken::new(
            TOKEN,
            OffsetDateTime::now_utc() + Duration::HOUR,
        ))
    }
}

/// Writes the one token into every request.
#[derive(Debug)]
struct Bearer;

#[async_trait]
impl Policy for Bearer {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        request.insert_header(AUTHORIZATION, format!("Bearer {TOKEN}"));
        let (next, rest) = next.split_first().expect("a transport");
        next.send(ctx, request, rest).await
    }
}
