//! The guard at the entrance: how often one may try, and the slow work of
//! checking passwords, a few at a time.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use masthead_auth::{Cost, Passwords, Rate, Throttle, Verdict};
use masthead_clock::{Millis, Random};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::rules::Email;
use crate::portal::Stop;

/// Passwords in the making at one time: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;
/// Longer than this nobody waits for one of those places.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Addresses and accounts that are remembered, some 10 MB.
const REMEMBERED: usize = 100_000;

const fn rate(burst: u32, every_seconds: u64) -> Rate {
    Rate {
        burst,
        every: Duration::from_secs(every_seconds),
    }
}

/// One account from one network. Whoever guesses is slowed down here, and the
/// holder, who comes from elsewhere, is not.
const PAIR: Rate = rate(10, 60);
const NETWORK: Rate = rate(60, 5);
/// One account from everywhere. While this is used up the holder comes in by a
/// link that is sent by mail.
const ACCOUNT: Rate = rate(100, 30);
/// Six digits of one account: at this pace guessing has one chance in a thousand
/// in a day (3 codes hold at a time, 288 tries).
const CODES: Rate = rate(10, 300);
/// What devices are asked, for each network: every log-in page asks once. And what
/// the provider is: a whole campus may come from one address.
const ASKED: Rate = rate(120, 2);
const LETTERS_TO: Rate = rate(3, 600);
const LETTERS_FROM: Rate = rate(30, 60);
/// Invitations of one owner: a newsroom at once, then one every five minutes.
const INVITED: Rate = rate(30, 300);
/// Following and no longer following, of one account: each writes to the log for good.
const FOLLOWED: Rate = rate(60, 10);
/// Pictures that one account has fetched by a link: each may hold a connection for 30 seconds.
const FETCHED: Rate = rate(30, 10);

/// Who tries: an address, of IPv6 the half that a household shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
            address => address,
        })
    }
}

pub struct Entry {
    random: Random,
    passwords: Arc<Passwords>,
    places: Semaphore,
    pairs: Throttle<(Email, Network)>,
    networks: Throttle<Network>,
    accounts: Throttle<Email>,
    codes: Throttle<i64>,
    asked: Throttle<Network>,
    redeemed: Throttle<Network>,
    letters_to: Throttle<Email>,
    letters_from: Throttle<Network>,
    invited: Throttle<i64>,
    followed: Throttle<i64>,
    fetched: Throttle<i64>,
}

impl Entry {
    #[must_use]
    pub fn new(cost: Cost, random: Random) -> Self {
        Self {
            passwords: Arc::new(Passwords::new(cost, &random)),
            random,
            places: Semaphore::new(AT_ONCE),
            pairs: Throttle::new(PAIR, REMEMBERED),
            networks: Throttle::new(NETWORK, REMEMBERED),
            accounts: Throttle::new(ACCOUNT, REMEMBERED),
            codes: Throttle::new(CODES, REMEMBERED),
            asked: Throttle::new(ASKED, REMEMBERED),
            redeemed: Throttle::new(ASKED, REMEMBERED),
            letters_to: Throttle::new(LETTERS_TO, REMEMBERED),
            letters_from: Throttle::new(LETTERS_FROM, REMEMBERED),
            invited: Throttle::new(INVITED, REMEMBERED),
            followed: Throttle::new(FOLLOWED, REMEMBERED),
            fetched: Throttle::new(FETCHED, REMEMBERED),
        }
    }

    #[must_use]
    pub fn random(&self) -> &Random {
        &self.random
    }

