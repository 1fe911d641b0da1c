//! The code that carries out the operations of the descriptions.

pub(crate) mod chat;
pub(crate) mod identity;

#[cfg(test)]
mod tests {
    use super::{chat, identity};
    use crate::description::{Descriptions, Service};

    #[test]
    fn every_described_operation_has_a_route() {
        for description in Descriptions::shared().unwrap().all() {
            for operation in &description.operations {
                let known = match description.service {
                    Service::Chat => chat::route(&operation.id).is_some(),
                    Service::Identity | Service::Entra => identity::route(&operation.id).is_some(),
                };
                assert!(known, "{} {}", description.version, operation.id);
            }
        }
    }
}
