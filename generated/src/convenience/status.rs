//! The response 207 of `2020-09-21-preview2`, which has a status for the thread and for each member.

use super::participants::pair_with_people;
use crate::NotAdded;
use crate::chat::v2020_09_21_preview2::{
    ChatClient, ChatThreadClient,
    models::{
        ChatThreadClientAddMembersOptions, ChatThreadMember, IndividualStatusResponse, MultiStatusResponse,
    },
};
use azure_core::{Error, Result, error::ErrorKind};
use client_runtime::{generated::Shown, json::into_model};
use std::fmt;

impl MultiStatusResponse {
    /// Returns the id of the thread that was created; `None` when none was, and in the response to
    /// [`add_members`](ChatThreadClient::add_members).
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(created: preview2::models::MultiStatusResponse) -> azure_core::Result<()> {
    /// println!("{}", created.thread_id().unwrap_or("no thread was created"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn thread_id(&self) -> Option<&str> {
        let thread = self.statuses().find(|status| status.is_about_thread())?;
        thread.id.as_deref().filter(|_| thread.is_success())
    }

    /// Returns a client for the thread that was created, over the connections of `chat` and without a call to
    /// the service.
    ///
    /// # Errors
    ///
    /// When no thread was created; the error has the status and message of the service.
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(chat: preview2::ChatClient, created: preview2::models::MultiStatusResponse) -> azure_core::Result<()> {
    /// let thread = created.thread_client(&chat)?;
    /// thread.send_message("hello", None).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn thread_client(&self, chat: &ChatClient) -> Result<ChatThreadClient> {
        if let Some(id) = self.thread_id() {
            return Ok(chat.chat_thread_client(id));
        }
        Err(match self.statuses().find(|status| status.is_about_thread()) {
            Some(status) => status.to_error("the thread was not created"),
            None => Error::with_message(ErrorKind::Other, "the response names no thread"),
        })
    }

    /// Returns those of the requested `members` that could not be added, each with its status; empty when all were
    /// added.
    ///
    /// They can be passed to another request as they are. The status of the thread itself is not among them.
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(created: preview2::models::MultiStatusResponse, asked_for: Vec<preview2::models::ChatThreadMember>) -> azure_core::Result<()> {
    /// for (member, status) in created.failures(&asked_for) {
    ///     println!("{}: {status}", member.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn failures(
        &self,
        members: &[ChatThreadMember],
    ) -> Vec<(ChatThreadMember, IndividualStatusResponse)> {
        let failed: Vec<_> = self
            .statuses()
            .filter(|status| !status.is_about_thread() && !status.is_success())
            .cloned()
            .collect();
        pair_with_people(members, &failed, |status| status.id.as_deref())
    }

    /// Returns the members who could not be added, each with the reason; empty when all were added.
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(created: preview2::models::MultiStatusResponse) -> azure_core::Result<()> {
    /// for failure in created.not_added() {
    ///     println!("{failure}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn not_added(&self) -> Vec<NotAdded> {
        let failed = self
            .statuses()
            .filter(|status| !status.is_about_thread() && !status.is_success());
        let failure = |status: &IndividualStatusResponse| {
            NotAdded::new(status.id.as_deref(), status.code(), status.message.as_deref())
        };
        failed.map(failure).collect()
    }

    fn statuses(&self) -> impl Iterator<Item = &IndividualStatusResponse> {
        self.multiple_status.iter().flatten()
    }
}

impl IndividualStatusResponse {
    /// Tells whether the status is one of success, from 200 to 299.
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(created: preview2::models::MultiStatusResponse) -> azure_core::Result<()> {
    /// let statuses = created.multiple_status.unwrap_or_default();
    /// println!("{} of them are successes", statuses.iter().filter(|status| status.is_success()).count());
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_success(&self) -> bool {
        self.status_code.is_some_and(|code| (200..300).contains(&code))
    }

    /// Tells whether this is about the thread and not about a member; the ids of threads begin with `19:`.
    fn is_about_thread(&self) -> bool {
        match self.resource_type.as_deref() {
            Some(what) => what.eq_ignore_ascii_case("Thread"),
            None => self.id.as_deref().is_some_and(|id| id.starts_with("19:")),
        }
    }

    fn code(&self) -> String {
        self.status_code.map(|code| code.to_string()).unwrap_or_default()
    }

    fn to_error(&self, what: &str) -> Error {
        let code = self.code();
        client_runtime::refusal_error(
            &crate::PACKAGE,
            what,
            &code,
            self.message.as_deref(),
            self.id.as_deref(),
        )
    }
}

/// Writes the status and the message, on one line of bounded length.
impl fmt::Display for IndividualStatusResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())?;
        match &self.message {
            Some(message) => write!(f, ": {}", Shown(message)),
            None => Ok(()),
        }
    }
}

impl ChatThreadClient {
    /// Adds one member to the thread.
    ///
    /// # Errors
    ///
    /// As [`add_members`](Self::add_members), and also when the service answers that this member could not be
    /// added; [`ServiceError`](crate::ServiceError) then has the reason.
    ///
    /// ```no_run
    /// use acs_chat::chat::v2020_09_21_preview2 as preview2;
    /// # async fn example(thread: preview2::ChatThreadClient) -> azure_core::Result<()> {
    /// thread.add_member(preview2::models::ChatThreadMember::new("8:acs:resource_grace"), None).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn add_member(
        &self,
        member: impl Into<ChatThreadMember>,
        options: Option<ChatThreadClientAddMembersOptions<'_>>,
    ) -> Result<()> {
        let members = vec![member.into()];
        let answer = into_model(self.add_members(members.clone(), options).await?)?;
        match answer.failures(&members).first() {
            None => Ok(()),
            Some((_, status)) => Err(status.to_error("the member was not added")),
        }
    }
}
