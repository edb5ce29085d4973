//! The keys of a provider (RFC 7517), and what they have signed (RFC 7515).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use serde_json::Value;

/// No provider has more keys at a time; each that fits is tried.
const MOST_KEYS: usize = 64;

/// Why a token is not read.
#[derive(Debug, thiserror::Error)]
pub enum BadToken {
    #[error("it has not three parts in base64url")]
    Form,
    #[error("its head cannot be read: {0}")]
    Head(#[from] serde_json::Error),
    #[error("it asks for something that is not understood here (crit)")]
    Critical,
    #[error("it is signed with {0:?}, which is not taken")]
    Algorithm(String),
}

/// Algorithms with a public key (RFC 7518, RFC 8037). Only by one of these is a
/// signature the provider's own: `none` and those with a shared secret are none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Rs256,
    Ps256,
    Es256,
    EdDsa,
}

impl Algorithm {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "PS256" => Self::Ps256,
            "ES256" => Self::Es256,
            "EdDSA" | "Ed25519" => Self::EdDsa,
            _ => return None,
        })
    }
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

/// A set of keys. What is in it of other kinds, or of other uses, is left where
/// it is (RFC 7517, 5): it says nothing against the keys beside it.
#[derive(Deserialize)]
pub(crate) struct Keys {
    keys: Vec<Value>,
}

