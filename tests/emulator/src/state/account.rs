//! Users of the resource, those of Microsoft Entra who became such, and what was granted to them.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::World;
use crate::auth::Principal;
use crate::identifier::Identifier;

/// All who are known.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    users: BTreeMap<Identifier, Account>,
    /// Who became a user by exchanging a token of Entra, by tenant and object.
    exchanged: BTreeMap<(String, String), Identifier>,
    /// What was granted to whom, by tenant and object.
    assignments: BTreeMap<(String, String), Assignment>,
}

/// What is known of a user.
#[derive(Debug, Default)]
struct Account {
    revocations: u32,
    /// Tokens that were issued before are void.
    valid_from: Option<OffsetDateTime>,
}

/// What the resource's owner grants to a principal of Teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(crate) principal_type: String,
    /// The applications that it holds for; every one when absent.
    pub(crate) client_ids: Option<Vec<String>>,
}

impl World {
    /// Makes a user of the resource.
    pub(crate) fn create_user(&mut self) -> Identifier {
        let user = Uuid::new_v4().simple().to_string();
        let identifier = Identifier::new(format!("8:acs:{}_{user}", self.resource()));
        self.register(identifier.clone());
        identifier
    }

    /// Makes somebody known who is not a user of the resource, such as a Teams user.
    pub(crate) fn register(&mut self, identifier: Identifier) {
        self.accounts.users.entry(identifier).or_default();
    }

    /// Tells whether somebody is known.
    pub(crate) fn knows(&self, identifier: &Identifier) -> bool {
        self.accounts.users.contains_key(identifier)
    }

    /// Tells whether somebody is a user of the resource by their id, known or not.
    pub(crate) fn owns(&self, identifier: &Identifier) -> bool {
        identifier
            .raw_id()
            .strip_prefix("8:acs:")
            .and_then(|rest| rest.strip_prefix(self.resource()))
            .is_some_and(|rest| rest.starts_with('_'))
    }

    /// Returns all who are known, in the order of their ids.
    pub(crate) fn users(&self) -> impl Iterator<Item = &Identifier> {
        self.accounts.users.keys()
    }

    /// Makes every token of a user void that was issued so far; false when there is no such user.
    pub(crate) fn revoke(&mut self, user: &Identifier) -> bool {
        let account = self.accounts.users.get_mut(user);
        account.is_some_and(|account| {
            account.revocations = account.revocations.wrapping_add(1);
            true
        })
    }

    /// Returns how often a user's tokens were revoked; `None` when there is no such user.
    pub(crate) fn revocations(&self, user: &Identifier) -> Option<u32> {
        self.accounts.users.get(user).map(|account| account.revocations)
    }

    /// Sets from when on the tokens of a user are valid, or that all are.
    pub(crate) fn set_valid_from(&mut self, user: &Identifier, from: Option<OffsetDateTime>) {
        if let Some(account) = self.accounts.users.get_mut(user) {
            account.valid_from = from;
        }
    }

    /// Returns from when on the tokens of a user are valid; `None` when all are.
    pub(crate) fn valid_from(&self, user: &Identifier) -> Option<OffsetDateTime> {
        self.accounts.users.get(user)?.valid_from
    }

    /// Erases a user with what they wrote; false when there is no such user.
    pub(crate) fn delete_user(&mut self, user: &Identifier) -> bool {
        if self.accounts.users.remove(user).is_none() {
            return false;
        }
        self.accounts.exchanged.retain(|_, known| known != user);
        self.erase(user);
        true
    }

    /// Returns the user that a principal of Entra is, always the same.
    pub(crate) fn user_for_principal(&mut self, principal: &Principal) -> Identifier {
        if let Some(user) = self.accounts.exchanged.get(&key(principal)) {
            return user.clone();
        }
        let user = self.create_user();
        self.accounts.exchanged.insert(key(principal), user.clone());
        user
    }

    /// Grants something to a principal of Teams; returns whether nothing was granted to it before.
    pub(crate) fn assign(&mut self, tenant: &str, object: &str, assignment: Assignment) -> bool {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.insert(key, assignment).is_none()
    }

    /// Returns what is granted to a principal of Teams.
    pub(crate) fn assignment(&self, tenant: &str, object: &str) -> Option<&Assignment> {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.get(&key)
    }

    /// Withdraws what is granted to a principal of Teams; returns whether anything was.
    pub(crate) fn withdraw(&mut self, tenant: &str, object: &str) -> bool {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.remove(&key).is_some()
    }
}

impl Assignment {
    /// What is granted to a person, whatever application they use.
    pub(crate) fn to_user() -> Self {
        Self {
            principal_type: "user".to_owned(),
            client_ids: None,
        }
    }

    /// Tells whether it holds for an application.
    pub(crate) fn allows(&self, app_id: &str) -> bool {
        self.client_ids
            .as_ref()
            .is_none_or(|known| known.iter().any(|one| one == app_id))
    }
}

fn key(principal: &Principal) -> (String, String) {
    (principal.tenant_id.clone(), principal.object_id.clone())
}
