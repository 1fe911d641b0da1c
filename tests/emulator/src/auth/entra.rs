//! Microsoft Entra, as far as the services need it: tokens with a tenant, a user within it and an application.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::jwt::Key;
use crate::errors::Failure;

/// A principal of Microsoft Entra: a person or an application.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Principal {
    /// The tenant, which is an organization.
    pub tenant_id: String,
    /// The id of the principal within the tenant.
    pub object_id: String,
    /// The application that tokens are requested by.
    pub app_id: String,
}

impl Principal {
    /// Takes a tenant and the id of the principal within it; the application has a random id.
    pub fn new(tenant_id: impl Into<String>, object_id: impl Into<String>) -> Self {
        Self {
            tenant_id: tenant_id.into(),
            object_id: object_id.into(),
            app_id: Uuid::new_v4().to_string(),
        }
    }

    /// Sets the application.
    #[must_use]
    pub fn with_app(mut self, app_id: impl Into<String>) -> Self {
        self.app_id = app_id.into();
        self
    }
}

/// Makes tokens of Entra and verifies them; each emulator has its own key, and a principal for which it makes tokens by
/// default.
#[derive(Debug)]
pub(crate) struct Entra {
    key: Key,
    pub(crate) principal: Principal,
}

/// The principal and the expiry of a token of Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visitor {
    pub(crate) principal: Principal,
    pub(crate) expires_on: OffsetDateTime,
}

/// What a token of Entra holds; the names are those of Entra.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    aud: String,
    iss: String,
    iat: i64,
    exp: i64,
    tid: String,
    oid: String,
    appid: String,
}

impl Default for Entra {
    fn default() -> Self {
        let (tenant, object) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
        Self {
            key: Key::random(),
            principal: Principal::new(tenant, object),
        }
    }
}

impl Entra {
    /// Makes a token.
    pub(crate) fn issue(&self, principal: &Principal, now: OffsetDateTime, lifetime: Duration) -> String {
        self.key.sign(&Claims {
            aud: "https://communication.azure.com".to_owned(),
            iss: format!("https://sts.windows.net/{}/", principal.tenant_id),
            iat: now.unix_timestamp(),
            exp: super::expiry_after(now, lifetime).unix_timestamp(),
            tid: principal.tenant_id.clone(),
            oid: principal.object_id.clone(),
            appid: principal.app_id.clone(),
        })
    }

    /// Verifies a token, and returns its principal and expiry.
    pub(crate) fn visitor(&self, token: &str, now: OffsetDateTime) -> Result<Visitor, Failure> {
        let claims: Claims = self.key.verify(token).map_err(Failure::Unauthorized)?;
        let expires_on = OffsetDateTime::from_unix_timestamp(claims.exp)
            .unwrap_or(time::PrimitiveDateTime::MAX.assume_utc());
        if expires_on <= now {
            return Err(Failure::Unauthorized("the token has expired"));
        }
        Ok(Visitor {
            principal: Principal {
                tenant_id: claims.tid,
                object_id: claims.oid,
                app_id: claims.appid,
            },
            expires_on,
        })
    }
}
