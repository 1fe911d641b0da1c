//! Coming from Python: the names of the Python packages, and their counterparts in this crate.
//!
//! The Python quickstarts were written for three generations of `azure-communication-chat`: 1.0.0b1 to b3 (API version
//! `2020-09-21-preview2`), 1.0.0b4 (`2020-11-01-preview3`) and 1.0.0 (`2021-03-07`). Every name that they use is listed
//! below, old ones included. The column "here" is the default version, at the root of this crate; "in older versions" has the differences in
//! [`preview2`], [`preview3`] and [`v2021_03_07`]. The examples `quickstart_2020_09_21_preview2`,
//! `quickstart_2020_11_01_preview3` and `quickstart_2021_03_07` walk through all the steps.
//!
//! The search of these docs also knows the names of methods and types: `list_members` finds `list_participants`.
//!
//! General differences:
//!
//! - Calls are `async`, and the last argument is `Option<…Options>`. A keyword argument of Python is a field of these options or a
//!   `with_…` method of the request.
//! - A call returns a response; `.into_model()?` reads the model from it.
//! - Lists send nothing until the first item is asked for.
//!
//! # Packages
//!
//! | Python | here |
//! |---|---|
//! | `azure-communication-chat` | this crate; an API version is a module and a cargo feature, such as [`crate::chat`] with `chat-2021-03-07` |
//! | `azure-communication-identity` | [`crate::identity`], with the feature `identity` |
//! | `azure-communication-administration`, before that | [`crate::identity`], with the feature `identity-2020-07-20-preview2` and the module of that name |
//!
//! # Signing in
//!
//! | Python | here | in older versions |
//! |---|---|---|
//! | `ChatClient(endpoint, credential)` | [`ChatClient::new`](crate::ChatClient::new) | [`preview2`](preview2::ChatClient::new), [`preview3`](preview3::ChatClient::new), [`v2021_03_07`](v2021_03_07::ChatClient::new) |
//! | `endpoint` | the first argument of [`ChatClient::new`](crate::ChatClient::new) | the same |
//! | `CommunicationTokenCredential` | [`CommunicationTokenCredential::new`](crate::CommunicationTokenCredential::new) with the token | the same |
//! | `CommunicationUserCredential` (1.0.0b1 to b3) | [`CommunicationTokenCredential`](crate::CommunicationTokenCredential) | the same |
//! | `CommunicationTokenRefreshOptions` (1.0.0b4) | [`CommunicationTokenCredential::new`](crate::CommunicationTokenCredential::new) for the token alone; [`from_refresher`](crate::CommunicationTokenCredential::from_refresher) with `token_refresher`, and [`TokenRefreshOptions`](crate::TokenRefreshOptions) | the same |
//!
//! # Threads
//!
//! | Python | here | in older versions |
//! |---|---|---|
//! | `create_chat_thread` | [`ChatClient::create_chat_thread`](crate::ChatClient::create_chat_thread) | [`preview2`](preview2::ChatClient::create_chat_thread), [`preview3`](preview3::ChatClient::create_chat_thread), [`v2021_03_07`](v2021_03_07::ChatClient::create_chat_thread) |
//! | `topic` | [`CreateChatThreadRequest::new`](models::CreateChatThreadRequest::new); a plain `&str` works too | [`preview2`](preview2::models::CreateChatThreadRequest::new) and [`preview3`](preview3::models::CreateChatThreadRequest::new) also take the participants |
//! | `thread_participants`, `participants` | [`CreateChatThreadRequest::with_participants`](models::CreateChatThreadRequest::with_participants) | [`participants`](preview3::models::CreateChatThreadRequest::participants) in `preview3` |
//! | `members` (1.0.0b1 to b3) | [`CreateChatThreadRequest::participants`](models::CreateChatThreadRequest::participants) | [`members`](preview2::models::CreateChatThreadRequest::members) |
//! | `repeatability_request_id` | [`repeatability_request_id`](models::ChatClientCreateChatThreadOptions::repeatability_request_id) in the options; generated when absent | [`preview3`](preview3::models::ChatClientCreateChatThreadOptions::repeatability_request_id); none in `preview2` |
//! | `CreateChatThreadResult` | [`CreateChatThreadResult`](models::CreateChatThreadResult) | [`MultiStatusResponse`](preview2::models::MultiStatusResponse) in `preview2`, which Python hid |
//! | `chat_thread` | [`CreateChatThreadResult::chat_thread`](models::CreateChatThreadResult::chat_thread) | [`thread_id`](preview2::models::MultiStatusResponse::thread_id) in `preview2` |
//! | the client that `create_chat_thread` returned (before 1.0.0) | [`CreateChatThreadResult::thread_client`](models::CreateChatThreadResult::thread_client) | [`preview2`](preview2::models::MultiStatusResponse::thread_client), [`preview3`](preview3::models::CreateChatThreadResult::thread_client) |
//! | `ChatThreadClient` | [`ChatThreadClient`](crate::ChatThreadClient) | [`preview2`](preview2::ChatThreadClient), [`preview3`](preview3::ChatThreadClient), [`v2021_03_07`](v2021_03_07::ChatThreadClient) |
//! | `get_chat_thread_client` | [`ChatClient::chat_thread_client`](crate::ChatClient::chat_thread_client) | the same |
//! | `thread_id` | [`ChatThreadClient::chat_thread_id`](crate::ChatThreadClient::chat_thread_id), and the argument of that name | the same |
//! | `get_chat_thread` | [`ChatThreadClient::get_properties`](crate::ChatThreadClient::get_properties) | [`preview2`](preview2::ChatClient::get_chat_thread), [`preview3`](preview3::ChatClient::get_chat_thread) |
//! | `list_chat_threads` | [`ChatClient::list_chat_threads`](crate::ChatClient::list_chat_threads) | [`preview3`](preview3::ChatClient::list_chat_threads), [`v2021_03_07`](v2021_03_07::ChatClient::list_chat_threads) |
//! | `ChatThreadItem` | [`ChatThreadItem`](models::ChatThreadItem) | [`v2021_03_07`](v2021_03_07::models::ChatThreadItem) |
//! | `ChatThreadInfo` (before 1.0.0) | [`ChatThreadItem`](models::ChatThreadItem) | [`preview2`](preview2::models::ChatThreadInfo), [`preview3`](preview3::models::ChatThreadInfo) |
//! | `delete_chat_thread` | [`ChatClient::delete_chat_thread`](crate::ChatClient::delete_chat_thread) | the same |
//! | `update_topic` | [`ChatThreadClient::update_topic`](crate::ChatThreadClient::update_topic) | the same |
//! | `update_thread` (1.0.0b1 to b3) | [`ChatThreadClient::update_properties`](crate::ChatThreadClient::update_properties) | [`preview2`](preview2::ChatThreadClient::update_thread), [`preview3`](preview3::ChatThreadClient::update_thread) |
//!
//! # Messages
//!
//! | Python | here | in older versions |
//! |---|---|---|
//! | `send_message` | [`ChatThreadClient::send_message`](crate::ChatThreadClient::send_message) | the same |
//! | `content` | [`SendChatMessageRequest::new`](models::SendChatMessageRequest::new); a plain `&str` works too | the same |
//! | `sender_display_name` | [`SendChatMessageRequest::with_sender_display_name`](models::SendChatMessageRequest::with_sender_display_name) | the same |
//! | `priority` (1.0.0b1 to b3) | removed from the service, and so from [`SendChatMessageRequest`](models::SendChatMessageRequest) | [`with_priority`](preview2::models::SendChatMessageRequest::with_priority) |
//! | `ChatMessagePriority`, `NORMAL` (1.0.0b1 to b3) | removed from the service, and so from [`ChatMessage`](models::ChatMessage) | [`Normal`](preview2::models::ChatMessagePriority::Normal) |
//! | `chat_message_type` | [`SendChatMessageRequest::with_message_type`](models::SendChatMessageRequest::with_message_type), which takes a `&str` too | the same, but not in `preview2` |
//! | `ChatMessageType` | [`ChatMessageType`](models::ChatMessageType) | a `String` in `preview2`: [`message_type`](preview2::models::ChatMessage::message_type) |
//! | `TEXT` | [`ChatMessageType::Text`](models::ChatMessageType::Text) | [`Text`](preview2::models::ChatMessage::message_type) in `preview2` |
//! | `HTML` | [`ChatMessageType::Html`](models::ChatMessageType::Html) | the same |
//! | `TOPIC_UPDATED`, before that `ThreadActivity/TopicUpdate` | [`ChatMessageType::TopicUpdated`](models::ChatMessageType::TopicUpdated) | [a `String`](preview2::models::ChatMessage::message_type) in `preview2` |
//! | `PARTICIPANT_ADDED`, before that `ThreadActivity/AddMember` | [`ChatMessageType::ParticipantAdded`](models::ChatMessageType::ParticipantAdded) | [a `String`](preview2::models::ChatMessage::message_type) in `preview2` |
//! | `PARTICIPANT_REMOVED`, before that `ThreadActivity/DeleteMember` | [`ChatMessageType::ParticipantRemoved`](models::ChatMessageType::ParticipantRemoved) | [a `String`](preview2::models::ChatMessage::message_type) in `preview2` |
//! | `SendChatMessageResult` | [`SendChatMessageResult`](models::SendChatMessageResult) | the same; [`id`](preview2::models::SendChatMessageResult::id) is an `Option` in `preview2` |
//! | `list_messages` | [`ChatThreadClient::list_messages`](crate::ChatThreadClient::list_messages) | the same |
//! | `list_messages` at intervals | [`ChatThreadClient::poll_messages`](crate::ChatThreadClient::poll_messages) | the same |
//! | `ChatMessage` | [`ChatMessage`](models::ChatMessage) | [`preview2`](preview2::models::ChatMessage), [`preview3`](preview3::models::ChatMessage) |
//! | `content.message` | [`ChatMessageContent::message`](models::ChatMessageContent::message), or directly [`ChatMessage::text`](models::ChatMessage::text) | [`content`](preview2::models::ChatMessage::content) itself in `preview2`, and [`text`](preview2::models::ChatMessage::text) |
//! | `type` | [`ChatMessage::message_type`](models::ChatMessage::message_type) | the same |
//! | `created_on` | [`ChatMessage::created_on`](models::ChatMessage::created_on) | the same |
//! | `edited_on` | [`ChatMessage::edited_on`](models::ChatMessage::edited_on) | the same |
//! | `deleted_on` | [`ChatMessage::deleted_on`](models::ChatMessage::deleted_on) | the same |
//! | `get_message` | [`ChatThreadClient::get_message`](crate::ChatThreadClient::get_message) | the same |
//! | `message_id` | the first argument of [`get_message`](crate::ChatThreadClient::get_message), `update_message` and `delete_message` | the same |
//! | `update_message` | [`ChatThreadClient::update_message`](crate::ChatThreadClient::update_message); the new text can be its second argument | the same |
//! | `delete_message` | [`ChatThreadClient::delete_message`](crate::ChatThreadClient::delete_message) | the same |
//! | `send_read_receipt` | [`ChatThreadClient::send_read_receipt`](crate::ChatThreadClient::send_read_receipt) | the same |
//! | `list_read_receipts` | [`ChatThreadClient::list_read_receipts`](crate::ChatThreadClient::list_read_receipts) | the same |
//! | `ChatMessageReadReceipt` | [`ChatMessageReadReceipt`](models::ChatMessageReadReceipt) | [`ReadReceipt`](preview2::models::ReadReceipt) in `preview2` |
//! | `send_typing_notification` | [`ChatThreadClient::send_typing_notification`](crate::ChatThreadClient::send_typing_notification) | the same |
//!
//! # People
//!
//! | Python | here | in older versions |
//! |---|---|---|
//! | `ChatParticipant` | [`ChatParticipant`](models::ChatParticipant) | [`v2021_03_07`](v2021_03_07::models::ChatParticipant) |
//! | `ChatThreadParticipant` (1.0.0b4), `thread_participant` | [`ChatParticipant`](models::ChatParticipant) | [`preview3`](preview3::models::ChatParticipant) |
//! | `ChatThreadMember` (1.0.0b1 to b3) | [`ChatParticipant`](models::ChatParticipant) | [`preview2`](preview2::models::ChatThreadMember) |
//! | `user` | [`ChatParticipant::new`](models::ChatParticipant::new) and [`identifier`](models::ChatParticipant::identifier) | the id: [`preview2`](preview2::models::ChatThreadMember::id), [`preview3`](preview3::models::ChatParticipant::id) |
//! | `display_name` | [`ChatParticipant::with_display_name`](models::ChatParticipant::with_display_name) | the same |
//! | `share_history_time` | [`ChatParticipant::with_share_history_time`](models::ChatParticipant::with_share_history_time) | the same |
//! | `add_participants` | [`ChatThreadClient::add_participants`](crate::ChatThreadClient::add_participants) | [`preview3`](preview3::ChatThreadClient::add_participants) |
//! | `add_participant` (1.0.0b4) | [`ChatThreadClient::add_participant`](crate::ChatThreadClient::add_participant) | [`preview3`](preview3::ChatThreadClient::add_participant) |
//! | `add_members` (1.0.0b1 to b3) | [`ChatThreadClient::add_participants`](crate::ChatThreadClient::add_participants) | [`preview2`](preview2::ChatThreadClient::add_members), and [`add_member`](preview2::ChatThreadClient::add_member) for one |
//! | `list(tuple(ChatParticipant, CommunicationError))` | [`AddChatParticipantsResult::failures`](models::AddChatParticipantsResult::failures), and [`CreateChatThreadResult::failures`](models::CreateChatThreadResult::failures) | [`failures`](preview2::models::MultiStatusResponse::failures) in `preview2`, where Python dropped them |
//! | `CommunicationError` | [`CommunicationError`](models::CommunicationError) | [`IndividualStatusResponse`](preview2::models::IndividualStatusResponse) in `preview2` |
//! | `remove_participant` | [`ChatThreadClient::remove_participant`](crate::ChatThreadClient::remove_participant), with any identifier | [`preview3`](preview3::ChatThreadClient::remove_participant), with the id |
//! | `remove_member` (1.0.0b1 to b3) | [`ChatThreadClient::remove_participant`](crate::ChatThreadClient::remove_participant) | [`preview2`](preview2::ChatThreadClient::remove_member) |
//! | `list_participants` | [`ChatThreadClient::list_participants`](crate::ChatThreadClient::list_participants) | [`list_members`](preview2::ChatThreadClient::list_members) in `preview2` |
//! | `CommunicationUserIdentifier` | [`CommunicationUserIdentifier`](crate::CommunicationUserIdentifier) | the same |
//! | `CommunicationUser` (1.0.0b1 to b3) | [`CommunicationUserIdentifier`](crate::CommunicationUserIdentifier) | the same |
//! | `user_id` | [`CommunicationUserIdentifier::new`](crate::CommunicationUserIdentifier::new), and any raw id makes a [`CommunicationIdentifier`](crate::CommunicationIdentifier) | the same |
//!
//! # Events
//!
//! With the feature `events`; in Python, `azure-eventgrid` reads them as dictionaries.
//!
//! | Python | here |
//! |---|---|
//! | `EventGridEvent`, `CloudEvent` (of `azure-core`) | [`events::ChatEvent`](crate::events::ChatEvent), for both schemas |
//! | `EventGridEvent.from_json`, `CloudEvent.from_json` | [`events::read`](crate::events::read), and [`events::read_queue_message`](crate::events::read_queue_message) |
//! | `SystemEventNames.AcsChatMessageReceivedEventName` and the others | the variants of [`ChatEventData`](crate::events::ChatEventData) |
//! | `AcsChatMessageReceivedEventData` and the others | [`events::models`](crate::events::models) |
//!
//! # Users and tokens
//!
//! | Python | here |
//! |---|---|
//! | `CommunicationIdentityClient` | [`CommunicationIdentityClient`](crate::identity::CommunicationIdentityClient) |
//! | `from_connection_string` | [`CommunicationIdentityClient::from_connection_string`](crate::identity::CommunicationIdentityClient::from_connection_string) |
//! | `create_user` | [`CommunicationIdentityClient::create_user`](crate::identity::CommunicationIdentityClient::create_user), whose `identity` becomes an identifier by `into()` |
//! | `create_user_and_token` | [`CommunicationIdentityClient::create_user_and_token`](crate::identity::CommunicationIdentityClient::create_user_and_token) |
//! | `issue_token` (`azure-communication-administration`) | [`CommunicationIdentityClient::get_token`](crate::identity::CommunicationIdentityClient::get_token); it keeps its name in `v2020_07_20_preview2` |
//! | `get_token` | [`CommunicationIdentityClient::get_token`](crate::identity::CommunicationIdentityClient::get_token); [`credential_for_user`](crate::identity::CommunicationIdentityClient::credential_for_user) makes a credential that gets its tokens by itself |
//!
//! # Lists, times, errors
//!
//! | Python | here |
//! |---|---|
//! | `for item in …` | `while let Some(item) = items.try_next().await?`, on an [`azure_core::http::Pager`] |
//! | `by_page` | `into_pages()` of [`azure_core::http::Pager`] |
//! | `by_page(continuation_token)` | [`ContinuationToken`](crate::ContinuationToken) as `method_options` of the options, such as [`here`](models::ChatThreadClientListMessagesOptions::method_options) |
//! | `continuation_token` of a page iterator | [`ContinuationToken::from_pages`](crate::ContinuationToken::from_pages) |
//! | `results_per_page` | `max_page_size` in the options, such as [`here`](models::ChatThreadClientListMessagesOptions::max_page_size) |
//! | `start_time` | `start_time` in the options, such as [`here`](models::ChatThreadClientListMessagesOptions::start_time) |
//! | `skip` | `skip` in the options, such as [`here`](models::ChatThreadClientListReadReceiptsOptions::skip) |
//! | `datetime` | [`azure_core::time::OffsetDateTime`] |
//! | `Exception`, `HttpResponseError` | [`azure_core::Error`]; the response of the service is in [`ServiceError`](crate::ServiceError) |

#[allow(unused_imports, reason = "the links above go through them")]
use crate::{
    chat::{v2020_09_21_preview2 as preview2, v2020_11_01_preview3 as preview3, v2021_03_07},
    models,
};
