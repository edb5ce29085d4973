//! The address of a site, as an operator or an archive gives it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use url::{Host, Url};

/// The time zone of a site that names none.
pub const ZONE: &str = "Asia/Shanghai";

/// Why a text is no address of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    #[error("it does not read as https:// and a host")]
    Unreadable,
    #[error("it holds a name or a password")]
    Login,
    #[error(
        "it goes on behind the host, and a portal needs a host of its own: give it a name such as news.example.org"
    )]
    Path,
}

/// Scheme, host and port, in the one way in which browsers write them: lower case, a Chinese host as `xn--…`, no port
/// where it is the usual one, no slash at the end.
///
/// # Errors
/// What is wrong with it.
pub fn address(text: &str) -> Result<String, NoAddress> {
    let url = web_url(text)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NoAddress::Login);
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(NoAddress::Path);
    }
    Ok(url.origin().ascii_serialization())
}

/// An address of the web. `url` mends what browsers mend (`http:///x`, blanks at the ends); here that is a slip.
fn web_url(text: &str) -> Result<Url, NoAddress> {
    let (scheme, rest) = text.split_once("://").ok_or(NoAddress::Unreadable)?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let names_host = !rest.starts_with(['/', '\\', '?', '#']) && !rest.is_empty();
    if !is_web || !names_host || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(NoAddress::Unreadable);
    }
    let url = Url::parse(text).map_err(|_| NoAddress::Unreadable)?;
    match url.host() {
        Some(Host::Domain("")) => Err(NoAddress::Unreadable),
        Some(_) => Ok(url),
        None => Err(NoAddress::Unreadable),
    }
}

/// The address at which this machine itself finds what listens at `bound`: nobody is sent to `0.0.0.0` or `[::]`.
#[must_use]
pub fn reached_at(bound: SocketAddr) -> String {
    let ip = match bound.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, bound.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_browsers_write_it() {
        for (typed, written) in [
            ("https://news.example.org/", "https://news.example.org"),
            ("HTTPS://News.Example.Org:443", "https://news.example.org"),
            ("https://新闻.example", "https://xn--efvy88h.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(address(typed).as_deref(), Ok(written), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused_with_the_reason() {
        for typed in [
            "https://",
            "https://?x",
            "http:///x",
            "https://a b",
            " https://a",
            "news.example.org",
            "ftp://a",
        ] {
            assert_eq!(address(typed), Err(NoAddress::Unreadable), "{typed}");
        }
        for typed in ["https://user:pw@example.org", "https://user@example.org"] {
            assert_eq!(address(typed), Err(NoAddress::Login), "{typed}");
        }
        for typed in [
            "https://example.org/news",
            "https://example.org?x=1",
            "https://example.org#x",
        ] {
            assert_eq!(address(typed), Err(NoAddress::Path), "{typed}");
        }
    }

    #[test]
    fn nobody_is_sent_to_an_address_that_is_none() {
        let reached = |bound: &str| reached_at(bound.parse().expect("an address"));
        assert_eq!(reached("0.0.0.0:80"), "http://127.0.0.1:80");
        assert_eq!(reached("[::]:8080"), "http://[::1]:8080");
        assert_eq!(reached("192.0.2.1:8080"), "http://192.0.2.1:8080");
    }
}
