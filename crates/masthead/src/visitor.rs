//! Where a request comes from, also where proxies stand between.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use masthead_fetch::{AddressBlock, PrefixLength};

const FORWARDED_FOR: &str = "x-forwarded-for";
/// No honest chain of proxies is longer; what stands further left is not read.
const MOST_HOPS: usize = 32;

/// What is counted as one: whoever has one IPv6 address has 2⁶⁴ of them.
pub const HOUSEHOLD: PrefixLength = PrefixLength { v4: 32, v6: 64 };
/// Of IPv4 a machine has all of `127.0.0.0/8` for itself.
const THIS_MACHINE: PrefixLength = PrefixLength { v4: 8, v6: 128 };

/// The proxies whose word is taken for where a request comes from.
#[derive(Clone, Debug)]
pub struct Trusted(Vec<AddressBlock>);

/// This machine alone.
impl Default for Trusted {
    fn default() -> Self {
        let machine: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        Self::from_iter(machine.map(|address| AddressBlock::of(address, THIS_MACHINE)))
    }
}

impl FromIterator<AddressBlock> for Trusted {
    fn from_iter<I: IntoIterator<Item = AddressBlock>>(networks: I) -> Self {
        Self(networks.into_iter().collect())
    }
}

impl Trusted {
    fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }
}

/// The visitor's address: the peer's, or, where the peer is a trusted proxy,
/// the right-most address of `X-Forwarded-For` that is not one. What stands
/// left of that was written by the visitor, who may write anything.
#[must_use]
pub fn address(peer: IpAddr, headers: &HeaderMap, trusted: &Trusted) -> IpAddr {
    let mut found = peer.to_canonical();
    let values = headers.get_all(FORWARDED_FOR).iter().rev();
    // As bytes: what a visitor wrote before a proxy added to it need be no text.
    let hops = values.flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops.take(MOST_HOPS) {
        let (true, Some(before)) = (trusted.holds(found), hop_address(hop)) else {
            break;
        };
        found = before;
    }
    found
}

/// As [`address`], for counting what one visitor takes: none where no more is
/// known than a trusted proxy, which speaks for many.
#[must_use]
pub fn known(peer: IpAddr, headers: &HeaderMap, trusted: &Trusted) -> Option<IpAddr> {
    let found = address(peer, headers, trusted);
    (!trusted.holds(found)).then_some(found)
}

/// The first address of the [`HOUSEHOLD`] in which an address lies.
#[must_use]
pub fn household(address: IpAddr) -> IpAddr {
    AddressBlock::of(address, HOUSEHOLD).first()
}

/// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn hop_address(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop.trim_ascii()).ok()?;
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    let address: Option<IpAddr> = bare.unwrap_or(hop).parse().ok();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|both| both.ip());
    Some(address.or_else(with_port)?.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn of(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().expect("a value"));
        }
        let networks = trusted.iter().map(|text| text.parse().expect("a network"));
        address(ip(peer), &headers, &networks.collect()).to_string()
    }

    #[test]
    fn a_peer_that_is_no_trusted_proxy_speaks_for_itself() {
        assert_eq!(
            of("192.0.2.9", &["198.51.100.1"], &["127.0.0.1"]),
            "192.0.2.9"
        );
        assert_eq!(of("127.0.0.1", &["198.51.100.1"], &[]), "127.0.0.1");
    }

    #[test]
    fn a_trusted_proxy_that_names_nobody_is_not_taken_for_one_visitor() {
        let known = |peer: &str, forwarded: Option<&str>| {
            let forwarded = forwarded.map(|value| value.parse().expect("a value"));
            let name = FORWARDED_FOR.parse().expect("a name");
            let headers = HeaderMap::from_iter(forwarded.map(|value| (name, value)));
            super::known(ip(peer), &headers, &Trusted::default())
        };
        assert_eq!(known("127.0.0.1", None), None);
        assert_eq!(known("127.0.0.1", Some("192.0.2.1")), Some(ip("192.0.2.1")));
        assert_eq!(known("192.0.2.9", Some("192.0.2.1")), Some(ip("192.0.2.9")));
    }

    #[test]
    fn the_right_most_address_that_is_not_trusted_counts() {
        let trusted = ["127.0.0.1", "10.0.0.0/8"];
        let chain = "6.6.6.6, 198.51.100.1, 10.1.2.3";
        assert_eq!(of("127.0.0.1", &[chain], &trusted), "198.51.100.1");
        let parts = ["6.6.6.6", "198.51.100.1", "10.1.2.3,10.9.9.9"];
        assert_eq!(of("127.0.0.1", &parts, &trusted), "198.51.100.1");
    }

    #[test]
    fn a_chain_of_trusted_proxies_alone_ends_at_its_first() {
        assert_eq!(
            of("10.0.0.1", &["10.0.0.3, 10.0.0.2"], &["10.0.0.0/8"]),
            "10.0.0.3"
        );
        assert_eq!(of("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
    }

    #[test]
    fn what_is_no_address_ends_the_chain_at_the_proxy_that_wrote_it() {
        for bad in ["unknown", "", "1.2.3.4.5", "198.51.100.1, _hidden"] {
            assert_eq!(
                of("127.0.0.1", &[bad], &["127.0.0.1"]),
                "127.0.0.1",
                "{bad:?}"
            );
        }
        let long = "10.0.0.1,".repeat(MOST_HOPS) + "10.0.0.1";
        assert_eq!(
            of("10.0.0.1", &[&format!("6.6.6.6,{long}")], &["10.0.0.0/8"]),
            "10.0.0.1"
        );
    }

    /// The line as a whole was thrown away: no address was known, and no share of one was counted.
    #[test]
    fn what_is_no_text_does_not_hide_the_address_that_a_proxy_added() {
        let known = |forwarded: &[u8]| {
            let value = HeaderValue::from_bytes(forwarded).expect("a value");
            let name = HeaderName::from_static(FORWARDED_FOR);
            let headers = HeaderMap::from_iter([(name, value)]);
            super::known(ip("127.0.0.1"), &headers, &Trusted::default())
        };
        let named = Some(ip("203.0.113.9"));
        assert_eq!(known(b"\xff, 203.0.113.9"), named);
        assert_eq!(known(b"\xff,\xe6\x8a\xa5 ,203.0.113.9,127.0.0.2"), named);
        assert_eq!(known(b"203.0.113.9, \xff"), None);
    }

    #[test]
    fn ports_brackets_and_mapped_addresses_are_understood() {
        for (hop, address) in [
            ("192.0.2.1:4711", "192.0.2.1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
        ] {
            assert_eq!(
                of("::ffff:127.0.0.1", &[hop], &["127.0.0.1"]),
                address,
                "{hop}"
            );
        }
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.0.0.7", "10.0.0.7", "10.0.0.8"),
            ("2001:db8::/32", "2001:db8:1::1", "2001:db9::1"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
        ] {
            let network: AddressBlock = network.parse().expect("a network");
            assert!(
                network.holds(ip(inside)) && !network.holds(ip(outside)),
                "{network:?}"
            );
        }
        assert!(
            "::/0"
                .parse::<AddressBlock>()
                .expect("all")
                .holds(ip("203.0.113.9"))
        );
        let machine = Trusted::default();
        assert!(machine.holds(ip("127.0.0.53")) && machine.holds(ip("::1")));
        assert!(!machine.holds(ip("10.0.0.1")));
    }

    #[test]
    fn a_network_of_ipv6_is_one_household() {
        let one = ip("2001:db8:0:1::7");
        assert_eq!(household(one), household(ip("2001:db8:0:1:ffff::9")));
        assert_ne!(household(one), household(ip("2001:db8:0:2::7")));
        assert_eq!(household(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }

    #[test]
    fn a_text_that_is_no_network_is_refused() {
        for bad in [
            "",
            "proxy",
            "10.0.0.0/33",
            "::1/129",
            "10.0.0.0/-1",
            "10.0.0.0/8/8",
        ] {
            let refusal = bad.parse::<AddressBlock>().expect_err("no network");
            assert!(refusal.to_string().contains(bad), "{refusal}");
        }
    }
}
