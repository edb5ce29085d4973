use ring::digest::{SHA256, digest};
use url::{Host, Url};

/// For whom passkeys are made: a site, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// Of the address under which people know the site. Passkeys belong to
    /// names over TLS: a site without has none. A loopback address stands for
    /// `localhost`, where browsers do without TLS.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let mut url = Url::parse(address).ok()?;
        let is_here = match url.host()? {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(ip) if ip.is_loopback() => rename(&mut url)?,
            Host::Ipv6(ip) if ip.is_loopback() => rename(&mut url)?,
            Host::Ipv4(_) | Host::Ipv6(_) => return None,
        };
        (url.scheme() == "https" || is_here).then_some(())?;
        Some(Self {
            id: url.host_str()?.to_owned(),
            origin: url.origin().ascii_serialization(),
        })
    }

    /// The name that a passkey belongs to.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where its pages stand, as browsers write it.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn is_hashed(&self, hash: &[u8]) -> bool {
        digest(&SHA256, self.id.as_bytes()).as_ref() == hash
    }
}

fn rename(url: &mut Url) -> Option<bool> {
    url.set_host(Some("localhost")).ok()?;
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name_over_tls_or_to_this_machine() {
        for (address, id, origin) in [
            (
                "https://News.example/",
                "news.example",
                "https://news.example",
            ),
            (
                "https://news.example:8443",
                "news.example",
                "https://news.example:8443",
            ),
            (
                "https://新闻.example",
                "xn--efvy88h.example",
                "https://xn--efvy88h.example",
            ),
            (
                "http://localhost:8080",
                "localhost",
                "http://localhost:8080",
            ),
            (
                "http://127.0.0.1:8080",
                "localhost",
                "http://localhost:8080",
            ),
            ("http://[::1]:8080", "localhost", "http://localhost:8080"),
        ] {
            let party = RelyingParty::of(address).expect(address);
            assert_eq!((party.id(), party.origin()), (id, origin));
        }
        for none in [
            "",
            "news.example",
            "http://news.example",
            "https://192.0.2.1",
            "ftp://a.example",
        ] {
            assert_eq!(RelyingParty::of(none), None, "{none}");
        }
    }
}
