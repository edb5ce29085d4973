//! The cookies that hold secrets. Each is for this site alone, and scripts do
//! not see it. Over TLS all get `Secure` and a name that only this host can
//! give (`portal/cookies.rs`).

use std::time::Duration;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use masthead_auth::Secret;

use crate::portal::set_cookie;

/// A cookie that holds a secret, or ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cookie {
    pub(crate) name: &'static str,
    holds: Duration,
}

const MINUTE_SECONDS: u64 = 60;
const DAY_SECONDS: u64 = 24 * 3_600;

/// Of somebody who is logged in; a session that nobody used for so long has ended.
pub(crate) const SESSION: Cookie = Cookie {
    name: "session",
    holds: Duration::from_secs(30 * DAY_SECONDS),
};
/// Between the password and the code, which may be looked for so long.
pub(super) const HALFWAY: Cookie = Cookie {
    name: "halfway",
    holds: Duration::from_secs(10 * MINUTE_SECONDS),
};
/// Of a log-in at the provider, and of who waits after it.
pub(super) const OPENID: Cookie = Cookie {
    name: "openid",
    holds: Duration::from_secs(10 * MINUTE_SECONDS),
};
/// Of a browser that somebody came in with. No browser keeps a cookie longer.
pub(super) const DEVICE: Cookie = Cookie {
    name: "device",
    holds: Duration::from_secs(400 * DAY_SECONDS),
};

/// The names of all of them.
pub(crate) const SECRET: [&str; 4] = [SESSION.name, HALFWAY.name, OPENID.name, DEVICE.name];

impl Cookie {
    pub(crate) const fn holds(self) -> Duration {
        self.holds
    }

    /// The secret that these headers bring.
    pub(super) fn secret(self, headers: &HeaderMap) -> Option<Secret> {
        let lines = headers.get_all(COOKIE).iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let mut pairs = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == self.name)?;
        Secret::parse(value)
    }

    /// The value of `Set-Cookie`; none ends it.
    pub(super) fn set(self, secret: Option<&Secret>) -> HeaderValue {
        let (text, age) = match secret {
            Some(secret) => (secret.text(), self.holds.as_secs()),
            None => (String::new(), 0),
        };
        let line = set_cookie(self.name, &text, age);
        HeaderValue::try_from(line).expect("names and secrets are letters and digits")
    }
}
