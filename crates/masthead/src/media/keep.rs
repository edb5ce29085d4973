//! A picture that somebody sends: read off the threads that serve, and its bytes kept.

use bytes::Bytes;
use masthead_media::{Limits, Picture, Refusal, Store, read};

use super::store::put::MediaFields;
use crate::portal::Stop;

/// What a file holds. `name` is what its sender calls it.
///
/// # Errors
/// A thread that panicked; inside, why it is no picture that we take.
pub async fn look(bytes: Bytes, name: String) -> Result<Result<Picture, Refusal>, Stop> {
    let look = move || read(&bytes, &name, &Limits::default());
    let looked = tokio::task::spawn_blocking(look).await;
    looked.map_err(|error| Stop::Defect(error.to_string()))
}

/// Keeps the bytes of a picture. Its row is written by who calls, with
/// [`put`](super::store::put::put) in a transaction of theirs: bytes without a
/// row are nobody's, a row without bytes would be a hole in a page.
///
/// # Errors
/// A store that does not take them; inside, why it is no picture that we take.
pub async fn keep(
    store: &Store,
    name: String,
    bytes: Bytes,
) -> Result<Result<MediaFields, Refusal>, Stop> {
    let picture = match look(bytes.clone(), name).await? {
        Ok(picture) => picture,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let fields = MediaFields::of(&picture, bytes.len());
    let kept = store.put_picture(&picture, bytes).await;
    kept.map_err(|error| Stop::disk("storing a picture", &error))?;
    Ok(Ok(fields))
}
