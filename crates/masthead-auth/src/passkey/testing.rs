//! A device that makes passkeys, in memory.

use ciborium::Value;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, Signature,
};
use serde_json::json;

use super::client::text;
use super::key::{EDDSA, ES256};

/// Somebody is there, and is who unlocks the device.
pub const VERIFIED: u8 = 0b101;
const ATTESTED: u8 = 1 << 6;

/// A device with one passkey. Its fields may be bent, to see what is refused.
pub struct Device {
    pair: Pair,
    pub credential: Vec<u8>,
    pub user: Vec<u8>,
    pub site: String,
    pub origin: String,
    pub counter: u32,
    pub flags: u8,
}

enum Pair {
    Es256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Device {
    /// # Panics
    /// Where the machine has no randomness.
    #[must_use]
    pub fn es256(site: &str, origin: &str) -> Self {
        let (with, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let made = EcdsaKeyPair::generate_pkcs8(with, &random).expect("randomness");
        let pair = EcdsaKeyPair::from_pkcs8(with, made.as_ref(), &random).expect("a key");
        Self::with(Pair::Es256(pair), site, origin)
    }

    /// # Panics
    /// Where the machine has no randomness.
    #[must_use]
    pub fn ed25519(site: &str, origin: &str) -> Self {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("randomness");
        let pair = Ed25519KeyPair::from_pkcs8(made.as_ref()).expect("a key");
        Self::with(Pair::Ed25519(pair), site, origin)
    }

    fn with(pair: Pair, site: &str, origin: &str) -> Self {
        let credential = digest(&SHA256, pair.public()).as_ref()[..16].to_vec();
        Self {
            pair,
            credential,
            user: Vec::new(),
            site: site.to_owned(),
            origin: origin.to_owned(),
            counter: 0,
            flags: VERIFIED,
        }
    }

    /// What a browser sends when the passkey is made for `user`.
    ///
    /// # Panics
    /// Never: what is written is in memory.
    pub fn creates(&mut self, challenge: &str, user: &[u8]) -> String {
        self.user = user.to_vec();
        let mut data = self.data(self.flags | ATTESTED);
        data.extend([0; 16]);
        let length = u16::try_from(self.credential.len()).expect("a short name");
        data.extend(length.to_be_bytes());
        data.extend(&self.credential);
        data.extend(cbor(&self.pair.cose()));
        let object = Value::Map(vec![
            ("fmt".into(), "none".into()),
            ("attStmt".into(), Value::Map(Vec::new())),
            ("authData".into(), Value::Bytes(data)),
        ]);
        let client = self.client("webauthn.create", challenge);
        let response = json!({
            "clientDataJSON": text(client.as_bytes()),
            "attestationObject": text(&cbor(&object)),
        });
        self.sent(&response)
    }

    /// What a browser sends when the passkey is shown.
    #[must_use]
    pub fn shows(&self, challenge: &str) -> String {
        let (data, client) = (
            self.data(self.flags),
            self.client("webauthn.get", challenge),
        );
        let hash = digest(&SHA256, client.as_bytes());
        let signature = self.pair.sign(&[data.as_slice(), hash.as_ref()].concat());
        let response = json!({
            "clientDataJSON": text(client.as_bytes()),
            "authenticatorData": text(&data),
            "signature": text(signature.as_ref()),
            "userHandle": text(&self.user),
        });
        self.sent(&response)
    }

    fn sent(&self, response: &serde_json::Value) -> String {
        let id = text(&self.credential);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response}).to_string()
    }

    fn client(&self, kind: &str, challenge: &str) -> String {
        json!({"type": kind, "challenge": challenge, "origin": self.origin}).to_string()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.site.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

impl Pair {
    fn public(&self) -> &[u8] {
        match self {
            Self::Es256(pair) => pair.public_key().as_ref(),
            Self::Ed25519(pair) => pair.public_key().as_ref(),
        }
    }

    fn sign(&self, message: &[u8]) -> Signature {
        match self {
            Self::Es256(pair) => pair
                .sign(&SystemRandom::new(), message)
                .expect("randomness"),
            Self::Ed25519(pair) => pair.sign(message),
        }
    }

    fn cose(&self) -> Value {
        let bytes = |part: &[u8]| Value::Bytes(part.to_vec());
        let public = self.public();
        let fields: Vec<(i64, Value)> = match self {
            Self::Es256(_) => vec![
                (1, 2.into()),
                (3, ES256.into()),
                (-1, 1.into()),
                (-2, bytes(&public[1..33])),
                (-3, bytes(&public[33..])),
            ],
            Self::Ed25519(_) => vec![
                (1, 1.into()),
                (3, EDDSA.into()),
                (-1, 6.into()),
                (-2, bytes(public)),
            ],
        };
        let fields = fields
            .into_iter()
            .map(|(label, value)| (label.into(), value));
        Value::Map(fields.collect())
    }
}

fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("memory");
    bytes
}
