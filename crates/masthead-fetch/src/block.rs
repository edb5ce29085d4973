use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// IPv4 begins here in the form that IPv6 gives it, `::ffff:0:0/96`.
const MAPPED: u128 = 0xffff << 32;
const MAPPED_PREFIX: u32 = 96;

/// An address, or a block of them: `10.0.0.0/8`. An address of IPv4 is the
/// same whether it is written by itself or as IPv6 maps it, `::ffff:10.0.0.7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressBlock {
    /// The lowest of its addresses, in the form of IPv6: so all compare as one number.
    first: u128,
    /// Bits that all its addresses share, of the 128 of that form.
    prefix: u32,
}

/// How many bits the addresses of a block share: of IPv4 up to 32, of IPv6 up to 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixLength {
    pub v4: u32,
    pub v6: u32,
}

/// A text that names no block.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no network: write an address as 10.0.0.7, or a block as 10.0.0.0/8")]
pub struct BadAddressBlock {
    text: String,
}

impl AddressBlock {
    /// The block in which an address lies.
    #[must_use]
    pub fn of(address: IpAddr, prefix: PrefixLength) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::v4(address, prefix.v4),
            IpAddr::V6(address) => Self::v6(address.to_bits(), prefix.v6),
        }
    }

    pub(crate) const fn v4(address: Ipv4Addr, prefix: u32) -> Self {
        Self::v6(
            address.to_ipv6_mapped().to_bits(),
            MAPPED_PREFIX.saturating_add(prefix),
        )
    }

    pub(crate) const fn v6(bits: u128, prefix: u32) -> Self {
        let prefix = if prefix > 128 { 128 } else { prefix };
        Self {
            first: bits & mask(prefix),
            prefix,
        }
    }

    #[must_use]
    pub fn holds(self, address: IpAddr) -> bool {
        let bits = match address {
            IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
            IpAddr::V6(address) => address.to_bits(),
        };
        bits & mask(self.prefix) == self.first
    }

    /// The lowest of its addresses.
    #[must_use]
    pub fn first(self) -> IpAddr {
        IpAddr::V6(Ipv6Addr::from_bits(self.first)).to_canonical()
    }

    /// Whether all its addresses are of IPv4. Those of `::/0` are of both.
    #[must_use]
    pub fn is_ipv4(self) -> bool {
        self.prefix >= MAPPED_PREFIX && self.first & mask(MAPPED_PREFIX) == MAPPED
    }
}

const fn mask(prefix: u32) -> u128 {
    // A shift by the number's whole width is refused.
    match prefix {
        0 => 0,
        prefix => u128::MAX << (128 - prefix),
    }
}

impl FromStr for AddressBlock {
    type Err = BadAddressBlock;

    fn from_str(text: &str) -> Result<Self, BadAddressBlock> {
        let bad = || BadAddressBlock {
            text: text.to_owned(),
        };
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length: u32 = match length {
            Some(length) => length.parse().map_err(|_| bad())?,
            None => width,
        };
        if length > width {
            return Err(bad());
        }
        Ok(match address {
            IpAddr::V4(address) => Self::v4(address, length),
            IpAddr::V6(address) => Self::v6(address.to_bits(), length),
        })
    }
}

impl fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.is_ipv4() { MAPPED_PREFIX } else { 0 };
        write!(f, "{}/{}", self.first(), self.prefix - before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn block(text: &str) -> AddressBlock {
        text.parse().expect("a block")
    }

    #[test]
    fn a_block_holds_its_addresses_to_its_edges_and_no_others() {
        for (text, inside, outside) in [
            ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"),
            ("10.0.0.7/8", "10.0.0.0", "9.255.255.255"),
            ("10.0.0.7", "10.0.0.7", "10.0.0.8"),
            ("10.0.0.7/32", "::ffff:10.0.0.7", "::10.0.0.7"),
            ("0.0.0.0/0", "255.255.255.255", "2001:db8::1"),
            ("::ffff:10.0.0.0/104", "10.1.2.3", "11.0.0.0"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::"),
        ] {
            let block = block(text);
            assert!(block.holds(ip(inside)), "{text} {inside}");
            assert!(!block.holds(ip(outside)), "{text} {outside}");
        }
    }

    #[test]
    fn all_of_ipv6_holds_ipv4_too_and_is_not_of_it() {
        let all = block("::/0");
        assert!(all.holds(ip("203.0.113.9")) && all.holds(ip("2001:db8::1")));
        assert!(!all.is_ipv4() && !block("2001:db8::1").is_ipv4());
        assert!(block("0.0.0.0/0").is_ipv4() && block("::ffff:10.0.0.7").is_ipv4());
    }

    #[test]
    fn an_address_lies_in_the_block_of_its_own_kind() {
        let prefix = PrefixLength { v4: 24, v6: 48 };
        for (address, in_block) in [
            ("192.0.2.9", "192.0.2.0/24"),
            ("::ffff:192.0.2.9", "192.0.2.0/24"),
            ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ] {
            let found = AddressBlock::of(ip(address), prefix);
            assert_eq!(found, block(in_block), "{address}");
            assert_eq!(found.to_string(), in_block);
            assert!(found.holds(ip(address)) && found.holds(found.first()));
        }
        let widest = AddressBlock::of(ip("192.0.2.9"), PrefixLength { v4: 99, v6: 999 });
        assert_eq!(widest.first(), ip("192.0.2.9"));
    }

    #[test]
    fn a_block_is_written_as_it_is_read() {
        for text in ["10.0.0.0/8", "0.0.0.0/0", "10.0.0.7/32", "::/0", "::1/128"] {
            assert_eq!(block(text).to_string(), text);
        }
        assert_eq!(block("10.1.2.3/8").to_string(), "10.0.0.0/8");
    }

    #[test]
    fn a_text_that_is_no_block_is_named() {
        for bad in ["", "proxy", "10.0.0.0/33", "::1/129", "10.0.0.0/", "::/0/0"] {
            let error = bad.parse::<AddressBlock>().expect_err("no block");
            assert!(error.to_string().contains(bad), "{error}");
        }
    }
}
