use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use masthead_clock::Random;

const SALT_BYTES: usize = 16;

/// What one guess costs whoever makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Cost {
    /// Next to nothing: for tests alone.
    pub const CHEAP: Self = Self {
        memory_kib: 64,
        passes: 1,
    };
}

impl Default for Cost {
    /// OWASP's password storage cheat sheet: argon2id, 19 MiB, two passes, one
    /// lane. Some 20 ms.
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
        }
    }
}

/// A stored password that nobody can read.
#[derive(Debug, thiserror::Error)]
#[error("the stored password is no hash: {0}")]
pub struct BadHash(argon2::password_hash::Error);

/// What a password is to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, and kept at a lower cost than today's: to be kept anew.
    RightButOld,
    Wrong,
}

/// Passwords as argon2id keeps them, in the PHC string format. Every call takes
/// its time and its memory: not for a thread that serves others.
pub struct Passwords {
    argon: Argon2<'static>,
    cost: Cost,
    /// Stands for the password of an account that there is not.
    nobody: String,
}

impl Passwords {
    /// # Panics
    /// Where the cost is beyond what argon2 knows.
    #[must_use]
    pub fn new(cost: Cost, random: &Random) -> Self {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None);
        let argon = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            params.expect("within argon2's limits"),
        );
        let mut passwords = Self {
            argon,
            cost,
            nobody: String::new(),
        };
        passwords.nobody = passwords.keep("nobody's", random);
        passwords
    }

    /// What is stored of a password.
    #[must_use]
    pub fn keep(&self, password: &str, random: &Random) -> String {
        let salt: [u8; SALT_BYTES] = random.bytes();
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        let hash = self.argon.hash_password(password.as_bytes(), &salt);
        hash.expect("the strength check bounds its length")
            .to_string()
    }

    /// Whether `password` is the kept one. Without one it is wrong, and that
    /// takes as long.
    ///
    /// # Errors
    /// [`BadHash`] where what is kept is no hash.
    pub fn check(&self, password: &str, kept: Option<&str>) -> Result<Verdict, BadHash> {
        let hash = PasswordHash::new(kept.unwrap_or(&self.nobody)).map_err(BadHash)?;
        let right = self
            .argon
            .verify_password(password.as_bytes(), &hash)
            .is_ok();
        if !right || kept.is_none() {
            return Ok(Verdict::Wrong);
        }
        let params = Params::try_from(&hash).map_err(BadHash)?;
        let as_costly =
            params.m_cost() >= self.cost.memory_kib && params.t_cost() >= self.cost.passes;
        Ok(if as_costly {
            Verdict::Right
        } else {
            Verdict::RightButOld
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_right_password_is_right_and_every_other_is_wrong() {
        let random = Random::seeded(1);
        let passwords = Passwords::new(Cost::CHEAP, &random);
        let kept = passwords.keep("lotus ferry eleven", &random);
        assert!(kept.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{kept}");
        let check = |password, kept| passwords.check(password, kept).expect("a hash");
        assert_eq!(check("lotus ferry eleven", Some(&kept)), Verdict::Right);
        assert_eq!(check("Lotus ferry eleven", Some(&kept)), Verdict::Wrong);
        assert_eq!(check("nobody's", None), Verdict::Wrong);
        assert!(passwords.check("any", Some("plain text")).is_err());
    }

    /// The fastest of some: what else the machine does only adds to it.
    #[test]
    fn where_there_is_no_password_it_takes_as_long_to_say_so() {
        let random = Random::seeded(1);
        let cost = Cost {
            memory_kib: 2_048,
            ..Cost::CHEAP
        };
        let passwords = Passwords::new(cost, &random);
        let kept = passwords.keep("lotus ferry eleven", &random);
        let takes = |kept: Option<&str>| {
            let once = || {
                let begun = Instant::now();
                let verdict = passwords.check("another", kept).expect("a hash");
                assert_eq!(verdict, Verdict::Wrong);
                begun.elapsed()
            };
            (0..9).map(|_| once()).min().expect("some")
        };
        let (of_somebody, of_nobody) = (takes(Some(&kept)), takes(None));
        let most = of_somebody.max(of_nobody);
        let least = of_somebody.min(of_nobody);
        assert!(least * 3 > most * 2, "{of_somebody:?} {of_nobody:?}");
    }

    #[test]
    fn the_same_password_is_kept_differently_each_time() {
        let random = Random::seeded(1);
        let passwords = Passwords::new(Cost::CHEAP, &random);
        assert_ne!(
            passwords.keep("same", &random),
            passwords.keep("same", &random)
        );
    }

    #[test]
    fn a_password_kept_at_a_lower_cost_is_to_be_kept_anew() {
        let random = Random::seeded(1);
        let kept = Passwords::new(Cost::CHEAP, &random).keep("lotus ferry", &random);
        let dear = Cost {
            passes: 2,
            ..Cost::CHEAP
        };
        let verdict = Passwords::new(dear, &random).check("lotus ferry", Some(&kept));
        assert_eq!(verdict.expect("a hash"), Verdict::RightButOld);
    }
}
