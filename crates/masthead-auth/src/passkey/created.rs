use ciborium::Value;
use serde::Deserialize;

use super::authenticator::AuthenticatorData;
use super::client::{self, ClientData};
use super::{PasskeyFault, PublicKey, RelyingParty};
use crate::secret::Secret;

/// Statements about devices hold lists of certificates, not more.
const DEPTH: usize = 8;

/// A passkey that a device has made, and nobody has looked at yet.
pub struct Created {
    client: ClientData,
    data: Vec<u8>,
}

/// What is kept of a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its name on the device, in base64url.
    pub credential: String,
    pub key: PublicKey,
    /// How often it was used, where its device counts that.
    pub counter: u32,
}

/// `RegistrationResponseJSON`, as far as it is read.
#[derive(Deserialize)]
struct Said {
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "attestationObject")]
    attestation: String,
}

impl Created {
    /// # Errors
    /// What no browser sends.
    pub fn parse(text: &str) -> Result<Self, PasskeyFault> {
        let Said { response } = client::read(text)?;
        Ok(Self {
            client: ClientData::parse(&response.client_data)?,
            data: data(&client::bytes(&response.attestation)?)?,
        })
    }

    /// What was asked. Whoever calls has asked it, and asks it once.
    #[must_use]
    pub fn challenge(&self) -> &Secret {
        &self.client.challenge
    }

    /// The passkey, where it is good for `party`: level 3, 7.1.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(&self, party: &RelyingParty) -> Result<Passkey, PasskeyFault> {
        self.client.check(party, "webauthn.create")?;
        let data = AuthenticatorData::parse(&self.data)?;
        data.check(party)?;
        let (id, key) = data.attested()?;
        Ok(Passkey {
            credential: client::text(id),
            key,
            counter: data.counter,
        })
    }
}

/// The authenticator data of an attestation object. The statement beside it is
/// not read: none was asked for.
fn data(object: &[u8]) -> Result<Vec<u8>, PasskeyFault> {
    let value = ciborium::de::from_reader_with_recursion_limit(object, DEPTH);
    let fields: Value = value.map_err(|_| PasskeyFault::Unreadable)?;
    let fields = fields.into_map().map_err(|_| PasskeyFault::Unreadable)?;
    let mut fields = fields.into_iter();
    let found = fields.find(|(name, _)| name.as_text() == Some("authData"));
    let data = found.and_then(|(_, value)| value.into_bytes().ok());
    data.ok_or(PasskeyFault::Unreadable)
}
