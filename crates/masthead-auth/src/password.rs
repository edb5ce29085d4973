use std::sync::{Mutex, PoisonError};

use argon2::password_hash::{Output, ParamsString, PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use masthead_clock::Random;

const SALT_BYTES: usize = 16;
/// RFC 9106, 4: 256 bits.
const HASH_BYTES: usize = 32;
/// A salt or a hash that somebody else made is no longer.
const MOST_BYTES: usize = 64;
/// Memory of so many checks is kept for the next ones.
const KEPT: usize = 4;

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
/// its time and its memory: not for a thread that serves others, and not for
/// more threads at once than there is memory for.
pub struct Passwords {
    params: Params,
    /// Stands for the password of an account that there is not.
    nobody: String,
    /// What was worked in, to be worked in again. An allocator would keep it for
    /// the thread that gave it back, and take as much anew for the next thread.
    blocks: Mutex<Vec<Vec<Block>>>,
}

impl Passwords {
    /// # Panics
    /// Where the cost is beyond what argon2 knows.
    #[must_use]
    pub fn new(cost: Cost, random: &Random) -> Self {
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(HASH_BYTES));
        let mut passwords = Self {
            params: params.expect("within argon2's limits"),
            nobody: String::new(),
            blocks: Mutex::default(),
        };
        passwords.nobody = passwords.keep("nobody's", random);
        passwords
    }

    /// What is stored of a password.
    ///
    /// # Panics
    /// Never: the cost was tried when this was made.
    #[must_use]
    pub fn keep(&self, password: &str, random: &Random) -> String {
        let salt: [u8; SALT_BYTES] = random.bytes();
        let mut hash = [0; HASH_BYTES];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone());
        let hashed = self.hash(&argon, (password, &salt), &mut hash);
        hashed.expect("the strength check bounds its length");
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        let params = ParamsString::try_from(&self.params).expect("argon2 writes its own");
        PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params,
            salt: Some(salt.as_salt()),
            hash: Some(Output::new(&hash).expect("32 bytes are a hash")),
        }
        .to_string()
    }

    /// Whether `password` is the kept one. Without one it is wrong, and that
    /// takes as long.
    ///
    /// # Errors
    /// [`BadHash`] where what is kept is no hash.
    pub fn check(&self, password: &str, kept: Option<&str>) -> Result<Verdict, BadHash> {
        let phc = PasswordHash::new(kept.unwrap_or(&self.nobody)).map_err(BadHash)?;
        let params = Params::try_from(&phc).map_err(BadHash)?;
        let right = self.is_right(password, &phc, &params).map_err(BadHash)?;
        if !right || kept.is_none() {
            return Ok(Verdict::Wrong);
        }
        let as_costly =
            params.m_cost() >= self.params.m_cost() && params.t_cost() >= self.params.t_cost();
        Ok(if as_costly {
            Verdict::Right
        } else {
            Verdict::RightButOld
        })
    }

    fn is_right(
        &self,
        password: &str,
        phc: &PasswordHash<'_>,
        params: &Params,
    ) -> Result<bool, argon2::password_hash::Error> {
        let (Some(salt), Some(kept)) = (phc.salt, phc.hash) else {
            return Err(argon2::password_hash::Error::PhcStringField);
        };
        let version = phc.version.map(Version::try_from).transpose()?;
        let argon = Argon2::new(
            Algorithm::try_from(phc.algorithm)?,
            version.unwrap_or_default(),
            params.clone(),
        );
        let (mut bytes, mut hash) = ([0; MOST_BYTES], [0; MOST_BYTES]);
        let salt = salt.decode_b64(&mut bytes)?;
        let hash = &mut hash[..kept.len()];
        self.hash(&argon, (password, salt), hash)?;
        // `Output` compares in constant time.
        Ok(Output::new(hash)? == kept)
    }

    fn hash(
        &self,
        argon: &Argon2<'_>,
        (password, salt): (&str, &[u8]),
        hash: &mut [u8],
    ) -> Result<(), argon2::Error> {
        let count = argon.params().block_count();
        let mut blocks = self.kept().pop().unwrap_or_default();
        if blocks.len() < count {
            // Given back first: never both.
            drop(blocks);
            blocks = vec![Block::new(); count];
        }
        let done = argon.hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            hash,
            &mut blocks[..count],
        );
        // What an older and higher cost took is not kept.
        let mut kept = self.kept();
        if blocks.len() <= self.params.block_count() && kept.len() < KEPT {
            kept.push(blocks);
        }
        done
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn what_argon2_itself_kept_is_known_again() {
        use argon2::password_hash::{PasswordHasher, PasswordVerifier};
        let random = Random::seeded(1);
        let passwords = Passwords::new(Cost::CHEAP, &random);
        let params = Params::new(128, 2, 1, None).expect("a cost");
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let salt = SaltString::encode_b64(&[7; SALT_BYTES]).expect("a salt");
        let theirs = argon.hash_password(b"lotus ferry eleven", &salt);
        let theirs = theirs.expect("a hash").to_string();
        let verdict = passwords.check("lotus ferry eleven", Some(&theirs));
        assert_eq!(verdict.expect("a hash"), Verdict::Right);
        let ours = passwords.keep("lotus ferry eleven", &random);
        let ours = PasswordHash::new(&ours).expect("a hash");
        let checked = Argon2::default().verify_password(b"lotus ferry eleven", &ours);
        assert!(checked.is_ok());
    }

    #[test]
    fn checks_one_after_the_other_work_in_the_same_memory() {
        let random = Random::seeded(1);
        let passwords = Passwords::new(Cost::CHEAP, &random);
        let at = || {
            passwords
                .kept()
                .iter()
                .map(|blocks| blocks.as_ptr())
                .collect::<Vec<_>>()
        };
        let before = at();
        assert_eq!(before.len(), 1);
        for password in ["one", "another", "a third"] {
            assert_eq!(
                passwords.check(password, None).expect("a hash"),
                Verdict::Wrong
            );
        }
        assert_eq!(at(), before);
        let dear = Cost {
            memory_kib: 256,
            ..Cost::CHEAP
        };
        let kept = Passwords::new(dear, &random).keep("lotus ferry", &random);
        let verdict = passwords.check("lotus ferry", Some(&kept));
        assert_eq!(verdict.expect("a hash"), Verdict::Right);
        assert!(passwords.kept().iter().all(|blocks| blocks.len() <= 64));
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
