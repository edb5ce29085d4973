//! The address under which readers know the site, as an operator writes it.

use std::net::SocketAddr;

use url::Url;

use super::outcome::Failed;

/// The address as links begin with it: scheme, host and port, in lower case and
/// ASCII, without a slash at its end. A site has a host of its own: links of its
/// pages begin at the root.
///
/// # Errors
/// In words, what is no such address.
pub(super) fn base_url(text: &str) -> Result<String, Failed> {
    let refused = |why: &str| {
        Err(format!(
            "{text:?} is no address of a site: {why}; write it as https://news.example.org"
        ))
    };
    let Some(url) = parsed(text) else {
        return refused("it has no host that can be read behind https:// or http://");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refused("it names a user");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refused("it goes on behind ? or #");
    }
    if url.path() != "/" {
        return refused("it has a path, and a site needs a host of its own");
    }
    Ok(url.origin().ascii_serialization())
}

/// Stricter than browsers, which make something of almost everything.
fn parsed(text: &str) -> Option<Url> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if !is_web || rest.starts_with('/') || text.contains(odd) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    url.has_host().then_some(url)
}

/// Where readers of this machine find a server that listens at `address`, for a
/// site that says no address of its own.
pub(super) fn of_listener(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("http://localhost:{}", address.port()),
        false => format!("http://{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_the_beginning_of_links() {
        for (typed, taken) in [
            ("https://news.example", "https://news.example"),
            ("https://news.example/", "https://news.example"),
            ("HTTPS://News.Example:443", "https://news.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("https://报纸.example", "https://xn--4ruw83d.example"),
        ] {
            assert_eq!(base_url(typed).as_deref(), Ok(taken), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused_with_the_reason() {
        for (typed, why) in [
            ("news.example", "no host"),
            ("https://", "no host"),
            ("https://?x", "no host"),
            ("http:///x", "no host"),
            ("https://a b", "no host"),
            ("https:\\\\news.example", "no host"),
            ("ftp://news.example", "no host"),
            ("https://news.example:99999", "no host"),
            ("https://lin:secret@news.example", "a user"),
            ("https://news.example?x=1", "behind ?"),
            ("https://news.example/#x", "behind ?"),
            ("https://example.org/news", "a path"),
        ] {
            let refusal = base_url(typed).expect_err(typed);
            assert!(refusal.contains(why), "{refusal}");
        }
    }

    #[test]
    fn no_reader_is_sent_to_an_address_that_is_everywhere() {
        let of = |address: &str| of_listener(address.parse().expect("an address"));
        assert_eq!(of("0.0.0.0:8080"), "http://localhost:8080");
        assert_eq!(of("[::]:8080"), "http://localhost:8080");
        assert_eq!(of("127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(of("[::1]:8080"), "http://[::1]:8080");
    }
}
