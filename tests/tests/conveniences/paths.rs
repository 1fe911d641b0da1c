//! Items that `acs-chat` re-exports from `client-runtime`: `cargo semver-checks` does not follow them.

use std::any::type_name;

use acs_chat::{
    CallLimitReached, CallLimits, Clock, ContinuationToken, InvalidContinuation, NotAServiceError, Patch,
    RefreshedToken, Resend, Retries, RetryQuota, ServiceError, ServiceErrorDetail, TokenRefreshOptions,
    TokenRefresher, UnreadableAnswer,
};

#[test]
fn what_users_import_from_this_crate_stays_importable() {
    let items = [
        type_name::<CallLimitReached>(),
        type_name::<CallLimits>(),
        type_name::<dyn Clock>(),
        type_name::<ContinuationToken>(),
        type_name::<InvalidContinuation>(),
        type_name::<NotAServiceError>(),
        type_name::<Patch<()>>(),
        type_name::<RefreshedToken>(),
        type_name::<Resend>(),
        type_name::<Retries>(),
        type_name::<RetryQuota>(),
        type_name::<ServiceError>(),
        type_name::<ServiceErrorDetail>(),
        type_name::<TokenRefreshOptions>(),
        type_name::<dyn TokenRefresher>(),
        type_name::<UnreadableAnswer>(),
    ];
    for item in items {
        assert!(
            item.contains("client_runtime::"),
            "{item} is not the runtime's any more"
        );
    }
}
