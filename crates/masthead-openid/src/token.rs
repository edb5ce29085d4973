use masthead_clock::Millis;
use masthead_fetch::FetchError;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::keys::{BadToken, Keys};

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
    Token(#[from] BadToken),
    #[error("the token says not what it has to: {0}")]
    Claims(#[from] serde_json::Error),
    #[error("the token is of another provider")]
    Issuer,
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
    iss: String,
    sub: String,
    #[serde(deserialize_with = "one_or_many")]
    aud: Vec<String>,
    #[serde(deserialize_with = "seconds")]
    exp: i64,
    #[serde(deserialize_with = "seconds")]
    iat: i64,
    #[serde(default, deserialize_with = "some_seconds")]
    nbf: Option<i64>,
    nonce: Option<String>,
    azp: Option<String>,
    /// What is of another kind than it should be is as if it were missing: of
    /// these nobody comes in who would not without.
    #[serde(default)]
    email: Value,
    #[serde(default)]
    email_verified: Value,
    #[serde(default)]
    name: Value,
}

/// RFC 7519, 4.1.3: a text, or a list of them.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Audience {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Audience::deserialize(from)? {
        Audience::One(one) => vec![one],
        Audience::Many(many) => many,
    })
}

/// RFC 7519, 2: a number of seconds, which may have a fraction. Whole ones are
/// enough for us, and one beyond our range is cast to the end of it.
fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let number = serde_json::Number::deserialize(from)?;
    let whole = number.as_i64();
    let float = number.as_f64().filter(|float| float.is_finite());
    whole
        .or(float.map(|float| float.floor() as i64))
        .ok_or_else(|| serde::de::Error::custom("a time is no number"))
}

fn some_seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    seconds(from).map(Some)
}

/// OpenID Connect Core, 3.1.3.7.
pub(crate) fn check(
    token: &str,
    keys: &Keys,
    expected: &Expected<'_>,
) -> Result<Identity, OpenIdFault> {
    let said = keys.verify(token)?.ok_or(OpenIdFault::Key)?;
    let claims: Claims = serde_json::from_slice(&said)?;
    claims.check(expected)?;
    Ok(claims.identity())
}

impl Claims {
    fn check(&self, expected: &Expected<'_>) -> Result<(), OpenIdFault> {
        if self.iss != expected.issuer {
            return Err(OpenIdFault::Issuer);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(OpenIdFault::Nonce);
        }
        let another = |party: &String| party != expected.client_id;
        if self.azp.as_ref().is_some_and(another) || self.aud.iter().all(another) {
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
        // Some providers write it as text.
        let verified = match &self.email_verified {
            Value::Bool(verified) => *verified,
            Value::String(text) => text == "true",
            _ => false,
        };
        let text = |value: Value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        Identity {
            subject: self.sub,
            verified_email: text(self.email).filter(|_| verified),
            name: text(self.name),
        }
    }
}
