use std::net::IpAddr;

use url::{Origin, Url};

use crate::block::AddressBlock;

/// What an operator trusts although it is not public: networks, where every port
/// may be asked, and single origins, whatever address they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    networks: Vec<AddressBlock>,
    origins: Vec<Origin>,
}

#[derive(Debug, thiserror::Error)]
#[error("{text:?} is no network: write it as 10.1.0.0/16 or fd00::/8")]
pub struct BadNetwork {
    text: String,
}

#[derive(Debug, thiserror::Error)]
#[error("{text:?} is no origin: write it as https://id.example.org or http://10.1.2.3:8080")]
pub struct BadOrigin {
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
        let all: Result<_, _> = texts.into_iter().map(network).collect();
        Ok(Self {
            networks: all?,
            origins: Vec::new(),
        })
    }

    /// The same, and these origins: scheme, host and port, and nothing else of
    /// the host.
    ///
    /// # Errors
    /// [`BadOrigin`], the first that is none.
    pub fn with_origins<'a>(
        self,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, BadOrigin> {
        let all: Result<_, _> = texts.into_iter().map(origin).collect();
        Ok(Self {
            origins: all?,
            ..self
        })
    }

    #[must_use]
    pub(crate) fn holds(&self, address: IpAddr) -> bool {
        // `::/0` is all of IPv6. It opens nothing of IPv4, whose addresses it holds as mapped ones.
        let is_ipv4 = address.to_canonical().is_ipv4();
        let mut alike = self
            .networks
            .iter()
            .filter(|block| block.is_ipv4() == is_ipv4);
        alike.any(|block| block.holds(address))
    }

    #[must_use]
    pub(crate) fn names(&self, url: &Url) -> bool {
        self.origins.contains(&url.origin())
    }
}

fn origin(text: &str) -> Result<Origin, BadOrigin> {
    let bad = || BadOrigin {
        text: text.to_owned(),
    };
    let url = Url::parse(text).map_err(|_| bad())?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let nobody = url.username().is_empty() && url.password().is_none();
    let of_the_web = matches!(url.scheme(), "http" | "https");
    (bare && nobody && of_the_web)
        .then(|| url.origin())
        .ok_or_else(bad)
}

/// A block with its length: an address alone is none here.
fn network(text: &str) -> Result<AddressBlock, BadNetwork> {
    let block = text
        .contains('/')
        .then(|| text.parse::<AddressBlock>().ok());
    block.flatten().ok_or_else(|| BadNetwork {
        text: text.to_owned(),
    })
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
    fn all_of_ipv6_opens_nothing_of_ipv4() {
        let allowed = Allowed::networks(["::/0"]).expect("a network");
        let holds = |text: &str| allowed.holds(text.parse().expect("an address"));
        assert!(holds("fd00::1"));
        assert!(!holds("10.1.0.1") && !holds("::ffff:10.1.0.1"));
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let allowed = Allowed::none().with_origins(["http://id.uni.example:8080/"]);
        let allowed = allowed.expect("an origin");
        let names = |text| allowed.names(&Url::parse(text).expect("an address"));
        assert!(names("http://id.uni.example:8080/token?a=b"));
        for other in [
            "https://id.uni.example:8080/",
            "http://id.uni.example/",
            "http://id.uni.example:8081/",
            "http://uni.example:8080/",
        ] {
            assert!(!names(other), "{other}");
        }
        for bad in [
            "id.uni.example",
            "ftp://id.uni.example",
            "https://id.uni.example/path",
            "https://a@id.uni.example",
        ] {
            let error = Allowed::none().with_origins([bad]).expect_err("none");
            assert!(error.to_string().contains(bad), "{error}");
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
