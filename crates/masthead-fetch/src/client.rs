use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HOST, LOCATION, USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use http_body_util::Full;
use rustls::{ClientConfig, RootCertStore};
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use url::{Host, Url};

use crate::address::special;
use crate::allowed::Allowed;
use crate::error::{FetchError, Reason};
use crate::limits::Limits;
use crate::resolve::{Resolve, System};
use crate::wire::{self, Stream};

const AGENT: &str = concat!("Masthead/", env!("CARGO_PKG_VERSION"));
const PORTS: [u16; 2] = [80, 443];

/// Asks other servers. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    limits: Limits,
    allowed: Allowed,
    resolver: Arc<dyn Resolve>,
    tls: Arc<ClientConfig>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Fetched {
    pub status: u16,
    /// Where the redirects ended.
    pub final_url: Url,
    pub content_type: Option<String>,
    pub bytes: Bytes,
}

impl Fetched {
    /// The body read as JSON.
    ///
    /// # Errors
    /// [`Reason::Json`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, FetchError> {
        serde_json::from_slice(&self.bytes)
            .map_err(|error| FetchError::of(&self.final_url, Reason::Json(error)))
    }
}

/// What is asked, apart from where.
struct Ask {
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

impl Client {
    #[must_use]
    pub fn new(limits: Limits, allowed: Allowed) -> Self {
        Self::with_resolver(limits, allowed, Arc::new(System))
    }

    /// For tests, and for those who resolve names in a way of their own.
    ///
    /// # Panics
    /// Where ring knows no version of TLS.
    #[must_use]
    pub fn with_resolver(limits: Limits, allowed: Allowed, resolver: Arc<dyn Resolve>) -> Self {
        let mut roots = RootCertStore::empty();
        // A certificate of the machine that cannot be read vouches for nobody.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring knows TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            limits,
            allowed,
            resolver,
            tls: Arc::new(tls),
        }
    }

    /// # Errors
    /// [`FetchError`]. An answer of any status is none.
    pub async fn get(&self, url: &str) -> Result<Fetched, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let ask = Ask {
            method: Method::GET,
            headers,
            body: Bytes::new(),
        };
        self.bounded(url, &ask).await
    }

    /// Sends a form and wants JSON. Who sends it is said by `authorization`,
    /// which goes nowhere else: a redirect is refused.
    ///
    /// # Errors
    /// [`FetchError`]. An answer of any status is none.
    pub async fn post_form(
        &self,
        url: &str,
        fields: &[(&str, &str)],
        authorization: Option<HeaderValue>,
    ) -> Result<Fetched, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if let Some(mut value) = authorization {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        // Gone before the first wait: it is not for several threads.
        let text = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let ask = Ask {
            method: Method::POST,
            headers,
            body: text.into(),
        };
        self.bounded(url, &ask).await
    }

    async fn bounded(&self, url: &str, ask: &Ask) -> Result<Fetched, FetchError> {
        let url = Url::parse(url).map_err(|_| FetchError {
            what: url.chars().take(80).collect(),
            reason: Reason::NoAddress,
        })?;
        let all = timeout(self.limits.total, self.follow(url.clone(), ask));
        let late = |_| FetchError::of(&url, Reason::Time(self.limits.total));
        all.await.map_err(late)?
    }

    async fn follow(&self, mut url: Url, ask: &Ask) -> Result<Fetched, FetchError> {
        for _ in 0..=self.limits.redirects {
            let answered = self.once(&url, ask).await;
            let (head, bytes) = answered.map_err(|reason| FetchError::of(&url, reason))?;
            if !is_redirect(&head) {
                return Ok(fetched(&head, url, bytes));
            }
            url = onward(&url, &head, ask).map_err(|reason| FetchError::of(&url, reason))?;
        }
        let reason = Reason::Redirects(self.limits.redirects);
        Err(FetchError::of(&url, reason))
    }

    async fn once(&self, url: &Url, ask: &Ask) -> Result<(Response<()>, Bytes), Reason> {
        let connecting = timeout(self.limits.connect, self.connect(url)).await;
        let stream = connecting.map_err(|_| Reason::ConnectTime(self.limits.connect))??;
        wire::ask(stream, request(url, ask)?, &self.limits).await
    }

    async fn connect(&self, url: &Url) -> Result<Box<dyn Stream>, Reason> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Reason::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Reason::UserName);
        }
        let port = url.port_or_known_default().ok_or(Reason::NoAddress)?;
        let addresses = self.checked(url, port).await?;
        let stream = wire::connect(&addresses, port).await?;
        match (url.scheme(), url.host_str()) {
            ("https", Some(host)) => wire::secure(&self.tls, host, stream).await,
            _ => Ok(Box::new(stream)),
        }
    }

    /// The addresses of a host, every one of which may be asked.
    async fn checked(&self, url: &Url, port: u16) -> Result<Vec<IpAddr>, Reason> {
        let addresses = match url.host().ok_or(Reason::NoAddress)? {
            Host::Ipv4(address) => vec![address.into()],
            Host::Ipv6(address) => vec![address.into()],
            Host::Domain(name) => self.resolver.resolve(name).await.map_err(Reason::Name)?,
        };
        if self.allowed.names(url) {
            return Ok(addresses);
        }
        for address in &addresses {
            if self.allowed.holds(*address) {
                continue;
            }
            if let Some(why) = special(*address) {
                let address = *address;
                return Err(Reason::Special { address, why });
            }
            if !PORTS.contains(&port) {
                return Err(Reason::Port(port));
            }
        }
        Ok(addresses)
    }
}

fn request(url: &Url, ask: &Ask) -> Result<Request<Full<Bytes>>, Reason> {
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut request = Request::builder().method(&ask.method).uri(path);
    for (name, value) in &ask.headers {
        request = request.header(name, value);
    }
    request
        .header(HOST, host)
        .header(USER_AGENT, AGENT)
        .header(ACCEPT_ENCODING, "identity")
        .header(CONNECTION, "close")
        .body(Full::new(ask.body.clone()))
        .map_err(|_| Reason::NoAddress)
}

fn is_redirect(head: &Response<()>) -> bool {
    matches!(head.status().as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn onward(url: &Url, head: &Response<()>, ask: &Ask) -> Result<Url, Reason> {
    if ask.method != Method::GET {
        return Err(Reason::RedirectOfForm);
    }
    let place = head.headers().get(LOCATION);
    let place = place.and_then(|place| place.to_str().ok());
    let next = place.and_then(|place| url.join(place).ok());
    let next = next.ok_or(Reason::RedirectNowhere)?;
    if url.scheme() == "https" && next.scheme() == "http" {
        return Err(Reason::RedirectInTheClear);
    }
    Ok(next)
}

fn fetched(head: &Response<()>, final_url: Url, bytes: Bytes) -> Fetched {
    let content_type = head.headers().get(CONTENT_TYPE);
    Fetched {
        status: head.status().as_u16(),
        final_url,
        content_type: content_type
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned),
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_leaves_https() {
        let ask = Ask {
            method: Method::GET,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        let to = |place: &'static str| {
            let url = Url::parse("https://a.example/b").expect("an address");
            let head = Response::builder().status(302).header(LOCATION, place);
            onward(&url, &head.body(()).expect("a head"), &ask)
        };
        assert_eq!(to("/c").expect("here").as_str(), "https://a.example/c");
        assert!(matches!(
            to("http://a.example/"),
            Err(Reason::RedirectInTheClear)
        ));
    }
}
