use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use masthead_clock::Random;

const BYTES: usize = 32;

/// What a secret opens. The same secret has another digest for each purpose,
/// so that one found in a link is of no use in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Session,
    ConfirmEmail,
    ResetPassword,
    /// Between the password and the code.
    Halfway,
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
            Self::Halfway => "masthead 2026-11-23 halfway",
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
}
