use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::HeaderValue;
use masthead_clock::Millis;
use masthead_fetch::{Allowed, Client, Limits};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use url::Url;
use url::form_urlencoded::byte_serialize;

use crate::keys::Keys;
use crate::token::{self, Expected, Identity, OpenIdFault};

/// What a provider says of itself holds so long.
const KNOWN: Duration = Duration::from_secs(3_600);
/// Documents of a provider are small, and somebody waits for them.
const LIMITS: Limits = Limits {
    body_bytes: 256 << 10,
    header_bytes: 32 << 10,
    connect: Duration::from_secs(5),
    total: Duration::from_secs(8),
    redirects: 2,
};

/// A provider, as an operator names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its address, exactly as it writes it itself.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
}

/// Nothing that a log could keep.
impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({}, …)", self.issuer)
    }
}

/// What one log-in is known by. Whoever calls makes them of randomness, and
/// keeps them with the browser.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// Where the provider sends the browser back to.
    pub back: &'a str,
    pub state: &'a str,
    pub nonce: &'a str,
    /// RFC 7636, 4.1: 43 to 128 letters and digits.
    pub verifier: &'a str,
}

/// Logs in at a provider.
pub struct OpenId {
    provider: Provider,
    client: Client,
    known: Mutex<Option<(Millis, Arc<Metadata>)>>,
}

/// OpenID Connect Discovery 1.0, 3, as far as it is read.
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl OpenId {
    #[must_use]
    pub fn new(provider: Provider, allowed: Allowed) -> Self {
        Self {
            provider,
            client: Client::new(LIMITS, allowed),
            known: Mutex::default(),
        }
    }

    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.provider.issuer
    }

    /// Where the browser goes to log in.
    ///
    /// # Errors
    /// Where the provider does not answer, or not as one.
    pub async fn begin(&self, round: Round<'_>, now: Millis) -> Result<String, OpenIdFault> {
        let metadata = self.metadata(now).await?;
        let url = Url::parse(&metadata.authorization_endpoint);
        let mut url = url.map_err(|_| OpenIdFault::Metadata)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(OpenIdFault::Metadata);
        }
        let challenge = digest(&SHA256, round.verifier.as_bytes());
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("scope", "openid email profile")
            .append_pair("client_id", &self.provider.client_id)
            .append_pair("redirect_uri", round.back)
            .append_pair("state", round.state)
            .append_pair("nonce", round.nonce)
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(challenge))
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Who has logged in, by the code that the browser brought back.
    ///
    /// # Errors
    /// Where the provider does not answer, or its token does not hold.
    pub async fn finish(
        &self,
        round: Round<'_>,
        code: &str,
        now: Millis,
    ) -> Result<Identity, OpenIdFault> {
        let metadata = self.metadata(now).await?;
        let tokens = self.tokens(&metadata, round, code).await?;
        let keys = self.client.get(&metadata.jwks_uri).await?;
        if keys.status != 200 {
            return Err(OpenIdFault::Status(keys.status));
        }
        let keys: Keys = keys.json()?;
        let expected = Expected {
            issuer: &self.provider.issuer,
            client_id: &self.provider.client_id,
            nonce: round.nonce,
            now,
        };
        token::check(&tokens.id_token, &keys, &expected)
    }

    async fn tokens(
        &self,
        metadata: &Metadata,
        round: Round<'_>,
        code: &str,
    ) -> Result<Tokens, OpenIdFault> {
        let Provider {
            client_id,
            client_secret,
            ..
        } = &self.provider;
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", round.back),
            ("code_verifier", round.verifier),
        ];
        let ways = &metadata.token_endpoint_auth_methods_supported;
        let by_form = ways.iter().any(|way| way == "client_secret_post")
            && !ways.iter().any(|way| way == "client_secret_basic");
        let mut authorization = None;
        if by_form {
            fields.extend([
                ("client_id", &**client_id),
                ("client_secret", client_secret),
            ]);
        } else {
            authorization = Some(basic(client_id, client_secret)?);
        }
        let url = &metadata.token_endpoint;
        let answer = self.client.post_form(url, &fields, authorization).await?;
        if answer.status != 200 {
            return Err(OpenIdFault::Status(answer.status));
        }
        Ok(answer.json()?)
    }

    async fn metadata(&self, now: Millis) -> Result<Arc<Metadata>, OpenIdFault> {
        let known = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((until, metadata)) = known
            && now < until
            // One that was asked while the clock stood ahead is asked again.
            && until <= now.plus(KNOWN)
        {
            return Ok(metadata);
        }
        let issuer = self.provider.issuer.trim_end_matches('/');
        let url = format!("{issuer}/.well-known/openid-configuration");
        let answer = self.client.get(&url).await?;
        if answer.status != 200 {
            return Err(OpenIdFault::Status(answer.status));
        }
        let metadata: Metadata = answer.json()?;
        if metadata.issuer != self.provider.issuer {
            return Err(OpenIdFault::Metadata);
        }
        let metadata = Arc::new(metadata);
        let kept = Some((now.plus(KNOWN), Arc::clone(&metadata)));
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = kept;
        Ok(metadata)
    }
}

/// RFC 6749, 2.3.1: both are escaped as in forms before they are joined.
fn basic(id: &str, secret: &str) -> Result<HeaderValue, OpenIdFault> {
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = STANDARD.encode(format!("{}:{}", escaped(id), escaped(secret)));
    HeaderValue::try_from(format!("Basic {pair}")).map_err(|_| OpenIdFault::Metadata)
}
