use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::{MOST_BYTES, PasskeyFault, RelyingParty};
use crate::secret::Secret;

/// What the browser says of the page on which somebody was asked.
pub(super) struct ClientData {
    pub(super) challenge: Secret,
    origin: String,
    kind: String,
    is_framed: bool,
    /// As it came, for the signature.
    pub(super) bytes: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

impl ClientData {
    /// From the base64url of its JSON.
    pub(super) fn parse(text: &str) -> Result<Self, PasskeyFault> {
        let bytes = bytes(text)?;
        let said: Said = serde_json::from_slice(&bytes).map_err(|_| PasskeyFault::Unreadable)?;
        Ok(Self {
            challenge: Secret::parse(&said.challenge).ok_or(PasskeyFault::Unreadable)?,
            origin: said.origin,
            kind: said.r#type,
            is_framed: said.cross_origin,
            bytes,
        })
    }

    /// Whether it was asked for by a page of this site, and for this.
    pub(super) fn check(&self, party: &RelyingParty, kind: &str) -> Result<(), PasskeyFault> {
        if self.kind != kind {
            return Err(PasskeyFault::WrongKind);
        }
        if self.origin != party.origin() || self.is_framed {
            return Err(PasskeyFault::WrongOrigin);
        }
        Ok(())
    }
}

/// Reads what a browser sends, within bounds.
pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, PasskeyFault> {
    if text.len() > MOST_BYTES {
        return Err(PasskeyFault::Unreadable);
    }
    serde_json::from_str(text).map_err(|_| PasskeyFault::Unreadable)
}

pub(super) fn bytes(text: &str) -> Result<Vec<u8>, PasskeyFault> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
    bytes.map_err(|_| PasskeyFault::Unreadable)
}

pub(super) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
