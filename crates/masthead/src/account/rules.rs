/// Characters of a name.
pub const NAME_CHARS: usize = 40;
/// RFC 5321, 4.5.3.1: of the whole address, and of what stands before the `@`.
pub const EMAIL_BYTES: usize = 254;
/// Passkeys of one account: a telephone, a laptop, a key on the ring, and room.
pub const PASSKEYS: i64 = 20;
/// Sessions of one account: every browser that somebody comes in with, for months, and room.
pub const SESSIONS: i64 = 100;
const LOCAL_BYTES: usize = 64;

/// An e-mail address in lower case: what somebody logs in with. That mail
/// arrives there is proved by a link, not by its form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let plain =
            |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c);
        let labels = |domain: &str| domain.contains('.') && !domain.split('.').any(str::is_empty);
        let fits = text.len() <= EMAIL_BYTES && (1..=LOCAL_BYTES).contains(&local.len());
        let whole = fits && labels(domain) && text.replacen('@', "", 1).chars().all(plain);
        whole.then(|| Self(text.to_ascii_lowercase()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// By what an account is come into. Letters are none of it: a site may send none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Whether there is one that its holder knows.
    pub password: bool,
    pub passkeys: i64,
    /// Whether it is linked with the operator's provider.
    pub provider: bool,
}

impl Ways {
    /// Whether a passkey may go without being the last way in.
    #[must_use]
    pub fn may_lose_passkey(self) -> bool {
        self.password || self.provider || self.passkeys > 1
    }

    /// Whether the provider may go without being the last way in.
    #[must_use]
    pub fn may_lose_provider(self) -> bool {
        self.password || self.passkeys > 0
    }
}

/// The name that somebody goes by, without space around it.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let text = text.trim();
    // Marks that turn the direction of what follows could fake another name.
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let fits = (1..=NAME_CHARS).contains(&text.chars().count());
    (fits && !text.chars().any(hidden)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case_and_what_is_none_is_refused() {
        let email = Email::parse(" Lin.Yue@Wangchuan.Example ").expect("an address");
        assert_eq!(email.as_str(), "lin.yue@wangchuan.example");
        assert!(Email::parse("林@例子.中国").is_some());
        let long = format!("{}@a.example", "a".repeat(65));
        for bad in [
            "",
            "lin",
            "@a.example",
            "lin@",
            "lin@host",
            "a b@c.example",
            "a@b@c.example",
            "a@b..c",
            "a\n@b.example",
            &long,
        ] {
            assert_eq!(Email::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_last_way_in_stays() {
        let ways = |password, passkeys, provider| Ways {
            password,
            passkeys,
            provider,
        };
        assert!(ways(true, 1, false).may_lose_passkey());
        assert!(ways(false, 2, false).may_lose_passkey());
        assert!(ways(false, 1, true).may_lose_passkey());
        assert!(!ways(false, 1, false).may_lose_passkey());
        assert!(ways(true, 0, true).may_lose_provider());
        assert!(ways(false, 1, true).may_lose_provider());
        assert!(!ways(false, 0, true).may_lose_provider());
    }

    #[test]
    fn a_name_is_short_visible_text() {
        assert_eq!(name("  林 月 ").as_deref(), Some("林 月"));
        for bad in [
            "",
            "   ",
            "a\u{202e}b",
            "a\u{0}",
            &"长".repeat(NAME_CHARS + 1),
        ] {
            assert_eq!(name(bad), None, "{bad:?}");
        }
    }
}
