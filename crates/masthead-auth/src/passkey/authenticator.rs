use super::{MOST_ID_BYTES, PasskeyFault, PublicKey, RelyingParty};

/// Flags of the authenticator data, level 3, 6.1.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const ATTESTED: u8 = 1 << 6;
/// Of the hash of the site, the flags, the counter.
const HEAD: usize = 32 + 1 + 4;
/// Of the model of the device, which is not read.
const MODEL: usize = 16;

/// What the device says: level 3, 6.1.
pub(super) struct AuthenticatorData<'a> {
    site: &'a [u8],
    flags: u8,
    pub(super) counter: u32,
    rest: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, PasskeyFault> {
        let (head, rest) = bytes
            .split_at_checked(HEAD)
            .ok_or(PasskeyFault::Unreadable)?;
        Ok(Self {
            site: &head[..32],
            flags: head[32],
            counter: u32::from_be_bytes([head[33], head[34], head[35], head[36]]),
            rest,
        })
    }

    /// Whether somebody has shown to the device, for this site, who it is.
    pub(super) fn check(&self, party: &RelyingParty) -> Result<(), PasskeyFault> {
        if !party.is_hashed(self.site) {
            return Err(PasskeyFault::WrongSite);
        }
        if self.flags & PRESENT == 0 {
            return Err(PasskeyFault::NobodyThere);
        }
        if self.flags & VERIFIED == 0 {
            return Err(PasskeyFault::NotVerified);
        }
        Ok(())
    }

    /// The new passkey: its name on the device, and its key. Extensions may
    /// follow; none was asked for.
    pub(super) fn attested(&self) -> Result<(&'a [u8], PublicKey), PasskeyFault> {
        if self.flags & ATTESTED == 0 {
            return Err(PasskeyFault::Unreadable);
        }
        let split =
            |bytes: &'a [u8], at| bytes.split_at_checked(at).ok_or(PasskeyFault::Unreadable);
        let (_, rest) = split(self.rest, MODEL)?;
        let (length, rest) = split(rest, 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if !(1..=MOST_ID_BYTES).contains(&length) {
            return Err(PasskeyFault::Unreadable);
        }
        let (id, key) = split(rest, length)?;
        Ok((id, PublicKey::read(key)?))
    }
}
