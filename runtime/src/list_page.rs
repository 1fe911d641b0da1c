//! A page that is just a list of items.

use azure_core::{Result, http::pager::Page};
use serde::{Deserialize, Serialize};

/// A page of a list whose response is just the array of items; the link to the next page is elsewhere, such as in a header.
///
/// ```
/// use azure_core::http::Pager;
/// use client_runtime::ListPage;
/// use futures::TryStreamExt as _;
///
/// # async fn read(mut names: Pager<ListPage<String>>) -> azure_core::Result<()> {
/// while let Some(name) = names.try_next().await? {
///     println!("{name}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ListPage<T>(pub Vec<T>);

#[async_trait::async_trait]
impl<T: Send> Page for ListPage<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    async fn into_items(self) -> Result<Self::IntoIter> {
        Ok(self.0.into_iter())
    }
}
