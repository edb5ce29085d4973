//! The addresses of pages, in one place.

use crate::share::{Service, percent};

#[must_use]
pub fn article(id: i64) -> String {
    format!("/article/{id}")
}

/// Leads on to where the article is shared with a service.
#[must_use]
pub fn article_share(id: i64, service: Service) -> String {
    format!("/article/{id}/share/{}", service.name())
}

/// The article's address as a QR code.
#[must_use]
pub fn article_qr(id: i64) -> String {
    format!("/article/{id}/qr.svg")
}

#[must_use]
pub fn creator(handle: &str) -> String {
    format!("/@{}", percent::component(handle))
}

#[must_use]
pub fn archive(handle: &str) -> String {
    format!("{}/archive", creator(handle))
}

#[must_use]
pub fn channel(slug: &str) -> String {
    format!("/channel/{}", percent::component(slug))
}

#[must_use]
pub fn column(slug: &str) -> String {
    format!("/column/{}", percent::component(slug))
}

#[must_use]
pub fn login(next: Option<&str>) -> String {
    match next {
        Some(next) => format!("{LOGIN}?next={}", percent::component(next)),
        None => LOGIN.to_owned(),
    }
}

/// Where the code is asked for, once the password was right.
#[must_use]
pub fn login_code(next: &str) -> String {
    format!("{LOGIN_CODE}?next={}", percent::component(next))
}

/// Where the operator's identity provider is gone to, and from there to `next`.
#[must_use]
pub fn login_openid(next: &str) -> String {
    format!("{LOGIN_OPENID}?next={}", percent::component(next))
}

/// A link in a letter, which sets an account up.
#[must_use]
pub fn confirm(secret: &str) -> String {
    format!("/confirm/{secret}")
}

/// A link in a letter, under which a password is set.
#[must_use]
pub fn reset(secret: &str) -> String {
    format!("{RESET}/{secret}")
}

/// The own account, which says what has just been done.
#[must_use]
pub fn account_done(done: &str) -> String {
    format!("{ACCOUNT}?done={done}")
}

/// A path as it may stand in a log: without what it proves.
#[must_use]
pub fn without_secret(path: &str) -> &str {
    let places = ["/confirm/", "/reset/"];
    let place = places.into_iter().find(|place| path.starts_with(place));
    place.unwrap_or(path)
}

/// The own passkeys, which say what has just been done.
#[must_use]
pub fn account_passkeys_done(done: &str) -> String {
    format!("{ACCOUNT_PASSKEYS}?done={done}")
}

/// The list of accounts, from the one below this id on.
#[must_use]
pub fn desk_accounts(below: i64) -> String {
    format!("{DESK_ACCOUNTS}?below={below}")
}

pub const DESK: &str = "/desk";
pub const DESK_ACCOUNTS: &str = "/desk/accounts";
pub const DESK_ROLES: &str = "/desk/accounts/roles";
pub const LOGIN: &str = "/login";
pub const LOGIN_CODE: &str = "/login/code";
pub const LOGIN_PASSKEY: &str = "/login/passkey";
pub const LOGIN_OPENID: &str = "/login/openid";
pub const OPENID_BACK: &str = "/login/openid/back";
pub const LOGOUT: &str = "/logout";
pub const REGISTER: &str = "/register";
pub const RESET: &str = "/reset";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_PASSWORD: &str = "/account/password";
pub const ACCOUNT_SESSIONS: &str = "/account/sessions";
pub const ACCOUNT_FACTOR: &str = "/account/factor";
pub const ACCOUNT_OPENID: &str = "/account/openid";
pub const ACCOUNT_PASSKEYS: &str = "/account/passkeys";
pub const OUTBOX: &str = "/outbox";
pub const HOME: &str = "/";
pub const CREATORS: &str = "/creators";
pub const HOT: &str = "/hot";
pub const SEARCH: &str = "/search";
pub const JOIN: &str = "/join";
pub const ACCESSIBILITY: &str = "/accessibility";
