//! Users of the resource, the principals of Microsoft Entra that became users, and the assignments of principals.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::World;
use crate::auth::Principal;
use crate::identifier::Identifier;

/// All known users and assignments.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    users: BTreeMap<Identifier, Account>,
    /// The users that were made by exchanging a token of Entra, by tenant and object.
    exchanged: BTreeMap<(String, String), Identifier>,
    /// The assignments, by tenant and object.
    assignments: BTreeMap<(String, String), Assignment>,
}

/// The state of a user.
#[derive(Debug, Default)]
struct Account {
    revocations: u32,
    /// Tokens that were issued before this time are not valid.
    valid_from: Option<OffsetDateTime>,
}

/// An assignment: the access that the owner of the resource grants to a principal of Teams.
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

    /// Registers an identifier that is not a user of the resource, such as that of a Teams user.
    pub(crate) fn register(&mut self, identifier: Identifier) {
        self.accounts.users.entry(identifier).or_default();
    }

    /// Tells whether an identifier is known.
    pub(crate) fn knows(&self, identifier: &Identifier) -> bool {
        self.accounts.users.contains_key(identifier)
    }

    /// Tells whether an identifier has the form of a user of the resource, known or not.
    pub(crate) fn owns(&self, identifier: &Identifier) -> bool {
        identifier
            .raw_id()
            .strip_prefix("8:acs:")
            .and_then(|rest| rest.strip_prefix(self.resource()))
            .is_some_and(|rest| rest.starts_with('_'))
    }

    /// Returns all known identifiers, in the order of their ids.
    pub(crate) fn users(&self) -> impl Iterator<Item = &Identifier> {
        self.accounts.users.keys()
    }

    /// Revokes every token of a user that was issued so far; false when there is no such user.
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

    /// Sets the time from which the tokens of a user are valid; `None` makes all valid.
    pub(crate) fn set_valid_from(&mut self, user: &Identifier, from: Option<OffsetDateTime>) {
        if let Some(account) = self.accounts.users.get_mut(user) {
            account.valid_from = from;
        }
    }

    /// Returns the time from which the tokens of a user are valid; `None` when all are.
    pub(crate) fn valid_from(&self, user: &Identifier) -> Option<OffsetDateTime> {
        self.accounts.users.get(user)?.valid_from
    }

    /// Deletes a user and their messages; false when there is no such user.
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

    /// Sets the assignment of a principal of Teams; returns whether it is a new one.
    pub(crate) fn assign(&mut self, tenant: &str, object: &str, assignment: Assignment) -> bool {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.insert(key, assignment).is_none()
    }

    /// Returns the assignment of a principal of Teams.
    pub(crate) fn assignment(&self, tenant: &str, object: &str) -> Option<&Assignment> {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.get(&key)
    }

    /// Removes the assignment of a principal of Teams; returns whether there was one.
    pub(crate) fn withdraw(&mut self, tenant: &str, object: &str) -> bool {
        let key = (tenant.to_owned(), object.to_owned());
        self.accounts.assignments.remove(&key).is_some()
    }
}

impl Assignment {
    /// Returns the assignment of a person for every application.
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
