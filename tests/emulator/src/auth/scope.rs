//! The scopes of a token and what each of them allows.

/// A scope of a token: the operations that it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// `chat`: all of chat.
    Chat,
    /// `chat.join`: chat without creating, deleting or changing threads.
    ChatJoin,
    /// `chat.join.limited`: as `chat.join`, without adding or removing people either.
    ChatJoinLimited,
    /// `voip`: all of calling, nothing of chat.
    Voip,
    /// `voip.join`: calling without starting calls, nothing of chat.
    VoipJoin,
}

/// The access that an operation of chat requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Reading and writing in threads.
    Talk,
    /// Adding and removing people.
    People,
    /// Creating, changing and deleting threads.
    Threads,
}

impl Scope {
    const ALL: [Self; 5] = [
        Self::Chat,
        Self::ChatJoin,
        Self::ChatJoinLimited,
        Self::Voip,
        Self::VoipJoin,
    ];

    /// Returns the scope as it is written in tokens and requests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::ChatJoin => "chat.join",
            Self::ChatJoinLimited => "chat.join.limited",
            Self::Voip => "voip",
            Self::VoipJoin => "voip.join",
        }
    }

    pub(crate) fn from_name(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    pub(super) fn allows(self, access: Access) -> bool {
        match self {
            Self::Chat => true,
            Self::ChatJoin => access != Access::Threads,
            Self::ChatJoinLimited => access == Access::Talk,
            Self::Voip | Self::VoipJoin => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrower_scopes_allow_less() {
        for access in [Access::Talk, Access::People, Access::Threads] {
            assert!(Scope::Chat.allows(access));
            assert!(!Scope::Voip.allows(access));
            assert!(!Scope::VoipJoin.allows(access));
        }
        assert!(Scope::ChatJoin.allows(Access::People) && !Scope::ChatJoin.allows(Access::Threads));
        assert!(
            Scope::ChatJoinLimited.allows(Access::Talk) && !Scope::ChatJoinLimited.allows(Access::People)
        );
    }

    #[test]
    fn scopes_are_read_as_they_are_written() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_name(scope.as_str()), Some(scope));
        }
        assert_eq!(Scope::from_name("Chat"), None);
    }
}
