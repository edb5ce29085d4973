use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Query};
use axum::http::Response;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::{Portal, Reader, Stop};
use crate::errors;

/// The parameters of an address. Ones that cannot be read are answered with a
/// page in words.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Portal>> for Asked<T> {
    type Rejection = Response<Body>;

    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Response<Body>> {
        if let Ok(Query(asked)) = Query::try_from_uri(&parts.uri) {
            return Ok(Self(asked));
        }
        let Ok(reader) = Reader::from_request_parts(parts, portal).await;
        Err(errors::answer(portal, &reader, &Stop::BadAddress).await)
    }
}
