use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use masthead_clock::Random;

const BYTES: usize = 32;
/// For BLAKE3's key derivation: never to be changed.
const SEAL_CONTEXT: &str = "masthead 2026-11-23 seal";

/// What a secret opens. The same secret has another digest for each purpose,
/// so that one found in a link is of no use in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Session,
    ConfirmEmail,
    ResetPassword,
    Preview,
    Approve,
    Invite,
    /// Between the password and the code.
    Halfway,
    /// Of a browser that somebody came in with.
    Device,
    /// What a passkey is asked.
    Passkey,
    /// What a log-in at a provider is known by, to the provider and back.
    OpenIdState,
    OpenIdNonce,
    OpenIdVerifier,
    /// Known to the provider, and not yet here.
    OpenIdWaiting,
}

impl Purpose {
    /// For BLAKE3's key derivation: never to be changed.
    fn context(self) -> &'static str {
        match self {
            Self::Session => "masthead 2026-11-23 session",
            Self::ConfirmEmail => "masthead 2026-11-23 confirm e-mail",
            Self::ResetPassword => "masthead 2026-11-23 reset password",
            Self::Preview => "masthead 2026-11-23 preview",
            Self::Approve => "masthead 2026-11-24 approve",
            Self::Invite => "masthead 2026-11-24 invite",
            Self::Halfway => "masthead 2026-11-23 halfway",
            Self::Device => "masthead 2026-11-30 device",
            Self::Passkey => "masthead 2026-11-24 passkey",
            Self::OpenIdState => "masthead 2026-11-24 openid state",
            Self::OpenIdNonce => "masthead 2026-11-24 openid nonce",
            Self::OpenIdVerifier => "masthead 2026-11-24 openid verifier",
            Self::OpenIdWaiting => "masthead 2026-11-24 openid waiting",
        }
    }
}

/// 256 random bits that a person holds: in a cookie, in a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; BYTES]);

/// All that is stored of a secret. It has 256 bits of its own, so a fast hash
/// keeps it as safe as a slow one would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; BYTES]);

impl Secret {
    #[must_use]
    pub fn fresh(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// From its text, as it came back; anything else is no secret.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; BYTES];
        // Longer texts are not decoded at all.
        (text.len() == text_len()).then_some(())?;
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
        (length == BYTES).then_some(Self(bytes))
    }

    /// 43 letters, digits, `-` and `_`.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Proves later that whoever holds this secret wrote `text`: 43 letters, digits, `-` and `_`.
    #[must_use]
    pub fn seal(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.sealed(text).as_bytes())
    }

    /// Whether `seal` is this secret's seal of `text`, in the same time whatever it is.
    #[must_use]
    pub fn is_seal(&self, text: &str, seal: &str) -> bool {
        // `Hash` compares in constant time.
        Self::parse(seal).is_some_and(|seal| self.sealed(text) == blake3::Hash::from_bytes(seal.0))
    }

    fn sealed(&self, text: &str) -> blake3::Hash {
        let key = blake3::derive_key(SEAL_CONTEXT, &self.0);
        blake3::keyed_hash(&key, text.as_bytes())
    }

    #[must_use]
    pub fn digest(&self, purpose: Purpose) -> Digest {
        Digest::of(purpose.context(), &self.0)
    }
}

impl Digest {
    pub(crate) fn of(context: &str, secret: &[u8]) -> Self {
        Self(blake3::derive_key(context, secret))
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// Nothing that a log could keep.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Six bits a character.
const fn text_len() -> usize {
    (BYTES * 8).div_ceil(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_from_its_text_and_nothing_else_does() {
        let secret = Secret::fresh(&Random::seeded(1));
        assert_eq!(Secret::parse(&secret.text()), Some(secret.clone()));
        for other in [
            "",
            "a",
            &secret.text()[1..],
            &"=".repeat(43),
            &"é".repeat(21),
        ] {
            assert_eq!(Secret::parse(other), None, "{other:?}");
        }
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn a_secret_of_one_purpose_opens_nothing_else() {
        let secret = Secret::fresh(&Random::seeded(1));
        assert_ne!(
            secret.digest(Purpose::ConfirmEmail),
            secret.digest(Purpose::Session)
        );
        assert_eq!(secret.digest(Purpose::Session).hex().len(), 64);
    }

    #[test]
    fn a_seal_is_of_one_text_and_one_secret() {
        let random = Random::seeded(1);
        let (secret, other) = (Secret::fresh(&random), Secret::fresh(&random));
        let seal = secret.seal("7.review");
        assert_eq!(seal.len(), 43);
        assert!(secret.is_seal("7.review", &seal));
        for (secret, text, seal) in [
            (&secret, "8.review", &*seal),
            (&other, "7.review", &*seal),
            (&secret, "7.review", ""),
            (&secret, "7.review", &seal[1..]),
        ] {
            assert!(!secret.is_seal(text, seal), "{text} {seal}");
        }
    }
}
