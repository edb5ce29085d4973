//! JSON that a script sends: counted before there is a tree of it.

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use masthead_document::json::{clean, within};
use masthead_document::text::clean_bytes;
use serde::de::DeserializeOwned;

use super::super::{AppError, Portal};
use super::Arrival;

pub use masthead_document::json::Bounds;

/// What any script of ours but the editor sends.
const SMALL: Bounds = Bounds {
    depth: 8,
    values: 64,
};

/// What a JSON text says, and how many characters were dropped from its strings.
pub struct Json<T> {
    pub value: T,
    pub dropped: usize,
}

/// Reads JSON within `bounds`.
///
/// # Errors
/// [`AppError::TooManyFields`] beyond the bounds, [`AppError::BadForm`] for what is no JSON or another kind of it.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8], bounds: Bounds) -> Result<Json<T>, AppError> {
    within(bytes, bounds).map_err(|_| AppError::TooManyFields)?;
    let text = clean_bytes(bytes);
    let cleaned = clean(&text.text);
    let value = serde_json::from_str(&cleaned.text).map_err(|_| AppError::BadForm)?;
    Ok(Json {
        value,
        dropped: text.dropped + cleaned.dropped,
    })
}

/// A small object that a script of ours sends.
pub struct SentJson<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Portal>> for SentJson<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, AppError> {
        let bytes = Arrival::of(request, portal).await.bytes().await?;
        read_json(&bytes, SMALL).map(|json| Self(json.value))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_small_object_is_read_and_a_million_values_are_not() {
        let read = read_json::<Value>(br#"{"take": true, "name": "a\u0000\ud83d"}"#, SMALL);
        let read = read.expect("small");
        assert_eq!(
            (read.value, read.dropped),
            (json!({"take": true, "name": "a"}), 2)
        );
        let many = format!("[{}0]", "0,".repeat(1_000_000));
        let refused = read_json::<Value>(many.as_bytes(), SMALL);
        assert!(matches!(refused, Err(AppError::TooManyFields)));
        let broken = read_json::<Value>(b"{", SMALL);
        assert!(matches!(broken, Err(AppError::BadForm)));
    }
}
