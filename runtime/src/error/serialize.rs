//! The error of a service as JSON, for programs that pass it on.

use super::ServiceError;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Writes `status` as a number and, where they are there, `code`, `message`, `target`, `details`, `inner`, `retryAfterMs` and
/// `advice`. The headers and the body of the response are not written: a service may have put anything there.
///
/// The texts are those of the service, and may name people.
impl Serialize for ServiceError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let retry_after = self
            .retry_after
            .map(|wait| u64::try_from(wait.whole_milliseconds()).unwrap_or(u64::MAX));
        let mut fields = serializer.serialize_struct("ServiceError", 8)?;
        fields.serialize_field("status", &u16::from(self.status))?;
        let texts = [
            ("code", self.code.as_deref()),
            ("message", self.message.as_deref()),
            ("target", self.target.as_deref()),
            ("advice", self.advice),
        ];
        for (name, text) in texts {
            match text {
                Some(text) => fields.serialize_field(name, text)?,
                None => fields.skip_field(name)?,
            }
        }
        if self.details.is_empty() {
            fields.skip_field("details")?;
        } else {
            fields.serialize_field("details", &self.details)?;
        }
        match &self.inner {
            Some(inner) => fields.serialize_field("inner", inner)?,
            None => fields.skip_field("inner")?,
        }
        match retry_after {
            Some(wait) => fields.serialize_field("retryAfterMs", &wait)?,
            None => fields.skip_field("retryAfterMs")?,
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::{RawResponse, StatusCode, headers::Headers};
    use serde_json::json;

    #[test]
    fn what_is_there_is_written_and_nothing_else() {
        let body = json!({"error": {
            "code": "Busy", "message": "later", "details": [{"code": "Disk"}], "innererror": {"code": "Full", "target": "d"}
        }});
        let mut headers = Headers::new();
        headers.insert("retry-after", "2");
        headers.insert("set-cookie", "secret");
        let answer = RawResponse::from_bytes(StatusCode::TooManyRequests, headers, body.to_string());
        assert_eq!(
            serde_json::to_value(ServiceError::read(&answer, Some("wait"))).unwrap(),
            json!({
                "status": 429, "code": "Busy", "message": "later", "advice": "wait", "retryAfterMs": 2000,
                "details": [{"code": "Disk"}], "inner": {"code": "Full", "target": "d"}
            })
        );
        let bare = RawResponse::from_bytes(StatusCode::NotFound, Headers::new(), "");
        assert_eq!(
            serde_json::to_value(ServiceError::read(&bare, None)).unwrap(),
            json!({"status": 404})
        );
    }
}
