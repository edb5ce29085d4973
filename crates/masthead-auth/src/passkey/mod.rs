//! Passkeys: Web Authentication, level 3, with discoverable credentials. Asked
//! for is that the device shows whose hand it is in (user verification); who
//! made the device is not asked, and what it says of that is not read.

mod authenticator;
mod client;
mod created;
mod key;
mod party;
mod shown;
pub mod testing;

#[cfg(test)]
mod tests;

pub use created::{Created, Passkey};
pub use key::PublicKey;
pub use party::RelyingParty;
pub use shown::Shown;

/// What a browser may send at most, as text. Statements about devices, which
/// some send unasked, are the largest part of it.
const MOST_BYTES: usize = 32 * 1024;
/// Of the name under which a device knows a passkey: the standard's limit.
const MOST_ID_BYTES: usize = 1023;

/// The algorithms that are asked for, best first: Ed25519, ECDSA on P-256, and
/// RSA for Windows. Numbers of the IANA registry of COSE.
pub const PASSKEY_ALGORITHMS: [i64; 3] = [key::EDDSA, key::ES256, key::RS256];

/// Why a passkey is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyFault {
    #[error("it is not what a browser sends")]
    Unreadable,
    #[error("it answers another question")]
    WrongKind,
    #[error("it was made on a page of another origin")]
    WrongOrigin,
    #[error("it belongs to another site")]
    WrongSite,
    #[error("nobody touched the device")]
    NobodyThere,
    #[error("the device does not know whose hand it is in")]
    NotVerified,
    #[error("its key is of a kind that was not asked for")]
    UnknownKey,
    #[error("the signature is not by its key")]
    WrongSignature,
    #[error("its counter went back, as that of a copy does")]
    CounterWentBack,
}
