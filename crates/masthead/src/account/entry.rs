//! The guard at the entrance: how often one may try. Why it counts so:
//! docs/decisions/0019-who-is-known-is-not-counted-with-strangers.md.

use std::time::Duration;

use masthead_auth::{Cost, Digest, Throttle};
use masthead_clock::{Clock, Random, Steady};

use super::network::{Network, Networks, Whence};
use super::places::Places;
use super::rates::{
    ACCOUNT, ASKED, CHOSEN, CODES, FETCHED, FOLLOWED, INVITED, LETTERS_FROM, LETTERS_TO, NETWORK,
    NEWCOMERS, PAIR, RENAMED, UNKNOWN, WORKED,
};
use super::rules::Email;
use crate::id::AccountId;

/// Addresses and accounts that each count remembers, in some 2 MB.
const REMEMBERED: usize = 100_000;

/// Counted by time that only goes forward: setting the clock makes nobody wait.
pub struct Entry {
    random: Random,
    clock: Clock,
    pub(super) places: Places,
    strangers: Strangers,
    known: Known,
}

/// Who has shown nothing yet. Each of these may be used up by others.
struct Strangers {
    /// An account and a network.
    pairs: Throttle,
    networks: Networks,
    accounts: Throttle,
    codes: Throttle,
    passkeys: Networks,
    asked: Networks,
    begun: Networks,
    redeemed: Networks,
    letters_to: Throttle,
    letters_from: Networks,
    newcomers: Throttle,
    unknown: Throttle,
}

/// Who has shown something: a session, a browser that is known to the account, a
/// link. Nobody else uses these up.
struct Known {
    devices: Throttle,
    device_codes: Throttle,
    device_letters: Throttle,
    accounts: Throttle,
    codes: Throttle,
    worked: Throttle,
    links: Throttle,
    invited: Throttle,
    invited_to: Throttle,
    followed: Throttle,
    renamed: Throttle,
    fetched: Throttle,
}

impl Entry {
    #[must_use]
    pub fn new(cost: Cost, random: Random, clock: Clock) -> Self {
        let each = |rate| Throttle::new(rate, REMEMBERED);
        let networks = |rate| Networks::new(rate, REMEMBERED);
        Self {
            places: Places::new(cost, &random),
            random,
            clock,
            strangers: Strangers {
                pairs: each(PAIR),
                networks: networks(NETWORK),
                accounts: each(ACCOUNT),
                codes: each(CODES),
                passkeys: networks(NETWORK),
                asked: networks(ASKED),
                begun: networks(ASKED),
                redeemed: networks(ASKED),
                letters_to: each(LETTERS_TO),
                letters_from: networks(LETTERS_FROM),
                newcomers: each(NEWCOMERS),
                unknown: each(UNKNOWN),
            },
            known: Known {
                devices: each(PAIR),
                device_codes: each(CODES),
                device_letters: each(LETTERS_TO),
                accounts: each(PAIR),
                codes: each(CODES),
                worked: each(WORKED),
                links: each(CHOSEN),
                invited: each(INVITED),
                invited_to: each(LETTERS_TO),
                followed: each(FOLLOWED),
                renamed: each(RENAMED),
                fetched: each(FETCHED),
            },
        }
    }

    #[must_use]
    pub fn random(&self) -> &Random {
        &self.random
    }

    fn now(&self) -> Steady {
        self.clock.steady()
    }

