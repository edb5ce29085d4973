use std::net::IpAddr;
use std::str::FromStr;

/// Networks that an operator trusts although they are not public: there every
/// port may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<Network>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    length: u32,
}

#[derive(Debug, thiserror::Error)]
#[error("{text:?} is no network: write it as 10.1.0.0/16 or fd00::/8")]
pub struct BadNetwork {
    text: String,
}

impl Allowed {
    /// Public addresses alone.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// # Errors
    /// [`BadNetwork`], the first that is none.
    pub fn networks<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, BadNetwork> {
        let all: Result<_, _> = texts.into_iter().map(Network::from_str).collect();
        all.map(Self)
    }

    #[must_use]
    pub(crate) fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        let differing = match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                (first.to_bits() ^ address.to_bits()).leading_zeros()
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                (first.to_bits() ^ address.to_bits()).leading_zeros()
            }
            _ => return false,
        };
        differing >= self.length
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        let bad = || BadNetwork {
            text: text.to_owned(),
        };
        let (first, length) = text.split_once('/').ok_or_else(bad)?;
        let first: IpAddr = first.parse().map_err(|_| bad())?;
        let length: u32 = length.parse().map_err(|_| bad())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        (length <= most)
            .then_some(Self { first, length })
            .ok_or_else(bad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_own_addresses_and_no_others() {
        let allowed = Allowed::networks(["10.1.0.0/16", "fd00::/8"]).expect("networks");
        for (address, is_in) in [
            ("10.1.255.1", true),
            ("::ffff:10.1.0.1", true),
            ("10.2.0.1", false),
            ("fd00::1", true),
            ("fc00::1", false),
        ] {
            assert_eq!(
                allowed.holds(address.parse().expect("an address")),
                is_in,
                "{address}"
            );
        }
    }

    #[test]
    fn what_is_no_network_is_named() {
        for bad in ["10.1.0.0", "10.1.0.0/33", "x/8", "10.0.0.0/-1"] {
            let error = Allowed::networks([bad]).expect_err("none");
            assert!(error.to_string().contains(bad), "{error}");
        }
    }
}
