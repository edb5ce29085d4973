//! Proving who somebody is: passwords, secrets in links and cookies, passkeys,
//! and how often one may try. Nothing here knows a database or a page.

mod base32;
pub mod passkey;
mod password;
mod recovery;
mod secret;
mod strength;
mod throttle;
mod totp;

pub use passkey::{
    Created, PASSKEY_ALGORITHMS, Passkey, PasskeyFault, PublicKey, RelyingParty, Shown,
};
pub use password::{BadHash, Cost, Passwords, Verdict};
pub use recovery::{RECOVERY_CODES, RecoveryCode};
pub use secret::{Digest, Purpose, Secret};
pub use strength::{LEAST_CHARS, MOST_CHARS, Weakness, weakness};
pub use throttle::{Rate, Throttle};
pub use totp::{CODE_DIGITS, Totp, code_from};
