//! Where somebody comes from, and how often a network may try.

use std::hash::Hash;
use std::net::IpAddr;
use std::time::Duration;

use masthead_auth::{Digest, Rate, Throttle};
use masthead_clock::Steady;
use masthead_fetch::{AddressBlock, PrefixLength};

use crate::visitor::HOUSEHOLD;

/// Of an IPv6 address, what its holder got: a household's network, what a
/// provider gives to a customer, and what a firm or somebody with a server has.
const RINGS: [PrefixLength; 3] = [
    HOUSEHOLD,
    PrefixLength { v4: 32, v6: 56 },
    PrefixLength { v4: 32, v6: 48 },
];
/// Tries of each of these, in tries of the first: whoever has the whole of a
/// /48 tries as often as four households, not as 65,536.
const SHARES: [u32; 3] = [1, 2, 4];

/// Who tries: an address, of IPv6 the half that a household shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Network(AddressBlock);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(AddressBlock::of(address, HOUSEHOLD))
    }
}

impl Network {
    /// The network in those that it lies in, from the narrowest. An address of
    /// IPv4 lies in none.
    fn rings(self) -> impl Iterator<Item = AddressBlock> {
        let count = if self.0.is_ipv4() { 1 } else { RINGS.len() };
        let prefixes = RINGS.into_iter().take(count);
        prefixes.map(move |prefix| AddressBlock::of(self.0.first(), prefix))
    }
}

/// Where somebody comes from who says to be the holder of an account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whence {
    pub(super) network: Network,
    /// Of the browser, where the holder came in with it before.
    pub(super) device: Option<Digest>,
}

/// How often each network may try, and the networks that it lies in.
pub(super) struct Networks([Throttle; 3]);

impl Networks {
    pub(super) fn new(rate: Rate, most: usize) -> Self {
        Self(SHARES.map(|share| Throttle::new(rate.times(share), most)))
    }

    /// Takes one try. From the narrowest on: one that has no more left takes
    /// nothing from its neighbours.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn take(&self, from: Network, now: Steady) -> Result<(), Duration> {
        self.take_for(from, (), now)
    }

    /// As [`Networks::take`], for each `what` by itself.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn take_for(
        &self,
        from: Network,
        what: impl Hash,
        now: Steady,
    ) -> Result<(), Duration> {
        let mut rings = self.0.iter().zip(from.rings());
        rings.try_for_each(|(throttle, ring)| throttle.take((&what, ring), now))
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
    fn somebody_with_many_networks_tries_no_more_often_than_four_households() {
        let rate = Rate {
            burst: 10,
            every: Duration::from_secs(60),
        };
        let networks = Networks::new(rate, 1_000);
        let mut let_through = [0, 0];
        for number in 0..2_000 {
            // All of one /56, and then all of one /48.
            let narrow = network(&format!("2001:db8:0:1{:02x}::1", number % 256));
            let wide = network(&format!("2001:db8:1:{:x}::1", number % 60_000));
            let_through[0] += usize::from(networks.take(narrow, Steady(0)).is_ok());
            let_through[1] += usize::from(networks.take(wide, Steady(0)).is_ok());
        }
        assert_eq!(let_through, [20, 40]);
        assert_eq!(networks.take(network("2001:db8:2::1"), Steady(0)), Ok(()));
    }

    #[test]
    fn a_network_that_has_no_more_tries_takes_none_from_its_neighbour() {
        let rate = Rate {
            burst: 10,
            every: Duration::from_secs(60),
        };
        let networks = Networks::new(rate, 1_000);
        for _ in 0..1_000 {
            let _taken = networks.take(network("2001:db8::1"), Steady(0));
        }
        let neighbour = network("2001:db8:0:1::1");
        assert_eq!(networks.take(neighbour, Steady(0)), Ok(()));
    }
}
