//! Tokens that are not the provider's own, each for a portal that forgets to
//! look at something.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// RFC 5480, 2: what stands before a point of P-256 in a public key in DER.
const POINT_IN_DER: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// Of a signature with P-256: two numbers of 32 bytes.
const SIGNATURE_BYTES: usize = 64;

/// Whom a token names that was changed after it was signed.
pub const OTHER_SUBJECT: &str = "4712";

/// How a token is not what the provider has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// Signed by a key that the provider has not, under the name of one that it has.
    AnotherKey,
    /// Signed by the provider's key, under a name that none of its keys has.
    AnotherName,
    /// `alg: none`, and nothing behind the last dot (RFC 7519, 6).
    Unsigned,
    /// `alg: none`, and the provider's signature of just that.
    UnsignedByName,
    /// HS256 with the public key as the secret (RFC 8725, 2.1): its point alone,
    SharedPoint,
    /// in DER,
    SharedDer,
    /// and in PEM, as it lies in files.
    SharedPem,
    /// The signature is of other claims: since then the token names [`OTHER_SUBJECT`].
    ChangedClaims,
    /// The signature is of another head.
    ChangedHead,
    /// Two zeros, which hold for every key where nobody looks at their range (CVE-2022-21449).
    Zeros,
    NoSignature,
}

impl Forgery {
    pub const ALL: [Self; 11] = [
        Self::AnotherKey,
        Self::AnotherName,
        Self::Unsigned,
        Self::UnsignedByName,
        Self::SharedPoint,
        Self::SharedDer,
        Self::SharedPem,
        Self::ChangedClaims,
        Self::ChangedHead,
        Self::Zeros,
        Self::NoSignature,
    ];

    /// These claims, forged so, at a provider that has this key.
    pub(super) fn token(self, key: &EcdsaKeyPair, claims: &Value) -> String {
        let honest = start(&head("ES256"), claims);
        let point = key.public_key().as_ref();
        match self {
            Self::AnotherKey => signed(&fresh_key(), &honest),
            Self::AnotherName => {
                let head = json!({"alg": "ES256", "kid": "two", "typ": "JWT"});
                signed(key, &start(&head, claims))
            }
            Self::Unsigned => joined(&start(&head("none"), claims), []),
            Self::UnsignedByName => signed(key, &start(&head("none"), claims)),
            Self::SharedPoint => shared(point, claims),
            Self::SharedDer => shared(&der(point), claims),
            Self::SharedPem => shared(pem(&der(point)).as_bytes(), claims),
            Self::ChangedClaims => {
                let mut changed = claims.clone();
                changed["sub"] = OTHER_SUBJECT.into();
                joined(&start(&head("ES256"), &changed), signature(key, &honest))
            }
            Self::ChangedHead => {
                let head = json!({"alg": "ES256", "kid": "one"});
                joined(&start(&head, claims), signature(key, &honest))
            }
            Self::Zeros => joined(&honest, [0; SIGNATURE_BYTES]),
            Self::NoSignature => joined(&honest, []),
        }
    }
}

/// # Panics
/// Where the machine has no randomness.
pub(super) fn fresh_key() -> EcdsaKeyPair {
    let (with, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(with, &random).expect("randomness");
    EcdsaKeyPair::from_pkcs8(with, made.as_ref(), &random).expect("a key")
}

pub(super) fn honest(key: &EcdsaKeyPair, claims: &Value) -> String {
    signed(key, &start(&head("ES256"), claims))
}

fn head(algorithm: &str) -> Value {
    json!({"alg": algorithm, "kid": "one", "typ": "JWT"})
}

/// What is signed of a token.
pub(crate) fn start(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(head), part(claims))
}

pub(crate) fn joined(start: &str, signature: impl AsRef<[u8]>) -> String {
    format!("{start}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn signature(key: &EcdsaKeyPair, start: &str) -> Vec<u8> {
    let signed = key.sign(&SystemRandom::new(), start.as_bytes());
    signed.expect("randomness").as_ref().to_vec()
}

fn signed(key: &EcdsaKeyPair, start: &str) -> String {
    joined(start, signature(key, start))
}

fn shared(secret: &[u8], claims: &Value) -> String {
    by_secret(secret, &start(&head("HS256"), claims))
}

/// Signed with HMAC and SHA-256.
pub(crate) fn by_secret(secret: &[u8], start: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    joined(start, hmac::sign(&key, start.as_bytes()))
}

fn der(point: &[u8]) -> Vec<u8> {
    [&POINT_IN_DER, point].concat()
}

/// RFC 7468, 13: lines of 64.
pub(crate) fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut lines = String::from("-----BEGIN PUBLIC KEY-----\n");
    for (place, letter) in text.chars().enumerate() {
        if place > 0 && place.is_multiple_of(64) {
            lines.push('\n');
        }
        lines.push(letter);
    }
    lines + "\n-----END PUBLIC KEY-----\n"
}
