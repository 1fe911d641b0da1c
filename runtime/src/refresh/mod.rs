//! Tokens that are replaced before they expire.
//!
//! [`BearerCredential`](crate::BearerCredential) is built on this, and so are credentials that a crate makes for its service:
//! a [`RefreshingToken`] asks its [`TokenRefresher`], keeps the current [`BearerToken`] and fetches the next one in time, with
//! one fetch for all callers that wait.

mod background;
mod flight;
pub mod jwt;
mod limit;
mod options;
mod refresher;
mod refreshing;
mod schedule;
mod token;

pub(crate) use background::BackgroundRefresh;
pub use limit::answer_within;
pub use options::TokenRefreshOptions;
pub(crate) use refresher::AzureCredential;
pub use refresher::{RefreshedToken, TokenRefresher};
pub use refreshing::RefreshingToken;
pub use schedule::Backoff;
pub use token::BearerToken;
