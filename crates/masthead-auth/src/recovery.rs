use std::fmt;

use masthead_clock::Random;

use crate::base32;
use crate::secret::Digest;

/// So many are made at once.
pub const RECOVERY_CODES: usize = 10;
/// 80 bits: whoever reads the digests does not find the codes.
const BYTES: usize = 10;
/// For BLAKE3's key derivation: never to be changed.
const CONTEXT: &str = "masthead 2026-11-23 recovery code";

/// Stands for the telephone when it is lost. Shown once, used once, stored as
/// its digest.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; BYTES]);

impl RecoveryCode {
    /// A sheet of them.
    #[must_use]
    pub fn fresh(random: &Random) -> [Self; RECOVERY_CODES] {
        std::array::from_fn(|_| Self(random.bytes()))
    }

    /// As somebody typed it from paper; anything else is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base32::decode(text.trim())?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// Four times four letters and digits.
    #[must_use]
    pub fn text(&self) -> String {
        let text = base32::encode(&self.0).to_ascii_lowercase();
        let (a, b, c, d) = (&text[..4], &text[4..8], &text[8..12], &text[12..]);
        format!("{a}-{b}-{c}-{d}")
    }

    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(CONTEXT, &self.0)
    }
}

/// Nothing that a log could keep.
impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_from_paper() {
        let codes = RecoveryCode::fresh(&Random::seeded(1));
        let text = codes[0].text();
        assert_eq!(text.len(), 19, "{text}");
        for typed in [
            text.to_uppercase(),
            text.replace('-', ""),
            format!(" {text} "),
        ] {
            assert_eq!(RecoveryCode::parse(&typed).as_ref(), Some(&codes[0]));
        }
        assert_eq!(RecoveryCode::parse(&text[1..]), None);
        assert_ne!(codes[0].digest(), codes[1].digest());
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(…)");
    }
}
