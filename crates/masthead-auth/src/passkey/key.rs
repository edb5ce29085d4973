use ciborium::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use super::PasskeyFault;
use super::client::{bytes, text};

/// RFC 9053, 2.1 and 2.2; RFC 8812, 2.
pub(super) const ES256: i64 = -7;
pub(super) const EDDSA: i64 = -8;
pub(super) const RS256: i64 = -257;
/// Labels of RFC 9053, 7, and RFC 8230, 4; the same number is another thing
/// with another kind of key.
const KIND: i64 = 1;
const ALGORITHM: i64 = 3;
const CURVE: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const MODULUS: i64 = -1;
const EXPONENT: i64 = -2;
/// Lists in lists are no part of a key.
const DEPTH: usize = 4;

/// What proves that a signature is by a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// A point on P-256, not compressed.
    Es256(Vec<u8>),
    Ed25519(Vec<u8>),
    Rs256 {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

impl PublicKey {
    /// From `COSE_Key`; what follows it is left.
    pub(super) fn read(mut cose: &[u8]) -> Result<Self, PasskeyFault> {
        let value = ciborium::de::from_reader_with_recursion_limit(&mut cose, DEPTH);
        let fields: Value = value.map_err(|_| PasskeyFault::Unreadable)?;
        let fields = fields.into_map().map_err(|_| PasskeyFault::Unreadable)?;
        let kind = (int(&fields, KIND), int(&fields, ALGORITHM));
        let curve = int(&fields, CURVE);
        let key = match (kind, curve) {
            ((Some(2), Some(ES256)), Some(1)) => {
                let (x, y) = (part(&fields, X, 32)?, part(&fields, Y, 32)?);
                Self::Es256([&[4], x, y].concat())
            }
            ((Some(1), Some(EDDSA)), Some(6)) => Self::Ed25519(part(&fields, X, 32)?.to_vec()),
            ((Some(3), Some(RS256)), None) => Self::Rs256 {
                modulus: some(&fields, MODULUS)?.to_vec(),
                exponent: some(&fields, EXPONENT)?.to_vec(),
            },
            _ => return Err(PasskeyFault::UnknownKey),
        };
        Ok(key)
    }

    /// From [`PublicKey::text`].
    #[must_use]
    pub fn parse(kept: &str) -> Option<Self> {
        let mut parts = kept.split(' ');
        let kind = parts.next()?;
        let mut part = || bytes(parts.next()?).ok();
        let key = match kind {
            "es256" => Self::Es256(part()?),
            "ed25519" => Self::Ed25519(part()?),
            "rs256" => Self::Rs256 {
                modulus: part()?,
                exponent: part()?,
            },
            _ => return None,
        };
        Some(key)
    }

    /// As it is kept: its kind and its numbers.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Es256(point) => format!("es256 {}", text(point)),
            Self::Ed25519(point) => format!("ed25519 {}", text(point)),
            Self::Rs256 { modulus, exponent } => {
                format!("rs256 {} {}", text(modulus), text(exponent))
            }
        }
    }

    pub(super) fn check(&self, message: &[u8], signature: &[u8]) -> Result<(), PasskeyFault> {
        let checked = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519(point) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            Self::Rs256 { modulus, exponent } => {
                let key = RsaPublicKeyComponents {
                    n: modulus,
                    e: exponent,
                };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        };
        checked.map_err(|_| PasskeyFault::WrongSignature)
    }
}

fn find(fields: &[(Value, Value)], label: i64) -> Option<&Value> {
    let mut fields = fields.iter();
    let (_, value) = fields.find(|(key, _)| *key == Value::from(label))?;
    Some(value)
}

fn int(fields: &[(Value, Value)], label: i64) -> Option<i64> {
    let value = find(fields, label)?.as_integer()?;
    i64::try_from(value).ok()
}

fn some(fields: &[(Value, Value)], label: i64) -> Result<&[u8], PasskeyFault> {
    let bytes = find(fields, label).and_then(Value::as_bytes);
    bytes.map(Vec::as_slice).ok_or(PasskeyFault::Unreadable)
}

fn part(fields: &[(Value, Value)], label: i64, length: usize) -> Result<&[u8], PasskeyFault> {
    let bytes = some(fields, label)?;
    (bytes.len() == length)
        .then_some(bytes)
        .ok_or(PasskeyFault::Unreadable)
}
