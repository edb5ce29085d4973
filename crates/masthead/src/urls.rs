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

pub const HOME: &str = "/";
pub const CREATORS: &str = "/creators";
pub const HOT: &str = "/hot";
pub const SEARCH: &str = "/search";
pub const JOIN: &str = "/join";
pub const ACCESSIBILITY: &str = "/accessibility";
