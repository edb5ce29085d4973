use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use masthead_clock::{Millis, Random};
use sha1::Sha1;

use crate::base32;

/// RFC 4226, 4, R6: 160 bits.
const BYTES: usize = 20;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// A code's time: RFC 6238, 5.2.
const STEP_MS: i64 = 30_000;
/// A telephone's clock may be so many steps off, either way.
const DRIFT: i64 = 1;

/// What a telephone and the portal both know: time-based one-time passwords,
/// RFC 6238, with SHA-1, six digits and 30 seconds, as every such program knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp([u8; BYTES]);

impl Totp {
    #[must_use]
    pub fn fresh(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// From its text; anything else is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base32::decode(text)?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// 32 letters and digits, as people type them.
    #[must_use]
    pub fn text(&self) -> String {
        base32::encode(&self.0)
    }

    /// The step in which a code of this moment falls.
    #[must_use]
    pub fn step(now: Millis) -> i64 {
        now.0.div_euclid(STEP_MS)
    }

    /// The code of a step.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        // RFC 4226, 5.3: the last four bits say which 31 bits are the number.
        let at = usize::from(digest[19] & 0xf);
        let four = [digest[at], digest[at + 1], digest[at + 2], digest[at + 3]];
        let number = u32::from_be_bytes(four) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The step that `code` is of, where it is one of now and later than
    /// `used`: the step is to be kept, so that each code works once.
    /// A step far ahead of now, from a clock that was set back, counts as none.
    #[must_use]
    pub fn check(&self, code: &str, now: Millis, used: i64) -> Option<i64> {
        let now = Self::step(now);
        // One that is still to come was used while the clock stood ahead: by it
        // no code would be right until the clock is there again.
        let used = if used > now + DRIFT {
            now - DRIFT - 1
        } else {
            used
        };
        let mut steps = (now - DRIFT..=now + DRIFT).filter(|step| *step > used);
        // The comparison may take its time: each code is tried a few times at most.
        steps.find(|step| self.code(*step) == code)
    }

    /// What a QR code tells such a program: `otpauth:` by Google Authenticator's
    /// key URI format. `escape` is for a part of an address.
    #[must_use]
    pub fn uri(&self, site: &str, account: &str, escape: impl Fn(&str) -> String) -> String {
        let (site, account) = (escape(site), escape(account));
        format!(
            "otpauth://totp/{site}:{account}?secret={}&issuer={site}",
            self.text()
        )
    }
}

/// Six digits, as somebody typed them: with spaces or without.
#[must_use]
pub fn code_from(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = code.len() == CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    whole.then_some(code)
}

/// Nothing that a log could keep.
impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_the_rfc() -> Totp {
        Totp(*b"12345678901234567890")
    }

    #[test]
    fn the_codes_are_those_of_the_rfcs() {
        // RFC 6238, appendix B, the last six of eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = Totp::step(Millis(seconds * 1_000));
            assert_eq!(of_the_rfc().code(step), code, "{seconds}");
        }
        // RFC 4226, appendix D.
        assert_eq!(of_the_rfc().code(0), "755224");
        assert_eq!(of_the_rfc().code(9), "520489");
    }

    #[test]
    fn a_code_holds_for_a_step_either_way_and_once() {
        let (totp, now) = (of_the_rfc(), Millis(1_111_111_109_000));
        let step = Totp::step(now);
        for (of, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let checked = totp.check(&totp.code(step + of), now, 0);
            assert_eq!(checked, taken.then_some(step + of), "{of}");
        }
        assert_eq!(totp.check(&totp.code(step), now, step), None, "used");
        assert_eq!(totp.check(&totp.code(step - 1), now, step), None, "older");
        assert!(totp.check(&totp.code(step + 1), now, step).is_some());
    }

    #[test]
    fn a_code_used_while_the_clock_stood_ahead_locks_nobody_out_once_it_is_set_back() {
        let (totp, now) = (of_the_rfc(), Millis(1_111_111_109_000));
        let step = Totp::step(now);
        let ahead = step + 62 * 2_880;
        assert_eq!(totp.check(&totp.code(step), now, ahead), Some(step));
        assert_eq!(totp.check(&totp.code(step), now, step + 1), None, "a drift");
    }

    #[test]
    fn the_secret_comes_back_from_its_text_and_is_told_to_telephones_alone() {
        let totp = of_the_rfc();
        assert_eq!(totp.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Totp::parse(&totp.text()), Some(totp.clone()));
        assert_eq!(Totp::parse("GEZDGNBV"), None);
        assert_eq!(format!("{totp:?}"), "Totp(…)");
        assert_eq!(
            totp.uri("News", "lin@a.example", |text| text.replace('@', "%40")),
            "otpauth://totp/News:lin%40a.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=News"
        );
    }

    #[test]
    fn a_code_may_be_typed_with_spaces() {
        assert_eq!(code_from(" 123 456\n").as_deref(), Some("123456"));
        for other in ["12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(code_from(other), None, "{other}");
        }
    }
}
