//! Keys of RSA, which most providers sign with. ring makes none, so two stand in
//! files; they open nothing.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair, RsaPublicKeyComponents,
};
use serde_json::{Value, json};

use crate::testing::forgery::{joined, start};

/// RFC 3279, 2.3.1: what stands before a key of 2,048 bits in DER.
const KEY_IN_DER: [u8; 24] = [
    0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x0f, 0x00,
];

pub(super) struct Signer(RsaKeyPair);

impl Signer {
    pub(super) fn provider() -> Self {
        Self::from_pem(include_str!("provider.pem"))
    }

    pub(super) fn stranger() -> Self {
        Self::from_pem(include_str!("stranger.pem"))
    }

    fn from_pem(pem: &str) -> Self {
        let lines = pem.lines().filter(|line| !line.starts_with('-'));
        let der = STANDARD.decode(lines.collect::<String>()).expect("base64");
        Self(RsaKeyPair::from_pkcs8(&der).expect("a key"))
    }

    /// As a provider publishes it.
    pub(super) fn jwk(&self) -> Value {
        let RsaPublicKeyComponents { n, e } = self.components();
        let part = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
        json!({"kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": part(n), "e": part(e)})
    }

    fn components(&self) -> RsaPublicKeyComponents<Vec<u8>> {
        self.0.public().into()
    }

    pub(super) fn modulus(&self) -> Vec<u8> {
        self.components().n
    }

    /// The public key.
    pub(super) fn der(&self) -> Vec<u8> {
        [&KEY_IN_DER, self.0.public().as_ref()].concat()
    }

    /// As RS256, whatever the head says.
    pub(super) fn signs(&self, head: &Value, claims: &Value) -> String {
        self.signs_by(&RSA_PKCS1_SHA256, head, claims)
    }

    /// As PS256.
    pub(super) fn signs_pss(&self, head: &Value, claims: &Value) -> String {
        self.signs_by(&RSA_PSS_SHA256, head, claims)
    }

    fn signs_by(&self, with: &'static dyn RsaEncoding, head: &Value, claims: &Value) -> String {
        let start = start(head, claims);
        let mut signature = vec![0; self.0.public().modulus_len()];
        let signed = self
            .0
            .sign(with, &SystemRandom::new(), start.as_bytes(), &mut signature);
        signed.expect("randomness");
        joined(&start, signature)
    }
}
