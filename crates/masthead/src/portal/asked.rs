use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::Response;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::form::{from_pairs, is_utf8, pairs};
use super::{Portal, Reader, Stop};
use crate::errors;

/// The parameters of an address. Ones that cannot be read, or hold what no
/// text of ours does, are answered with a page in words.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Portal>> for Asked<T> {
    type Rejection = Response<Body>;

    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Response<Body>> {
        if let Ok(asked) = asked(parts.uri.query().unwrap_or_default()) {
            return Ok(Self(asked));
        }
        let Ok(reader) = Reader::from_request_parts(parts, portal).await;
        Err(errors::answer(portal, &reader, &Stop::BadAddress).await)
    }
}

fn asked<T: DeserializeOwned>(query: &str) -> Result<T, Stop> {
    let fields = pairs(query.as_bytes())?;
    if fields.dropped > 0 || !is_utf8(query.as_bytes()) {
        return Err(Stop::BadAddress);
    }
    from_pairs(fields.pairs)
}
