//! Whether a request says to whom it is addressed (RFC 9112, 3.2; RFC 9110, 4.2.4).

use std::net::Ipv6Addr;

use hyper::header::HOST;
use hyper::{Request, Version};

/// `false` where `Host` is missing from HTTP/1.1, stands there twice, or is no
/// host, and where the target names a user or no host: caches and proxies on
/// the way may take each of these differently.
pub(crate) fn is_named<B>(request: &Request<B>) -> bool {
    let target = request.uri().authority();
    if target.is_some_and(|target| !is_host(target.as_str().as_bytes())) {
        return false;
    }
    let mut lines = request.headers().get_all(HOST).iter();
    match (lines.next(), lines.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// `uri-host [ ":" port ]` (RFC 9110, 7.2; RFC 3986, 3.2.2), never empty.
fn is_host(value: &[u8]) -> bool {
    // Within brackets a colon belongs to the address.
    let bracket = value.iter().rposition(|byte| *byte == b']').unwrap_or(0);
    let colon = value[bracket..].iter().position(|byte| *byte == b':');
    let end = colon.map_or(value.len(), |at| bracket + at);
    let (host, port) = (&value[..end], value.get(end + 1..).unwrap_or_default());
    let is_port = port.len() <= 5 && port.iter().all(u8::is_ascii_digit);
    is_port && (is_name(host) || is_ipv6(host))
}

/// A registered name or an IPv4 address. RFC 3986 lets a name have commas, but no host has one: two lines that
/// something on the way put together do.
fn is_name(host: &[u8]) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+;=%".contains(byte);
    let mut escapes = host.split(|byte| *byte == b'%').skip(1);
    let is_escaped =
        |escape: &[u8]| escape.len() >= 2 && escape[..2].iter().all(u8::is_ascii_hexdigit);
    !host.is_empty() && host.iter().all(is_allowed) && escapes.all(is_escaped)
}

fn is_ipv6(host: &[u8]) -> bool {
    let inner = host
        .strip_prefix(b"[")
        .and_then(|host| host.strip_suffix(b"]"));
    let inner = inner.and_then(|inner| std::str::from_utf8(inner).ok());
    inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_hosts_with_and_without_a_port() {
        for host in [
            "news.example.org",
            "NEWS.example.org:8080",
            "news_1:80",
            "127.0.0.1:1",
            "[::1]",
            "[2001:db8::7]:8080",
            "xn--fiq228c.example:",
            "%E6%8A%A5.example",
        ] {
            assert!(is_host(host.as_bytes()), "{host}");
        }
    }

    #[test]
    fn what_is_no_host_is_none() {
        for host in [
            "",
            ":80",
            "a b",
            "user@news.example",
            "news.example/path",
            "news.example:80:80",
            "news.example:8o",
            "news.example:123456",
            "::1",
            "[::1",
            "[::g]",
            "[]:80",
            "%E6%8",
            "a,b",
            "a,b?c",
            "报.example",
        ] {
            assert!(!is_host(host.as_bytes()), "{host}");
        }
    }
}
