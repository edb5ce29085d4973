use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::block::AddressBlock;

/// Blocks of IPv4 that are no place on the public internet: IANA's
/// special-purpose registry (RFC 6890 and later), and multicast.
const SPECIAL_V4: [(AddressBlock, &str); 16] = [
    (v4([0, 0, 0, 0], 8), "this network"),
    (v4([10, 0, 0, 0], 8), "private"),
    (v4([100, 64, 0, 0], 10), "shared by a provider's customers"),
    (v4([127, 0, 0, 0], 8), "this machine"),
    (v4([169, 254, 0, 0], 16), "link-local"),
    (v4([172, 16, 0, 0], 12), "private"),
    (v4([192, 0, 0, 0], 24), "reserved for protocols"),
    (v4([192, 0, 2, 0], 24), "for documentation"),
    (v4([192, 88, 99, 0], 24), "a relay of 6to4"),
    (v4([192, 168, 0, 0], 16), "private"),
    (v4([198, 18, 0, 0], 15), "for benchmarks"),
    (v4([198, 51, 100, 0], 24), "for documentation"),
    (v4([203, 0, 113, 0], 24), "for documentation"),
    (v4([224, 0, 0, 0], 4), "multicast"),
    (v4([240, 0, 0, 0], 4), "reserved"),
    (v4([255, 255, 255, 255], 32), "broadcast"),
];

/// Within the public 2000::/3.
const SPECIAL_V6: [(AddressBlock, &str); 4] = [
    // Teredo, ORCHID and others: none is a server's address.
    (
        AddressBlock::v6(0x2001 << 112, 23),
        "reserved for protocols",
    ),
    (AddressBlock::v6(0x2001_0db8 << 96, 32), "for documentation"),
    (
        AddressBlock::v6(0x2002 << 112, 16),
        "6to4, which wraps another address",
    ),
    (AddressBlock::v6(0x3fff << 112, 20), "for documentation"),
];

const MULTICAST: AddressBlock = AddressBlock::v6(0xff << 120, 8);
/// What is given out as public.
const PUBLIC: AddressBlock = AddressBlock::v6(1 << 125, 3);
/// RFC 6052: the last 32 bits are the address that is reached.
const NAT64: AddressBlock = AddressBlock::v6(0x0064_ff9b << 96, 96);

const fn v4(first: [u8; 4], prefix: u32) -> AddressBlock {
    let [a, b, c, d] = first;
    AddressBlock::v4(Ipv4Addr::new(a, b, c, d), prefix)
}

/// Why an address is no place on the public internet; none where it is one.
/// An address that wraps another is what it wraps.
#[must_use]
pub fn special(address: IpAddr) -> Option<&'static str> {
    match address.to_canonical() {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<&'static str> {
    let found = SPECIAL_V4
        .iter()
        .find(|(block, _)| block.holds(address.into()));
    found.map(|(_, why)| *why)
}

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    let is_in = |block: AddressBlock| block.holds(address.into());
    if is_in(NAT64) {
        let [.., a, b, c, d] = address.octets();
        return special_v4(Ipv4Addr::new(a, b, c, d));
    }
    if is_in(MULTICAST) {
        return Some("multicast");
    }
    if !is_in(PUBLIC) {
        return Some("not given out as public");
    }
    let found = SPECIAL_V6.iter().find(|(block, _)| is_in(*block));
    found.map(|(_, why)| *why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        special(text.parse().expect("an address"))
    }

    #[test]
    fn public_addresses_are_let_through_to_the_edges_of_what_is_not() {
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2400:3200::1",
            "64:ff9b::1.1.1.1",
            "::ffff:1.1.1.1",
        ] {
            assert_eq!(of(public), None, "{public}");
        }
    }

    #[test]
    fn what_is_not_on_the_public_internet_is_refused_in_every_form() {
        for refused in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.0.1",
            "198.19.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1.1.1.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(of(refused).is_some(), "{refused}");
        }
    }
}
