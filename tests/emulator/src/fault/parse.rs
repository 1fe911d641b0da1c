//! Faults as text, which is what `--fault` takes.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Fault, RetryAfter};
use crate::date_time;

/// The reason why a text is not a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError(String);

impl fmt::Display for ParseFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseFaultError {}

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, ParseFaultError> {
        let mut reader = Reader {
            fault: Self::default(),
            method: None,
            path: None,
            lasting: None,
            has_effect: false,
        };
        for part in text.split(',') {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name.trim(), Some(value)),
                None => (part.trim(), None),
            };
            reader.part(name, value)?;
        }
        reader.finish()
    }
}

struct Reader {
    fault: Fault,
    method: Option<String>,
    path: Option<String>,
    lasting: Option<Duration>,
    has_effect: bool,
}

impl Reader {
    fn part(&mut self, name: &str, value: Option<&str>) -> Result<(), ParseFaultError> {
        let Some(effect) = effect(name, value)? else {
            return self.other(name, value);
        };
        if matches!(name, "slow-headers" | "slow-body") {
            self.lasting = value
                .map(|value| duration(name, value))
                .transpose()?
                .or(self.lasting);
        }
        self.has_effect = true;
        self.fault = std::mem::take(&mut self.fault).and(effect);
        Ok(())
    }

    /// Reads a part that is not an effect.
    fn other(&mut self, name: &str, value: Option<&str>) -> Result<(), ParseFaultError> {
        let fault = std::mem::take(&mut self.fault);
        let wanted = || value.ok_or_else(|| problem(name, "needs a value"));
        self.fault = match name {
            "carried-out" => fault.carried_out(),
            "once" => fault.once(),
            "times" => fault.times(number(name, wanted()?)?),
            "after" => fault.after(number(name, wanted()?)?),
            "version" => fault.for_version(wanted()?),
            "header" => match wanted()?.split_once(':') {
                Some((header, value)) => fault.with_header(header.trim(), value.trim()),
                None => return Err(problem(name, "is of the form header=NAME:VALUE")),
            },
            "retry-after" => fault.with_retry_after(RetryAfter::Seconds(number(name, wanted()?)?)),
            "retry-after-ms" => fault.with_retry_after(RetryAfter::Milliseconds(number(name, wanted()?)?)),
            "x-ms-retry-after-ms" => {
                fault.with_retry_after(RetryAfter::XMsMilliseconds(number(name, wanted()?)?))
            }
            "retry-after-date" => match date_time::parse_rfc3339(wanted()?) {
                Some(date) => fault.with_retry_after(RetryAfter::Date(date)),
                None => return Err(problem(name, "takes a date such as 2100-01-01T00:00:00Z")),
            },
            "method" => {
                self.method = Some(wanted()?.to_owned());
                fault
            }
            "path" => {
                let path = wanted()?;
                if !path.starts_with('/') {
                    return Err(problem(name, "begins with /"));
                }
                self.path = Some(path.to_owned());
                fault
            }
            _ => return Err(problem(name, "is nothing that a fault has")),
        };
        Ok(())
    }

    fn finish(self) -> Result<Fault, ParseFaultError> {
        if !self.has_effect {
            return Err(ParseFaultError(
                "nothing goes wrong; add an effect such as status=503".to_owned(),
            ));
        }
        let mut fault = self.fault;
        fault.pattern.method = self.method.filter(|method| method != "*");
        fault.pattern.path = self.path;
        Ok(match self.lasting {
            Some(duration) => fault.lasting(duration),
            None => fault,
        })
    }
}

/// Reads an effect; `None` when the name is not that of one.
fn effect(name: &str, value: Option<&str>) -> Result<Option<Fault>, ParseFaultError> {
    let wanted = || value.ok_or_else(|| problem(name, "needs a value"));
    let fault = match name {
        "status" => match number::<u16>(name, wanted()?)? {
            status @ 200..600 => Fault::status(status),
            _ => return Err(problem(name, "is a number from 200 to 599")),
        },
        "empty-body" => Fault::empty_body(),
        "malformed-body" => Fault::malformed_body(),
        "truncated-body" => Fault::truncated_body(),
        "content-type" => Fault::content_type(wanted()?),
        "slow-headers" => Fault::slow_headers(),
        "slow-body" => Fault::slow_body(),
        "drop-unread" => Fault::drop_unread(),
        "drop-unanswered" => Fault::drop_unanswered(),
        "foreign-next-link" => Fault::foreign_next_link(wanted()?),
        "looping-next-link" => Fault::looping_next_link(),
        "next-link" => Fault::next_link(wanted()?),
        "expired-token" => Fault::expired_token(),
        "revoked-token" => Fault::revoked_token(),
        "clock-skew" => Fault::clock_skew(time::Duration::seconds(number(name, wanted()?)?)),
        "large-body" => Fault::large_body(number(name, value.unwrap_or("1048576"))?),
        "chunked" => Fault::chunked(),
        "gzip" => Fault::gzip(),
        _ => return Ok(None),
    };
    Ok(Some(fault))
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T, ParseFaultError> {
    value
        .trim()
        .parse()
        .map_err(|_| problem(name, "is a whole number"))
}

fn duration(name: &str, value: &str) -> Result<Duration, ParseFaultError> {
    let value = value.trim();
    if let Some(milliseconds) = value.strip_suffix("ms") {
        return number(name, milliseconds).map(Duration::from_millis);
    }
    match value.strip_suffix('s') {
        Some(seconds) => number(name, seconds).map(Duration::from_secs),
        None => Err(problem(name, "takes a time such as 500ms or 2s")),
    }
}

fn problem(name: &str, message: &str) -> ParseFaultError {
    ParseFaultError(format!("`{name}` {message}"))
}
