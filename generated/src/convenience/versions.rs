//! The API versions, as macros that call another macro for each of them. Versions whose feature is off are left out.

/// Calls a macro for `2020-09-21-preview2`, which knows members and answers 207.
macro_rules! in_preview2 {
    ($each:ident) => {
        #[cfg(feature = "chat-2020-09-21-preview2")]
        $each!(v2020_09_21_preview2);
    };
}

/// Calls a macro for `2020-11-01-preview3`, which knows participants, by their ids.
macro_rules! in_preview3 {
    ($each:ident) => {
        #[cfg(feature = "chat-2020-11-01-preview3")]
        $each!(v2020_11_01_preview3);
    };
}

/// Calls a macro for `2021-01-27-preview4`, the first with identifiers.
macro_rules! in_preview4 {
    ($each:ident) => {
        #[cfg(feature = "chat-2021-01-27-preview4")]
        $each!(v2021_01_27_preview4);
    };
}

/// Calls a macro for each chat version that is not a preview.
macro_rules! since_2021_03_07 {
    ($each:ident) => {
        #[cfg(feature = "chat-2021-03-07")]
        $each!(v2021_03_07);
        #[cfg(feature = "chat-2021-09-07")]
        $each!(v2021_09_07);
        #[cfg(feature = "chat-2023-11-07")]
        $each!(v2023_11_07);
        #[cfg(feature = "chat-2024-03-07")]
        $each!(v2024_03_07);
        #[cfg(feature = "chat-2025-03-15")]
        $each!(v2025_03_15);
    };
}

/// Calls a macro for `2020-07-20-preview2`, whose calls create no token along with a user.
macro_rules! in_identity_preview2 {
    ($each:ident) => {
        #[cfg(feature = "identity-2020-07-20-preview2")]
        $each!(v2020_07_20_preview2);
    };
}

/// Calls a macro for each identity version that is not a preview.
macro_rules! since_identity_2021_03_07 {
    ($each:ident) => {
        #[cfg(feature = "identity-2021-03-07")]
        $each!(v2021_03_07);
        #[cfg(feature = "identity-2022-06-01")]
        $each!(v2022_06_01);
        #[cfg(feature = "identity-2022-10-01")]
        $each!(v2022_10_01);
        #[cfg(feature = "identity-2023-10-01")]
        $each!(v2023_10_01);
        #[cfg(feature = "identity-2025-06-30")]
        $each!(v2025_06_30);
        #[cfg(feature = "identity-2026-09-23")]
        $each!(v2026_09_23);
    };
}
