//! What is said where the service is not asked.

use bytes::Bytes;
use hyper::HeaderMap;

/// Bodies of the answers of which a service never hears, handed in by whoever
/// knows its readers. An empty one says no more than its status does. What
/// hyper itself refuses (no HTTP: 400, a head that is too long: 431) has none.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    /// 400: `Host` is missing, stands there twice or is no host.
    pub host: Bytes,
    /// 503: what this address, or all, were sent is not taken yet.
    pub unsent: Bytes,
    /// 503: no room for one more connection, of this address or of all. With
    /// its headers a kilobyte or two at most: it is written once.
    pub crowded: Bytes,
    /// Of each of them, `content-type` too.
    pub headers: HeaderMap,
}
