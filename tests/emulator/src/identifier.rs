//! Raw ids of the communication platform, and their kinds.

use std::fmt;

/// A person, app or phone, named by the raw id that all of the platform understands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(String);

/// The kind of a raw id, with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    User,
    Phone {
        value: &'a str,
        anonymous: bool,
        asserted: Option<&'a str>,
    },
    TeamsUser {
        user: &'a str,
        anonymous: bool,
        cloud: &'static str,
    },
    TeamsApp {
        app: &'a str,
        cloud: &'static str,
    },
    TeamsExtension {
        resource: &'a str,
        tenant: &'a str,
        user: &'a str,
        cloud: &'static str,
    },
    Unknown,
}

impl Identifier {
    /// Takes a raw id such as `8:acs:<resource>_<user>`; any text is accepted.
    pub fn new(raw_id: impl Into<String>) -> Self {
        Self(raw_id.into())
    }

    /// Returns the raw id.
    pub fn raw_id(&self) -> &str {
        &self.0
    }

    pub(crate) fn kind(&self) -> Kind<'_> {
        let raw = self.raw_id();
        if let Some(number) = raw.strip_prefix("4:") {
            return phone(number);
        }
        let mut segments = raw.splitn(3, ':');
        let (Some(domain), Some(family), Some(rest)) = (segments.next(), segments.next(), segments.next())
        else {
            return Kind::Unknown;
        };
        if rest.is_empty() || rest.contains(':') {
            return Kind::Unknown;
        }
        match (domain, family) {
            ("8", "orgid") => Kind::TeamsUser {
                user: rest,
                anonymous: false,
                cloud: "public",
            },
            ("8", "dod") => Kind::TeamsUser {
                user: rest,
                anonymous: false,
                cloud: "dod",
            },
            ("8", "gcch") => Kind::TeamsUser {
                user: rest,
                anonymous: false,
                cloud: "gcch",
            },
            ("8", "teamsvisitor") => Kind::TeamsUser {
                user: rest,
                anonymous: true,
                cloud: "public",
            },
            ("28", "orgid") => Kind::TeamsApp {
                app: rest,
                cloud: "public",
            },
            ("28", "dod") => Kind::TeamsApp {
                app: rest,
                cloud: "dod",
            },
            ("28", "gcch") => Kind::TeamsApp {
                app: rest,
                cloud: "gcch",
            },
            ("8", "spool") => Kind::User,
            ("8", "acs") => user(rest, "public"),
            ("8", "dod-acs") => user(rest, "dod"),
            ("8", "gcch-acs") => user(rest, "gcch"),
            _ => Kind::Unknown,
        }
    }

    /// Tells whether the raw id has the form of one that could exist; anything else fails the whole call with 400.
    pub(crate) fn is_well_formed(&self) -> bool {
        let printable = self.raw_id().chars().all(|c| c.is_ascii_graphic());
        printable
            && match self.kind() {
                Kind::Unknown => false,
                Kind::User => self
                    .raw_id()
                    .split_once('_')
                    .is_some_and(|(head, user)| !head.ends_with(':') && !user.is_empty()),
                Kind::Phone { value, .. } => !value.is_empty(),
                _ => true,
            }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn phone(number: &str) -> Kind<'_> {
    if number == "anonymous" {
        return Kind::Phone {
            value: number,
            anonymous: true,
            asserted: None,
        };
    }
    let asserted = number
        .rsplit_once('_')
        .map(|(_, asserted)| asserted)
        .filter(|text| !text.is_empty());
    Kind::Phone {
        value: number,
        anonymous: false,
        asserted,
    }
}

fn user<'a>(rest: &'a str, cloud: &'static str) -> Kind<'a> {
    let mut parts = rest.split('_');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(resource), Some(tenant), Some(user), None) => Kind::TeamsExtension {
            resource,
            tenant,
            user,
            cloud,
        },
        _ => Kind::User,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(raw: &'static str) -> String {
        format!("{:?}", Identifier::new(raw).kind())
    }

    #[test]
    fn each_raw_id_is_of_its_kind() {
        assert_eq!(kind("8:acs:res_user"), "User");
        assert_eq!(kind("8:spool:a_b_c"), "User");
        assert_eq!(
            kind("8:gcch-acs:r_t_u"),
            r#"TeamsExtension { resource: "r", tenant: "t", user: "u", cloud: "gcch" }"#
        );
        assert_eq!(
            kind("8:orgid:x"),
            r#"TeamsUser { user: "x", anonymous: false, cloud: "public" }"#
        );
        assert_eq!(
            kind("8:teamsvisitor:x"),
            r#"TeamsUser { user: "x", anonymous: true, cloud: "public" }"#
        );
        assert_eq!(kind("28:dod:x"), r#"TeamsApp { app: "x", cloud: "dod" }"#);
        assert_eq!(
            kind("4:+14255550123"),
            r#"Phone { value: "+14255550123", anonymous: false, asserted: None }"#
        );
        assert_eq!(
            kind("4:+1_1a2b"),
            r#"Phone { value: "+1_1a2b", anonymous: false, asserted: Some("1a2b") }"#
        );
        assert_eq!(
            kind("4:anonymous"),
            r#"Phone { value: "anonymous", anonymous: true, asserted: None }"#
        );
        for unknown in ["", "8", "8:acs", "8:ACS:a_b", "48:x:y", "8:orgid:a:b", "nobody"] {
            assert_eq!(kind(unknown), "Unknown", "{unknown}");
        }
    }

    #[test]
    fn ids_that_could_not_exist_are_told_apart() {
        for good in ["8:acs:res_user", "8:acs:r_t_u", "8:orgid:x", "4:+1425"] {
            assert!(Identifier::new(good).is_well_formed(), "{good}");
        }
        for bad in [
            "",
            "8:acs:user",
            "8:acs:_user",
            "8:acs:res_",
            "8:acs:res_us er",
            "nobody",
            "4:",
        ] {
            assert!(!Identifier::new(bad).is_well_formed(), "{bad}");
        }
    }
}
