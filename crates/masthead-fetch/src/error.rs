use std::net::IpAddr;
use std::time::Duration;

use url::Url;

/// A request that came to nothing.
#[derive(Debug, thiserror::Error)]
#[error("asking {what}: {reason}")]
pub struct FetchError {
    /// The address without its query, which may hold a secret.
    pub what: String,
    pub reason: Reason,
}

impl FetchError {
    pub(crate) fn of(url: &Url, reason: Reason) -> Self {
        let mut plain = url.clone();
        plain.set_query(None);
        plain.set_fragment(None);
        let _ = plain.set_username("");
        let _ = plain.set_password(None);
        Self {
            what: plain.into(),
            reason,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Reason {
    #[error("this is no address")]
    NoAddress,
    #[error("only http and https are asked, not {0}")]
    Scheme(String),
    #[error("an address with a user name in it is not asked")]
    UserName,
    #[error("the name cannot be resolved: {0}")]
    Name(std::io::Error),
    #[error("the name has no address")]
    NoHost,
    #[error("{address} is not on the public internet: {why}")]
    Special { address: IpAddr, why: &'static str },
    #[error("port {0} is none of the web's")]
    Port(u16),
    #[error("no connection: {0}")]
    Connect(std::io::Error),
    #[error("no connection within {0:?}")]
    ConnectTime(Duration),
    #[error("no whole answer within {0:?}")]
    Time(Duration),
    #[error("the answer is not what HTTP says: {0}")]
    Answer(hyper::Error),
    #[error("the headers are larger than {limit_bytes} bytes or too many")]
    Headers { limit_bytes: usize },
    #[error("the body is larger than {limit_bytes} bytes")]
    Body { limit_bytes: usize },
    #[error("the body is compressed, which was not asked for")]
    Compressed,
    #[error("more than {0} redirects")]
    Redirects(usize),
    #[error("a redirect without a place to go")]
    RedirectNowhere,
    #[error("a redirect from https to http")]
    RedirectInTheClear,
    #[error("a form that was sent is not sent on to another address")]
    RedirectOfForm,
    #[error("the answer is not the JSON that was expected: {0}")]
    Json(serde_json::Error),
}
