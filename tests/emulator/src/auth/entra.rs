//! Microsoft Entra, as far as the services need it: tokens that say who somebody is in which tenant.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::jwt::Key;
use crate::errors::Failure;

/// Somebody whom Microsoft Entra knows: a person, or an application of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Principal {
    /// The tenant, which is an organization.
    pub tenant_id: String,
    /// Who it is within the tenant.
    pub object_id: String,
    /// The application through which tokens are asked for.
    pub app_id: String,
}

impl Principal {
    /// Names somebody of a tenant who uses an application of no importance.
    pub fn new(tenant_id: impl Into<String>, object_id: impl Into<String>) -> Self {
        Self {
            tenant_id: tenant_id.into(),
            object_id: object_id.into(),
            app_id: Uuid::new_v4().to_string(),
        }
    }

    /// Names the application.
    #[must_use]
    pub fn with_app(mut self, app_id: impl Into<String>) -> Self {
        self.app_id = app_id.into();
        self
    }
}

/// Makes tokens of Entra and reads them back; each emulator has its own key, and a principal that it makes them for
/// when nobody else is named.
#[derive(Debug)]
pub(crate) struct Entra {
    key: Key,
    pub(crate) principal: Principal,
}

/// Whom a token of Entra was made for, and until when it is good.
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

    /// Finds out whom a token was made for.
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
