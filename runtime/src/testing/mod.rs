//! For tests of clients: transports that answer from memory, a fake clock, and tokens.
//!
//! The module needs the feature `test`.
//!
//! - [`Rules`]: responses for each operation, in any order of the calls, with a check that all of them were used.
//! - [`Script`]: responses to the first request, the second, and so on.
//! - [`FakeClock`]: waits, such as those before a retry, take no time.
//!
//! ```
//! use azure_core::http::{Context, Method, RawResponse};
//! use client_runtime::{
//!     ClientCore,
//!     testing::{PACKAGE, Reply, Rule, Rules},
//! };
//!
//! # futures::executor::block_on(async {
//! let rules = Rules::new([
//!     Rule::on("GET /cities/{city}").when_path("city", "Oslo").answers(Reply::new(200, r#"{"celsius": -3}"#)),
//!     Rule::on("GET /cities/{city}").once(Reply::error(404, "NoSuchCity", "there is none")),
//! ]);
//! let client = ClientCore::anonymous(&PACKAGE, "https://weather.example", &rules.options())?;
//! let city = |name: &'static str| client.call(Method::Get, "/cities/{city}").path("city", name);
//! let answer: RawResponse = city("Oslo").send(Context::new(), &[200]).await?;
//! assert_eq!(answer.status(), 200);
//! assert_eq!(rules.unused(), ["`GET /cities/{city}` (the 2nd rule): 1 reply is left"]);
//! assert!(city("Atlantis").send::<RawResponse>(Context::new(), &[200]).await.is_err());
//! rules.assert_used();
//! # azure_core::Result::Ok(())
//! # }).unwrap();
//! ```

mod clock;
mod lock;
mod reply;
mod route;
mod rules;
mod script;
mod seen;

pub use clock::FakeClock;
pub use reply::Reply;
pub use rules::{Rule, Rules};
pub use script::Script;
pub use seen::SeenRequest;

use crate::package::Package;
use azure_core::{base64, time::OffsetDateTime};

/// The package of clients in tests: `a-crate`, version 1.2.3.
pub static PACKAGE: Package = Package::new("a-crate", "1.2.3");

/// Returns a JSON Web Token that expires at the given time, to the second. It begins with `name` and a dot, so that tests can
/// tell it from others.
pub fn jwt(name: &str, expires_on: OffsetDateTime) -> String {
    let claims = serde_json::json!({ "exp": expires_on.unix_timestamp(), "n": name }).to_string();
    format!("{name}.{}.sig", base64::encode_url_safe(claims))
}
