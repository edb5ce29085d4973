use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::form::{from_pairs, is_utf8, pairs};
use super::{AppError, Portal};

/// The parameters of an address. Ones that cannot be read, or hold what no
/// text of ours does, are answered with a page in words.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Portal>> for Asked<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Portal>) -> Result<Self, AppError> {
        let asked = asked(parts.uri.query().unwrap_or_default());
        asked.map(Self).map_err(|_| AppError::BadAddress)
    }
}

fn asked<T: DeserializeOwned>(query: &str) -> Result<T, AppError> {
    let fields = pairs(query.as_bytes())?;
    if fields.dropped > 0 || !is_utf8(query.as_bytes()) {
        return Err(AppError::BadAddress);
    }
    from_pairs(fields.pairs)
}
