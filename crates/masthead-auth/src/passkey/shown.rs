use ring::digest::{SHA256, digest};
use serde::Deserialize;

use super::authenticator::AuthenticatorData;
use super::client::{self, ClientData};
use super::{MOST_ID_BYTES, Passkey, PasskeyFault, RelyingParty};
use crate::secret::Secret;

/// A passkey that somebody shows, and nobody has looked at yet.
pub struct Shown {
    credential: String,
    user: Vec<u8>,
    client: ClientData,
    data: Vec<u8>,
    signature: Vec<u8>,
}

/// `AuthenticationResponseJSON`, as far as it is read.
#[derive(Deserialize)]
struct Said {
    id: String,
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "authenticatorData")]
    data: String,
    signature: String,
    /// Always there with passkeys that are found without a name.
    #[serde(rename = "userHandle")]
    user: String,
}

impl Shown {
    /// # Errors
    /// What no browser sends.
    pub fn parse(text: &str) -> Result<Self, PasskeyFault> {
        let Said { id, response } = client::read(text)?;
        let id = client::bytes(&id)?;
        if id.len() > MOST_ID_BYTES {
            return Err(PasskeyFault::Unreadable);
        }
        Ok(Self {
            credential: client::text(&id),
            user: client::bytes(&response.user)?,
            client: ClientData::parse(&response.client_data)?,
            data: client::bytes(&response.data)?,
            signature: client::bytes(&response.signature)?,
        })
    }

    /// What was asked. Whoever calls has asked it, and asks it once.
    #[must_use]
    pub fn challenge(&self) -> &Secret {
        &self.client.challenge
    }

    /// The passkey's name on the device, in base64url.
    #[must_use]
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// Whose it is, as the site had said when it was made.
    #[must_use]
    pub fn user(&self) -> &[u8] {
        &self.user
    }

    /// Whether it is `kept`, shown to `party`; then its new counter: level 3, 7.2.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(&self, party: &RelyingParty, kept: &Passkey) -> Result<u32, PasskeyFault> {
        self.client.check(party, "webauthn.get")?;
        let data = AuthenticatorData::parse(&self.data)?;
        data.check(party)?;
        let hash = digest(&SHA256, &self.client.bytes);
        let message = [self.data.as_slice(), hash.as_ref()].concat();
        kept.key.check(&message, &self.signature)?;
        // Passkeys that travel between devices count nothing: both are nought.
        let counts = kept.counter > 0 || data.counter > 0;
        if counts && data.counter <= kept.counter {
            return Err(PasskeyFault::CounterWentBack);
        }
        Ok(data.counter)
    }
}