impl Keys {
    /// What the token says, where one of these keys has signed it.
    ///
    /// # Errors
    /// A token that none of them can have signed.
    pub(crate) fn verify(&self, token: &str) -> Result<Option<Vec<u8>>, BadToken> {
        let (signed, signature) = token.rsplit_once('.').ok_or(BadToken::Form)?;
        let (head, said) = signed.split_once('.').ok_or(BadToken::Form)?;
        let signature = bytes(signature).ok_or(BadToken::Form)?;
        let head: Head = serde_json::from_slice(&bytes(head).ok_or(BadToken::Form)?)?;
        if head.crit.is_some() {
            return Err(BadToken::Critical);
        }
        let algorithm = Algorithm::from_name(&head.alg).ok_or(BadToken::Algorithm(head.alg))?;
        let said = bytes(said).ok_or(BadToken::Form)?;
        let named = |key: &&Value| fits(key, algorithm, head.kid.as_deref());
        let mut keys = self.keys.iter().take(MOST_KEYS).filter(named);
        let by_one = keys.any(|key| holds(key, algorithm, (signed.as_bytes(), &signature)));
        Ok(by_one.then_some(said))
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Whether a key is said to be for this: one that says nothing of its use or
/// its algorithm may be.
fn fits(key: &Value, algorithm: Algorithm, id: Option<&str>) -> bool {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    let kind = match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 => ("RSA", None),
        Algorithm::Es256 => ("EC", Some("P-256")),
        Algorithm::EdDsa => ("OKP", Some("Ed25519")),
    };
    let is_for = text("alg").is_none_or(|said| Algorithm::from_name(said) == Some(algorithm));
    let signs = text("use").is_none_or(|used| used == "sig");
    let named = id.is_none_or(|id| text("kid") == Some(id));
    (text("kty"), text("crv")) == (Some(kind.0), kind.1) && is_for && signs && named
}

/// Whether this key has made this signature of these bytes.
fn holds(key: &Value, algorithm: Algorithm, (signed, signature): (&[u8], &[u8])) -> bool {
    let part = |name: &str| key.get(name).and_then(Value::as_str).and_then(bytes);
    let (with, public): (&'static dyn VerificationAlgorithm, Vec<u8>) = match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 => {
            let (Some(n), Some(e)) = (part("n"), part("e")) else {
                return false;
            };
            let with = match algorithm {
                Algorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
                _ => &RSA_PKCS1_2048_8192_SHA256,
            };
            let public = RsaPublicKeyComponents { n, e };
            return public.verify(with, signed, signature).is_ok();
        }
        Algorithm::Es256 => {
            let (Some(x), Some(y)) = (part("x"), part("y")) else {
                return false;
            };
            // SEC 1, 2.3.3: a point that is not compressed.
            (&ECDSA_P256_SHA256_FIXED, [vec![4], x, y].concat())
        }
        Algorithm::EdDsa => match part("x") {
            Some(x) => (&ED25519, x),
            None => return false,
        },
    };
    let public = UnparsedPublicKey::new(with, public);
    public.verify(signed, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
    use serde_json::json;

    use super::*;

    fn text(bytes: impl AsRef<[u8]>) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A key, and a token that it has signed under this head.
    fn signed(head: &Value) -> (Value, String) {
        let random = SystemRandom::new();
        let with = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(with, &random).expect("randomness");
        let pair = EcdsaKeyPair::from_pkcs8(with, made.as_ref(), &random).expect("a key");
        let start = format!("{}.{}", text(head.to_string()), text(r#"{"sub":"7"}"#));
        let signature = pair.sign(&random, start.as_bytes()).expect("randomness");
        let point = pair.public_key().as_ref();
        let (x, y) = (text(&point[1..33]), text(&point[33..]));
        let key = json!({"kty": "EC", "crv": "P-256", "kid": "one", "x": x, "y": y});
        (key, format!("{start}.{}", text(signature)))
    }

    fn said(keys: Vec<Value>, token: &str) -> Option<Vec<u8>> {
        Keys { keys }.verify(token).expect("a token")
    }

    #[test]
    fn a_key_of_an_unknown_kind_says_nothing_against_the_one_beside_it() {
        let (key, token) = signed(&json!({"alg": "ES256", "kid": "one"}));
        for other in [
            json!({"kty": "AKP", "alg": "ML-DSA-65", "kid": "one", "pub": "AAAA"}),
            json!({"kty": "EC", "crv": "secp256k1", "alg": "ES256K", "kid": "one", "x": "AA", "y": "AA"}),
            json!({"kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "one", "n": "AQAB", "e": "AQAB"}),
            json!({"kty": 7}),
            json!("no key at all"),
            json!({"kty": "EC", "crv": "P-256", "kid": "one", "x": "AA", "y": "!"}),
        ] {
            let found = said(vec![other.clone(), key.clone()], &token);
            assert_eq!(found.as_deref(), Some(&br#"{"sub":"7"}"#[..]), "{other}");
            assert_eq!(said(vec![other], &token), None);
        }
    }

    #[test]
    fn a_key_that_is_for_something_else_signs_no_token() {
        let (key, token) = signed(&json!({"alg": "ES256"}));
        assert!(said(vec![key.clone()], &token).is_some(), "no kid anywhere");
        for (name, value) in [
            ("use", "enc"),
            ("alg", "ES384"),
            ("kty", "RSA"),
            ("crv", "P-384"),
        ] {
            let mut other = key.clone();
            other[name] = value.into();
            assert_eq!(said(vec![other], &token), None, "{name}");
        }
        let (_, named) = signed(&json!({"alg": "ES256", "kid": "two"}));
        assert_eq!(said(vec![key], &named), None, "another key");
    }

    #[test]
    fn what_nobody_has_to_sign_or_anybody_can_is_not_taken() {
        let (key, token) = signed(&json!({"alg": "ES256", "kid": "one"}));
        let keys = Keys { keys: vec![key] };
        let (_, rest) = token.split_once('.').expect("parts");
        for head in [
            json!({"alg": "none"}),
            json!({"alg": "HS256"}),
            json!({"alg": "ES256", "kid": "one", "crit": ["b64"]}),
            json!({"kid": "one"}),
        ] {
            let forged = format!("{}.{rest}", text(head.to_string()));
            assert!(keys.verify(&forged).is_err(), "{head}");
        }
        for bad in ["", "a.b", "a.b.c.d", "é.b.c"] {
            assert!(keys.verify(bad).is_err(), "{bad}");
        }
        let (start, _) = token.rsplit_once('.').expect("parts");
        let unsigned = format!("{start}.");
        assert_eq!(keys.verify(&unsigned).expect("a token"), None);
    }

    #[test]
    fn a_signature_by_an_edwards_curve_is_taken() {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("randomness");
        let pair = Ed25519KeyPair::from_pkcs8(made.as_ref()).expect("a key");
        let start = format!("{}.{}", text(r#"{"alg":"EdDSA"}"#), text("{}"));
        let token = format!("{start}.{}", text(pair.sign(start.as_bytes())));
        let x = text(pair.public_key());
        let key = json!({"kty": "OKP", "crv": "Ed25519", "x": x});
        assert_eq!(said(vec![key], &token).as_deref(), Some(&b"{}"[..]));
    }
}
