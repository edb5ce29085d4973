use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks of IPv4 that are no place on the public internet: IANA's
/// special-purpose registry (RFC 6890 and later), and multicast.
const SPECIAL_V4: [([u8; 4], u32, &str); 16] = [
    ([0, 0, 0, 0], 8, "this network"),
    ([10, 0, 0, 0], 8, "private"),
    ([100, 64, 0, 0], 10, "shared by a provider's customers"),
    ([127, 0, 0, 0], 8, "this machine"),
    ([169, 254, 0, 0], 16, "link-local"),
    ([172, 16, 0, 0], 12, "private"),
    ([192, 0, 0, 0], 24, "reserved for protocols"),
    ([192, 0, 2, 0], 24, "for documentation"),
    ([192, 88, 99, 0], 24, "a relay of 6to4"),
    ([192, 168, 0, 0], 16, "private"),
    ([198, 18, 0, 0], 15, "for benchmarks"),
    ([198, 51, 100, 0], 24, "for documentation"),
    ([203, 0, 113, 0], 24, "for documentation"),
    ([224, 0, 0, 0], 4, "multicast"),
    ([240, 0, 0, 0], 4, "reserved"),
    ([255, 255, 255, 255], 32, "broadcast"),
];

/// Within the public 2000::/3.
const SPECIAL_V6: [(u128, u32, &str); 4] = [
    // Teredo, ORCHID and others: none is a server's address.
    (0x2001 << 112, 23, "reserved for protocols"),
    (0x2001_0db8 << 96, 32, "for documentation"),
    (0x2002 << 112, 16, "6to4, which wraps another address"),
    (0x3fff << 112, 20, "for documentation"),
];

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
    let bits = address.to_bits();
    let found = SPECIAL_V4.iter().find(|(block, length, _)| {
        let differing = bits ^ u32::from_be_bytes(*block);
        differing.leading_zeros() >= *length
    });
    found.map(|(.., why)| *why)
}

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    // NAT64, RFC 6052: the last 32 bits are the address that is reached.
    if bits >> 32 == 0x0064_ff9b << 64 {
        let wrapped = u32::try_from(bits & 0xffff_ffff).unwrap_or_default();
        return special_v4(Ipv4Addr::from_bits(wrapped));
    }
    let in_block = |block: u128, length: u32| (bits ^ block).leading_zeros() >= length;
    if in_block(0xff << 120, 8) {
        return Some("multicast");
    }
    if !in_block(1 << 125, 3) {
        return Some("not given out as public");
    }
    let found = SPECIAL_V6
        .iter()
        .find(|(block, length, _)| in_block(*block, *length));
    found.map(|(.., why)| *why)
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