    /// Takes one try at the password of this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_password(&self, email: &Email, from: Network, now: Millis) -> Result<(), Duration> {
        self.networks.take(from, now)?;
        self.pairs.take((email.clone(), from), now)?;
        self.accounts.take(email.clone(), now)
    }

    /// Takes one try at a door where nobody knows yet who comes: a passkey, a
    /// provider. There is nothing to guess; what it costs is work.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_door(&self, from: Network, now: Millis) -> Result<(), Duration> {
        self.networks.take(from, now)
    }

    /// Takes one question to a device.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn ask_device(&self, from: Network, now: Millis) -> Result<(), Duration> {
        self.asked.take(from, now)
    }

    /// Takes one question to the provider about somebody who comes back from it.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn ask_provider(&self, from: Network, now: Millis) -> Result<(), Duration> {
        self.redeemed.take(from, now)
    }

    /// The password was right: what was tried before is forgotten.
    pub fn came_in(&self, email: &Email, from: Network) {
        self.pairs.forgive(&(email.clone(), from));
        self.accounts.forgive(email);
    }

    /// Takes one try at the six digits of this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_code(&self, account: i64, now: Millis) -> Result<(), Duration> {
        self.codes.take(account, now)
    }

    /// The code was right: what was tried before is forgotten.
    pub fn showed_code(&self, account: i64) {
        self.codes.forgive(&account);
    }

    /// Takes one letter to this address.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_letter(&self, email: &Email, from: Network, now: Millis) -> Result<(), Duration> {
        self.letters_from.take(from, now)?;
        self.letters_to.take(email.clone(), now)
    }

    /// Takes one letter to this address, of those that the account may send.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_invitation(
        &self,
        (account, email): (i64, &Email),
        from: Network,
        now: Millis,
    ) -> Result<(), Duration> {
        self.invited.take(account, now)?;
        self.try_letter(email, from, now)
    }

    /// Takes one change of whom this account follows.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_follow(&self, account: i64, now: Millis) -> Result<(), Duration> {
        self.followed.take(account, now)
    }

    /// Takes one fetch for this account.
    ///
    /// # Errors
    /// How long to wait first.
    pub fn try_fetch(&self, account: i64, now: Millis) -> Result<(), Duration> {
        self.fetched.take(account, now)
    }

    /// What is stored of a password.
    ///
    /// # Errors
    /// [`Stop::Busy`] where too many wait.
    pub async fn keep(&self, password: String) -> Result<String, Stop> {
        let random = self.random.clone();
        self.slowly(move |passwords| passwords.keep(&password, &random))
            .await
    }

    /// Whether a password is the kept one; takes as long where none is kept.
    ///
    /// # Errors
    /// [`Stop::Busy`] where too many wait; what is kept is no hash.
    pub async fn check(&self, password: String, kept: Option<String>) -> Result<Verdict, Stop> {
        self.slowly(move |passwords| passwords.check(&password, kept.as_deref()))
            .await?
            .map_err(|error| Stop::Defect(error.to_string()))
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Passwords) -> T + Send + 'static,
    ) -> Result<T, Stop> {
        let place = timeout(LONGEST_WAIT, self.places.acquire()).await;
        let _place = place.map_err(|_| Stop::Busy)?;
        let passwords = Arc::clone(&self.passwords);
        let done = spawn_blocking(move || work(&passwords)).await;
        done.map_err(|error| Stop::Defect(format!("checking a password: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse::<IpAddr>().expect("an address").into()
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(network("2001:db8::1"), network("2001:db8::2:3"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn whoever_guesses_is_slowed_down_and_the_holder_is_not() {
        let entry = Entry::new(Cost::CHEAP, Random::seeded(1));
        let email = Email::parse("lin@wangchuan.example").expect("an address");
        let guesser = network("192.0.2.1");
        for _ in 0..PAIR.burst {
            assert_eq!(entry.try_password(&email, guesser, Millis(0)), Ok(()));
        }
        assert!(entry.try_password(&email, guesser, Millis(0)).is_err());
        let holder = network("192.0.2.2");
        assert_eq!(entry.try_password(&email, holder, Millis(0)), Ok(()));
        for _ in 0..CODES.burst {
            assert_eq!(entry.try_code(1, Millis(0)), Ok(()));
        }
        assert!(
            entry.try_code(1, Millis(0)).is_err(),
            "wherever they come from"
        );
        entry.showed_code(1);
        assert_eq!(entry.try_code(1, Millis(0)), Ok(()));
        entry.came_in(&email, guesser);
        assert_eq!(entry.try_password(&email, guesser, Millis(0)), Ok(()));
    }
}