    /// Takes one try at the password of this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_password(&self, email: &Email, from: Whence) -> Result<(), Duration> {
        let now = self.now();
        if let Some(device) = from.device {
            self.known.devices.take((email, device), now)?;
            return self.known.worked.take(email, now);
        }
        self.strangers.networks.take(from.network, now)?;
        self.strangers.pairs.take((email, from.network), now)?;
        self.strangers.accounts.take(email, now)
    }

    /// The password was right: what was tried before is forgotten.
    pub(super) fn came_in(&self, email: &Email, from: Whence) {
        if let Some(device) = from.device {
            self.known.devices.forgive((email, device));
        }
        self.strangers.pairs.forgive((email, from.network));
        self.strangers.accounts.forgive(email);
    }

    /// Takes one try at the six digits of this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_code(&self, account: AccountId, from: Whence) -> Result<(), Duration> {
        match from.device {
            Some(device) => self.known.device_codes.take((account, device), self.now()),
            None => self.strangers.codes.take(account, self.now()),
        }
    }

    /// The code was right: what was tried before is forgotten.
    pub(super) fn showed_code(&self, account: AccountId, from: Whence) {
        match from.device {
            Some(device) => self.known.device_codes.forgive((account, device)),
            None => self.strangers.codes.forgive(account),
        }
    }

    /// Takes one try at the own password or a recovery code, of somebody who is in.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_own(&self, account: AccountId) -> Result<(), Duration> {
        self.known.accounts.take(account, self.now())?;
        self.known.worked.take(account, self.now())
    }

    /// Takes one try at the own six digits, of somebody who is in.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_own_code(&self, account: AccountId) -> Result<(), Duration> {
        self.known.codes.take(account, self.now())
    }

    /// Whoever is in has shown who it is: what was tried before is forgotten.
    pub(super) fn showed_own(&self, account: AccountId) {
        self.known.accounts.forgive(account);
        self.known.codes.forgive(account);
    }

    /// Takes one passkey that is shown where nobody knows yet who comes. There
    /// is nothing to guess; what it costs is work.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_passkey(&self, from: Network) -> Result<(), Duration> {
        self.strangers.passkeys.take(from, self.now())
    }

    /// Takes one question to a device.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn ask_device(&self, from: Network) -> Result<(), Duration> {
        self.strangers.asked.take(from, self.now())
    }

    /// Takes one way to the provider. Pages of other sites can make a browser go
    /// there; what they use up is theirs alone.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_provider(&self, from: Network, by_other_site: bool) -> Result<(), Duration> {
        let now = self.now();
        self.strangers.begun.take_for(from, by_other_site, now)
    }

    /// Takes one question to the provider about somebody who comes back from it.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn ask_provider(&self, from: Network) -> Result<(), Duration> {
        self.strangers.redeemed.take(from, self.now())
    }

    /// Takes one password that is chosen behind a link.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_link(&self, link: Digest) -> Result<(), Duration> {
        self.known.links.take(link, self.now())
    }

    /// Takes one letter to the holder of this address, if it has one.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_letter(&self, email: &Email, from: Whence) -> Result<(), Duration> {
        let now = self.now();
        if let Some(device) = from.device {
            return self.known.device_letters.take((email, device), now);
        }
        self.strangers.letters_from.take(from.network, now)?;
        self.strangers.letters_to.take(email, now)
    }

    /// Takes one letter to somebody who registers with this address.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_newcomer(&self, email: &Email, from: Network) -> Result<(), Duration> {
        let device = None;
        self.try_letter(
            email,
            Whence {
                network: from,
                device,
            },
        )?;
        self.strangers.newcomers.take((), self.now())
    }

    /// Whether one more letter may go out that says that there is no such account.
    /// Nobody waits for it: whoever asked is told the same either way.
    pub(super) fn may_write_to_nobody(&self) -> bool {
        self.strangers.unknown.take((), self.now()).is_ok()
    }

    /// Takes one letter to this address, of those that the account may send.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_invitation(&self, account: AccountId, email: &Email) -> Result<(), Duration> {
        self.known.invited.take(account, self.now())?;
        self.known.invited_to.take((account, email), self.now())
    }

    /// Takes one change of whom this account follows.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_follow(&self, account: AccountId) -> Result<(), Duration> {
        self.known.followed.take(account, self.now())
    }

    /// Takes one change of a name of this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn try_rename(&self, account: AccountId) -> Result<(), Duration> {
        self.known.renamed.take(account, self.now())
    }

    /// Takes one fetch for this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_fetch(&self, account: AccountId) -> Result<(), Duration> {
        self.known.fetched.take(account, self.now())
    }
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
