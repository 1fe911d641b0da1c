//! Adding one participant, and the reasons why some of several could not be added.

use super::people::Person;
use azure_core::Error;

/// Pairs each error with the person that it names. An error without a name belongs to the only person of the request, if
/// there is just one, and is left out otherwise. For a name that is not in the request, a person is made from the name.
pub(super) fn pair_with_people<P: Person, E: Clone>(
    people: &[P],
    errors: &[E],
    target: impl Fn(&E) -> Option<&str>,
) -> Vec<(P, E)> {
    let named = |raw_id: &str| {
        people
            .iter()
            .find(|person| person.raw_id() == raw_id)
            .or_else(|| {
                people
                    .iter()
                    .find(|person| person.raw_id().eq_ignore_ascii_case(raw_id))
            })
            .cloned()
            .unwrap_or_else(|| P::from_raw_id(raw_id))
    };
    let person = |error: &E| match (target(error).filter(|name| !name.is_empty()), people) {
        (Some(name), _) => Some(named(name)),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    };
    errors
        .iter()
        .filter_map(|error| Some((person(error)?, error.clone())))
        .collect()
}

/// Makes the error of a call that succeeded without adding the one person it was about.
fn not_added_error(code: &str, message: Option<&str>, target: Option<&str>) -> Error {
    client_runtime::refusal_error(
        &crate::PACKAGE,
        "the participant was not added",
        code,
        message,
        target,
    )
}

macro_rules! failures {
    ($version:ident, $result:ident, $this:ident => $errors:expr) => {
        impl crate::chat::$version::models::$result {
            /// Returns those of the requested `participants` that could not be added, each with the reason; empty when
            /// all were added.
            ///
            /// They can be passed to another request unchanged. If the service gives a reason without saying whose it is,
            /// it belongs to the only participant of the request; with several participants it is left out.
            /// [`not_added`](Self::not_added) needs no list, and includes such reasons.
            ///
            /// ```
            #[doc = concat!("use acs_chat::chat::", stringify!($version), "::models::{", stringify!($result), ", ChatParticipant};")]
            ///
            #[doc = concat!("# fn example(result: ", stringify!($result), ", asked_for: Vec<ChatParticipant>) {")]
            /// let again: Vec<ChatParticipant> = result.failures(&asked_for).into_iter().map(|(who, _)| who).collect();
            /// println!("{} could not be added", again.len());
            /// # }
            /// ```
            #[doc(alias = "invalidParticipants")]
            #[doc(alias = "invalid_participants")]
            pub fn failures(
                &self,
                participants: &[crate::chat::$version::models::ChatParticipant],
            ) -> Vec<(
                crate::chat::$version::models::ChatParticipant,
                crate::chat::$version::models::CommunicationError,
            )> {
                let $this = self;
                pair_with_people(participants, $errors, |error| error.target.as_deref())
            }

            /// Returns those who could not be added, each with the reason; empty when all were added.
            ///
            /// ```
            #[doc = concat!("# fn example(result: acs_chat::chat::", stringify!($version), "::models::", stringify!($result), ") {")]
            /// for failure in result.not_added() {
            ///     println!("{failure}");
            /// }
            /// # }
            /// ```
            pub fn not_added(&self) -> Vec<crate::NotAdded> {
                let $this = self;
                let errors: &[crate::chat::$version::models::CommunicationError] = $errors;
                let failure = |error: &crate::chat::$version::models::CommunicationError| {
                    crate::NotAdded::new(error.target.as_deref(), &error.code, Some(&error.message))
                };
                errors.iter().map(failure).collect()
            }
        }
    };
}

macro_rules! add_participant {
    ($version:ident) => {
        impl crate::chat::$version::ChatThreadClient {
            /// Adds one participant to the thread.
            ///
            /// # Errors
            ///
            /// As [`add_participants`](Self::add_participants), and also when the service answers that this
            /// participant could not be added; [`ServiceError`](crate::ServiceError) then has the reason.
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(thread: acs_chat::chat::", stringify!($version), "::ChatThreadClient) -> azure_core::Result<()> {")]
            /// use acs_chat::CommunicationUserIdentifier;
            ///
            /// let grace = CommunicationUserIdentifier::new("8:acs:resource_grace");
            /// thread.add_participant(grace, None).await?;
            /// # Ok(())
            /// # }
            /// ```
            pub async fn add_participant(
                &self,
                participant: impl Into<crate::chat::$version::models::ChatParticipant>,
                options: Option<crate::chat::$version::models::ChatThreadClientAddParticipantsOptions<'_>>,
            ) -> azure_core::Result<()> {
                let participants = vec![participant.into()];
                let answer = self.add_participants(participants.clone(), options).await?;
                match client_runtime::json::into_model(answer)?
                    .failures(&participants)
                    .first()
                {
                    None => Ok(()),
                    Some((_, error)) => Err(not_added_error(
                        &error.code,
                        Some(&error.message),
                        error.target.as_deref(),
                    )),
                }
            }
        }
    };
}

macro_rules! error_of_a_participant {
    ($version:ident) => {
        /// Writes the code and the message, on one line of bounded length.
        impl std::fmt::Display for crate::chat::$version::models::CommunicationError {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                use client_runtime::generated::Shown;
                write!(f, "{}: {}", Shown(&self.code), Shown(&self.message))
            }
        }

        impl std::error::Error for crate::chat::$version::models::CommunicationError {}
    };
}

macro_rules! nested_errors {
    ($version:ident) => {
        add_participant!($version);
        error_of_a_participant!($version);
        failures!($version, AddChatParticipantsResult, result => {
            result.errors.as_ref().map_or(&[], |errors| &errors.invalid_participants)
        });
        failures!($version, CreateChatThreadResult, result => {
            let errors = result.errors.as_ref();
            errors.and_then(|errors| errors.invalid_participants.as_deref()).unwrap_or_default()
        });
    };
}

macro_rules! flat_errors {
    ($version:ident) => {
        add_participant!($version);
        error_of_a_participant!($version);
        failures!($version, AddChatParticipantsResult, result => {
            result.invalid_participants.as_deref().unwrap_or_default()
        });
        failures!($version, CreateChatThreadResult, result => {
            result.invalid_participants.as_deref().unwrap_or_default()
        });
    };
}

in_preview3!(nested_errors);
in_preview4!(nested_errors);
since_2021_03_07!(flat_errors);
