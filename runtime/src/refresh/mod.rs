//! Tokens that are fetched anew before they expire: who gets one, who waits, and who fetches the next.
//!
//! [`BearerCredential`](crate::BearerCredential) is made of this, and so are the credentials of services that come by their
//! tokens in a way of their own: [`RefreshingToken`] has a [`TokenRefresher`], keeps the current [`BearerToken`] and fetches the next
//! one in time, one fetch for however many callers.

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
