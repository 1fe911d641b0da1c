//! The common part of all lists: reading the request for a page, and writing the page with its next link.

use serde_json::{Map, Value};

use super::Call;
use crate::answer::Answer;
use crate::errors::Failure;
use crate::paging::{Bound, ListRequest};

/// Reads the request for a page of the list at its path.
pub(super) fn list_request(call: &Call<'_>) -> Result<ListRequest, Failure> {
    ListRequest::from_query(
        &path(call).join("/"),
        |name| call.query(name),
        call.options.paging,
    )
}

/// Returns the list's path, which its links lead to as well: API versions spell it differently.
fn path(call: &Call<'_>) -> Vec<String> {
    call.incoming.segments().unwrap_or_default()
}

/// Answers with a page of a list that goes back in time. Items come newest first, each with a position that decreases,
/// so that new items do not shift the pages.
pub(super) fn page_backwards<T>(
    call: &Call<'_>,
    request: &ListRequest,
    bound: Bound,
    items: impl Iterator<Item = (u64, T)>,
    write: impl Fn(T) -> Value,
) -> Answer {
    let rest = items
        .filter(|(position, _)| request.after().is_none_or(|after| *position < after))
        .map(|(position, item)| (position, write(item)));
    // Only messages were seen to end with an empty page.
    let page = request.cut_page(rest, call.options.paging, matches!(bound, Bound::Start(_)));
    let link = page.next.map(|next| call.links.next(&path(call), &bound, &next));
    page_answer(page.items, link)
}

/// Answers with a page of a list whose first items the caller may skip.
pub(super) fn page_with_skip<T>(
    call: &Call<'_>,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T) -> Value,
) -> Result<Answer, Failure> {
    let request = list_request(call)?;
    let skip = match call.query("skip") {
        None => 0,
        Some(text) => text
            .parse::<u64>()
            .map_err(|_| Failure::bad_request("skip must be 0 or more."))?,
    };
    let begin = request.after().map_or(skip, |after| after.saturating_add(1));
    let rest = (0..).zip(items).filter(|(position, _)| *position >= begin);
    let page = request.cut_page(
        rest.map(|(position, item)| (position, write(item))),
        call.options.paging,
        false,
    );
    let link = page.next.map(|next| {
        let skip = next.after.map_or(skip, |after| after.saturating_add(1));
        call.links.next(&path(call), &Bound::Skip(skip), &next)
    });
    Ok(page_answer(page.items, link))
}

/// A page; the last one has no `nextLink`, not even null.
fn page_answer(items: Vec<Value>, link: Option<String>) -> Answer {
    let mut body = Map::from_iter([("value".to_owned(), items.into())]);
    body.extend(link.map(|link| ("nextLink".to_owned(), link.into())));
    Answer::json(200, body.into())
}
