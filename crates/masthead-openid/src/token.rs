use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use masthead_clock::Millis;
use masthead_fetch::FetchError;
use serde::Deserialize;

/// Clocks may be so far apart.
const DRIFT_SECONDS: i64 = 60;
/// OpenID Connect Core, 2: a subject is no longer.
const SUBJECT_BYTES: usize = 255;

/// Who somebody is, in the words of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Never changes, and belongs to nobody else at this provider.
    pub subject: String,
    /// Where the provider says that it is theirs.
    pub verified_email: Option<String>,
    pub name: Option<String>,
}

/// Why nobody came in by a provider.
#[derive(Debug, thiserror::Error)]
pub enum OpenIdFault {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("the provider answered with status {0}")]
    Status(u16),
    #[error("the provider does not say of itself what it has to, or names another issuer")]
    Metadata,
    #[error("the token is by no key of the provider")]
    Key,
    #[error("the token does not hold: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
    #[error("the token is for another log-in")]
    Nonce,
    #[error("the token is for somebody else")]
    Party,
    #[error("the token is of another time")]
    Time,
    #[error("the token names nobody")]
    Subject,
}

impl OpenIdFault {
    /// Whether it is the provider that cannot be reached, and not the token.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        match self {
            Self::Fetch(_) | Self::Metadata => true,
            Self::Status(status) => *status >= 500,
            _ => false,
        }
    }
}

/// What a token has to say.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) now: Millis,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    azp: Option<String>,
    email: Option<String>,
    #[serde(default)]
    email_verified: Verified,
    name: Option<String>,
}

/// Some providers write it as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Verified {
    Flag(bool),
    Text(String),
}

impl Default for Verified {
    fn default() -> Self {
        Self::Flag(false)
    }
}

/// OpenID Connect Core, 3.1.3.7.
pub(crate) fn check(
    token: &str,
    keys: &JwkSet,
    expected: &Expected<'_>,
) -> Result<Identity, OpenIdFault> {
    let header = decode_header(token)?;
    let mut keys = keys.keys.iter();
    let key = keys.find(|key| fits(key, header.alg, header.kid.as_deref()));
    let key = DecodingKey::from_jwk(key.ok_or(OpenIdFault::Key)?)?;
    let mut wanted = Validation::new(header.alg);
    wanted.set_issuer(&[expected.issuer]);
    wanted.set_audience(&[expected.client_id]);
    wanted.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // Times are read below, by the clock of the house.
    wanted.validate_exp = false;
    let claims = decode::<Claims>(token, &key, &wanted)?.claims;
    claims.check(expected)?;
    Ok(claims.identity())
}

/// Only with a public key is a signature the provider's own.
fn fits(key: &Jwk, algorithm: Algorithm, id: Option<&str>) -> bool {
    let of_kind = match &key.algorithm {
        AlgorithmParameters::RSA(_) => matches!(algorithm, Algorithm::RS256 | Algorithm::PS256),
        AlgorithmParameters::EllipticCurve(key) => {
            algorithm == Algorithm::ES256 && key.curve == EllipticCurve::P256
        }
        AlgorithmParameters::OctetKeyPair(_) => algorithm == Algorithm::EdDSA,
        AlgorithmParameters::OctetKey(_) => false,
    };
    let signs = !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption));
    let named = id.is_none_or(|id| key.common.key_id.as_deref() == Some(id));
    of_kind && signs && named
}

impl Claims {
    fn check(&self, expected: &Expected<'_>) -> Result<(), OpenIdFault> {
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(OpenIdFault::Nonce);
        }
        let another = |party: &String| party != expected.client_id;
        if self.azp.as_ref().is_some_and(another) {
            return Err(OpenIdFault::Party);
        }
        let now = expected.now.0.div_euclid(1_000);
        let (early, late) = (
            now.saturating_add(DRIFT_SECONDS),
            now.saturating_sub(DRIFT_SECONDS),
        );
        if self.exp <= late || self.iat > early || self.nbf.is_some_and(|from| from > early) {
            return Err(OpenIdFault::Time);
        }
        if self.sub.is_empty() || self.sub.len() > SUBJECT_BYTES {
            return Err(OpenIdFault::Subject);
        }
        Ok(())
    }

    fn identity(self) -> Identity {
        let verified = match self.email_verified {
            Verified::Flag(flag) => flag,
            Verified::Text(text) => text == "true",
        };
        Identity {
            subject: self.sub,
            verified_email: self.email.filter(|_| verified),
            name: self.name,
        }
    }
}
