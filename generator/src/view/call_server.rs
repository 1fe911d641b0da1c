//! The address of a call that differs from the address of its client.

use openapi_client_model::{
    api::Operation,
    names::{Case, Ident},
    server::CallAddress,
};

use super::{Literal, chosen::chosen_ident, docs};

/// The address of a call.
#[derive(Clone, Debug)]
pub struct CallServerView {
    /// The step that makes the core of calls to it.
    pub(crate) step: Ident,
    /// The usual address, or path.
    pub(crate) usual: Literal,
}

/// The address of a call, if it has its own.
pub(super) fn server(operation: &Operation) -> Option<CallServerView> {
    let server = operation.server.as_ref()?;
    let (step, usual) = match &server.usual {
        CallAddress::Whole(address) => ("at_address", address),
        CallAddress::Path(path) => ("at_path", path),
    };
    Some(CallServerView {
        step: chosen_ident(step, Case::Value),
        usual: Literal::string(usual),
    })
}

/// The docs of a method about its address.
pub(super) fn doc(operation: &Operation) -> Option<String> {
    let server = operation.server.as_ref()?;
    Some(format!(
        "The call and its credential go to {}, unless `server` of the options has another address.",
        usual(&server.usual)
    ))
}

/// The usual address in words.
pub(super) fn usual(address: &CallAddress) -> String {
    match address {
        CallAddress::Whole(address) => docs::code(address),
        CallAddress::Path(path) if path.is_empty() => "the host of the endpoint without its path".to_owned(),
        CallAddress::Path(path) => format!("{} at the host of the endpoint", docs::code(path)),
    }
}
