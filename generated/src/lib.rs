//! A client for Azure Communication Services Chat.
